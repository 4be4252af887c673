"""What is stated where: the case x feature matrix that every other number is read off."""

from dataclasses import dataclass

from spygraph.errors import plural
from spygraph.patterns.coded import LEFT_OUT
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.statistics import percent
from spygraph.patterns.table import NO, UNCLEAR, State, Table, settled

MARKS = {
    State.YES: "\N{BLACK CIRCLE}",
    State.NO: "\N{MULTIPLICATION SIGN}",
    State.UNCLEAR: "?",
    State.LEFT_OUT: "\N{EN DASH}",
    State.SILENT: "\N{MIDDLE DOT}",
}
HEADS = {State.NO: "explicitly no"}  # where the word of a state does not fit a heading
WIDE = 40  # more cases than this do not stand side by side


@dataclass(frozen=True, slots=True)
class Coverage:
    """For each case and feature: stated, explicitly no, unclear, left out by a filter or not stated.

    states[i][j] is what case i says of feature j; values holds what it states there.
    """

    cases: tuple[str, ...]
    features: tuple[str, ...]
    states: tuple[tuple[State, ...], ...]
    values: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def silent(self) -> float:
        """The share of cells in which nothing is stated, a fraction of 1."""
        cells = [state for row in self.states for state in row]
        return sum(state is State.SILENT for state in cells) / len(cells) if cells else 0.0

    @property
    def marks(self) -> dict[State, str]:
        """The mark of each state; that of what a filter left out only where there is some."""
        found = {state for row in self.states for state in row}
        return {state: mark for state, mark in MARKS.items() if state is not State.LEFT_OUT or state in found}

    def grids(self) -> list[Grid]:
        """Return the matrix, and how much is stated of each feature."""
        totals = []
        for number, feature in enumerate(self.features):
            column = [row[number] for row in self.states]
            counts = [str(column.count(state)) for state in self.marks]
            stated = [case for case, state in zip(self.cases, column, strict=True) if state is State.YES]
            totals.append(((feature, *counts), stated))
        columns = ("feature", *(HEADS.get(state, str(state)) for state in self.marks))
        sums = grid("how much is stated", columns, totals, (f"Of {plural(len(self.cases), 'case')}.",))
        return [*self._matrix(), sums]

    def _matrix(self) -> list[Grid]:
        """Return a row a feature and the key to its columns; with many cases a row a case."""
        marks = [[MARKS[state] for state in row] for row in self.states]
        key = "; ".join(f"{mark} {state}" for state, mark in self.marks.items())
        notes = (f"{key}. {percent(self.silent)} of the cells are not stated: that is no 'no'.",)
        if len(self.cases) > WIDE:
            rows = [((case, *row), (case,)) for case, row in zip(self.cases, marks, strict=True)]
            return [grid("what is stated where", ("case", *self.features), rows, notes, first=WIDE)]
        numbers = [str(number) for number in range(1, len(self.cases) + 1)]
        by_feature = [((feature, *(row[number] for row in marks)), ()) for number, feature in enumerate(self.features)]
        cases = [((number, case), (case,)) for number, case in zip(numbers, self.cases, strict=True)]
        return [
            grid("what is stated where", ("feature", *numbers), by_feature, notes),
            grid("the cases by their number", ("number", "case"), cases),
        ]


def coverage(table: Table) -> Coverage:
    """Return what each case states of each feature."""
    keys = tuple(feature.key for feature in table.features)
    values = tuple(tuple(table.values(case, key) for key in keys) for case in table.cases)
    states = tuple(tuple(map(_state, row)) for row in values)
    return Coverage(table.cases, keys, states, values)


def _state(values: tuple[str, ...]) -> State:
    found = settled(values)
    if found:
        return State.NO if found == {NO} else State.YES
    if UNCLEAR in values or LEFT_OUT in values:
        return State.UNCLEAR if UNCLEAR in values else State.LEFT_OUT
    return State.NO if values else State.SILENT
