"""Tables for a terminal or a text file."""

from collections.abc import Sequence
from io import StringIO
from textwrap import fill

from spygraph import screen
from spygraph.errors import printable
from spygraph.patterns.formats.report import Report, members_text, more, shown
from spygraph.patterns.grids import Grid

_WIDTH, _LINE = 10_000, 140  # of a file or a pipe: whatever a table needs, and lines of words
_WHOLE, _WIDEST = 30, 56  # columns up to the first stay on one line, none is wider than the second


def write(report: Report) -> str:
    """Return a report as text."""
    columns = screen.width()
    out = [*(screen.folded(line, columns, 2) for line in report.lead), *([""] if report.lead else [])]
    for one in report.sections:
        out += [one.title.upper(), *(screen.folded(line, columns, 0) for line in (one.question,) if line), ""]
        out += [_grid(grid, members=report.members) for grid in one.grids]
    return printable("\n".join([*out, screen.folded(report.disclosure, columns, 0)]) + "\n")


def _grid(grid: Grid, *, members: bool) -> str:
    columns = screen.width()
    heads = (*grid.columns, *(["cases behind it"] if members else []))
    also = [(members_text(cases),) if members else () for cases in grid.members]
    whole = [(*grid.rows[number], *also[number]) for number, _ in shown(grid)]
    if not whole:
        lines = [f"{grid.title}: none"]
    elif screen.fits(heads, whole, columns):
        lines = _drawn(grid.title, heads, [(*row, *also[number]) for number, row in shown(grid)], columns)
    else:
        lines = [grid.title, "", *screen.blocks(heads, whole, columns), ""]
    notes = [fill(note, columns or _LINE) for note in (*grid.notes, more(grid)) if note]
    return "\n".join([*lines, *notes]) + "\n"


def _drawn(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> list[str]:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(title), title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="bold"
    )
    for place, (head, least) in enumerate(zip(heads, screen.narrowest(heads, rows), strict=True)):
        whole = not columns and max(len(row[place]) for row in rows) <= _WHOLE
        table.add_column(Text(head), overflow="fold", no_wrap=whole, min_width=least, max_width=_WIDEST)
    for row in rows:
        table.add_row(*map(Text, row))
    out = StringIO()
    Console(file=out, width=columns or _WIDTH, force_terminal=False).print(table)
    return [line.rstrip() for line in out.getvalue().splitlines()]
