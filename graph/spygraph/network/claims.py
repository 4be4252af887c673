"""From the triples of one named graph to its claims, each with what is disputed about it."""

from spygraph.casefile.grammar import hyphened
from spygraph.network.graphs import Names, Terms
from spygraph.network.model import Claim, Passage

# what frames a claim, or repeats in other form what its values say
_FRAME = frozenset(
    (
        *("type", "label", "key", "inCase", "about", "says", "via", "version", "standing", "attribution", "stands"),
        *("evidence", "disputes", "earliest", "latest", "atLeast", "atMost", "measure", "written", "ofProperty"),
    )
)


class Reader:
    """Assembles the claims of one named graph."""

    def __init__(self, local: dict[str, Terms], case: str, names: Names) -> None:
        self.local, self.case, self.names = local, case, names
        self.claim_ids = sorted(id_ for id_, terms in local.items() if terms.get("type") == ["ns#Claim"])
        self.dates: dict[str, Terms] = {}
        for id_ in self.claim_ids:
            if "when" in local[id_]:
                self.dates.setdefault(local[id_]["about"][0], local[id_])
        self.disputes = self._disputes()

    def claims(self) -> dict[str, Claim]:
        """Return all claims by id."""
        return {id_: self._claim(id_, self.local[id_]) for id_ in self.claim_ids}

    def _claim(self, id_: str, terms: Terms) -> Claim:
        thing = terms["about"][0]
        date = self.dates.get(thing, {})
        about = self.local.get(thing, {})
        return Claim(
            id=id_,
            case=self.case,
            thing=thing,
            thing_class=about.get("type", ["ns#Thing"])[0].removeprefix("ns#"),
            thing_label=self._label(thing),
            says=self._label(terms["says"][0]),
            via=self._label(terms["via"][0]) if "via" in terms else "",
            standing=terms["standing"][0].removeprefix("vocab#standing-"),
            attribution=terms["attribution"][0].removeprefix("vocab#attribution-"),
            version=terms.get("version", [""])[0],
            disputes=tuple(self.disputes.get(id_, ())),
            values=tuple(self._values(terms)),
            passages=tuple(self._passage(self.local[one]) for one in terms.get("evidence", ())),
            when=date.get("when", [""])[0],
            earliest=date.get("earliest", [""])[0],
            latest=date.get("latest", [""])[0],
            stands=terms.get("stands") == ["true"],
        )

    def _label(self, id_: str) -> str:
        return self.names.label(id_, self.local)

    def _values(self, terms: Terms) -> list[tuple[str, str, str]]:
        out = []
        for prop in sorted(terms.keys() - _FRAME):
            for value in terms[prop]:
                known = value in self.local or value in self.names.concepts or value in self.names.labels
                out.append((hyphened(prop), self._label(value), value if known else ""))
        return out

    @staticmethod
    def _passage(terms: Terms) -> Passage:
        source = terms["source"][0].removeprefix("registry/")
        number = terms.get("paragraph") or terms["row"]
        return Passage(source, int(number[0]), terms["words"][0], "row" in terms)

    def _disputes(self) -> dict[str, list[str]]:
        """Return how each claim is disputed: "denied by Zhang (retracted)"."""
        things: dict[str, Terms] = {}
        for id_ in self.claim_ids:
            terms = self.local[id_]
            about = terms["about"][0]
            if self.local.get(about, {}).get("type") == ["ns#Dispute"]:
                merged = things.setdefault(about, {})
                for key, values in terms.items():
                    merged[key] = [*merged.get(key, []), *values]
        out: dict[str, list[str]] = {}
        for thing, terms in sorted(things.items()):
            text = self._dispute(terms) + (" (retracted)" if self._retracted(thing, things) else "")
            for target in terms.get("disputes", ()):
                out.setdefault(target, []).append(text)
        return out

    def _dispute(self, terms: Terms) -> str:
        kind = self._label(terms.get("kind", ["disputed"])[0])
        return f"{kind} by {' and '.join(self._label(one) for one in terms.get('by', []))}"

    def _retracted(self, thing: str, things: dict[str, Terms]) -> bool:
        own = {id_ for id_ in self.claim_ids if self.local[id_]["about"][0] == thing}
        return any(
            "vocab#dispute-retracted" in other.get("kind", ()) and own & set(other.get("disputes", ()))
            for other in things.values()
        )
