"""Reads one named graph at a time, so that memory is bounded by the largest case."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.grammar import NS, Grammar
from spygraph.casefile.model import BASE
from spygraph.casefile.nquads import REGISTRY_GRAPH
from spygraph.store import Readable

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

Terms = dict[str, list[str]]  # property key to values: IRIs as ids, literals as text


def short(iri: str) -> str:
    """Return an IRI of ours without the common beginning; others as they are."""
    return iri.removeprefix(BASE)


def case_graphs(store: Readable) -> list[str]:
    """Return the IRIs of the named graphs that hold a case, sorted."""
    return sorted(g.value for g in store.named_graphs() if g.value.startswith(BASE + "case/"))


def read_graph(store: Readable, graph: str) -> dict[str, Terms]:
    """Return what each subject of a named graph says, property by property, values sorted."""
    out: dict[str, Terms] = {}
    for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        terms = out.setdefault(short(_iri(quad.subject)), {})
        terms.setdefault(_property(quad.predicate.value), []).append(_value(quad.object))
    for terms in out.values():
        for values in terms.values():
            values.sort()
    return out


@lru_cache(maxsize=1024)
def _property(iri: str) -> str:
    if iri.startswith(NS):
        return iri[len(NS) :]
    return {RDF_TYPE: "type", RDFS_LABEL: "label"}.get(iri, iri)


def _iri(term: Any) -> str:
    return str(term.value)


def _value(term: Any) -> str:
    return short(term.value) if isinstance(term, ox.NamedNode) else term.value


class Names:
    """What ids are called: actors of the registry, and concepts in two languages."""

    def __init__(self, store: Readable, table: Grammar) -> None:
        registry = read_graph(store, REGISTRY_GRAPH)
        self.registry = registry
        self.labels = {key: terms["label"][0] for key, terms in registry.items() if "label" in terms}
        self.concepts = {short(one.iri): one for scheme in table.schemes.values() for one in scheme.values()}
        self.schemes = {short(one.iri): name for name, scheme in table.schemes.items() for one in scheme.values()}

    def label(self, id_: str, local: dict[str, Terms]) -> str:
        """Return the name of a thing, an actor or a concept; the text itself where it is none of them."""
        if id_ in self.concepts:
            return self.concepts[id_].label
        if id_ in local and "label" in local[id_]:
            return local[id_]["label"][0]
        return self.labels.get(id_, id_)

    def sources(self) -> Iterator[tuple[str, Terms]]:
        """Yield the registered sources."""
        for key, terms in sorted(self.registry.items()):
            if terms.get("type") == ["ns#Source"]:
                yield key.removeprefix("registry/"), terms
