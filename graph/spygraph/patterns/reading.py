"""Reads the case x feature table from a store, by one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TypeVar

from spygraph.casefile.grammar import NS, VOCAB, Grammar, grammar
from spygraph.casefile.model import BASE
from spygraph.patterns.coded import Cells
from spygraph.patterns.table import DENIED, NO, Articles, Feature, Table
from spygraph.store import Readable, select

# Columns that no shape declares: what the timeline and the state of an inducement tell.
_DERIVED = (
    Feature("pose", NS + "pose", "mention", "cover", derived=True),
    Feature("inducements-delivered", NS + "Delivered", "mention", "inducement", derived=True),
    Feature("vulnerabilities-as-cause", NS + "Cause", "mention", "vulnerability", derived=True),
    Feature("stages", NS + "stage", "mention", "stage", derived=True),
    Feature("detection", NS + "detection", "mention", "detection", derived=True),
)
_CASE, _PERIOD, _OUTLET, _DISCLOSER = (NS + name for name in ("Case", "Period", "Outlet", "Discloser"))
# An inducement that was only asked for or declined was not held out and taken up in the telling.
_NOT_HELD_OUT = ("sought", "refused")

_QUERY = "table.rq"
K = TypeVar("K")


@dataclass(slots=True)
class _Reading:
    """What the rows of the query add up to.

    Values are tuples of text, which the garbage collector need not walk: over many cases that is a third of the time.
    """

    table: Grammar
    keys: dict[str, str]  # IRI of a feature to its key
    concepts: dict[str, str]  # IRI of a concept to its id
    cases: set[str] = field(default_factory=set)
    cells: Cells = field(default_factory=dict)
    about: Cells = field(default_factory=dict)
    outlets: dict[str, tuple[str, ...]] = field(default_factory=dict)  # source to who carries it
    given: dict[str, tuple[str, ...]] = field(default_factory=dict)  # case to its sources
    sources: dict[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)
    ends: dict[str, tuple[int, int]] = field(default_factory=dict)
    first: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, case: str, feature: str, value: str, more: str, source: str) -> None:
        if feature == _CASE:
            self.cases.add(case)
        elif feature == _OUTLET:
            _add(self.outlets, source, value)
            _add(self.given, case, source)
            _add(self.about, (case, "outlet"), value)
        elif feature == _DISCLOSER:
            _add(self.about, (case, "discloser"), value)
        elif feature == _PERIOD:
            self.first[case] = min(self.first.get(case, (value, more)), (value, more))
        elif key := self.keys.get(feature):
            self._cell(case, key, self._said(key, value, more), more, source)

    def _said(self, key: str, value: str, more: str) -> str:
        if key in ("handler", "service") and value != NO:
            return "described" if value.endswith("known-by-unnamed") else "named"
        return DENIED + more if value == NO and more else self.concepts.get(value, value)

    def _cell(self, case: str, key: str, value: str, more: str, source: str) -> None:
        if key == "outcomes" and value != NO and not value.startswith(DENIED):
            reached = self._reached(value, more)
            if reached < self.ends.get(case, (-1, -1)):
                return
            if reached > self.ends.get(case, (-1, -1)):
                self.cells.pop((case, key), None)
            self.ends[case] = reached
        _add(self.cells, (case, key), value)
        _add(self.sources, (case, key, value), source)

    def _reached(self, outcome: str, standing: str) -> tuple[int, int]:
        """Return how far an outcome goes: by whom it is vouched for first, so that a headline outranks no verdict."""
        voice = self.table.schemes["standing"][standing.removeprefix(VOCAB + "standing-")]
        return voice.rank, self.table.schemes["outcome"][outcome].rank

    def finish(self, features: Iterable[Feature]) -> Table:
        for case, (earliest, latest) in self.first.items():
            decade = earliest[:3]
            if decade and decade == latest[:3]:
                self.about[case, "period"] = (f"{decade}0s",)
        known: dict[tuple[str, ...], Articles] = {}  # articles of the same sources are one object
        articles = {case: self._articles(self.given[case], known) for case in sorted(self.given)}
        backing = {
            (case, key, value): self._articles(self.sources[case, key, value], known)
            for case, key in sorted(self.cells)
            for value in self.cells[case, key]
        }
        cases = tuple(sorted(self.cases))
        return Table(cases, tuple(features), _sorted(self.cells), _sorted(self.about), articles, backing)

    def _articles(self, sources: tuple[str, ...], known: dict[tuple[str, ...], Articles]) -> Articles:
        named = tuple(sorted(sources))
        if named not in known:
            known[named] = tuple(frozenset(self.outlets.get(source, ())) for source in named)
        return known[named]


def read_table(store: Readable) -> Table:
    """Return the table of a store, made by one query; mentions are not cases."""
    table = grammar()
    features = [*_features(table), *_DERIVED]
    properties = [
        one.iri for one in features if one.iri.startswith(NS) and one.key in table.classes["Recruitment"].keys
    ]
    lists = {
        "properties": [iri for iri in properties if iri not in (NS + "handler", NS + "service")],
        "classes": [c.iri for c in table.sections.values() if c.reporting and c.name not in ("Item", "Outcome")],
        "states": [f"{VOCAB}inducement-state-{state}" for state in _NOT_HELD_OUT],
    }
    query = (files("spygraph.patterns") / _QUERY).read_text(encoding="utf-8")
    for name, iris in lists.items():
        query = query.replace(f"%{name}%", " ".join(f"<{iri}>" for iri in iris))
    concepts = {one.iri: one.id for scheme in table.schemes.values() for one in scheme.values()}
    reading = _Reading(table, {one.iri: one.key for one in features}, concepts)
    for row in select(store, query):
        case, *rest = ("" if term is None else term.value for term in row)
        reading.take(case.removeprefix(BASE + "case/"), *rest)
    return reading.finish(features)


def _features(table: Grammar) -> list[Feature]:
    properties = [p for p in table.classes["Recruitment"].keys.values() if p.reporting]
    return [Feature(p.key, p.iri, p.reporting, p.scheme) for p in properties] + [
        Feature(c.section, c.iri, c.reporting, c.keys["state" if c.name == "Item" else "kind"].scheme)
        for c in table.sections.values()
        if c.reporting
    ]


def _sorted(cells: Cells) -> Cells:
    return {key: tuple(sorted(cells[key])) for key in sorted(cells)}


def _add(to: dict[K, tuple[str, ...]], key: K, value: str) -> None:
    found = to.get(key, ())
    if value not in found:
        to[key] = (*found, value)
