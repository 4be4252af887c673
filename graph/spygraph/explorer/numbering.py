"""The network in a fixed order, every id replaced by its place in it: the page holds each IRI at most once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spygraph.network import CaseInfo, Claim, Edge, Network, Node


@dataclass(frozen=True, slots=True)
class Numbered:
    """Cases (mentions last), nodes, claims and edges in order, and the number of each by its id."""

    cases: Sequence[CaseInfo]
    nodes: Sequence[Node]
    claims: Sequence[Claim]
    edges: Sequence[Edge]
    case_of: Mapping[str, int]
    node_of: Mapping[str, int]
    claim_of: Mapping[str, int]
    told: Sequence[Sequence[int]]  # by case: its claims
    labels: Mapping[str, str]  # of every thing that something is said of
    subjects: frozenset[str]
    ends: Sequence[Sequence[tuple[int, int]]]  # by case: both ends of its edges
    members: Sequence[frozenset[int]]  # by case: its nodes, and the shared ones that its edges touch


def short(id_: str, case: str) -> str:
    """Return an id with "~" where it names its own case: the page holds thousands of them."""
    return id_.replace(f"case/{case}/", "~/") if case else id_


def number(network: Network) -> Numbered:
    """Return the network in order. What the registry says of outlets and ministries is of no case and left out.

    Raises:
        KeyError: an edge names a node or a claim that the network does not hold.
    """
    cases = sorted(network.cases, key=lambda case: (case.unit != "case", case.id))
    case_of = {case.id: place for place, case in enumerate(cases)}
    nodes = sorted(network.nodes, key=lambda node: (case_of.get(node.case, -1), node.id))
    told = [claim for claim in network.claims.values() if claim.case in case_of]
    claims = sorted(told, key=lambda claim: (case_of[claim.case], claim.id))
    edges = sorted((edge for edge in network.edges if edge.case in case_of), key=lambda edge: edge.id)
    node_of = {node.id: place for place, node in enumerate(nodes)}
    ends: list[list[tuple[int, int]]] = [[] for _ in cases]
    for edge in edges:
        ends[case_of[edge.case]].append((node_of[edge.source], node_of[edge.target]))
    return Numbered(
        cases=cases,
        nodes=nodes,
        claims=claims,
        edges=edges,
        case_of=case_of,
        node_of=node_of,
        claim_of={claim.id: place for place, claim in enumerate(claims)},
        told=_told(claims, case_of),
        labels={claim.thing: claim.thing_label for claim in claims},
        subjects=_subjects(claims),
        ends=ends,
        members=_members(nodes, case_of, ends),
    )


def _told(claims: Sequence[Claim], case_of: Mapping[str, int]) -> list[list[int]]:
    told: list[list[int]] = [[] for _ in case_of]
    for place, claim in enumerate(claims):
        told[case_of[claim.case]].append(place)
    return told


def _subjects(claims: Sequence[Claim]) -> frozenset[str]:
    """Return the ids of the people and groups whom a recruitment is about."""
    return frozenset(
        iri
        for claim in claims
        if claim.thing_class == "Recruitment"
        for key, _, iri in claim.values
        if key == "subject" and iri
    )


def _members(
    nodes: Sequence[Node], case_of: Mapping[str, int], ends: Sequence[Sequence[tuple[int, int]]]
) -> list[frozenset[int]]:
    members = [{end for pair in pairs for end in pair} for pairs in ends]
    for place, node in enumerate(nodes):
        if node.case in case_of:
            members[case_of[node.case]].add(place)
    return [frozenset(found) for found in members]
