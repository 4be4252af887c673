"""The statements of a store about one node, as rows that people read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.model import BASE
from spygraph.network.graphs import RDF_TYPE, RDFS_LABEL
from spygraph.queries.prefixes import PREFIXES
from spygraph.queries.results import short
from spygraph.server.pages import links
from spygraph.server.pages.reading import Link
from spygraph.store import SHORTCUTS

_PREF = ox.NamedNode(PREFIXES["skos"] + "prefLabel")
_LABELS = (ox.NamedNode(RDFS_LABEL), _PREF)
_TITLE = ox.NamedNode(PREFIXES["s"] + "title")
# how properties of others read between two terms, and where names of others begin
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "rdfs:subClassOf": "a kind of",
        "rdfs:subPropertyOf": "a narrower form of",
        "skos:closeMatch": "close to",
        "skos:relatedMatch": "related to",
        "skos:broader": "broader",
        "skos:scopeNote": "scope",
        "prov:wasDerivedFrom": "derived from",
        "rdf:subject": "subject",
        "rdf:predicate": "property",
        "rdf:object": "object",
    }
)
_OTHERS = {
    **{key: iri for key, iri in PREFIXES.items() if key not in ("s", "v", "reg")},
    "owl": "http://www.w3.org/2002/07/owl#",
    "sh": "http://www.w3.org/ns/shacl#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "ftm": "https://schema.followthemoney.tech/#",
    "stix": "http://docs.oasis-open.org/ns/cti/stix#",
}
NAMING = frozenset({RDF_TYPE, RDFS_LABEL, _PREF.value})  # shown as the heading


@dataclass(frozen=True, slots=True)
class Row:
    """A property with its values, each with its language or "", and a note on all of them."""

    property: Link
    values: tuple[tuple[Link, str], ...]


def label(store: ox.Store, node: ox.NamedNode, language: str = "en") -> str:
    """Return what a node is called in a language (or without one, for English); "" for nothing."""
    for predicate in _LABELS:
        for quad in store.quads_for_pattern(node, predicate, None):
            term: Any = quad.object
            if (term.language or "en").lower() == language:
                return str(term.value)
    titled: Any = next(store.quads_for_pattern(node, _TITLE, None), None) if language == "en" else None
    return str(titled.object.value) if titled else ""


def link(store: ox.Store, term: Any) -> Link:
    """Return a term as a link: ours to this server, addresses of the web as they are, all else as text."""
    if isinstance(term, ox.NamedNode):
        known = label(store, term) if term.value.startswith(BASE) else ""
        return Link(known or _called(term), links.path_of(term.value) or links.web(term.value))
    if isinstance(term, ox.Literal):
        is_address = term.datatype.value == PREFIXES["xsd"] + "anyURI"
        return Link(term.value, links.web(term.value) if is_address else "")
    return Link("(nameless)")


def _called(node: ox.NamedNode) -> str:
    """Return an IRI as people read it: in words, behind a usual prefix, or as it is."""
    for key, start in _OTHERS.items():
        if node.value.startswith(start):
            name = f"{key}:{node.value.removeprefix(start)}"
            return _WORDS.get(name, name)
    return short(node)


def rows(store: ox.Store, node: ox.NamedNode, besides: frozenset[str] = NAMING) -> list[Row]:
    """Return what a store says of a node, without shortcuts, which are no statements of anybody, and without naming."""
    found: dict[Any, dict[Any, None]] = {}
    for quad in sorted(store.quads_for_pattern(node, None, None), key=str):
        graph: Any = quad.graph_name
        nameless = isinstance(quad.object, ox.BlankNode)
        if quad.predicate.value not in besides and not nameless and not str(graph.value).startswith(SHORTCUTS):
            found.setdefault(quad.predicate, {})[quad.object] = None
    return [Row(link(store, key), tuple(_valued(store, values))) for key, values in found.items()]


def _valued(store: ox.Store, values: Any) -> Iterator[tuple[Link, str]]:
    for one in values:
        yield link(store, one), (one.language or "") if isinstance(one, ox.Literal) else ""
