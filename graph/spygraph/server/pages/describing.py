"""The description of one IRI as data: all that is said of it, all that leads to it, and whole claims with their words.

This is the symmetric concise bounded description, wider in one thing: a claim about the node comes whole, with the
passages that it rests on, because a claim without its owner must not travel. A case is described by its whole graph.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.grammar import NS
from spygraph.casefile.model import BASE
from spygraph.casefile.nquads import REGISTRY_GRAPH
from spygraph.export.jsonld import described
from spygraph.network.graphs import case_graphs, short
from spygraph.queries.prefixes import PREFIXES
from spygraph.server.pages.vocabulary import document_of
from spygraph.store import ONTOLOGY_GRAPH, SHORTCUTS

FORMS = ("turtle", "jsonld")
MOST = 10_000  # statements that lead to a node; where there are more, none of them is given, and that is said
_ABOUT, _EVIDENCE = ox.NamedNode(NS + "about"), ox.NamedNode(NS + "evidence")
_COMMENT = ox.NamedNode(PREFIXES["rdfs"] + "comment")
_LEFT_OUT = "More than {:,} statements lead here; they are left out of this description. Ask for them in SPARQL."


def description(store: ox.Store, iri: str, form: str) -> bytes | None:
    """Return what a store says of an IRI of ours, sorted, so that the same store gives the same bytes.

    Args:
        store: What `spygraph.store.load` returned.
        iri: An IRI of ours; a document of terms gives all of them, a term itself only what is said of it.
        form: One of FORMS.

    Returns:
        Turtle or JSON-LD in UTF-8, None where the store knows nothing of it.
    """
    if not iri.startswith(BASE):
        return None
    found = sorted(set(_triples(store, iri)), key=_order)
    if not found:
        return None
    if form == "jsonld":
        return described(found).encode()
    return ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""


def _order(triple: Any) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _triples(store: ox.Store, iri: str) -> Iterator[Any]:
    """Yield the statements without nameless nodes, which only describe case files."""
    name = document_of(store, short(iri))
    if name and "#" not in iri:
        found = _document(store, name)
    elif iri in case_graphs(store) or iri == REGISTRY_GRAPH or iri.startswith(SHORTCUTS):
        found = (quad.triple for quad in _of(store, graph=iri))
    else:
        found = _around(store, iri)
    yield from (one for one in found if ox.BlankNode not in (type(one.subject), type(one.object)))


def _of(store: ox.Store, subject: Any = None, graph: str = "") -> Iterator[Any]:
    try:
        return store.quads_for_pattern(subject, None, None, ox.NamedNode(graph) if graph else None)
    except ValueError:  # no IRI
        return iter(())


def _document(store: ox.Store, name: str) -> Iterator[Any]:
    start = f"{BASE}{name}"
    for quad in _of(store, graph=ONTOLOGY_GRAPH.value):
        ends = (str(getattr(one, "value", "")) for one in (quad.subject, quad.object))
        if any(one == start or one.startswith(f"{start}#") for one in ends):
            yield quad.triple


def _around(store: ox.Store, iri: str) -> Iterator[Any]:
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return
    yield from (quad.triple for quad in _of(store, node))
    claims = [node, *(quad.subject for quad in store.quads_for_pattern(None, _ABOUT, node))]
    for claim in claims:
        places = [quad.object for quad in store.quads_for_pattern(claim, _EVIDENCE, None)]
        yield from (quad.triple for one in chain([claim], places) for quad in _of(store, one))
    yield from _leading(store, node)


def _leading(store: ox.Store, node: ox.NamedNode) -> list[ox.Triple]:
    found: list[Any] = []
    for quad in store.quads_for_pattern(None, None, node):
        found.append(quad.triple)
        if len(found) > MOST:
            return [ox.Triple(node, _COMMENT, ox.Literal(_LEFT_OUT.format(MOST), language="en"))]
    return found
