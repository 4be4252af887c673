"""Turns the rows of a coded table into case files whose source is the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from spygraph.casefile.anchors import cells
from spygraph.casefile.reader import ID
from spygraph.coding.cells import Cells, slug
from spygraph.coding.layout import laid_out
from spygraph.coding.rowcases import Row, RowCases
from spygraph.coding.tablemap import CASE, TITLE, Column, read_map
from spygraph.coding.trees import tree
from spygraph.errors import CaseFileError, SpygraphError

CODER = "coder"
MAX_BYTES = 200_000_000


@dataclass(slots=True)
class Imported:
    """The case files of a table, by id; its registry; and the columns that nothing was made of."""

    cases: dict[str, str]
    registry: str
    unmapped: list[str]


def imported(table: Path, mapping: Path) -> Imported:
    """Return the case files that a table and its map make; nothing is written.

    Raises:
        CaseFileError: with every fault of the map, or of every cell: row, column, and what was probably meant.
        SpygraphError: where the table cannot be read.
    """
    data, rows = _read(table)
    header = [" ".join(name.split()) for name in rows[0]]
    told = read_map(mapping, header)
    source = _source(table, data, told.source)
    cases = RowCases(source["id"], CODER, _coded(table, told.coded))
    columns = [one for one in told.columns if one.section]
    title = next((one for one in told.columns if one.key == TITLE and not one.section), None)
    id_column = next(one for one in told.columns if one.key == CASE and not one.section)
    reader = Cells(str(table))
    out: dict[str, str] = {}
    first: dict[str, int] = {}
    for number, row in _filled(rows, len(header), reader):
        case = _id(row, number, id_column, first, reader)
        found = [(one, reader.read(one, number, row[one.index])) for one in columns]
        name = reader.text(title, number, row[title.index]) if title else ""
        if not reader.faults:
            fields = cases.fields(Row(number, case, name or f"Row {number} of a coded table", id_column.name, found))
            out[case] = laid_out(tree(fields))
    if reader.faults:
        raise CaseFileError(reader.faults)
    return Imported(out, _registry(source), told.unmapped)


def _read(table: Path) -> tuple[bytes, list[list[str]]]:
    with table.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SpygraphError(f"{table}: larger than {MAX_BYTES:,} bytes")
    try:
        rows = cells(data)
    except ValueError as error:
        raise SpygraphError(f"{table}: not a table: {error}") from None
    if len(rows) < 2:
        raise SpygraphError(f"{table}: no rows below a header")
    return data, rows


def _filled(rows: list[list[str]], width: int, reader: Cells) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty with their numbers, each as long as the header."""
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if any(cell.strip() for cell in row[width:]):
            reader.fault(number, width + 1, "", "more cells than the header names")
        yield number, [*row[:width], *[""] * (width - len(row))]


def _id(row: list[str], number: int, column: Column, first: dict[str, int], reader: Cells) -> str:
    """Return the id of a row, as a case file takes it: "Case 17" is case-17."""
    case = slug(row[column.index])
    if not ID.fullmatch(case):
        reader.fault(number, column.index + 1, column.name, f"'{row[column.index][:40]}' gives no id: use a-z and 0-9")
    elif first.setdefault(case, number) != number:
        reader.fault(number, column.index + 1, column.name, f"'{case}' is also the id of row {first[case]}")
    return case


def _source(table: Path, data: bytes, given: dict[str, str]) -> dict[str, str]:
    name = " ".join(table.stem.split())
    about = {"id": slug(table.stem) or "table", "title": f"Coded table {name}", "language": "und"} | given
    return about | {"kind": "table", "file": table.name, "sha256": sha256(data).hexdigest()}


def _coded(table: Path, given: dict[str, str]) -> dict[str, str]:
    day = datetime.fromtimestamp(table.stat().st_mtime, UTC).date().isoformat()
    return {"by": "the coder of the table", "on": day, "codebook": "1"} | given


def _registry(source: dict[str, str]) -> str:
    fields: dict[str, Any] = {
        "schema": "1",
        "commentators": {
            "editor": {
                "name": "the editor",
                "description": "whoever made case files of it",
                "speaks-as": "inferred-by-editor",
            },
            CODER: {"description": "whoever coded the table", "speaks-as": "inferred-by-editor"},
        },
        "sources": {source["id"]: {key: text for key, text in source.items() if key != "id"}},
    }
    return laid_out(tree(fields))
