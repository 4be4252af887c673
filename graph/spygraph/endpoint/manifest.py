"""What is at an endpoint: which graphs of ours, how many statements each, and whether the last publish ended."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from spygraph.casefile.model import BASE
from spygraph.casefile.nquads import REGISTRY_GRAPH
from spygraph.endpoint.pieces import complete
from spygraph.endpoint.results import Rows
from spygraph.errors import SpygraphError
from spygraph.store import ONTOLOGY_GRAPH, SHORTCUTS

PUBLISHED = BASE + "published"  # the small graph of ours in which this stands, and its only subject
STATE, DIGEST, STATEMENTS = (f"{PUBLISHED}#{name}" for name in ("state", "digest", "statements"))
ENDED = "ended"
_OURS = re.compile(
    f"{re.escape(BASE)}case/[a-z0-9-]+|{re.escape(REGISTRY_GRAPH)}|{re.escape(ONTOLOGY_GRAPH.value)}|"
    f"{re.escape(SHORTCUTS)}(?:established|claimed)"
)
Ask = Callable[[str], Rows]


def ours(graph: str) -> bool:
    """Whether a graph is one that we publish; no other is read as a graph, and none is ever written."""
    return _OURS.fullmatch(graph) is not None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the last publish wrote down: its state, and digest and number of statements by graph."""

    state: str
    digests: Mapping[str, str]
    counts: Mapping[str, int]


def manifest(ask: Ask) -> Manifest | None:
    """Return what is written down at an endpoint; None where nothing was published there.

    Raises:
        SpygraphError: where it cannot be read.
    """
    text = f"SELECT ?graph ?property ?value WHERE {{ GRAPH <{PUBLISHED}> {{ ?graph ?property ?value }} }}"
    told: dict[str, dict[str, str]] = {STATE: {}, DIGEST: {}, STATEMENTS: {}}
    for graph, name, value in complete(ask, text).texts("graph", "property", "value"):
        told.setdefault(name, {})[graph] = value
    if not any(told.values()):
        return None
    try:
        counts = {graph: int(number) for graph, number in told[STATEMENTS].items() if ours(graph)}
    except ValueError:
        raise SpygraphError(f"the graph {PUBLISHED} at the endpoint is not as it was written; publish again") from None
    return Manifest(told[STATE].get(PUBLISHED, ""), told[DIGEST], counts)


def counted(ask: Ask) -> dict[str, int]:
    """Return the number of statements of each graph of ours, as the endpoint counts them now."""
    text = (
        "SELECT ?graph (COUNT(*) AS ?statements) WHERE { GRAPH ?graph { ?subject ?property ?object } "
        f'FILTER(STRSTARTS(STR(?graph), "{BASE}")) }} GROUP BY ?graph'
    )
    rows = complete(ask, text).texts("graph", "statements")
    try:
        found = {graph: int(number) for graph, number in rows}
    except ValueError:
        raise SpygraphError("the endpoint counts statements with what is no number; is it SPARQL 1.1?") from None
    return {graph: number for graph, number in sorted(found.items()) if number and ours(graph)}
