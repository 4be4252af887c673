"""Tables for a terminal or a text file."""

import sys
from io import StringIO
from textwrap import fill

from spygraph.errors import printable
from spygraph.patterns.formats.report import Report, members_text, more, shown
from spygraph.patterns.grids import Grid

_WIDTH, _LINE = 10_000, 140  # of a file or a pipe: whatever a table needs, and lines of words
_WHOLE, _WIDEST = 30, 56  # columns up to the first stay on one line, none is wider than the second


def write(report: Report) -> str:
    """Return a report as text."""
    out = [*report.lead, *([""] if report.lead else [])]
    for one in report.sections:
        out += [one.title.upper(), *filter(None, (one.question,)), ""]
        out += [_grid(grid, members=report.members) for grid in one.grids]
    return printable("\n".join([*out, report.disclosure]) + "\n")


def _grid(grid: Grid, *, members: bool) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    wide = not sys.stdout.isatty()  # a file is as wide as its tables need; a terminal folds them
    table = Table(
        title=Text(grid.title), title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="bold"
    )
    for place, column in enumerate(grid.columns):
        longest = max((len(row[place]) for row in grid.rows), default=0)
        table.add_column(Text(column), overflow="fold", no_wrap=wide and longest <= _WHOLE, max_width=_WIDEST)
    if members:
        table.add_column(Text("cases behind it"), overflow="fold", max_width=_WIDEST)
    for number, row in shown(grid):
        cells = (*row, *((members_text(grid.members[number]),) if members else ()))
        table.add_row(*map(Text, cells))
    out = StringIO()
    console = Console(file=out, width=_WIDTH if wide else None, force_terminal=False)
    console.print(table if grid.rows else Text(f"{grid.title}: none"))
    for note in (*grid.notes, more(grid)):
        if note:
            console.print(Text(fill(note, _LINE) if wide else note))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
