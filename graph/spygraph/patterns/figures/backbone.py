"""The backbone of the script: stages from top to bottom, an arrow for each order that recurs, with its counts.

Layers as in Sugiyama, K., Tagawa, S. and Toda, M. (1981), Methods for visual understanding of hierarchical system
structures: the longest path gives the layer, and the mean place of the neighbours the order within it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from spygraph.errors import plural
from spygraph.patterns.figures.svg import figure, path, rect, text, width_of
from spygraph.patterns.script import Order, Script
from spygraph.patterns.words import value_words

if TYPE_CHECKING:
    import networkx as nx

Place = tuple[float, float]
_WIDTH, _LAYER, _BOX = 440.0, 92.0, 44.0
_SWEEPS = 12


def draw(result: Script) -> tuple[str, ...]:
    """Return the backbone; nothing where no order recurs."""
    if not result.backbone:
        return ()
    graph, places = _laid_out(result.backbone)
    height = max(y for _, y in places.values()) + _BOX / 2 + 34
    arrows = [_arrow(one, graph, places) for one in result.backbone]
    stating = dict(result.stating)
    boxes = [_box(stage, len(stating[stage]), places[stage]) for stage in result.stages if stage in places]
    key = text(4, height - 6, "3 of 6: this order in 3 of the 6 cases that tell both steps", "soft")
    words = "; ".join(f"{one.first} before {one.second} in {_count(one)}" for one in result.backbone)
    return (
        figure(
            _WIDTH,
            height,
            f"Orders that recur: {words}",
            [*(a for a, _ in arrows), *(b for _, b in arrows), *boxes, key],
        ),
    )


def _count(one: Order) -> str:
    return f"{len(one.before)} of {len(one.together)}"


def _laid_out(orders: Sequence[Order]) -> tuple["nx.DiGraph[Any]", dict[Any, Place]]:
    """Return the graph with a point for each layer that an arrow passes, and where everything stands."""
    import networkx as nx

    stages: nx.DiGraph[str] = nx.DiGraph([(one.first, one.second) for one in orders])
    layer: dict[Any, int] = {}
    for stage in nx.topological_sort(stages):
        layer[stage] = max((layer[before] + 1 for before in stages.predecessors(stage)), default=0)
    for stage in reversed(list(nx.topological_sort(stages))):  # a first step stands right above what follows it
        if not stages.in_degree(stage):
            layer[stage] = min(layer[after] for after in stages.successors(stage)) - 1
    graph: nx.DiGraph[Any] = nx.DiGraph()
    for a, b in stages.edges:
        chain = [a, *((a, b, step) for step in range(layer[a] + 1, layer[b])), b]
        nx.add_path(graph, chain)
        layer |= {(a, b, step): step for step in range(layer[a] + 1, layer[b])}
    rows: dict[int, list[Any]] = {}
    for node in sorted(graph, key=str):
        rows.setdefault(layer[node], []).append(node)
    return graph, _ordered(graph, rows)


def _ordered(graph: "nx.DiGraph[Any]", rows: Mapping[int, list[Any]]) -> dict[Any, Place]:
    at = {node: (place + 1) / (len(row) + 1) for row in rows.values() for place, node in enumerate(row)}
    for sweep in range(_SWEEPS):
        for number in sorted(rows, reverse=bool(sweep % 2)):
            row = rows[number]
            around = {
                node: [at[one] for one in (graph.successors(node) if sweep % 2 else graph.predecessors(node))]
                for node in row
            }
            row.sort(key=lambda node: (sum(around[node]) / len(around[node]) if around[node] else at[node], str(node)))
            at |= {node: (place + 1) / (len(row) + 1) for place, node in enumerate(row)}
    top = min(rows)
    return {node: (at[node] * _WIDTH, 26 + (number - top) * _LAYER) for number, row in rows.items() for node in row}


def _arrow(one: Order, graph: "nx.DiGraph[Any]", places: Mapping[Any, Place]) -> tuple[str, str]:
    """Return the arrow, and what is written on it."""
    between = sorted(node for node in graph if isinstance(node, tuple) and node[:2] == (one.first, one.second))
    points = [places[node] for node in (one.first, *between, one.second)]
    (x, y), (end_x, end_y) = points[0], points[-1]
    y, end_y = y + _BOX / 2, end_y - _BOX / 2 - 6
    stops = [(x, y), *points[1:-1], (end_x, end_y)]
    d = f"M{x:g} {y:g}"
    for (ax, ay), (bx, by) in pairwise(stops):
        middle = (ay + by) / 2
        d += f" C{ax:g} {middle:g} {bx:g} {middle:g} {bx:g} {by:g}"
    strong = " strong" if len(one.before) > 2 else ""
    head = path(f"M{end_x - 5:g} {end_y:g} L{end_x + 5:g} {end_y:g} L{end_x:g} {end_y + 7:g} Z", "head")
    words = _count(one) + (f", {len(one.after)} the other way" if one.after else "")
    wide = width_of(words, 12) + 6
    meets = graph.in_degree(one.second) > 1  # where arrows run together, their words stand apart, near the start
    begin, end = (stops[0], stops[1]) if meets else (stops[-2], stops[-1])
    mx, my = _on_curve(begin, end, 0.3 if meets else 0.75)
    plate = rect(mx - wide / 2, my - 9, wide, 17, "plate", round_=3)
    kind = "soft alarm" if one.after else "soft"
    return path(d, f"tie{strong}") + head, plate + text(mx, my + 4, words, kind, anchor="middle")


def _on_curve(begin: Place, end: Place, t: float) -> Place:
    """Return the point at a part t of the way of a curve that leaves and arrives straight down."""
    (ax, ay), (bx, by), rest = begin, end, 1 - t
    x = ax * rest**2 * (rest + 3 * t) + bx * t**2 * (3 * rest + t)
    y = ay * rest**3 + (ay + by) / 2 * 3 * rest * t + by * t**3
    return x, y


def _box(stage: str, cases: int, place: Place) -> str:
    words, told = value_words(stage), plural(cases, "case")
    wide = max(width_of(words), width_of(told, 12)) + 22
    x, y = place
    return (
        rect(x - wide / 2, y - _BOX / 2, wide, _BOX, "box", round_=7)
        + text(x, y - 2, words, anchor="middle")
        + text(x, y + 15, told, "soft", anchor="middle")
    )
