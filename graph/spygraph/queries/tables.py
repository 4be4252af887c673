"""The table of an answer, for people: under it stand how many rows rest on claims, and how to ask why."""

import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.model import BASE
from spygraph.errors import printable
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
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = StringIO()
    shown = Table(*(name.replace("_", " ") for name in names), box=None, pad_edge=False, header_style="bold")
    for row in rows:
        shown.add_row(*(Text(printable(short(term)), overflow="fold") for term in row))
    Console(file=out, width=None if sys.stdout.isatty() else _UNWATCHED, force_terminal=False).print(shown)
    yield out.getvalue()
    cases = len(cases_in(rows))
    named = f", from {cases} case{'s' * (cases != 1)}" if cases else ""
    yield f"\n{len(rows)} row{'s' * (len(rows) != 1)}{named}; {resting_line(store, query, rows)}\n"
    yield from _ways_on(rows)


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
