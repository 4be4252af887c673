"""The coded table, a row a case, a column a feature: what each case states, denies, or leaves unclear."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from spygraph.casefile.grammar import NS
from spygraph.errors import SpygraphError
from spygraph.export.cells import write_rows
from spygraph.export.extract import Extract
from spygraph.export.shortcuts import quads
from spygraph.export.tally import UNTOLD
from spygraph.patterns.coded import LEFT_OUT, Cells
from spygraph.patterns.reading import read_table
from spygraph.patterns.table import Table
from spygraph.store import ONTOLOGY_GRAPH, Readable

ABOUT = ("period", "discloser", "outlet")
SEPARATOR = "; "
_REPORTING = "columns: whether sources report a feature exhaustively or in passing stands in .table.parquet only"
_THINNED = "cells in which 'left out' stands for what the selection took: that is no silence of a source"
_GONE = "cases without a row, of which the selection keeps nothing"
_OWNERS = "cells: who says so, and where, stands in .md, .trig and .jsonld"


def write_csv(extract: Extract, path: Path) -> None:
    """Write the table as CSV; an empty cell means not stated, "left out" that a filter took what is stated."""
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
    stated = [values for (case, _), values in table.cells.items() if case in table.cases and values != (LEFT_OUT,)]
    counts.written["cells stated"] = counts.lost[_OWNERS] = len(stated)
    for case in table.cases:
        about = {key: SEPARATOR.join(table.about.get((case, key), ())) for key in ABOUT}
        cells = {one.key: SEPARATOR.join(table.values(case, one.key)) for one in table.features}
        yield {"case": case, **about, **cells}


def selected_table(extract: Extract) -> Table:
    """Return the table of what is selected; where a filter takes what sources say, "left out" stands, not silence."""
    chosen = extract.selection
    whole = read_table(extract.store)
    whole = whole.only(chosen.cases) if chosen.cases else whole
    if not chosen.partial:
        return whole
    store = ox.Store()
    store.extend(quads(extract))
    store.extend(extract.store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH))
    store.extend(_known_by(extract.store))
    kept = read_table(store)
    cells, about = _marked(kept.cells, whole.cells, kept), _marked(kept.about, whole.about, kept)
    extract.tally.lost[_THINNED] = sum(LEFT_OUT in values for found in (cells, about) for values in found.values())
    extract.tally.lost[_GONE] = len(whole.cases) - len(kept.cases)
    return replace(kept, cells=cells, about=about)


def _known_by(store: Readable) -> Iterator[ox.Quad]:
    """Yield how people are told of: whether a handler is named is no matter of the claim that there is one."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(NS + "knownBy"), None, None):
        yield quad
        yield from store.quads_for_pattern(quad.subject, ox.NamedNode(NS + "about"), None, quad.graph_name)


def _marked(kept: Cells, whole: Cells, table: Table) -> Cells:
    """Return cells with a mark in each that lacks something of the whole."""
    thinned = {key for key, values in whole.items() if key[0] in table.cases and set(values) - set(kept.get(key, ()))}
    return {key: (*kept.get(key, ()), *((LEFT_OUT,) if key in thinned else ())) for key in sorted({*kept, *thinned})}
