"""Rows in the order that the query asks for, as our own store would put them.

Engines differ in where they put what has no value; Virtuoso does not order longer texts at all.
"""

from collections.abc import Sequence

import pyoxigraph as ox

from spygraph.endpoint.results import Row
from spygraph.endpoint.terms import outward, term


def ordered(rows: Sequence[Row], by: Sequence[tuple[str, bool]]) -> list[Row]:
    """Return rows by some columns; where these are equal they keep their order.

    Args:
        rows: Rows of an answer.
        by: Names of columns, and whether downwards.
    """
    if not by or len(rows) < 2:
        return list(rows)
    names = [name for name, _ in by]
    lines = (f"({number} {' '.join(_cell(row, name) for name in names)})" for number, row in enumerate(rows))
    conditions = " ".join(f"{'DESC' if down else 'ASC'}(?c{place})" for place, (_, down) in enumerate(by))
    columns = " ".join(f"?c{place}" for place in range(len(by)))
    query = f"SELECT ?row {{ VALUES (?row {columns}) {{ {' '.join(lines)} }} }} ORDER BY {conditions} ?row"
    return [rows[int(one["row"].value)] for one in ox.Store().query(query)]  # type: ignore[union-attr]


def _cell(row: Row, name: str) -> str:
    return outward(term(row[name])) if name in row else "UNDEF"
