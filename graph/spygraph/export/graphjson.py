"""Graphs as JSON: node-link for networkx and d3, and Cytoscape.js with the colours, shapes and places of the page."""

import json
from functools import partial
from pathlib import Path

from spygraph.export.appearance import line, look, places, shade
from spygraph.export.extract import Drawn, Extract
from spygraph.export.graphml import Places
from spygraph.export.spool import some, write_lists
from spygraph.network import Node
from spygraph.network.attributes import node_attributes

Json = dict[str, object]
_STYLE: list[Json] = [
    {"selector": "node", "style": {"label": "data(label)", "background-color": "data(color)", "shape": "data(shape)"}},
    {
        "selector": "edge",
        "style": {"label": "data(label)", "line-style": "data(line)", "curve-style": "bezier"}
        | {"line-color": "data(color)", "target-arrow-color": "data(color)", "target-arrow-shape": "triangle"},
    },
]


def write_node_link(extract: Extract, path: Path) -> None:
    """Write what `networkx.node_link_graph(..., edges="edges")` reads; keys are edge ids."""
    head = '{"directed": true, "multigraph": true, "nodes": [\n'
    node = partial(_node_link, where=places(extract))

    def parts() -> tuple[str, str, str]:
        end = '\n], "graph": ' + _text({"disclosure": extract.disclosure()}) + "}\n"
        return head, '\n], "edges": [\n', end

    write_lists(extract, path, node, _link, parts, ",\n")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _marks(node: Node, where: Places) -> Json:
    mark = look(node.kind)
    x, y = where.get(node.id, (None, None))
    return {"color": mark.colour, "shape": mark.shape} | ({"x": x, "y": y} if node.id in where else {})


def _node_link(node: Node, where: Places) -> str:
    return _text({"id": node.id, **dict(some(node_attributes(node))), **_marks(node, where)})


def _link(drawn: Drawn) -> str:
    edge = drawn.edge
    ends = {"source": edge.source, "target": edge.target, "key": edge.id}
    return _text({**ends, **dict(some(drawn.attributes)), **_drawn(drawn)})


def _drawn(drawn: Drawn) -> Json:
    standing = drawn.claim.standing
    return {"line": line(standing), "color": shade(standing)}


def write_cytoscape(extract: Extract, path: Path) -> None:
    """Write what `cytoscape(...)` and Cytoscape itself read, with a style for the former."""
    head = '{"format_version": "1.0", "generated_by": "spygraph", "elements": {"nodes": [\n'

    def parts() -> tuple[str, str, str]:
        data = {"name": "spygraph", "disclosure": extract.disclosure()}
        end = f'\n]}}, "data": {_text(data)}, "style": {_text(_STYLE)}, "layout": {{"name": "preset"}}}}\n'
        return head, '\n], "edges": [\n', end

    node = partial(_element, where=places(extract))
    write_lists(extract, path, node, _edge_element, parts, ",\n")


def _element(node: Node, where: Places) -> str:
    marks = _marks(node, where)
    place = {"position": {"x": marks.pop("x"), "y": marks.pop("y")}} if node.id in where else {}
    return _text({"data": {"id": node.id, **dict(some(node_attributes(node))), **marks}, **place})


def _edge_element(drawn: Drawn) -> str:
    edge, attributes = drawn.edge, dict(some(drawn.attributes))
    # "source" and "target" are ends there, and "interaction" is what Cytoscape calls the type of an edge
    ends = {"id": edge.id, "source": edge.source, "target": edge.target, "interaction": edge.relation}
    return _text({"data": {**attributes, **ends, **_drawn(drawn)}})
