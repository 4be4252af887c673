"""Markdown with tables as GitHub and pandoc read them."""

import re

from spygraph.patterns.formats.report import Report, members_text, more, shown
from spygraph.patterns.grids import Grid

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")


def write(report: Report) -> str:
    """Return a report as Markdown."""
    out = [f"# {_plain(report.title)}", "", *(f"- {_plain(sentence)}" for sentence in report.lead), ""]
    for one in report.sections:
        out += [f"## {_plain(one.title)}", "", *_paragraphs(one.question)]
        for grid in one.grids:
            out += _grid(grid, members=report.members)
        out += _paragraphs(f"Method: {one.method}" if one.method else "")
    return "\n".join([*out, "---", "", _plain(report.disclosure)]) + "\n"


def _grid(grid: Grid, *, members: bool) -> list[str]:
    columns = [*grid.columns, *(["cases behind it"] if members else [])]
    out = [f"### {_plain(grid.title)}", ""]
    if grid.rows:
        out += [_row(columns), _row(["---"] * len(columns), plain=False)]
    for number, row in shown(grid):
        out.append(_row([*row, *([members_text(grid.members[number])] if members else [])]))
    for note in (*(() if grid.rows else ("None.",)), *grid.notes, more(grid)):
        out += ["", _plain(note)] if note else []
    return [*out, ""]


def _row(cells: list[str], *, plain: bool = True) -> str:
    return f"| {' | '.join(_plain(cell) if plain else cell for cell in cells)} |"


def _paragraphs(text: str) -> list[str]:
    return [_plain(text), ""] if text else []


def _plain(text: str) -> str:
    """Return a text in which nothing is markup and that stays on its line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
