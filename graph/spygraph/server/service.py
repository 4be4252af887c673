"""What the endpoint says of itself, in the terms of SPARQL 1.1 Service Description."""

from collections.abc import Iterator
from http import HTTPStatus

import pyoxigraph as ox

from spygraph.casefile.model import BASE
from spygraph.server.answer import Answer, told
from spygraph.server.media import GRAPHS, preferred

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_PREFIXES = {"sd": _SD, "formats": _FORMATS}
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_WRITTEN = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML}


def service(store: ox.Store, accept: str) -> Answer:
    """Return the description of the endpoint on a store."""
    media = preferred(accept, [*GRAPHS])
    if media is None:
        return told(HTTPStatus.BAD_REQUEST, "no query: ask ?query=SELECT..., or open /query in a browser")
    form = _WRITTEN.get(GRAPHS[media], ox.RdfFormat.JSON_LD)
    prefixes = None if form == ox.RdfFormat.N_TRIPLES else _PREFIXES
    return Answer(HTTPStatus.OK, media, ox.serialize(_triples(store), format=form, prefixes=prefixes) or b"")


def _triples(store: ox.Store) -> Iterator[ox.Triple]:
    me, dataset = ox.NamedNode(f"{BASE}sparql"), ox.NamedNode(f"{BASE}sparql/dataset")
    yield ox.Triple(me, _TYPE, _sd("Service"))
    yield ox.Triple(me, _sd("endpoint"), me)
    yield ox.Triple(me, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield ox.Triple(me, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in _RESULTS:
        yield ox.Triple(me, _sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(me, _sd("availableGraphs"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("GraphCollection"))
    for graph in sorted(store.named_graphs(), key=str):
        node = ox.NamedNode(f"{BASE}sparql/graph?{graph.value.removeprefix(BASE)}")
        yield ox.Triple(dataset, _sd("namedGraph"), node)
        yield ox.Triple(node, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(node, _sd("name"), graph)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
