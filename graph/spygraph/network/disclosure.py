"""The line that stands under every output."""

from collections import Counter

from spygraph.network.model import Claim, Network

_NAMED = 5  # a line that names more disclosers is not read


def disclosure_line(network: Network) -> str:
    """Return the line that stands under every output: who disclosed these cases, and what cannot be concluded."""
    cases = [case for case in network.cases if case.unit == "case"]
    by = Counter(name for case in cases for name in case.disclosed_by[:1])
    who = ", ".join(f"{name} ({count})" for name, count in by.most_common(_NAMED)) or "nobody stated"
    who += f" and {_some(len(by) - _NAMED, 'other')}" if len(by) > _NAMED else ""
    sources = {source for case in cases for source in case.sources}
    voiced = len({claim.case for claim in network.claims.values() if _own_voice(claim)} & {case.id for case in cases})
    voices = f"the accused's or counsel's own voice in {voiced}" if voiced else "no voice of the accused or of counsel"
    return (
        f"{_some(len(cases), 'case')} disclosed by {who}, from {_some(len(sources), 'article')} given, not sampled; "
        f"{voices}; no non-cases. These are patterns of publicity: they do not tell how likely recruitment is, nor "
        "anything about a person outside these cases."
    )


def _some(number: int, name: str) -> str:
    return f"{number} {name}{'s' * (number != 1)}"


def _own_voice(claim: Claim) -> bool:
    return claim.standing in ("party-claim", "own-admission") and not claim.via
