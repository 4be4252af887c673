"""The triples behind an extract: what claims are left out takes its things and passages with it, and its shortcuts."""

from collections.abc import Iterator, Set

import pyoxigraph as ox

from spygraph.casefile.model import BASE
from spygraph.casefile.nquads import REGISTRY_GRAPH
from spygraph.export.extract import Extract
from spygraph.network.model import Record
from spygraph.store import SHORTCUTS

_DERIVED = ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PARTS = [ox.NamedNode(_RDF + name) for name in ("subject", "predicate", "object")]
_REGISTRY = BASE + "registry/"
Groups = dict[str, list[ox.Quad]]


def quads(extract: Extract) -> Iterator[ox.Quad]:
    """Yield the claims of an extract, then the shortcuts that rest on nothing else."""
    dropped: set[str] = set()
    yield from claim_quads(extract, dropped)
    for strength in ("claimed", "established"):
        yield from _shortcuts(extract.store, ox.NamedNode(SHORTCUTS + strength), dropped)


def claim_quads(extract: Extract, dropped: set[str] | None = None) -> Iterator[ox.Quad]:
    """Yield the quads of the cases, then those of the registry; one graph is in memory at a time.

    Args:
        extract: What is exported.
        dropped: Takes the IRIs of the claims that are left out.
    """
    reached: set[str] = set()
    dropped = set() if dropped is None else dropped
    for record, chosen in extract.pairs():
        gone = {BASE + id_ for id_ in record.claims if chosen is None or id_ not in chosen.claims}
        dropped |= gone
        if chosen is None and record.case:
            continue
        if not gone and not _part(extract):
            yield from sorted(_graph(extract.store, record), key=_order)
            continue
        for quad in sorted(_kept(extract, record, gone, reached), key=_order):
            if _iri(quad.object).startswith(_REGISTRY):
                reached.add(_iri(quad.object))
            yield quad


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


def _graph(store: ox.Store, record: Record) -> Iterator[ox.Quad]:
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


def _shortcuts(store: ox.Store, graph: ox.NamedNode, dropped: set[str]) -> Iterator[ox.Quad]:
    """Yield a graph of shortcuts without those that a claim which is left out bears."""
    found = sorted(store.quads_for_pattern(None, None, None, graph), key=_order)
    weak = {quad.subject for quad in found if quad.predicate == _DERIVED and _iri(quad.object) in dropped}
    parts = {(quad.subject, quad.predicate): quad.object for quad in found if quad.subject in weak}
    plain = {tuple(parts[node, part] for part in _PARTS) for node in weak}
    for quad in found:
        if quad.subject not in weak and (quad.subject, quad.predicate, quad.object) not in plain:
            yield quad
