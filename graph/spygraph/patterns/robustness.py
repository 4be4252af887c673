"""Every pattern counted again without each outlet and without each discloser; and which patterns rest on one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from spygraph.errors import plural
from spygraph.patterns.configurations import Configuration
from spygraph.patterns.counts import counts
from spygraph.patterns.exclusions import Item
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.leaving import case_rests_on, values_rest_on
from spygraph.patterns.script import Order, ordered
from spygraph.patterns.stories import Story
from spygraph.patterns.table import Table

RECURS = 2


@dataclass(frozen=True, slots=True)
class Robust:
    """The support of one pattern, all in, and without each outlet or discloser that some of its cases rest on.

    `without` holds only the voices that matter, those that take most away first; without any other, all cases stay.
    """

    kind: str  # "value", "configuration" or "order"
    pattern: str
    cases: tuple[str, ...]
    without: tuple[tuple[str, int], ...]  # "outlet NAME" or "discloser NAME" to the support that is left

    @property
    def least(self) -> int:
        """The smallest support that is left."""
        return self.without[0][1] if self.without else len(self.cases)

    @property
    def worst(self) -> tuple[str, ...]:
        """What it would lose most by."""
        return tuple(name for name, number in self.without if number == self.least)


@dataclass(frozen=True, slots=True)
class Robustness:
    """All patterns that recur, and how many cases are left without each outlet and discloser."""

    left: tuple[tuple[str, int, tuple[str, ...]], ...]
    patterns: tuple[Robust, ...]

    def grids(self) -> list[Grid]:
        """Return what is left without each voice, then the patterns that would vanish, then the others."""
        vanish = [one for one in self.patterns if one.least < RECURS]
        stay = [one for one in self.patterns if one.least >= RECURS]
        left = [((f"without {name}", str(number)), cases) for name, number, cases in self.left]
        columns = ("", "pattern", "all in", "least", "without")
        several = plural(len(self.patterns), "pattern")
        note = f"{len(stay)} of {several} still recur whichever outlet or discloser is left out."
        return [
            grid("cases left", ("", "cases"), left, first=20),
            grid(
                "patterns that still recur without any one voice",
                columns,
                [_row(one) for one in stay],
                (note,),
                first=12,
            ),
            grid("patterns that one voice carries", columns, [_row(one) for one in vanish], first=12),
        ]


def robustness(
    table: Table,
    found: Sequence[Configuration],
    orders: Sequence[Order] = (),
    told: Sequence[Story] = (),
    carried: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Robustness:
    """Return each value, configuration and order that recurs, counted again without each outlet and discloser.

    A value or step stays while one article without the outlet carries it; nothing takes its place when none does. So
    support never rises. A voice that no pattern rests on is not listed with it.

    Args:
        table: Cases and what they state.
        found: The configurations of the table.
        orders: The orders of its script, if any.
        told: The stories that the script is made of.
        carried: Outlet to the ids of the articles that it carries, for the stories.
    """
    patterns = [
        _robust("value", ((one.feature, one.value),), one.cases, table) for one in counts(table) if one.k >= RECURS
    ]
    patterns += [_robust("configuration", one.values, one.cases, table) for one in found]
    lost = {story.case: _orders_rest_on(story, case_rests_on(table, story.case), carried) for story in told}
    for one in orders:
        if len(one.before) >= RECURS:
            voices = [lost[case][one.first, one.second] for case in one.before]
            patterns.append(Robust("order", f"{one.first} before {one.second}", one.before, _left(voices)))
    cases: dict[str, set[str]] = {}
    for case in table.cases:
        for voice in case_rests_on(table, case):
            cases.setdefault(voice, set()).add(case)
    left = [(voice, tuple(case for case in table.cases if case not in gone)) for voice, gone in sorted(cases.items())]
    ranked = sorted(patterns, key=lambda one: (-one.least, -len(one.cases), one.kind, one.pattern))
    return Robustness(tuple((voice, len(stay), stay) for voice, stay in left), tuple(ranked))


def _robust(kind: str, values: Sequence[Item], cases: tuple[str, ...], table: Table) -> Robust:
    named = " + ".join(f"{feature}: {value}" for feature, value in values)
    return Robust(kind, named, cases, _left([values_rest_on(table, case, values) for case in cases]))


def _left(voices: Sequence[frozenset[str]]) -> tuple[tuple[str, int], ...]:
    """Return what is left without each voice, from the voices that each case rests on."""
    lost = Counter(voice for each in voices for voice in each)
    return tuple((voice, len(voices) - lost[voice]) for voice in sorted(lost, key=lambda one: (-lost[one], one)))


def _orders_rest_on(
    story: Story, case: frozenset[str], carried: Mapping[str, frozenset[str]]
) -> dict[tuple[str, str], frozenset[str]]:
    """Return the voices that each order of a story rests on: those of its case, and outlets that alone tell a step."""
    told = ordered(story)
    out = {pair: set(case) for pair in told}
    sources = {source for step in story.steps for source in step.sources}
    for outlet, articles in carried.items():
        if articles & sources and f"outlet {outlet}" not in case:
            for pair in told - ordered(story.without(articles)):
                out[pair].add(f"outlet {outlet}")
    return {pair: frozenset(voices) for pair, voices in out.items()}


def _row(one: Robust) -> tuple[tuple[str, ...], tuple[str, ...]]:
    worst = ", ".join(one.worst) if one.least < len(one.cases) else "no matter which"
    return (one.kind, one.pattern, str(len(one.cases)), str(one.least), worst), one.cases
