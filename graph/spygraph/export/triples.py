"""The triples behind an extract: what claims are left out takes its things and passages with it."""

from collections.abc import Iterator, Set

import pyoxigraph as ox

from spygraph.casefile.model import BASE
from spygraph.casefile.nquads import REGISTRY_GRAPH
from spygraph.export.extract import Extract
from spygraph.network.model import Record
from spygraph.store import Readable

_CASE, _REGISTRY = BASE + "case/", BASE + "registry/"
Groups = dict[str, list[ox.Quad]]


class Dropped:
    """The claims that are left out: one by one, or with their whole case."""

    def __init__(self) -> None:
        self.claims: set[str] = set()
        self.cases: set[str] = set()

    def __contains__(self, iri: str) -> bool:
        return iri in self.claims or iri.removeprefix(_CASE).partition("/")[0] in self.cases

    def __bool__(self) -> bool:
        return bool(self.claims or self.cases)


def claim_quads(extract: Extract, dropped: Dropped | None = None) -> Iterator[ox.Quad]:
    """Yield the quads of the cases, then those of the registry; one graph is in memory at a time.

    Args:
        extract: What is exported.
        dropped: Takes the claims that are left out.
    """
    reached: set[str] = set()
    dropped = Dropped() if dropped is None else dropped
    for record, chosen in extract.pairs():
        if chosen is None and record.case:
            dropped.cases.add(record.case.id)
            continue
        gone = {BASE + id_ for id_ in record.claims if chosen is None or id_ not in chosen.claims}
        dropped.claims |= gone
        if not gone and not _part(extract):
            yield from _sorted(extract.store, record)
            continue
        for quad in sorted(_kept(extract, record, gone, reached), key=_order):
            if _iri(quad.object).startswith(_REGISTRY):
                reached.add(_iri(quad.object))
            yield quad


def _sorted(store: Readable, record: Record) -> Iterator[ox.Quad]:
    """Yield a graph in order; the registry grows with the cases, so that only its subjects are in memory at once."""
    if record.case:
        yield from sorted(_graph(store, record), key=_order)
        return
    for subject in sorted({str(quad.subject) for quad in _graph(store, record)}):
        found = store.quads_for_pattern(ox.NamedNode(subject[1:-1]), None, None, ox.NamedNode(REGISTRY_GRAPH))
        yield from sorted(found, key=_order)


def _kept(extract: Extract, record: Record, gone: set[str], reached: set[str]) -> list[ox.Quad]:
    """Return what is left of a graph without some claims; of the registry, only what the cases lead to."""
    groups: Groups = {}
    for quad in _graph(extract.store, record):
        groups.setdefault(_iri(quad.subject), []).append(quad)
    ends = record.case is None and _part(extract)
    kept = _registry(groups, gone, reached) if ends else _without(groups, gone)
    return [quad for found in kept.values() for quad in found]


def _part(extract: Extract) -> bool:
    return extract.selection.partial or bool(extract.selection.cases)


def _order(quad: ox.Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _graph(store: Readable, record: Record) -> Iterator[ox.Quad]:
    graph = f"{BASE}case/{record.case.id}" if record.case else REGISTRY_GRAPH
    return store.quads_for_pattern(None, None, None, ox.NamedNode(graph))


def _iri(term: object) -> str:
    return str(getattr(term, "value", ""))


def _without(groups: Groups, gone: set[str], reached: Set[str] = frozenset()) -> Groups:
    """Return the statements without some claims, what only these are about, and where only these stand."""
    if not gone:
        return groups
    left = {_iri(quad.object) for key, found in groups.items() if key not in gone for quad in found}
    about = {_iri(quad.object) for key in gone for quad in groups.get(key, ())} & groups.keys()
    cases = {key for key in about if not _is_part(key)}
    dead = gone | (about - left - cases - reached)
    return {
        key: [quad for quad in found if _iri(quad.object) not in gone]
        for key, found in groups.items()
        if key not in dead
    }


def _is_part(iri: str) -> bool:
    """Whether an IRI is of a thing or passage of a case, or of a registered one: never of a case itself."""
    return not iri.startswith(BASE + "case/") or "/" in iri.removeprefix(BASE + "case/")


def _registry(groups: Groups, gone: set[str], reached: set[str]) -> Groups:
    """Return what the kept cases lead to in the registry, and the claims that are kept there."""
    groups = _without(groups, gone, reached)
    claims = {key for key in groups if "/claim/" in key}
    found: set[str] = set()
    waiting = reached | claims
    while waiting:
        found |= waiting
        waiting = {_iri(quad.object) for key in waiting for quad in groups.get(key, ())} - found
    return {key: quads for key, quads in groups.items() if key in found}
