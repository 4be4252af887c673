"""Our own files read again: GraphML as a networkx graph, JSON-LD as a store, the coded table as a table."""

import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from spygraph.errors import SpygraphError
from spygraph.export.jsonld import full_context
from spygraph.network.attributes import EDGE_KEYS, NODE_KEYS
from spygraph.network.tokens import untoken
from spygraph.patterns.reading import read_table
from spygraph.patterns.table import Table
from spygraph.store import add_ontology, add_shortcuts

_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def from_graphml(path: Path) -> Any:
    """Return the networkx MultiDiGraph of a GraphML file that spygraph wrote: what `to_networkx` returned.

    Raises:
        SpygraphError: where the file is no GraphML, or declares entities.
        OSError: where it cannot be read.
    """
    import networkx as nx

    if _DOCTYPE.search(path.read_bytes()):
        raise SpygraphError(f"{path}: declares a document type; spygraph writes none and reads none")
    try:
        read = nx.read_graphml(path, force_multigraph=True)
    except Exception as error:  # noqa: BLE001 - parsers and readers of it raise what they like
        raise SpygraphError(f"{path}: not a GraphML file: {error}") from None
    graph = nx.MultiDiGraph()
    for id_, data in read.nodes(data=True):
        graph.add_node(untoken(id_), **{key: data.get(key, "") for key in NODE_KEYS})
    for source, target, key, data in read.edges(keys=True, data=True):
        ends = untoken(source), untoken(target)
        graph.add_edge(*ends, key=untoken(key), **{name: data.get(name, "") for name in EDGE_KEYS})
    return graph


def from_jsonld(path: Path) -> ox.Store:
    """Return a store of the claims in a JSON-LD file that spygraph wrote, with the ontology and the shortcuts.

    Only our own context is taken, so that nothing is fetched and no key means something else.

    Raises:
        SpygraphError: where the file is no JSON, or has another context.
        OSError: where it cannot be read.
    """
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise SpygraphError(f"{path}: not JSON: {error}") from None
    if not isinstance(found, dict) or found.get("@context") != full_context() or _has_context(found.get("@graph")):
        raise SpygraphError(f"{path}: is not JSON-LD with the context of this version of spygraph")
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=ox.RdfFormat.JSON_LD)
    except (SyntaxError, ValueError) as error:
        raise SpygraphError(f"{path}: {error}") from None
    add_ontology(store)
    add_shortcuts(store)
    return store


def _has_context(value: object) -> bool:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "@context" in one:
                return True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False


def from_table(path: Path) -> Table:
    """Return the coded table of a .table.csv file that spygraph wrote; columns are reported as they were.

    Raises:
        SpygraphError: where it is no such table.
        OSError: where it cannot be read.
    """
    known = {feature.key: feature for feature in read_table(ox.Store()).features}
    with path.open(encoding="utf-8-sig") as file:
        columns = file.readline().rstrip("\r\n").split(",")
    reporting = {key: feature.reporting for key, feature in known.items() if key in columns}
    return Table.from_csv(path, reporting=reporting)
