"""Coded tables: rows that a researcher coded work like case files."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from spygraph.casefile.grammar import grammar
from spygraph.errors import SpygraphError, did_you_mean, printable

ABOUT = ("period", "discloser", "outlet")
SILENT = frozenset(
    ("", "na", "n/a", "nan", "none", "<na>", "nat", "unknown", "not stated", "not-stated", "not reported")
)
LEFT_OUT = "left out"  # a filter took what sources say here: neither a value nor a silence
_REPORTING = ("exhaustive", "mention")
_SEPARATOR = ";"
Cells = dict[tuple[str, str], tuple[str, ...]]


class Coded(NamedTuple):
    """What coded rows hold: ids in order, each column with how it is reported, cells, and what cases are split by."""

    cases: tuple[str, ...]
    reporting: Mapping[str, str]
    cells: Cells
    about: Cells


def coded(
    rows: Iterable[Mapping[str, Any]], *, case: str = "case", reporting: Mapping[str, str] | None = None
) -> Coded:
    """Return what coded rows hold, one row a case.

    A cell is one value, or several with semicolons between them; "unclear" and "no" mean what they mean in case
    files; an empty cell, "unknown", "not stated", "NA" or a missing number mean not stated; "left out" means that a
    filter took what is stated. The columns period, discloser and outlet say what a case may be split by.

    Args:
        rows: Column name to value; every row has the same columns.
        case: The column of ids; rows are numbered where there is none.
        reporting: Column to "exhaustive" or "mention". A column that is not named here is reported as the shapes of
            case files say of the key of that name, and exhaustively where they know no such key: coders look at
            every case for every column.

    Raises:
        SpygraphError: where two rows have one id, a column is not there, or a way of reporting is none of the two.
    """
    given = [{str(key).strip(): _text(value) for key, value in row.items() if key is not None} for row in rows]
    columns = list(dict.fromkeys(key for row in given for key in row))
    named = dict(reporting or {})
    for column, how in named.items():
        if column not in columns or how not in _REPORTING:
            raise SpygraphError(f"{printable(column)}: no such column, or '{how}' is neither exhaustive nor mention")
    cells: Cells = {}
    about: Cells = {}
    ids: list[str] = []
    for number, row in enumerate(given, 1):
        ids.append(row.get(case) or f"row-{number}")
        for column in columns:
            values = _values(row.get(column, ""))
            if values and column != case:
                (about if column in ABOUT else cells)[ids[-1], column] = values
    twice = next((one for one in ids if ids.count(one) > 1), "") if len(set(ids)) < len(ids) else ""
    if twice:
        raise SpygraphError(f"two rows have the id '{printable(twice)}'")
    if case != "case" and case not in columns:
        raise SpygraphError(f"{printable(case)}: no such column{did_you_mean(case, columns)}")
    known = _reporting()
    features = [column for column in columns if column not in (case, *ABOUT)]
    reported = {column: named.get(column, known.get(column, "exhaustive")) for column in features}
    return Coded(tuple(ids), reported, cells, about)


def csv_rows(path: Path) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a CSV file with a header, by column name.

    Raises:
        SpygraphError: where the file is not UTF-8, has no header or a row is longer than the header.
        OSError: where it cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not reader.fieldnames:
                raise SpygraphError(f"{path}: no header")
            for row in reader:
                if None in row:
                    raise SpygraphError(f"{path}:{reader.line_num}: more cells than the header names")
                yield row
    except (UnicodeDecodeError, csv.Error) as error:
        raise SpygraphError(f"{path}: not a table in UTF-8: {error}") from None


def _reporting() -> dict[str, str]:
    table = grammar()
    properties = {key: prop.reporting for key, prop in table.classes["Recruitment"].keys.items() if prop.reporting}
    return properties | {key: one.reporting for key, one in table.sections.items() if one.reporting}


def _text(value: Any) -> str:
    """Return a cell as text; a missing number is silence, and 3.0 is 3."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _values(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in text.split(_SEPARATOR))
    said = (part for part in parts if part.casefold() not in SILENT)
    return tuple(dict.fromkeys(LEFT_OUT if part.casefold() == LEFT_OUT else part for part in said))
