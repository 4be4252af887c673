"""CSV files, safe for spreadsheets unless a machine is to read them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from spygraph.export.appearance import line, look, places, shade
from spygraph.export.extract import Drawn, Extract
from spygraph.export.tally import UNTOLD
from spygraph.network.attributes import EDGE_KEYS, NODE_KEYS, node_attributes

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # also in wide forms
NODES, EDGES = ".nodes.csv", ".edges.csv"
_NODES = ("id", *NODE_KEYS, "x", "y", "color", "shape")
_EDGES = ("id", "source", "target", "type", "kind", "label", *EDGE_KEYS, "color", "line")


class Sheet:
    """Writes rows by column name."""

    def __init__(self, out: TextIO, columns: Sequence[str], extract: Extract) -> None:
        self.extract, self.columns = extract, columns
        self.writer = csv.writer(out, lineterminator="\n")
        self.writer.writerow(columns)

    def add(self, row: Mapping[str, str]) -> None:
        """Write a row; a cell that a spreadsheet would run gets an apostrophe before it, unless raw is asked for."""
        cells = [row.get(column, "") for column in self.columns]
        if not self.extract.options.raw:
            risky = sum(cell.startswith(_FORMULA) for cell in cells)
            if risky:
                self.extract.tally.lost["cells with an apostrophe put before what begins like a formula"] += risky
            cells = [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
        self.writer.writerow(cells)


def write(extract: Extract, path: Path) -> None:
    """Write two files beside the path: its name with .nodes.csv, and with .edges.csv."""
    where = places(extract)
    extract.tally.lost[UNTOLD] = 1
    with ExitStack() as files:
        nodes, edges = (
            Sheet(files.enter_context(open_csv(path.with_name(path.stem + suffix))), columns, extract)
            for suffix, columns in ((NODES, _NODES), (EDGES, _EDGES))
        )
        for one in extract.drawn():
            if isinstance(one, Drawn):
                edge, standing = one.edge, one.claim.standing
                ends = {"id": edge.id, "source": edge.source, "target": edge.target}
                # by "kind", Gephi tells edges between the same two nodes apart
                drawn = {"kind": edge.relation, "color": shade(standing), "line": line(standing)}
                edges.add({**one.attributes, **ends, **drawn})
            else:
                mark = look(one.kind)
                x, y = map(str, where[one.id]) if one.id in where else ("", "")
                drawn = {"id": one.id, "x": x, "y": y, "color": mark.colour, "shape": mark.shape}
                nodes.add({**node_attributes(one), **drawn})


def open_csv(path: Path) -> TextIO:
    """Open a CSV file for writing, the same bytes on every system."""
    return path.open("w", encoding="utf-8", newline="")


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]], extract: Extract) -> None:
    """Write one CSV file."""
    with open_csv(path) as out:
        sheet = Sheet(out, columns, extract)
        for row in rows:
            sheet.add(row)
