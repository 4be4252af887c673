"""GraphML with the graphics of yEd: what the page draws opens there as it is, and every attribute stays."""

from functools import partial
from pathlib import Path

from spygraph.export.appearance import line, look, places, shade
from spygraph.export.extract import Drawn, Extract
from spygraph.export.graphml import HEAD, Places, data, ends, keys, lines
from spygraph.export.xmltext import text
from spygraph.network import Node
from spygraph.network.attributes import node_attributes
from spygraph.network.tokens import token

_SIZE = 30
_LINES = {"solid": "line", "dashed": "dashed", "dotted": "dotted"}
_GRAPHICS = """  <key id="d_nodegraphics" for="node" yfiles.type="nodegraphics"/>
  <key id="d_edgegraphics" for="edge" yfiles.type="edgegraphics"/>
"""


def write(extract: Extract, path: Path) -> None:
    """Write nodes and edges with their graphics."""
    head = HEAD.replace(" xmlns:xsi=", ' xmlns:y="http://www.yworks.com/xml/graphml" xmlns:xsi=')
    # yEd keeps attributes of its own for places and colours, and shows a second set as if they were data
    drawn = tuple(f'  <key id="{one}"' for one in ("n_x", "n_y", "n_color", "n_shape", "e_color", "e_line"))
    plain = [key for key in keys() if not key.startswith(drawn)]
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines(extract, [head, *plain, _GRAPHICS], partial(_node, where=places(extract)), _edge))


def _node(node: Node, where: Places) -> str:
    mark = look(node.kind)
    x, y = where.get(node.id, (0, 0))
    box = f'<y:Geometry x="{x - _SIZE / 2}" y="{y - _SIZE / 2}" width="{_SIZE}" height="{_SIZE}"/>'
    label = f'<y:NodeLabel modelName="sides" modelPosition="s">{text(node.label or node.id)}</y:NodeLabel>'
    return (
        f'    <node id="{token(node.id)}">\n{data("n", node_attributes(node))}'
        f'      <data key="d_nodegraphics"><y:ShapeNode>{box}<y:Fill color="{mark.colour}" transparent="false"/>'
        f'{label}<y:Shape type="{mark.yed}"/></y:ShapeNode></data>\n    </node>\n'
    )


def _edge(drawn: Drawn) -> str:
    attributes = drawn.attributes
    style = (
        f'<y:LineStyle color="{shade(drawn.claim.standing)}" type="{_LINES[line(drawn.claim.standing)]}" width="1.0"/>'
    )
    arrows = '<y:Arrows source="none" target="standard"/>'
    return (
        f"    <edge {ends(drawn)}>\n{data('e', attributes)}"
        f'      <data key="d_edgegraphics"><y:PolyLineEdge>{style}{arrows}'
        f"<y:EdgeLabel>{text(attributes['label'])}</y:EdgeLabel></y:PolyLineEdge></data>\n    </edge>\n"
    )
