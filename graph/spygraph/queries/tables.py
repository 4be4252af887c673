"""The table of an answer, for people: under it stand how many rows rest on claims, and how to ask why."""

from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

import pyoxigraph as ox

from spygraph import screen
from spygraph.casefile.model import BASE
from spygraph.errors import plural, printable
from spygraph.queries.established import cases_in, resting_line
from spygraph.queries.results import short
from spygraph.store import Readable

_UNWATCHED = 10_000  # characters: in a file or pipe no row is folded


def table(store: Readable, query: str, names: Sequence[str], rows: Sequence[Any]) -> Iterator[str]:
    """Yield the table of a SELECT, then the lines under it.

    Args:
        store: What the query was asked of.
        query: The query, to be asked again of what a court result covers.
        names: Its columns; underscores are shown as blanks.
        rows: Its answer, a sequence of terms or None for each row.
    """
    heads = [name.replace("_", " ") for name in names]
    cells = [[printable(short(term)) for term in row] for row in rows]
    columns = screen.width()
    if screen.fits(heads, cells, columns):
        yield _drawn(heads, cells, columns)
    else:
        yield from (f"{line}\n" for line in screen.blocks(heads, cells, columns))
    cases = len(cases_in(rows))
    named = f", from {plural(cases, 'case')}" if cases else ""
    yield f"\n{plural(len(rows), 'row')}{named}; {resting_line(store, query, rows)}\n"
    yield from _ways_on(rows)


def _drawn(heads: Sequence[str], cells: Sequence[Sequence[str]], columns: int) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = StringIO()
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for head, least in zip(heads, screen.narrowest(heads, cells), strict=True):
        shown.add_column(head, min_width=least)
    for row in cells:
        shown.add_row(*(Text(cell, overflow="fold") for cell in row))
    Console(file=out, width=columns or _UNWATCHED, force_terminal=False).print(shown)
    return out.getvalue()


def _ways_on(rows: Sequence[Any]) -> Iterator[str]:
    """Yield how to ask on: about the first claim or thing that the rows show, else about the first case."""
    cases = []
    for row in rows:
        ids = [one.value.removeprefix(BASE) for one in row if isinstance(one, ox.NamedNode)]
        ours = [one for one in ids if one.startswith("case/")]
        if things := [one for one in ours if one.count("/") > 1]:
            yield f"who says so, and where, for example: spygraph why {things[-1]}\n"
            return
        cases += ours
    if cases:
        yield f"all about it, for example: spygraph show {cases[0].removeprefix('case/')}\n"
