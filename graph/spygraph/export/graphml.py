"""GraphML with typed keys, globally unique edge ids and a type on every edge, written as it is read from the store.

networkx, igraph, graphology, Gephi, yEd and Cytoscape read it. An attribute that is not stated is left out, so that no
reader takes it for a value; x, y, color and shape are those of the page.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from spygraph.export.appearance import look, places
from spygraph.export.extract import Drawn, Extract
from spygraph.export.xmltext import text
from spygraph.network import Node
from spygraph.network.attributes import EDGE_KEYS, NODE_KEYS, node_attributes

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
DRAWN = {"x": "double", "y": "double", "color": "string", "shape": "string"}
Places = Mapping[str, tuple[int, int]]


def write(extract: Extract, path: Path) -> None:
    """Write nodes and edges; techniques and registered actors come last, once each."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_lines(extract, places(extract)))


def _lines(extract: Extract, where: Places) -> Iterator[str]:
    yield HEAD
    yield from keys()
    yield '  <graph id="spygraph" edgedefault="directed">\n'
    for one in extract.drawn():
        yield _edge(one) if isinstance(one, Drawn) else _node(one, where)
    yield from foot(extract)


def keys() -> Iterator[str]:
    """Yield the declarations of all attributes."""
    for owner, names in (("node", NODE_KEYS), ("edge", (*EDGE_KEYS, "type", "label"))):
        for key in names:
            yield f'  <key id="{owner[0]}_{key}" for="{owner}" attr.name="{key}" attr.type="string"/>\n'
    for key, kind in DRAWN.items():
        yield f'  <key id="n_{key}" for="node" attr.name="{key}" attr.type="{kind}"/>\n'
    yield '  <key id="g_disclosure" for="graph" attr.name="disclosure" attr.type="string"/>\n'


def foot(extract: Extract) -> Iterator[str]:
    """Yield the end of the file, with the line that stands under every output."""
    yield f'    <data key="g_disclosure">{text(extract.disclosure())}</data>\n  </graph>\n</graphml>\n'


def _node(node: Node, where: Places) -> str:
    return (
        f'    <node id="{text(node.id)}">\n{data("n", {**node_attributes(node), **_drawn(node, where)})}    </node>\n'
    )


def _drawn(node: Node, where: Places) -> dict[str, str]:
    mark = look(node.kind)
    x, y = map(str, where[node.id]) if node.id in where else ("", "")
    return {"x": x, "y": y, "color": mark.colour, "shape": mark.shape}


def _edge(drawn: Drawn) -> str:
    edge = drawn.edge
    ends = f'source="{text(edge.source)}" target="{text(edge.target)}"'
    return f'    <edge id="{text(edge.id)}" {ends}>\n{data("e", drawn.attributes)}    </edge>\n'


@lru_cache(maxsize=64)
def _opened(prefix: str, key: str) -> str:
    return f'      <data key="{prefix}_{key}">'


def data(prefix: str, attributes: Mapping[str, str]) -> str:
    """Return the attributes that have a value, a line each."""
    parts = [f"{_opened(prefix, key)}{text(value)}</data>\n" for key, value in attributes.items() if value]
    return "".join(parts)
