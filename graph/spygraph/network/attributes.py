"""The attributes of nodes and edges, as every export carries them: text only, nothing left out, "" for not stated."""

from spygraph.network.model import Claim, Edge, Node

NODE_KEYS = ("label", "label_zh", "kind", "case", "procedure")
EDGE_KEYS = (
    "case",
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


def edge_attributes(edge: Edge, claim: Claim) -> dict[str, str]:
    """Return the attributes of an edge, keys as in EDGE_KEYS; several passages are joined by " | "."""
    values = (
        edge.case,
        edge.relation,
        edge.detail,
        claim.standing,
        "; ".join(claim.disputes),
        edge.procedure,
        claim.says,
        claim.via,
        claim.attribution,
        claim.version,
        " | ".join(one.source for one in claim.passages),
        " | ".join(one.place for one in claim.passages),
        " | ".join(one.words for one in claim.passages),
        claim.when,
        claim.earliest,
        claim.latest,
        edge.claim,
    )
    return dict(zip(EDGE_KEYS, values, strict=True))
