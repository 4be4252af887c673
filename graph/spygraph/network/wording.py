"""Who says a claim, how far it is established, where it stands, and what is set against it: in words."""

from collections.abc import Iterator

from spygraph.network.model import Claim


def speaker(claim: Claim) -> str:
    """Return who says a claim, and through whom."""
    return f"{claim.says} via {claim.via}" if claim.via else claim.says


def standing(claim: Claim) -> str:
    """Return how far a claim is established, and whether its claimant had to be inferred."""
    return f"{claim.standing}, implied" if claim.attribution == "implied" else claim.standing


def places(claim: Claim) -> str:
    """Return where a claim stands: source, paragraph and words."""
    return "; ".join(f'{one.source} {one.place} "{one.words}"' for one in claim.passages) or "no passage"


def caveats(claim: Claim) -> Iterator[str]:
    """Yield in which rival telling a claim stands, and who disputes it."""
    if claim.version:
        yield f"in a rival telling: {claim.version.rsplit('/', 1)[-1]}"
    if claim.disputes:
        yield f"disputed: {'; '.join(claim.disputes)}"
