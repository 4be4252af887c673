"""Who says a claim, how far it is established, where it stands and who disputes it: a sentence, and attributes."""

from spygraph.network import Claim
from spygraph.network.attributes import claim_attributes
from spygraph.network.wording import caveats, places, speaker, standing


def owner(claim: Claim) -> str:
    """Return in one sentence what must stand beside a claim wherever it is shown."""
    said = f"Says {speaker(claim)} (standing: {standing(claim)}); {places(claim)}."
    return " ".join([said, *(f"{one[0].upper()}{one[1:]}." for one in caveats(claim))])


def frame(claim: Claim) -> dict[str, str]:
    """Return the same as attributes, without those that are not stated."""
    values = {"about": claim.thing_label, "class": claim.thing_class, **claim_attributes(claim)}
    return {key: value for key, value in values.items() if value}
