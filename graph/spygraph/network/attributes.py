"""The attributes of nodes and edges, as every export carries them: text only, nothing left out, "" for not stated."""

from spygraph.network.model import Claim, Edge, Node

NODE_KEYS = ("label", "label_zh", "kind", "case", "unit", "procedure")
EDGE_KEYS = (
    "case",
    "unit",
    "relation",
    "detail",
    "standing",
    "disputes",
    "procedure",
    "claimant",
    "via",
    "attribution",
    "version",
    "source_id",
    "paragraph",
    "words",
    "when",
    "earliest",
    "latest",
    "claim",
)


def node_attributes(node: Node) -> dict[str, str]:
    """Return the attributes of a node, keys as in NODE_KEYS."""
    return {key: getattr(node, key) for key in NODE_KEYS}


def claim_attributes(claim: Claim, procedure: str = "") -> dict[str, str]:
    """Return who says a claim, how far it is established, and where it stands; several passages are joined by " | "."""
    return {
        "standing": claim.standing,
        "disputes": "; ".join(claim.disputes),
        "procedure": procedure,
        "claimant": claim.says,
        "via": claim.via,
        "attribution": claim.attribution,
        "version": claim.version,
        "source_id": " | ".join(one.source for one in claim.passages),
        "paragraph": " | ".join(one.place for one in claim.passages),
        "words": " | ".join(one.words for one in claim.passages),
        "when": claim.when,
        "earliest": claim.earliest,
        "latest": claim.latest,
        "claim": claim.id,
    }


def edge_attributes(edge: Edge, claim: Claim) -> dict[str, str]:
    """Return the attributes of an edge, keys as in EDGE_KEYS."""
    own = {"case": edge.case, "unit": edge.unit, "relation": edge.relation, "detail": edge.detail}
    return own | claim_attributes(claim, edge.procedure)
