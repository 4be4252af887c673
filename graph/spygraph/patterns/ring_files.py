"""Reads a ring of persons from GraphML or from an edge list."""

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spygraph.errors import SpygraphError

if TYPE_CHECKING:
    import networkx as nx

PERSONS = ("person", "handler")
_HEADERS = frozenset((("source", "target"), ("from", "to"), ("ego", "alter")))
_DANGEROUS = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def read_ring(path: Path) -> "nx.Graph[str]":
    """Return the persons and ties of a file: GraphML (.graphml), else a text of one tie a line.

    In an edge list the two persons stand first on a line, with a comma, a semicolon, a tab or else spaces between them;
    what follows is not read; lines that begin with # and a first line such as source,target are passed over. Where
    the nodes of a GraphML file have a `kind`, as in exports of spygraph, only person and handler are persons.

    Raises:
        SpygraphError: where the file is neither.
        OSError: where it cannot be read.
    """
    if path.suffix.lower() in (".graphml", ".xml"):
        return _graphml(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpygraphError(f"{path}: not a text in UTF-8: {error}") from None
    return _edge_list(text, path)


def _graphml(path: Path) -> "nx.Graph[str]":
    import networkx as nx

    data = path.read_bytes()
    if _DANGEROUS.search(data):
        raise SpygraphError(f"{path}: GraphML with a document type or entities is not read")
    try:
        read = nx.parse_graphml(data.decode("utf-8"), node_type=str, force_multigraph=True)
    except (nx.NetworkXError, SyntaxError, ValueError, KeyError, AttributeError) as error:
        raise SpygraphError(f"{path}: not GraphML: {error}") from None
    return persons_of(read)


def persons_of(read: Any) -> "nx.Graph[str]":
    """Return the ties between persons of a graph of any kind, by label where labels are given and unique."""
    import networkx as nx

    kinds = nx.get_node_attributes(read, "kind")
    kept = [node for node in read if not kinds or kinds.get(node) in PERSONS]
    labels = {node: str(read.nodes[node].get("label") or node) for node in kept}
    if len(set(labels.values())) < len(labels):
        labels = {node: str(node) for node in kept}  # two of one name stay two
    out: nx.Graph[str] = nx.Graph()
    out.add_nodes_from(labels.values())
    out.add_edges_from((labels[a], labels[b]) for a, b, *_ in read.edges if a in labels and b in labels and a != b)
    return out


def _edge_list(text: str, path: Path) -> "nx.Graph[str]":
    import networkx as nx

    out: nx.Graph[str] = nx.Graph()
    lines = [
        (number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and line.strip()[0] != "#"
    ]
    mark = next((one for one in "\t,;" if lines and one in lines[0][1]), None)
    for number, line in lines:
        cells = next(csv.reader([line], delimiter=mark)) if mark else line.split()
        ends = tuple(cell.strip() for cell in cells[:2])
        if len(ends) < 2 or not all(ends):
            raise SpygraphError(f"{path}:{number}: not a tie: two persons a line, a comma, tab or space between them")
        if not (len(out) == 0 and tuple(end.casefold() for end in ends) in _HEADERS):
            out.add_edge(*ends)
    return out
