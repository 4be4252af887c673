"""Contrasts: two sides of the cases, value by value, in three readings, with exact tests where there is enough."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spygraph.errors import plural
from spygraph.patterns.exclusions import why_excluded
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.readings import Comparison, Reading, compare
from spygraph.patterns.statistics import FEW, q_values, ratio, small, span
from spygraph.patterns.table import Table

# name, feature, value of the first side, value of the second; a case that states both sides is in neither
CONTRASTS = (
    ("volunteered against recruited", "initiation", "volunteered", "any recruited"),
    ("contact abroad against at home", "setting", "any abroad", "home"),
    ("contact online against in person", "channel", "any online", "any in person"),
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two sides and every value that either states."""

    name: str
    sides: tuple[str, str]
    cases: tuple[tuple[str, ...], tuple[str, ...]]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Contrasts:
    """All contrasts, and over how many tests the q-values run."""

    contrasts: tuple[Contrast, ...]
    tests: int

    def grids(self) -> list[Grid]:
        """Return one table a contrast."""
        return [self._grid(one) for one in self.contrasts]

    def _grid(self, one: Contrast) -> Grid:
        first, second = one.sides
        columns = ("feature", "value", "silence as no", "known only", "bounds", "known only, exact test", "reading")
        rows = [
            (
                (
                    *(each.feature, each.value, _pair(each.silence_as_no), _pair(each.known_only)),
                    *(" v ".join(span(*bound) for bound in each.bounds), _tested(each.known_only)),
                    each.verdict,
                ),
                [*each.cases[0], *each.cases[1]],
            )
            for each in one.comparisons
        ]
        sizes = f"{first}: {plural(len(one.cases[0]), 'case')}; {second}: {plural(len(one.cases[1]), 'case')}."
        return grid(one.name, columns, rows, (sizes, self._testable(one)), first=10)

    def _testable(self, one: Contrast) -> str:
        if not all(one.cases):
            side = one.sides[1] if one.cases[0] else one.sides[0]
            return f"No case states '{side}': there is nothing to compare with."
        tests = sum(reading.test is not None for each in one.comparisons for reading in _readings(each))
        if tests:
            return (
                f"{plural(tests, 'test')} here; q-values (Benjamini-Hochberg) run over all "
                f"{plural(self.tests, 'test')} of this output."
            )
        return (
            f"Nothing here can be tested: a test needs {FEW} known cases a side. These are two lists of cases, and a "
            "difference between them is one between these cases only."
        )


def contrasts(table: Table) -> Contrasts:
    """Return every contrast of CONTRASTS whose feature the table has, with q-values over all tests."""
    found = []
    for name, key, first, second in CONTRASTS:
        if table.feature(key):
            sides = _side(table, key, first, second), _side(table, key, second, first)
            found.append(
                Contrast(
                    name,
                    (first, second),
                    sides,
                    tuple(sorted(_comparisons(table, key, (first, second), sides), key=_weight)),
                )
            )
    readings = [reading for one in found for each in one.comparisons for reading in _readings(each) if reading.test]
    q = iter(q_values([reading.test.p for reading in readings if reading.test]))
    ranked = tuple(replace(one, comparisons=tuple(_with_q(each, q) for each in one.comparisons)) for one in found)
    return Contrasts(ranked, len(readings))


def _side(table: Table, key: str, value: str, other: str) -> tuple[str, ...]:
    return tuple(case for case in table.having(key, value) if case not in set(table.having(key, other)))


def _comparisons(
    table: Table, key: str, names: tuple[str, str], sides: tuple[tuple[str, ...], tuple[str, ...]]
) -> Iterator[Comparison]:
    both = table.only([*sides[0], *sides[1]])
    for feature in table.features:
        for value in both.stated(feature.key) if feature.scheme and all(sides) else ():
            if not any(why_excluded((key, name), (feature.key, value)) for name in names):
                yield compare(table, feature, value, sides)


def _readings(one: Comparison) -> tuple[Reading, Reading]:
    return one.silence_as_no, one.known_only


def _with_q(one: Comparison, q: Iterator[float]) -> Comparison:
    first, second = (replace(reading, q=next(q)) if reading.test else reading for reading in _readings(one))
    return replace(one, silence_as_no=first, known_only=second)


def _pair(one: Reading) -> str:
    return f"{one.k[0]}/{one.n[0]} v {one.k[1]}/{one.n[1]}"


def _tested(one: Reading) -> str:
    if one.test is None or one.q is None:
        return "too few to test"
    test = one.test
    return f"OR {ratio(test.odds_ratio)} [{ratio(test.low)}, {ratio(test.high)}], p {small(test.p)}, q {small(one.q)}"


def _weight(one: Comparison) -> tuple[float, float, str, str]:
    """Order: what is tested first, by p; then by how far the sides are apart."""
    apart = abs(one.silence_as_no.difference or 0.0)
    return one.known_only.test.p if one.known_only.test else 2.0, -apart, one.feature, one.value
