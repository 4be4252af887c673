"""Krippendorff's alpha for coders who give sets of values, and may leave units out.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), for the coefficient; R. Passonneau, "Measuring
Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation" (LREC 2006), for the distance of sets. Where
every set has one value, the distance of two sets is that of nominal data.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

FIRM, TENTATIVE = 0.80, 0.67
Values = frozenset[str]


def masi(one: Values, other: Values) -> float:
    """Return the distance of two sets: 0 where they are the same, 1 where they share nothing."""
    if one == other:
        return 0.0
    shared = len(one & other)
    monotone = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1.0 - shared / len(one | other) * monotone if shared else 1.0


def alpha(units: Iterable[Sequence[Values]]) -> float | None:
    """Return the agreement of coders, from 1 (they always agree) over 0 (no better than chance) to below 0.

    Args:
        units: For each unit the values that coders gave, without those who gave none.

    Returns:
        None where it is not defined: fewer than two units that two coders have, or no value that ever differs.
    """
    pairable = [values for values in units if len(values) > 1]
    pooled = [one for values in pairable for one in values]
    expected = _distances(pooled) / (len(pooled) - 1) if len(pooled) > 1 else 0.0
    if len(pairable) < 2 or not expected:
        return None
    observed = sum(_distances(values) / (len(values) - 1) for values in pairable)
    return 1.0 - observed / expected


def _distances(values: Sequence[Values]) -> float:
    """Return the sum over all ordered pairs; what was given often is counted, not compared again."""
    counts: dict[Values, int] = {}
    for one in values:
        counts[one] = counts.get(one, 0) + 1
    return sum(2 * masi(one, other) * counts[one] * counts[other] for one, other in combinations(counts, 2))


def mark(value: float | None) -> str:
    """Return what a coefficient allows to conclude, by Krippendorff's customary marks."""
    if value is None:
        return "not defined"
    if value >= FIRM:
        return "firm"
    return "tentative" if value >= TENTATIVE else "LOW: draw no conclusion"
