"""GraphML with the graphics of yEd: what the page draws opens there as it is, and every attribute stays."""

from collections.abc import Iterator
from pathlib import Path

from spygraph.export.appearance import line, look, places
from spygraph.export.extract import Drawn, Extract
from spygraph.export.graphml import HEAD, Places, data, foot, keys
from spygraph.export.xmltext import text
from spygraph.network import Node
from spygraph.network.attributes import node_attributes

_SIZE = 30
_LINES = {"solid": "line", "dashed": "dashed", "dotted": "dotted"}
_GRAPHICS = """  <key id="d_nodegraphics" for="node" yfiles.type="nodegraphics"/>
  <key id="d_edgegraphics" for="edge" yfiles.type="edgegraphics"/>
"""


def write(extract: Extract, path: Path) -> None:
    """Write nodes and edges with their graphics."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_lines(extract, places(extract)))


def _lines(extract: Extract, where: Places) -> Iterator[str]:
    yield HEAD.replace(" xmlns:xsi=", ' xmlns:y="http://www.yworks.com/xml/graphml" xmlns:xsi=')
    # yEd keeps attributes of its own for places and colours, and shows a second set as if they were data
    yield from (key for key in keys() if not key.startswith(('  <key id="n_x"', '  <key id="n_y"')))
    yield _GRAPHICS
    yield '  <graph id="spygraph" edgedefault="directed">\n'
    for one in extract.drawn():
        yield _edge(one) if isinstance(one, Drawn) else _node(one, where)
    yield from foot(extract)


def _node(node: Node, where: Places) -> str:
    mark = look(node.kind)
    x, y = where.get(node.id, (0, 0))
    box = f'<y:Geometry x="{x - _SIZE / 2}" y="{y - _SIZE / 2}" width="{_SIZE}" height="{_SIZE}"/>'
    label = f'<y:NodeLabel modelName="sides" modelPosition="s">{text(node.label or node.id)}</y:NodeLabel>'
    return (
        f'    <node id="{text(node.id)}">\n{data("n", node_attributes(node))}'
        f'      <data key="d_nodegraphics"><y:ShapeNode>{box}<y:Fill color="{mark.colour}" transparent="false"/>'
        f'{label}<y:Shape type="{mark.yed}"/></y:ShapeNode></data>\n    </node>\n'
    )


def _edge(drawn: Drawn) -> str:
    edge, attributes = drawn.edge, drawn.attributes
    style = f'<y:LineStyle color="#555555" type="{_LINES[line(drawn.claim.standing)]}" width="1.0"/>'
    ends = '<y:Arrows source="none" target="standard"/>'
    return (
        f'    <edge id="{text(edge.id)}" source="{text(edge.source)}" target="{text(edge.target)}">\n'
        f'{data("e", attributes)}      <data key="d_edgegraphics"><y:PolyLineEdge>{style}{ends}'
        f"<y:EdgeLabel>{text(attributes['label'])}</y:EdgeLabel></y:PolyLineEdge></data>\n    </edge>\n"
    )
