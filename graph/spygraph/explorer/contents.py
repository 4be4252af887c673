"""What a page holds besides nodes and lines, as plain JSON."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from spygraph import __version__
from spygraph.explorer import drawing, statements
from spygraph.explorer.numbering import Numbered
from spygraph.explorer.overview import Place, Region
from spygraph.explorer.pathway import pathways
from spygraph.explorer.recurring import recurring
from spygraph.explorer.surroundings import Surroundings
from spygraph.network import Network, Passage, disclosure_line
from spygraph.patterns import Table

Json = dict[str, Any]
EDGES_AT_ONCE = 1500  # above this the page begins with a list of cases and one of them, not with everything


@dataclass(frozen=True, slots=True)
class Besides:
    """What a page may have besides the network.

    Attributes:
        table: What the cases state, for the combinations that recur; without it the page shows none.
        paragraph: Gives the paragraph around a passage, or the cell of a row; "" where its text is not at hand.
        quads: What `asking.quads` gives, for questions in SPARQL; without it the page carries no engine.
        beside: Addresses of what stands beside the page, each with what it is called there.
        disclosure: The line under the page, where it knows more than the network: that this is a part.
    """

    table: Table | None = None
    paragraph: Callable[[Passage], str] | None = None
    quads: bytes | None = None
    beside: tuple[tuple[str, str], ...] = ()
    disclosure: str = ""


def contents(
    network: Network, graph: Numbered, fields: tuple[Sequence[Region], Sequence[Place]], besides: Besides
) -> Json:
    """Return what the page holds besides nodes and lines; `fields` with where each starts on a tall screen."""
    cards = [statements.case_card(case, graph) for case in graph.cases]
    around = Surroundings(besides.paragraph)
    none: Json = {"items": [], "patterns": [], "found": 0}
    return {
        "fields": fields[0],
        "tall": fields[1],
        "pathways": pathways(graph, [card["steps"] for card in cards]),
        "views": [drawing.case_places(graph, case) for case in range(len(graph.cases))],
        "claims": [statements.statement(claim, graph, around) for claim in graph.claims],
        "texts": list(around.texts),
        "cases": cards,
        "recurring": recurring(besides.table, graph) if besides.table else none,
        "sources": {key: statements.source_card(source) for key, source in sorted(network.sources.items())},
        "legend": statements.legend(graph),
        "disclosure": besides.disclosure or disclosure_line(network),
        "version": f"spygraph {__version__}, data {_digest(network)}",
        "atOnce": len(graph.edges) <= EDGES_AT_ONCE,
        "ask": _questions() if besides.quads is not None else None,
    }


def _questions() -> Json:
    from spygraph.explorer.asking import questions  # here, because only pages that answer need it

    return questions()


def _digest(network: Network) -> str:
    """Return what tells this state of the data from any other: the beginning of a SHA-256 of all claims and edges."""
    digest = sha256()
    for told in (*network.claims.values(), *network.edges):
        digest.update(repr(told).encode())
    return digest.hexdigest()[:12]
