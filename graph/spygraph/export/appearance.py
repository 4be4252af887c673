"""How the page draws a graph, for files that other programs draw: colours, shapes, dashes and places."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from spygraph.explorer.marks import KINDS, OTHER, STANDINGS
from spygraph.export.extract import Extract

MOST = 1500  # edges that are laid out, as many as the page draws at once: more takes longer than the export itself
UNPLACED = f"graph of more than {MOST:,} edges: its nodes carry no places, lay it out in your program"


@dataclass(frozen=True, slots=True)
class Look:
    """The mark of a kind of node; each program has its own names for shapes that look alike."""

    colour: str
    shape: str  # of Cytoscape
    yed: str
    gexf: str


# each shape of the page by what comes nearest to it; a shape is used once where the program has enough of them
_SHAPES = {
    "person": ("ellipse", "ellipse", "disc"),
    "handler": ("triangle", "triangle", "triangle"),
    "group": ("hexagon", "star6", "disc"),
    "service": ("rectangle", "rectangle", "square"),
    "organization": ("round-rectangle", "roundrectangle", "square"),
    "item": ("vee", "triangle2", "triangle"),
    "outcome": ("star", "star5", "disc"),
    "inducement": ("diamond", "diamond", "diamond"),
    "channel": ("tag", "parallelogram", "diamond"),
    "cover": ("barrel", "trapezoid", "diamond"),
    "setting": ("rhomboid", "parallelogram2", "diamond"),
    "initiation": ("right-rhomboid", "fatarrow", "diamond"),
    "pressure": ("octagon", "octagon", "disc"),
    "vulnerability": ("concave-hexagon", "hexagon", "disc"),
    "other": ("pentagon", "trapezoid2", "square"),
}
LOOKS: Mapping[str, Look] = MappingProxyType(
    {kind.key: Look(kind.colour, *_SHAPES.get(kind.key, _SHAPES["other"])) for kind in (*KINDS, OTHER)}
)
SOLID = frozenset(one.key for one in STANDINGS if not one.dashes)
# long dashes: as established as a report can tell; short ones: less
_LONG = frozenset(("adjudicated-as-reported", "own-admission"))


def look(kind: str) -> Look:
    """Return the mark of a kind of node."""
    return LOOKS.get(kind, LOOKS[OTHER.key])


def line(standing: str) -> str:
    """Return solid, dashed or dotted. Only a court record that was read is solid, as on the page."""
    return "solid" if standing in SOLID else "dashed" if standing in _LONG else "dotted"


def shade(standing: str) -> str:
    """Return the colour of a line: the paler, the less established, for programs that draw no dashes."""
    return {"solid": "#000000", "dashed": "#555555", "dotted": "#999999"}[line(standing)]


def rgb(colour: str) -> tuple[int, int, int]:
    """Return a colour as three numbers up to 255."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def places(extract: Extract) -> Mapping[str, tuple[int, int]]:
    """Return where the page puts each node; nothing where the graph is too large to be laid out."""
    from spygraph.explorer.drawing import overview
    from spygraph.explorer.numbering import number

    if extract.has_more(MOST):
        extract.tally.lost[UNPLACED] = 1
        return {}
    graph = number(extract.network())
    found, _, _ = overview(graph)
    return {graph.nodes[index].id: (x, y) for index, (x, y) in found.items()}
