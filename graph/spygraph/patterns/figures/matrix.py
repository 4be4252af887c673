"""The coverage matrix: a mark for each case and feature; with many cases, how much is stated of each feature."""

from collections.abc import Mapping
from types import MappingProxyType

from spygraph.errors import plural
from spygraph.patterns.coverage import HEADS, Coverage
from spygraph.patterns.figures.svg import circle, figure, line, rect, shortened, text, width_of
from spygraph.patterns.table import State
from spygraph.patterns.words import case_words, feature_words

_MOST = 40  # columns that can be read
_STEP, _ROW, _LABELS = 25.0, 24.0, 256.0
_FILLS: Mapping[State, str] = MappingProxyType(
    {State.YES: "mark", State.NO: "alarm", State.UNCLEAR: "band", State.LEFT_OUT: "head", State.SILENT: "hollow"}
)


def draw(result: Coverage) -> tuple[str, ...]:
    """Return the matrix; more than 40 cases are drawn as shares of a bar."""
    if not result.cases or not result.features:
        return ()
    return (_matrix(result) if len(result.cases) <= _MOST else _bars(result),)


def _matrix(result: Coverage) -> str:
    names = [shortened(case_words(case), 240) for case in result.cases]
    head = 10 + max(map(width_of, names))
    width = _LABELS + _STEP * len(names) + 4
    parts = []
    for column, name in enumerate(names):
        parts.append(text(_x(column) + 4, head - 6, name, turned=-90))
    for row, feature in enumerate(result.features):
        y = head + row * _ROW + _ROW / 2
        parts += [
            line(0, y + _ROW / 2, width, y + _ROW / 2, "rule"),
            text(0, y + 4, shortened(feature_words(feature), _LABELS - 14)),
        ]
        parts += [_mark(_x(column), y, states[row]) for column, states in enumerate(result.states)]
    bottom = head + len(result.features) * _ROW
    return figure(
        max(width, 330),
        bottom + 12 + (len(result.marks) + 1) // 2 * 22,
        _in_words(result),
        [*parts, *_key(result, bottom + 20)],
    )


def _bars(result: Coverage) -> str:
    parts, total, width = [], len(result.cases), 400.0
    for row, feature in enumerate(result.features):
        column = [states[row] for states in result.states]
        y, x = row * _ROW + 4, _LABELS
        parts.append(text(0, y + 13, shortened(feature_words(feature), _LABELS - 14)))
        for state in result.marks:
            share = column.count(state) / total * (width - _LABELS)
            parts.append(rect(x, y, share, 16, _FILLS[state]))
            x += share
    bottom = len(result.features) * _ROW
    return figure(
        width, bottom + 12 + (len(result.marks) + 1) // 2 * 22, _in_words(result), [*parts, *_key(result, bottom + 20)]
    )


def _x(column: int) -> float:
    return _LABELS + column * _STEP + _STEP / 2


def _mark(x: float, y: float, state: State) -> str:
    if state is State.YES:
        return rect(x - 7, y - 7, 14, 14, "mark", round_=3)
    if state is State.NO:
        return line(x - 6, y - 6, x + 6, y + 6, "line") + line(x - 6, y + 6, x + 6, y - 6, "line")
    if state is State.UNCLEAR:
        return rect(x - 7, y - 7, 14, 14, "open", round_=3) + rect(x - 7, y, 14, 7, "mark", round_=2)
    if state is State.LEFT_OUT:
        return line(x - 6, y, x + 6, y, "line")
    return circle(x, y, 2, "head")


def _key(result: Coverage, y: float) -> list[str]:
    parts = []
    for number, state in enumerate(result.marks):
        x, below = 8 + (number % 2) * 165, y + number // 2 * 22
        parts += [_mark(x, below, state), text(x + 15, below + 4, HEADS.get(state, str(state)), "soft")]
    return parts


def _in_words(result: Coverage) -> str:
    said = []
    for row, feature in enumerate(result.features):
        stated = sum(states[row] is State.YES for states in result.states)
        said.append(f"{feature_words(feature)} {stated}")
    return f"What is stated, in how many of {plural(len(result.cases), 'case')}: {'; '.join(said)}"
