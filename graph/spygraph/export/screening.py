"""What formats that feed screening systems share: labels that hold within one case only, and no word of guilt."""

from collections.abc import Iterator

from spygraph.export.extract import Extract
from spygraph.network import Claim, Edge, Node
from spygraph.network.model import Record
from spygraph.network.wording import standing

ACTORS = {
    "person": "individual",
    "handler": "individual",
    "group": "group",
    "service": "organization",
    "organization": "organization",
}
NOTED = "nodes (items, outcomes, techniques) without an object of their own: the statements tell of them"
NOTICE = (
    "Statements as reported, each with its claimant and standing. Nobody here is held to be guilty of anything beyond "
    "what a statement says; not for screening, matching or scoring of people."
)


def local_label(node: Node, extract: Extract) -> str:
    """Return what an actor is called: people of a case by their part in it and the case, so that no name matches."""
    if extract.options.names or not node.case:
        return node.label or node.id
    return f"{node.label or node.id} in {node.case}"


def caption(claim: Claim) -> str:
    """Return what a statement is called in a list: its standing comes first, so that nothing cuts it off."""
    return f"{standing(claim)}: {claim.thing_label}"


def actors(record: Record) -> dict[str, Node]:
    """Return the people, groups and organizations of a record."""
    return {id_: node for id_, node in record.nodes.items() if node.kind in ACTORS}


def ties(record: Record) -> tuple[list[Edge], list[Claim]]:
    """Return the edges between actors, and the claims that none of these edges rests on."""
    known = actors(record)
    edges = sorted(
        (edge for edge in record.edges if edge.source in known and edge.target in known), key=lambda edge: edge.id
    )
    told = {edge.claim for edge in edges}
    return edges, [claim for id_, claim in sorted(record.claims.items()) if id_ not in told]


def concerned(claim: Claim, record: Record) -> Iterator[str]:
    """Yield the ids of the actors that a claim is about or names, once each."""
    known = actors(record)
    ids = [claim.thing, *(id_ for _, _, id_ in claim.values)]
    yield from dict.fromkeys(id_ for id_ in ids if id_ in known)
