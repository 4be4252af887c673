"""An openCypher script for Neo4j and its like: statements that may be run twice, a node or an edge each."""

import re
from pathlib import Path

from spygraph.export.extract import Drawn, Extract
from spygraph.export.spool import some, write_lists
from spygraph.network import Node
from spygraph.network.attributes import node_attributes

_HEAD = """// Claims as reported: every relationship carries its standing, its disputes and who says so.
// In Neo4j, first: CREATE CONSTRAINT FOR (n:Reported) REQUIRE n.id IS UNIQUE
"""
_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def write(extract: Extract, path: Path) -> None:
    """Write nodes, then relationships."""

    def parts() -> tuple[str, str, str]:
        # a line break in the name of a discloser would end the comment and begin a statement
        return _HEAD, "", f"// {' '.join(extract.disclosure().split())}\n"

    write_lists(extract, path, _node, _edge, parts)


def _text(value: str) -> str:
    return f"'{value.translate(_ESCAPES)}'"


def _set(name: str, attributes: dict[str, str]) -> str:
    return ", ".join(f"{name}.`{key}` = {_text(value)}" for key, value in some(attributes))


def _label(kind: str) -> str:
    return "".join(part.capitalize() for part in re.findall("[a-z0-9]+", kind.lower())) or "Other"


def _type(relation: str) -> str:
    return "_".join(re.findall("[A-Z0-9]+", relation.upper())) or "RELATED"


def _node(node: Node) -> str:
    attributes = _set("n", node_attributes(node))
    return f"MERGE (n:Reported {{id: {_text(node.id)}}}) SET n:{_label(node.kind)}, {attributes};\n"


def _edge(drawn: Drawn) -> str:
    edge = drawn.edge
    ends = f"MATCH (a:Reported {{id: {_text(edge.source)}}}), (b:Reported {{id: {_text(edge.target)}}})"
    made = f"MERGE (a)-[r:{_type(edge.relation)} {{id: {_text(edge.id)}}}]->(b)"
    return f"{ends} {made} SET {_set('r', drawn.attributes)};\n"
