"""GEXF 1.3 with time spans, so that a timeline shows when what is said to have been: from the earliest to the latest.

A statement without a date has no span and is always shown. A year spans its days and is never its first of January.
"""

from functools import partial
from pathlib import Path

from spygraph.export.appearance import line, look, places, rgb, shade
from spygraph.export.extract import Drawn, Extract
from spygraph.export.graphml import Places
from spygraph.export.spool import write_lists
from spygraph.export.xmltext import text
from spygraph.network import Node
from spygraph.network.attributes import EDGE_KEYS, NODE_KEYS, node_attributes

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta>
    <creator>spygraph</creator>
    <description>Claims as reported; see the standing of each edge. {}</description>
  </meta>
  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
"""
_NODES = tuple(key for key in NODE_KEYS if key != "label")  # the format has a label of its own


def write(extract: Extract, path: Path) -> None:
    """Write nodes, then edges."""

    def parts() -> tuple[str, str, str]:
        head = _HEAD.format(text(extract.disclosure())) + _declared("node", _NODES) + _declared("edge", EDGE_KEYS)
        return f"{head}    <nodes>\n", "    </nodes>\n    <edges>\n", "    </edges>\n  </graph>\n</gexf>\n"

    node = partial(_node, where=places(extract))
    write_lists(extract, path, node, partial(_edge, extract), parts)


def _declared(owner: str, keys: tuple[str, ...]) -> str:
    rows = "".join(f'      <attribute id="{number}" title="{key}" type="string"/>\n' for number, key in enumerate(keys))
    return f'    <attributes class="{owner}" mode="static">\n{rows}    </attributes>\n'


def _values(keys: tuple[str, ...], attributes: dict[str, str]) -> str:
    rows = "".join(
        f'          <attvalue for="{number}" value="{text(attributes[key])}"/>\n'
        for number, key in enumerate(keys)
        if attributes[key]
    )
    return f"        <attvalues>\n{rows}        </attvalues>\n"


def _node(node: Node, where: Places) -> str:
    mark = look(node.kind)
    place = ""
    if node.id in where:
        x, y = where[node.id]
        # y grows upwards there and downwards on the page
        place = f'        <viz:position x="{x}" y="{-y}" z="0"/>\n'
    return (
        f'      <node id="{text(node.id)}" label="{text(node.label or node.id)}">\n'
        f"{_values(_NODES, node_attributes(node))}"
        f"{_colour(mark.colour)}{place}"
        f'        <viz:shape value="{mark.gexf}"/>\n      </node>\n'
    )


def _colour(colour: str) -> str:
    red, green, blue = rgb(colour)
    return f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n'


def _edge(extract: Extract, drawn: Drawn) -> str:
    edge, claim, attributes = drawn.edge, drawn.claim, drawn.attributes
    span = "".join(f' {name}="{day}"' for name, day in (("start", claim.earliest), ("end", claim.latest)) if day)
    if span:
        extract.tally.written["edges with a time span"] += 1
    kind, label = text(edge.relation), text(attributes["label"])
    return (
        f'      <edge id="{text(edge.id)}" source="{text(edge.source)}" target="{text(edge.target)}" type="directed"'
        f' kind="{kind}" label="{label}"{span}>\n{_values(EDGE_KEYS, attributes)}{_colour(shade(claim.standing))}'
        f'        <viz:shape value="{line(claim.standing)}"/>\n      </edge>\n'
    )
