"""Circles of persons: who is tied to whom, without relatives, and never through what cases merely share."""

from collections.abc import Iterator
from dataclasses import dataclass

from spygraph.network import Network
from spygraph.patterns.centrality import ring
from spygraph.patterns.ring_files import PERSONS
from spygraph.patterns.rings import SMALLEST, Ring

_ACTORS = (*PERSONS, "group")
_BESIDE = ("relative", "sub-source")  # told by relation only: no part of a ring


@dataclass(frozen=True, slots=True)
class Circle:
    """Persons who are tied to one another, and the ring's measures where there are enough of them.

    least is how many persons there are if all that may be one person are one.
    """

    cases: tuple[str, ...]
    persons: tuple[str, ...]
    least: int
    ties: int
    ring: Ring | None


def ties_between(network: Network, counted: set[str]) -> tuple[set[tuple[str, str]], int]:
    """Return the ties between persons or groups, without relatives, and how many other edges there are."""
    beside = {
        claim.thing
        for claim in network.claims.values()
        if {text for key, text, _ in claim.values if key == "role"} & set(_BESIDE)
    }
    people = {node.id for node in network.nodes if node.kind in _ACTORS and node.id not in beside}
    ties: set[tuple[str, str]] = set()
    other = 0
    for edge in network.edges:
        if edge.case in counted and {edge.source, edge.target} <= people:
            ties.add((min(edge.source, edge.target), max(edge.source, edge.target)))
        elif edge.case in counted and not {edge.source, edge.target} & beside:
            other += 1
    return ties, other


def circles(network: Network, ties: set[tuple[str, str]], label: dict[str, str]) -> Iterator[Circle]:
    """Yield the circles of persons that ties make, the largest first; label says what ids are called."""
    import networkx as nx

    persons = {node.id for node in network.nodes if node.kind in PERSONS}
    graph: nx.Graph[str] = nx.Graph(sorted(pair for pair in ties if persons.issuperset(pair)))
    unsure = _perhaps_one(network)
    for part in sorted(nx.connected_components(graph), key=lambda one: (-len(one), min(one))):
        within = graph.subgraph(part)
        merged: nx.Graph[str] = nx.Graph([(a, b) for a, b in unsure if a in part and b in part])
        merged.add_nodes_from(part)
        least = nx.number_connected_components(merged)
        cases = tuple(sorted({one.split("/")[1] for one in part}))
        found = ring(nx.Graph(within)) if least >= SMALLEST else None
        yield Circle(cases, tuple(label.get(one, one) for one in sorted(part)), least, within.number_of_edges(), found)


def _perhaps_one(network: Network) -> list[tuple[str, str]]:
    """Return the pairs that somebody judges to be, or perhaps to be, one person."""
    out = []
    for claim in network.claims.values():
        ids = [id_ for key, _, id_ in claim.values if key == "of"]
        if claim.thing_class == "IdentityJudgement" and not any(
            id_.endswith("identity-different") for key, _, id_ in claim.values if key == "same"
        ):
            out += [(one, other) for one in ids for other in ids if one < other]
    return out
