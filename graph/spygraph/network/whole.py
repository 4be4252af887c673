"""The whole network of a store: in memory for analysis and the page; exports stream its records instead."""

from collections.abc import Iterable, Mapping
from typing import Any

from spygraph.casefile.grammar import grammar
from spygraph.network.attributes import edge_attributes, node_attributes
from spygraph.network.graphs import Names
from spygraph.network.model import CaseInfo, Claim, Edge, Network, Node, Record, SourceInfo
from spygraph.network.projection import records
from spygraph.store import Readable


def to_network(store: Readable) -> Network:
    """Return all nodes, edges and claims of a store."""
    return gathered(records(store), sources_of(store))


def gathered(found: Iterable[Record], sources: Mapping[str, SourceInfo]) -> Network:
    """Return what records hold, in the order of a network."""
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    claims: dict[str, Claim] = {}
    cases: list[CaseInfo] = []
    for record in found:
        nodes |= record.nodes
        edges += record.edges
        claims |= record.claims
        cases += [record.case] if record.case else []
    edges.sort(key=lambda edge: edge.id)
    ordered = tuple(nodes[key] for key in sorted(nodes))
    return Network(ordered, tuple(edges), dict(sorted(claims.items())), tuple(cases), sources)


def sources_of(store: Readable) -> dict[str, SourceInfo]:
    """Return the registered sources by id."""
    return sources_in(Names(store, grammar()))


def sources_in(names: Names) -> dict[str, SourceInfo]:
    """Return the registered sources by id, of a registry that was read."""
    out = {}
    for id_, terms in names.sources():
        one = {key: names.label(values[0], {}) for key, values in terms.items()}
        out[id_] = SourceInfo(
            id=id_,
            title=one.get("title", ""),
            publisher=one.get("publishedBy", ""),
            published=one.get("published", ""),
            url=one.get("url", ""),
            kind=terms["kind"][0].removeprefix("vocab#source-kind-"),
            relays=one.get("relays", ""),
            reprint_of=one.get("reprintOf", ""),
        )
    return out


def to_networkx(store: Readable) -> Any:
    """Return a networkx MultiDiGraph: nodes and edges by id, with the attributes of a GraphML export."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    network = to_network(store)
    for node in network.nodes:
        graph.add_node(node.id, **node_attributes(node))
    for edge in network.edges:
        graph.add_edge(edge.source, edge.target, key=edge.id, **edge_attributes(edge, network.claims[edge.claim]))
    return graph
