"""One named graph as pages show it: each claim with its values, its owner, its standing, disputes and places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from spygraph import terms
from spygraph.casefile.grammar import NS, grammar, hyphened
from spygraph.casefile.model import BASE
from spygraph.casefile.values import in_words
from spygraph.explorer.marks import STANDINGS
from spygraph.network import Claim, Passage, SourceInfo, record_of
from spygraph.network.graphs import Names, read_graph
from spygraph.network.whole import sources_in
from spygraph.server.pages import links

_STRENGTH = {one.key: rank for rank, one in enumerate(STANDINGS)}


@dataclass(frozen=True, slots=True)
class Link:
    """A text, and the path that it leads to; "" for none."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A property of a claim with all that the claim says of it."""

    property: Link
    items: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: the words, the paragraph or row, the source, and the article at these words."""

    words: str
    where: str
    source: SourceInfo
    article: str
    path: str


@dataclass(frozen=True, slots=True)
class Card:
    """One claim as a page shows it."""

    claim: Claim
    anchor: str
    path: str
    values: tuple[Value, ...]
    says: Link
    via: Link | None
    version: Link | None
    disputes: tuple[Link, ...]
    places: tuple[Place, ...]


@cache
def term_names() -> dict[str, terms.Term]:
    """Return the terms of the ontology by name, such as s:knownBy."""
    return {term.name: term for term in terms.table()}


@cache
def _properties() -> dict[str, str]:
    """Return the name of each property by the key that claims have it under."""
    return {hyphened(name[2:]): name[2:] for name in term_names() if name.startswith("s:")}


@cache
def _durations() -> frozenset[str]:
    """Return the keys of the properties that hold a length of time."""
    every = (prop for cls in grammar().classes.values() for prop in cls.keys.values())
    return frozenset(hyphened(prop.iri.removeprefix(NS)) for prop in every if prop.datatype.endswith("#duration"))


def _in_words(text: str) -> str:
    return f"{in_words(text)} ({text})"


def property_link(key: str) -> Link:
    """Return what a property is called, and where it is defined."""
    name = _properties().get(key, "")
    term = term_names().get(f"s:{name}")
    return Link(term.label, links.term(name)) if term else Link(key.replace("-", " "))


def weakest(claims: Iterable[Claim]) -> str:
    """Return the weakest standing among claims: the one that a line for all of them is drawn by."""
    return max((one.standing for one in claims), key=lambda one: _STRENGTH.get(one, len(_STRENGTH)))


class Reading:
    """What one case, or the registry, says.

    Args:
        store: What `spygraph.store.load` returned.
        case: Id of the case, "" for the registry.
        on_page: Whether links to things of it stay on the page that shows all of it.

    Raises:
        KeyError: where the store holds no such case.
    """

    def __init__(self, store: ox.Store, case: str, *, on_page: bool = False) -> None:
        self.case, self.on_page = case, on_page
        self.names = Names(store, grammar())
        self.local = read_graph(store, f"{BASE}case/{case}") if case else self.names.registry
        self.record = record_of(self.local, case, self.names)
        self.sources = sources_in(self.names)
        self.claims = list(self.record.claims.values())
        self._disputes = dict(self._disputed())

    def href(self, id_: str) -> str:
        """Return where an id leads from the page that this is read for."""
        if self.on_page and self.case and links.case_of(id_) == self.case and links.anchor(id_):
            return "#" + links.on_its_page(id_).partition("#")[2]
        return links.local(id_)

    def link(self, id_: str) -> Link:
        """Return a thing, an actor or a concept by its name."""
        return Link(self.names.label(id_, self.local), self.href(id_))

    def about(self, thing: str) -> list[Claim]:
        """Return the claims about a thing."""
        return [one for one in self.claims if one.thing == thing]

    def card(self, claim: Claim) -> Card:
        """Return a claim as a page shows it."""
        terms = self.local[claim.id]
        return Card(
            claim=claim,
            anchor=links.anchor(claim.id),
            path=links.local(claim.id),
            values=tuple(self._values(claim)),
            says=self.link(terms["says"][0]),
            via=self.link(terms["via"][0]) if "via" in terms else None,
            version=self.link(claim.version) if claim.version else None,
            disputes=self._disputes.get(claim.id, ()),
            places=tuple(
                self.place(passage, id_) for passage, id_ in zip(claim.passages, terms.get("evidence", ()), strict=True)
            ),
        )

    def place(self, passage: Passage, id_: str) -> Place:
        """Return a passage as a page shows it."""
        source = self.sources[passage.source]
        where = f"row {passage.paragraph}" if passage.in_row else f"paragraph {passage.paragraph}"
        address = links.web(source.url) if passage.in_row else links.article_at(source.url, passage.words)
        return Place(passage.words, where, source, address, links.local(id_))

    def _values(self, claim: Claim) -> Iterator[Value]:
        for key in dict.fromkeys(key for key, _, _ in claim.values):
            found = [(text, id_) for name, text, id_ in claim.values if name == key]
            words = _in_words if key in _durations() else str
            yield Value(property_link(key), tuple(self._item(words(text), id_) for text, id_ in found))

    def _item(self, text: str, id_: str) -> Link:
        if id_ == f"case/{self.case}":
            return Link("the whole case", f"/{id_}")
        return Link(text, self.href(id_) if id_ else "")

    def _disputed(self) -> Iterator[tuple[str, tuple[Link, ...]]]:
        """Yield for each disputed claim what is set against it, in the order in which its texts stand."""
        against: dict[str, list[str]] = {}
        told = sorted((terms["about"][0], id_) for id_, terms in self.local.items() if "disputes" in terms)
        for thing, id_ in told:
            for target in self.local[id_]["disputes"]:
                against.setdefault(target, []).append(thing)
        for target, things in against.items():
            texts = self.record.claims[target].disputes
            found = (Link(text, self.href(thing)) for text, thing in zip(texts, things, strict=True))
            yield target, tuple(dict.fromkeys(found))
