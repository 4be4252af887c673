"""The few statistics that every number here rests on; what scipy has is taken from scipy."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, sqrt

from spygraph.patterns.odds import conditional_odds

FEW = 5  # below this many known cases no share is given, and no side of a test may have fewer
DESCRIPTIVE = 30  # below this many an interval only describes


@dataclass(frozen=True, slots=True)
class OddsTest:
    """Fisher's exact test of a 2 x 2 table; the odds ratio is the conditional estimate, infinite where a cell is 0."""

    p: float
    odds_ratio: float
    low: float
    high: float


def wilson(k: int, n: int, z: float = 1.959963984540054) -> tuple[float, float]:
    """Return Wilson's score interval of a share k/n, 95 % unless z says otherwise.

    Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.

    Raises:
        ValueError: where k is not between 0 and n, or n is 0.
    """
    if not 0 <= k <= n or not n:
        raise ValueError(f"{k} of {n} is no share")
    p = k / n
    middle = p + z * z / (2 * n)
    spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def fisher(yes: int, no: int, other_yes: int, other_no: int) -> OddsTest | None:
    """Return Fisher's exact test, two-sided, of yes/no against other_yes/other_no; None where a side has fewer than 5.

    Fisher, R. A. (1935), The logic of inductive inference, JRSS 98, 39-82. The odds ratio is the conditional
    maximum-likelihood estimate with its exact 95 % interval, not ad/bc.
    """
    if yes + no < FEW or other_yes + other_no < FEW:
        return None
    import numpy as np
    from scipy.stats import fisher_exact

    p = float(fisher_exact(np.array([[yes, no], [other_yes, other_no]]))[1])
    return OddsTest(min(1.0, p), *conditional_odds(yes, no, other_yes, other_no))


def q_values(p_values: Sequence[float]) -> list[float]:
    """Return Benjamini-Hochberg q-values, in the order of the p-values, over all tests of one output.

    Benjamini, Y. and Hochberg, Y. (1995), Controlling the false discovery rate, JRSS B 57, 289-300.
    """
    if not p_values:
        return []
    from scipy.stats import false_discovery_control

    return [float(q) for q in false_discovery_control(list(p_values), method="bh")]


def percent(share: float) -> str:
    """Return a fraction of 1 as people read it: 0.621 as 62.1 %."""
    return f"{100 * share:.1f} %"


def span(low: float, high: float) -> str:
    """Return two fractions of 1 as people read them: 0.158 and 0.75 as 15.8 to 75.0 %."""
    return percent(low) if low == high else f"{100 * low:.1f} to {100 * high:.1f} %"


def share_and_interval(share: float, interval: tuple[float, float]) -> str:
    """Return a share with its interval: 42.9 % [15.8, 75.0]."""
    return f"{percent(share)} [{100 * interval[0]:.1f}, {100 * interval[1]:.1f}]"


def ratio(value: float) -> str:
    """Return an odds ratio with two decimals; "not defined" and "no limit" where it has no value."""
    if isnan(value):
        return "not defined"
    return "no limit" if value == float("inf") else f"{value:.2f}"


def small(p: float) -> str:
    """Return a p- or q-value with three decimals, never as zero."""
    return "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")
