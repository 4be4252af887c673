"""GraphML with typed keys, globally unique edge ids and a type on every edge, written as it is read from the store.

It follows the published schema, so that its ids are name tokens (`spygraph.network.tokens`). networkx, igraph,
graphology, Gephi, yEd and Cytoscape read it. An attribute that is not stated is left out, so that no reader takes it
for a value; x, y, color, shape and line are those of the page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path

from spygraph.export.appearance import line, look, places, shade
from spygraph.export.extract import Drawn, Extract
from spygraph.export.xmltext import text
from spygraph.network import Node
from spygraph.network.attributes import EDGE_KEYS, NODE_KEYS, node_attributes
from spygraph.network.tokens import token

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
DRAWN = {"x": "double", "y": "double", "color": "string", "shape": "string"}
Places = Mapping[str, tuple[int, int]]


def write(extract: Extract, path: Path) -> None:
    """Write nodes and edges; techniques and registered actors come last, once each."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines(extract, [HEAD, *keys()], partial(_node, where=places(extract)), _edge))


def lines(
    extract: Extract, head: Iterable[str], node: Callable[[Node], str], edge: Callable[[Drawn], str]
) -> Iterator[str]:
    """Yield a file: its head, one graph, and the line that stands under every output."""
    yield from head
    yield '  <graph id="spygraph" edgedefault="directed">\n'
    for one in extract.drawn():
        yield edge(one) if isinstance(one, Drawn) else node(one)
    yield f'    <data key="g_disclosure">{text(extract.disclosure())}</data>\n  </graph>\n</graphml>\n'


def ends(drawn: Drawn) -> str:
    """Return the id and the ends of an edge as attributes of its element."""
    edge = drawn.edge
    return f'id="{token(edge.id)}" source="{token(edge.source)}" target="{token(edge.target)}"'


def keys() -> Iterator[str]:
    """Yield the declarations of all attributes."""
    for owner, names in (("node", NODE_KEYS), ("edge", (*EDGE_KEYS, "type", "label"))):
        for key in names:
            yield f'  <key id="{owner[0]}_{key}" for="{owner}" attr.name="{key}" attr.type="string"/>\n'
    for key, kind in DRAWN.items():
        yield f'  <key id="n_{key}" for="node" attr.name="{key}" attr.type="{kind}"/>\n'
    for key in ("color", "line"):
        yield f'  <key id="e_{key}" for="edge" attr.name="{key}" attr.type="string"/>\n'
    yield '  <key id="g_disclosure" for="graph" attr.name="disclosure" attr.type="string"/>\n'


def _node(node: Node, where: Places) -> str:
    values = {**node_attributes(node), **_drawn(node, where)}
    return f'    <node id="{token(node.id)}">\n{data("n", values)}    </node>\n'


def _drawn(node: Node, where: Places) -> dict[str, str]:
    mark = look(node.kind)
    x, y = map(str, where[node.id]) if node.id in where else ("", "")
    return {"x": x, "y": y, "color": mark.colour, "shape": mark.shape}


def _edge(drawn: Drawn) -> str:
    standing = drawn.claim.standing
    values = {**drawn.attributes, "color": shade(standing), "line": line(standing)}
    return f"    <edge {ends(drawn)}>\n{data('e', values)}    </edge>\n"


@lru_cache(maxsize=64)
def _opened(prefix: str, key: str) -> str:
    return f'      <data key="{prefix}_{key}">'


def data(prefix: str, attributes: Mapping[str, str]) -> str:
    """Return the attributes that have a value, a line each."""
    parts = [f"{_opened(prefix, key)}{text(value)}</data>\n" for key, value in attributes.items() if value]
    return "".join(parts)
