"""The coded table, a row a case, a column a feature: what each case states, denies, or leaves unclear."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from spygraph.errors import SpygraphError
from spygraph.export.cells import write_rows
from spygraph.export.extract import Extract
from spygraph.export.shortcuts import quads
from spygraph.export.tally import UNTOLD
from spygraph.patterns.reading import read_table
from spygraph.patterns.table import Table
from spygraph.store import ONTOLOGY_GRAPH

ABOUT = ("period", "discloser", "outlet")
SEPARATOR = "; "
_REPORTING = "columns: whether sources report a feature exhaustively or in passing stands in .table.parquet only"
_OWNERS = "cells: who says so, and where, stands in .md, .trig and .jsonld"


def write_csv(extract: Extract, path: Path) -> None:
    """Write the table as CSV; an empty cell means not stated."""
    table = selected_table(extract)
    write_rows(path, columns(table), _rows(table, extract), extract)
    extract.tally.lost |= {_REPORTING: len(table.features), UNTOLD: 1}


def write_parquet(extract: Extract, path: Path) -> None:
    """Write the table as Parquet: columns of text, null for not stated, and how each is reported in its metadata.

    Raises:
        SpygraphError: where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise SpygraphError("Parquet needs pyarrow: pip install 'spygraph[notebook]'") from None
    table = selected_table(extract)
    reporting = {feature.key: feature.reporting for feature in table.features}
    fields = [
        pa.field(name, pa.string(), metadata={"reporting": reporting[name]} if name in reporting else None)
        for name in columns(table)
    ]
    rows = [{key: value or None for key, value in row.items()} for row in _rows(table, extract)]
    pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(fields)), path)


def columns(table: Table) -> list[str]:
    """Return the names of the columns: the case, what cases are split by, then every feature."""
    return ["case", *ABOUT, *(feature.key for feature in table.features)]


def _rows(table: Table, extract: Extract) -> Iterator[dict[str, str]]:
    counts = extract.tally
    counts.written["cases"] = len(table.cases)
    counts.written["features"] = len(table.features)
    counts.written["cells stated"] = sum(case in table.cases for case, _ in table.cells)
    counts.lost[_OWNERS] = counts.written["cells stated"]
    for case in table.cases:
        about = {key: SEPARATOR.join(table.about.get((case, key), ())) for key in ABOUT}
        cells = {one.key: SEPARATOR.join(table.values(case, one.key)) for one in table.features}
        yield {"case": case, **about, **cells}


def selected_table(extract: Extract) -> Table:
    """Return the table of what is selected; what a filter leaves out is not there, and no silence of a source."""
    chosen = extract.selection
    if not chosen.partial:
        table = read_table(extract.store)
        return table.only(chosen.cases) if chosen.cases else table
    store = ox.Store()
    store.extend(quads(extract))
    store.extend(extract.store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH))
    table = read_table(store)
    extract.tally.lost["cases with cells that the selection emptied: not stated here is not silence"] = len(table.cases)
    return table
