"""Recurring configurations as they are shown: with the rule, the null, the members and the near misses."""

from dataclasses import dataclass

from spygraph.errors import plural
from spygraph.patterns.configurations import Configuration, NearMiss, configurations
from spygraph.patterns.exclusions import rules
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.null import DRAWS, SEED
from spygraph.patterns.statistics import small
from spygraph.patterns.table import State, Table

_FIRST = 12  # rows shown to people at first; csv and json have all


@dataclass(frozen=True, slots=True)
class Recurring:
    """The configurations of a table, and what they were held against."""

    cases: int
    configurations: tuple[Configuration, ...]
    draws: int
    seed: int
    rules: tuple[tuple[str, str], ...]

    def grids(self) -> list[Grid]:
        """Return the configurations, and the pairs that are left out by rule."""
        columns = ("values", "sure", "possible", "by chance", "lift", "p, q", "near misses")
        rows = [(self._cells(one), one.cases) for one in self.configurations]
        main = grid("recurring configurations", columns, rows, self._notes(), first=_FIRST)
        left_out = [((pair, why), ()) for pair, why in self.rules]
        note = "Such pairs recur because of what the words mean or how cases are told. They are never put together."
        return [main, grid("left out by rule", ("pair", "why"), left_out, (note,))]

    def _cells(self, one: Configuration) -> tuple[str, ...]:
        chance = f"{one.chance.mean:.1f} [{one.chance.low:.0f}, {one.chance.high:.0f}]"
        tested = f"p {small(one.chance.p)}, q {small(one.q)}" if one.q is not None else "too few to test"
        return (
            "; ".join(f"{feature}: {value}" for feature, value in one.values),
            *(f"{number} of {self.cases}" for number in one.support),
            chance,
            "none by chance" if one.lift is None else f"{one.lift:.1f}",
            tested,
            "; ".join(map(missing, one.near_misses)) or "none",
        )

    def _notes(self) -> list[str]:
        tested = sum(one.tested for one in self.configurations)
        notes = [
            "Sure: cases that state all of it. Possible: cases in which nothing stated speaks against any of it.",
            f"By chance: mean and 95 % range of {self.draws} draws (seed {self.seed}) that deal each field's values "
            "out again among the cases that state the field; silence stays where it is. Lift: sure over that mean.",
            f"{plural(len(self.configurations), 'configuration')}, {tested} of them tested: five cases must have it, "
            "and five that state all its fields must not."
            + (f" q-values (Benjamini-Hochberg) run over these {tested}." if tested else ""),
        ]
        if not tested and self.configurations:
            notes.append(
                f"With {plural(self.cases, 'case')} none can be tested, and a lift over two or three cases is an "
                "accident as easily as a pattern: read the list for what to look for in further cases, not for what "
                "is so."
            )
        return notes


def recurring(table: Table, *, least: int = 0, draws: int = DRAWS, seed: int = SEED) -> Recurring:
    """Return the configurations of a table with what they were held against; arguments as for `configurations`."""
    found = configurations(table, least=least, draws=draws, seed=seed)
    return Recurring(len(table.cases), found, draws, seed, tuple(rules()))


def missing(one: NearMiss) -> str:
    """Return a near miss in words: the case, the value that it lacks, and whether it is silent about it."""
    how = {
        State.SILENT: "not stated",
        State.UNCLEAR: "unclear",
        State.LEFT_OUT: "left out",
        State.OTHER: "other values stated",
        State.NO: "stated otherwise",
    }
    return f"{one.case} ({one.feature}: {one.value} {how[one.state]})"
