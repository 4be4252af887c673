"""Shares with their intervals and bounds where sources report exhaustively; a mark a case where they only mention."""

from collections.abc import Sequence
from itertools import groupby

from spygraph.patterns.breakdown import Breakdown
from spygraph.patterns.counts import Count
from spygraph.patterns.figures.svg import circle, figure, line, rect, shortened, text, width_of
from spygraph.patterns.statistics import DESCRIPTIVE, percent
from spygraph.patterns.words import feature_words, value_words

_WIDTH, _TOP, _ROW = 340.0, 46.0, 40.0
_MARKS = 40  # with more cases than this a bar stands for the marks
_LEFT, _RIGHT = 4.0, 336.0


def draw(result: Breakdown) -> tuple[str, ...]:
    """Return a figure for each feature that holds values of a scheme, in order."""
    by_feature = groupby((row.all for row in result.rows), key=lambda one: one.feature)
    return tuple(
        _figure(feature, list(counts)) for feature, counts in by_feature if feature not in ("handler", "service")
    )


def _figure(feature: str, counts: Sequence[Count]) -> str:
    first, title = counts[0], feature_words(feature)
    silent = first.total - first.known - first.unclear - first.left_out
    shares = any(one.share is not None for one in counts)
    below = f"not stated in {silent} of {first.total}"
    below += "".join(
        f", {what} {told}"
        for what, numbers in (
            ("unclear in", [c.unclear for c in counts]),
            ("left out of", [c.left_out for c in counts]),
        )
        if (told := _range(numbers)) != "0"
    )
    known = [one.known for one in counts]
    below += f"; {_range(known)} known, descriptive" if shares and min(known) < DESCRIPTIVE else ""
    parts = [text(_LEFT, 16, shortened(title, _WIDTH, 14), "title"), text(_LEFT, 34, below, "soft")]
    for number, one in enumerate(counts):
        parts += _row(one, _TOP + number * _ROW)
    bottom = _TOP + len(counts) * _ROW
    if shares:
        parts += _scale(bottom)
    words = "; ".join(map(str, counts))
    return figure(_WIDTH, bottom + (30 if shares else 6), f"{title}: {words}", parts)


def _range(numbers: Sequence[int]) -> str:
    """Return what is so of a feature, or of each value by itself: a case may state one and leave others unclear."""
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else f"{low} to {high} by value"


def _row(one: Count, y: float) -> list[str]:
    told = one.counted if one.share is None else f"{percent(one.share)}, {one.k} of {one.known} known"
    room = _RIGHT - _LEFT - width_of(told, 12) - 8
    parts = [
        text(_LEFT, y + 14, shortened(value_words(one.value), room)),
        text(_RIGHT, y + 14, told, "soft", anchor="end"),
    ]
    if one.share is not None and one.interval is not None and one.bounds is not None:
        return parts + _interval(one.share, one.interval, one.bounds, y + 27)
    return parts + (_marks(one, y + 21) if one.total <= _MARKS else _bar(one, y + 21))


def _interval(share: float, interval: tuple[float, float], bounds: tuple[float, float], y: float) -> list[str]:
    low, high = map(_at, interval)
    ends = [line(end, y - 4, end, y + 4, "line") for end in (low, high)]
    band = rect(_at(bounds[0]), y - 7, _at(bounds[1]) - _at(bounds[0]), 14, "band", round_=2)
    return [
        line(_LEFT, y, _RIGHT, y, "rule"),
        band,
        line(low, y, high, y, "line"),
        *ends,
        circle(_at(share), y, 5, "mark"),
    ]


def _marks(one: Count, y: float) -> list[str]:
    """Return a mark a case: reported, another value reported, unclear or left out, or silent."""
    step = min(16.0, (_RIGHT - _LEFT) / one.total)
    kinds = ["mark"] * one.k + ["hollow"] * (one.known - one.k) + ["band"] * (one.unclear + one.left_out)
    parts = [rect(_LEFT + number * step, y, step - 3, 11, kind, round_=2) for number, kind in enumerate(kinds)]
    silent = range(len(kinds), one.total)
    return parts + [circle(_LEFT + number * step + (step - 3) / 2, y + 5.5, 1.5, "head") for number in silent]


def _bar(one: Count, y: float) -> list[str]:
    return [
        rect(_LEFT, y, _RIGHT - _LEFT, 11, "hollow", round_=2),
        rect(_LEFT, y, _at(one.k / one.total) - _LEFT, 11, "mark", round_=2),
    ]


def _scale(y: float) -> list[str]:
    parts = [line(_LEFT, y + 2, _RIGHT, y + 2, "rule")]
    for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        x = _at(share)
        parts += [
            line(x, y + 2, x, y + 7, "rule"),
            text(x, y + 20, f"{share:.0%}".replace("%", " %"), "soft", anchor=anchor),
        ]
    return parts


def _at(share: float) -> float:
    return _LEFT + 2 + share * (_RIGHT - _LEFT - 4)
