"""From the store to nodes, edges and claims: what every picture, export and count is made of."""

from spygraph.network.disclosure import disclosure_line, disclosure_of
from spygraph.network.model import CaseInfo, Claim, Edge, Network, Node, Passage, SourceInfo
from spygraph.network.projection import record_of, records
from spygraph.network.whole import to_network, to_networkx

__all__ = [
    "CaseInfo",
    "Claim",
    "Edge",
    "Network",
    "Node",
    "Passage",
    "SourceInfo",
    "disclosure_line",
    "disclosure_of",
    "record_of",
    "records",
    "to_network",
    "to_networkx",
]
