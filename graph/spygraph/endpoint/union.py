"""How to ask an endpoint for the union of its graphs, on which our queries run.

SPARQL leaves open what a query without FROM is asked of. Virtuoso, GraphDB, Blazegraph and QLever take the union of all
graphs; others want to be told, each in its way; and the graphs can always be named one by one.
"""

from collections.abc import Callable, Collection

from spygraph.casefile.grammar import NS
from spygraph.casefile.model import BASE
from spygraph.endpoint.results import Rows
from spygraph.endpoint.wire import Parameters
from spygraph.errors import SpygraphError
from spygraph.queries.prefixes import PREFIXES

_WAYS: tuple[Parameters, ...] = (
    (),
    (("union-default-graph", "true"),),  # Oxigraph
    (("default-graph-uri", "urn:x-arq:UnionGraph"),),  # Apache Jena
    (("default-graph-uri", "tag:stardog:api:context:all"),),  # Stardog
)
_MOST_NAMED = 500  # graphs that are named one by one
_CLASSES = " ".join(f"<{iri}>" for iri in (NS + "Case", NS + "Source", PREFIXES["skos"] + "Concept"))
_THINGS = f"VALUES ?class {{ {_CLASSES} }} ?thing a ?class ."
_SELECT = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?things)"
_FOREIGN = f"""SELECT ?graph WHERE {{
  GRAPH ?graph {{ ?case a <{NS}Case> }} FILTER(!STRSTARTS(STR(?graph), "{BASE}")) }} LIMIT 1"""
Ask = Callable[[str, Parameters], Rows]


def union(ask: Ask, graphs: Callable[[], Collection[str]]) -> Parameters:
    """Return the parameters with which the default graph is the union.

    The graphs are named one by one where a graph that is not ours holds cases, too, and where no other way is known.

    Args:
        ask: Returns the rows of a SELECT that is sent with some parameters.
        graphs: Returns the names of our graphs.

    Raises:
        SpygraphError: where the endpoint holds nothing of ours, or there are too many graphs to be named.
    """
    wanted = _things(ask(f"{_SELECT} WHERE {{ GRAPH ?graph {{ {_THINGS} }} }} GROUP BY ?class", ()))
    if not wanted:
        raise SpygraphError(
            "the endpoint holds no cases in named graphs; 'spygraph publish --endpoint URL' puts them there"
        )
    foreign = [graph for (graph,) in ask(_FOREIGN, ()).texts("graph")]
    for way in () if foreign else _WAYS:
        if _answered(ask, way) == wanted:
            return way
    names = sorted(graphs())
    if len(names) > _MOST_NAMED:
        why = (
            f"the graph {foreign[0]} holds cases, too"
            if foreign
            else "its default graph is not the union of its graphs"
        )
        raise SpygraphError(f"the endpoint has {len(names):,} graphs, too many to name each, and {why}; set it up so")
    return [(key, name) for key in ("default-graph-uri", "named-graph-uri") for name in names]


def _answered(ask: Ask, way: Parameters) -> dict[str, str]:
    """Return what a way finds; nothing where the server does not know it."""
    try:
        return _things(ask(f"{_SELECT} WHERE {{ {_THINGS} }} GROUP BY ?class", way))
    except SpygraphError:
        if not way:
            raise
        return {}


def _things(found: Rows) -> dict[str, str]:
    """Return how many things there are by class; an engine may have a row without a class, too."""
    whole = Rows(found.names, [row for row in found.rows if "class" in row])
    return {name: number for name, number in whole.texts("class", "things")}  # noqa: C416 - pairs, for mypy
