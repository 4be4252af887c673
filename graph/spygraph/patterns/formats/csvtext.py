"""CSV, one number a line: analysis, table, row, column, value, and the cases behind it."""

import csv
from collections.abc import Iterator
from io import StringIO

from spygraph.patterns.formats.report import Report

_HEADER = ("analysis", "table", "row", "column", "value", "cases")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def write(report: Report) -> str:
    """Return a report as CSV (RFC 4180); the last line says who disclosed the cases."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADER)
    writer.writerows([_safe(cell) for cell in line] for line in _lines(report))
    return out.getvalue()


def _lines(report: Report) -> Iterator[tuple[str, ...]]:
    for one in report.sections:
        for grid in one.grids:
            for number, row in enumerate(grid.rows, 1):
                cases = " ".join(grid.members[number - 1])
                for column, cell in zip(grid.columns, row, strict=True):
                    yield one.name, grid.title, str(number), column, cell, cases
            yield from ((one.name, grid.title, "", "note", note, "") for note in grid.notes)
    yield "disclosure", "", "", "", report.disclosure, ""


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and cell != "-" else cell
