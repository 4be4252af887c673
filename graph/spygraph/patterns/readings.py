"""One value on two sides of the cases, read in three ways: what silence could make of a difference, and what it is."""

from dataclasses import dataclass

from spygraph.patterns.statistics import OddsTest, fisher
from spygraph.patterns.table import Feature, State, Table, settled

AGREE, TURNS, REPORTING = "holds in all readings", "readings disagree", "reporting alone could explain it"
ONE_SIDED = "one side says nothing of it"
_OPEN = (State.UNCLEAR, State.LEFT_OUT, State.SILENT)
NOTHING, TOO_FEW = "no difference", "too few to say"


@dataclass(frozen=True, slots=True)
class Reading:
    """k of n on each side, and the exact test where each side has five."""

    k: tuple[int, int]
    n: tuple[int, int]
    test: OddsTest | None
    q: float | None = None

    @property
    def difference(self) -> float | None:
        """Share of the first side less share of the second; None where a side is empty."""
        return self.k[0] / self.n[0] - self.k[1] / self.n[1] if all(self.n) else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One value on two sides.

    Attributes:
        silence_as_no: k of all cases of the side but those of which a filter left nothing that tells.
        known_only: k of the cases that state the feature at all.
        bounds: For each side, the least and most that the share of all its cases can be.
        field_bounds: The same, if a source that speaks of a feature left nothing of it out.
        cases: For each side, the cases that state the value.
    """

    feature: str
    value: str
    reporting: str
    silence_as_no: Reading
    known_only: Reading
    bounds: tuple[tuple[float, float], tuple[float, float]]
    field_bounds: tuple[tuple[float, float], tuple[float, float]]
    cases: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def verdict(self) -> str:
        """What the three readings say together."""
        first, second = self.silence_as_no.difference, self.known_only.difference
        if not first and not second:
            return NOTHING
        if first is None or second is None:
            return ONE_SIDED
        if first * second <= 0:
            return TURNS
        (low, high), (other_low, other_high) = self.field_bounds
        if low <= other_high and other_low <= high:
            return REPORTING
        return AGREE if self.known_only.test else TOO_FEW


def compare(table: Table, feature: Feature, value: str, sides: tuple[tuple[str, ...], tuple[str, ...]]) -> Comparison:
    """Return one value on two sides, in three readings.

    Args:
        table: Cases and what they state.
        feature: A feature of the table.
        value: One of its values, or a group of them.
        sides: The ids of the cases of each side.
    """
    cases = tuple(tuple(table.only(side).having(feature.key, value)) for side in sides)
    gone = set(table.left_out(feature, value))
    told = [[case for case in side if case not in gone] for side in sides]
    spoken = [[case for case in side if settled(table.values(case, feature.key))] for side in told]
    states = [[table.state(case, feature, value) for case in side] for side in sides]
    strict = tuple(_bounds(one, (State.OTHER, *_OPEN)) for one in states)
    within = tuple(_bounds(one, _OPEN) for one in states)
    k = len(cases[0]), len(cases[1])
    return Comparison(
        feature.key,
        value,
        feature.reporting,
        _reading(k, (len(told[0]), len(told[1]))),
        _reading(k, (len(spoken[0]), len(spoken[1]))),
        (strict[0], strict[1]),
        (within[0], within[1]),
        (cases[0], cases[1]),
    )


def _bounds(states: list[State], possible: tuple[State, ...]) -> tuple[float, float]:
    if not states:
        return 0.0, 1.0
    sure = sum(state is State.YES for state in states)
    return sure / len(states), (sure + sum(state in possible for state in states)) / len(states)


def _reading(k: tuple[int, int], n: tuple[int, int]) -> Reading:
    return Reading(k, n, fisher(k[0], n[0] - k[0], k[1], n[1] - k[1]))
