"""Who says a claim, how far it is established, where it stands and who disputes it: in words, and as attributes."""

from spygraph.network import Claim, Passage


def owner(claim: Claim) -> str:
    """Return in one sentence what must stand beside a claim wherever it is shown."""
    via = f" via {claim.via}" if claim.via else ""
    implied = ", implied" if claim.attribution == "implied" else ""
    out = f"Says {claim.says}{via} (standing: {claim.standing}{implied}); {_places(claim.passages)}."
    if claim.version:
        out += f" In a rival telling: {claim.version.rsplit('/', 1)[-1]}."
    if claim.disputes:
        out += f" Disputed: {'; '.join(claim.disputes)}."
    return out


def _places(passages: tuple[Passage, ...]) -> str:
    found = "; ".join(f'{one.source} {one.place} "{one.words}"' for one in passages)
    return found or "no passage"


def frame(claim: Claim) -> dict[str, str]:
    """Return the same as attributes, without those that are not stated."""
    values = {
        "about": claim.thing_label,
        "class": claim.thing_class,
        "standing": claim.standing,
        "disputes": "; ".join(claim.disputes),
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
    return {key: value for key, value in values.items() if value}
