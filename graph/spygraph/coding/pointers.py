"""What points to a thing, to a key of a thing or to a section, as a case file writes it."""

from spygraph.casefile.grammar import NS, Class, grammar
from spygraph.network.graphs import Terms


class Pointers:
    """The pointers of one case, read off its graph."""

    def __init__(self, local: dict[str, Terms], case: str, claims: dict[str, list[str]]) -> None:
        self.local, self.case, self.claims = local, case, claims
        self.table = grammar()
        self.sections = {f"ns#{one.iri.removeprefix(NS)}": one.section for one in self.table.sections.values()}

    def silences(self) -> list[str]:
        """Return what the case lists as not stated."""
        return sorted(self._text(id_, prop) for id_, terms in self.local.items() for prop in terms.get("notStated", ()))

    def written(self, terms: Terms) -> list[str]:
        """Return what a claim points to.

        The graph holds the things and the keys, not which belong together. Where a thing has several of the keys, or
        none, the claims that a dispute leads to tell which of them are meant.
        """
        things, props = terms.get("of", []), terms.get("ofProperty", [])
        out: list[str] = []
        for thing in things:
            mine = [prop for prop in props if self._has(thing, prop) and self._meant(thing, prop, terms, len(things))]
            out += [self._text(thing, prop) for prop in mine] or [self._key(thing)]
        return out

    def _has(self, thing: str, prop: str) -> bool:
        if thing == self.case:
            return prop in self.sections
        cls = self._class(thing)
        return cls is not None and any(f"ns#{one.iri.removeprefix(NS)}" == prop for one in cls.keys.values())

    def _meant(self, thing: str, prop: str, terms: Terms, things: int) -> bool:
        """Whether a dispute is about a key of a thing: not where it leads to claims about other keys of it too."""
        disputed = set(terms.get("disputes", ()))
        if thing == self.case or things == 1 or not disputed:
            return True
        name = prop.removeprefix("ns#")
        mine = [id_ for id_ in self.claims.get(thing, ()) if id_ in disputed]
        return any(name in self.local[id_] for id_ in mine) and len(mine) < max(len(self.claims.get(thing, ())), 2)

    def _class(self, thing: str) -> Class | None:
        return self.table.classes.get(self.local.get(thing, {}).get("type", [""])[0].removeprefix("ns#"))

    def _text(self, thing: str, prop: str) -> str:
        if prop in self.sections:
            return self.sections[prop]
        cls = self._class(thing)
        keys = cls.keys.values() if cls else ()
        key = next((one.key for one in keys if f"ns#{one.iri.removeprefix(NS)}" == prop), prop)
        return f"{self._key(thing)}.{key}"

    def _key(self, thing: str) -> str:
        return "case" if thing == self.case else thing.rsplit("/", 1)[-1]
