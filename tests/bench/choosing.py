"""Chooses the values of an invented case: concepts, things of the case or of the registry, texts, places."""

from random import Random

import wording
from frequencies import OFTEN

from spygraph.casefile.grammar import EDTF, NS, QUANTITY, Class, Grammar, Property

_RANGES = ("Actor", "Party", "Place", "Step", "Organization", "IntelligenceService", "Outlet")
_OTHERS = ("recruiter", "handler", "introducer", "by", "to", "with", "beneficiary")  # never the subject
_TEXTS = {"name": wording.name, "description": wording.description}


class Choice:
    """What may be chosen for one case; things are added as they are invented."""

    def __init__(self, table: Grammar, shared: dict[str, Class], rng: Random) -> None:
        self.table, self.rng = table, rng
        self.shared = {kind: [k for k, cls in shared.items() if NS + kind in cls.supers] for kind in _RANGES}
        self.own: dict[str, list[str]] = {kind: [] for kind in _RANGES}
        self.stated: list[str] = []  # THING.KEY
        self.anchors: list[list[str]] = []

    def add(self, key: str, cls: Class) -> None:
        """Make a thing of the case one that others may point to."""
        for kind in _RANGES:
            if NS + kind in cls.supers:
                self.own[kind].append(key)

    def value(self, prop: Property) -> str | list[str]:
        """Return a value of a property, or a list of two; "" where nothing fits."""
        if prop.key == "subject":
            return "subject"
        if prop.pointer:
            return self._pointer(prop)
        first = self._one(prop)
        if prop.many and self.rng.random() < OFTEN["second-value"]:
            second = self._one(prop)
            return [first, second] if first and second and first != second else first
        return first

    def _one(self, prop: Property) -> str:
        if prop.scheme:
            known = sorted(set(self.table.schemes[prop.scheme]) - {"unclear"})
            return self.rng.choice(known) if self.rng.random() < 0.97 else "unclear"
        if prop.range:
            return self.thing(prop.range.removeprefix(NS), subject=prop.key not in _OTHERS)
        return self._literal(prop)

    def thing(self, kind: str, *, subject: bool = True) -> str:
        """Return a thing of a kind: mostly of this case, the subject (where it may be) more often than others."""
        own, shared = self.own[kind], self.shared[kind]
        if "subject" in own and subject and self.rng.random() < 0.5:
            return "subject"
        own = own if subject else [one for one in own if one != "subject"]
        pool = own if own and (not shared or self.rng.random() < 0.85) else shared
        return self.rng.choice(pool) if pool else ""

    def _literal(self, prop: Property) -> str:
        makers = {EDTF: wording.date, QUANTITY: wording.quantity}
        if prop.datatype.endswith("duration"):
            return wording.term(self.rng)
        return makers.get(prop.datatype, _TEXTS.get(prop.key, wording.phrase))(self.rng)

    def _pointer(self, prop: Property) -> str | list[str]:
        """Return what a dispute or judgement is of: the case, a thing, or one key of a thing."""
        if self.rng.random() < 0.2:
            return "case"
        chosen = [self.rng.choice(self.stated) for _ in range(1 + (self.rng.random() < 0.2))]
        whole = [one.split(".")[0] if self.rng.random() < 0.5 else one for one in chosen]
        return whole[0] if len(set(whole)) < 2 else whole

    def places(self) -> list[str] | list[list[str]]:
        """Return where something stands: one place, now and then two."""
        first = self._place()
        second = self._place() if self.rng.random() < OFTEN["two-places"] else first
        return first if first == second else [first, second]

    def _place(self) -> list[str]:
        if self.anchors and self.rng.random() < OFTEN["same-place"]:
            return self.rng.choice(self.anchors)
        self.anchors.append([f"p{self.rng.randint(1, 24)}", wording.anchor(self.rng)])
        return self.anchors[-1]
