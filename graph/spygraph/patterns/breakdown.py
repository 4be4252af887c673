"""The pattern table: each value of each feature, in all cases and split by who moved first, period or voice."""

from dataclasses import dataclass

from spygraph.errors import plural
from spygraph.patterns.coded import LEFT_OUT
from spygraph.patterns.counts import Count, count
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.groups import is_group
from spygraph.patterns.statistics import DESCRIPTIVE, FEW, share_and_interval, span
from spygraph.patterns.table import UNCLEAR, Feature, Table

BY = ("initiation", "period", "discloser", "outlet")
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Part:
    """The cases of one column."""

    name: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its count in all cases, then in each part."""

    feature: str
    value: str
    all: Count
    parts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The pattern table.

    Attributes:
        by: What the cases are split by, "" for nothing.
        parts: The columns; where one case can be in several (outlets), `overlapping` is true.
        rows: Values in the order of the table's features.
        several: Feature to the cases that state more than one value of it, where there are any.
    """

    by: str
    parts: tuple[Part, ...]
    overlapping: bool
    rows: tuple[Row, ...]
    several: tuple[tuple[str, tuple[str, ...]], ...]
    thin: bool

    def grids(self) -> list[Grid]:
        """Return the table, a row a value."""
        columns = (
            *("feature", "value", "cases", "unclear", "not stated", "share of known [95 %]", "bounds"),
            *(f"{part.name} ({len(part.cases)})" for part in self.parts),
        )
        return [grid("pattern table", columns, [(_cells(row), row.all.cases) for row in self.rows], self._notes())]

    def _notes(self) -> list[str]:
        shares = {row.feature for row in self.rows if row.all.reporting == "exhaustive"}
        several = [f"{feature} ({plural(len(cases), 'case')})" for feature, cases in self.several if feature in shares]
        mentioned = [feature for feature, _ in self.several if feature not in shares]
        few = sorted({row.feature for row in self.rows if row.feature in shares and row.all.known < FEW})
        return [
            f"Several values in one case: {', '.join(several)}; shares add up to more than 100 %." if several else "",
            f"Several values in one case: {', '.join(mentioned)}; the counts add up to more than the cases."
            if mentioned
            else "",
            f"Fewer than {FEW} known, hence counts only: {', '.join(few)}." if few else "",
            "Reported by mention only: a case counts where it is told, and nothing is said of the others."
            if set(mentioned) or len(shares) < len({row.feature for row in self.rows})
            else "",
            "Most cells are too thin for a share, let alone a test: read the columns as lists of cases."
            if self.thin
            else "",
            "A case told by several is in several columns." if self.overlapping else "",
            "A filter left out what sources say of some fields: such a case is neither known nor not stated."
            if any(row.all.left_out for row in self.rows)
            else "",
        ]


def breakdown(table: Table, by: str = "") -> Breakdown:
    """Return the pattern table.

    Args:
        table: Cases and what they state.
        by: "initiation", "period" (the decade of the first contact that is dated), "discloser", "outlet", any other
            feature of the table, or "" for no split. Cases that do not state it are a column of their own;
            where none states it, there is no split.
    """
    parts, overlapping = _parts(table, by) if by else ((), False)
    tables = [table.only(part.cases) for part in parts]
    rows = tuple(
        Row(one.feature, one.value, one, tuple(count(part, feature, one.value) for part in tables))
        for feature in table.features
        for one in _by_size(table, feature)
    )
    several = tuple((one.key, tuple(table.several(one.key))) for one in table.features if table.several(one.key))
    thin = sum(row.all.known < DESCRIPTIVE for row in rows) > len(rows) / 2
    return Breakdown(by, parts, overlapping, rows, several, thin)


def _by_size(table: Table, feature: Feature) -> list[Count]:
    """Return the counts of a feature: the most frequent value first, groups of values last."""
    found = [count(table, feature, value) for value in table.stated(feature.key)]
    return sorted(found, key=lambda one: (is_group(one.feature, one.value), -one.k, one.value))


def _parts(table: Table, by: str) -> tuple[tuple[Part, ...], bool]:
    source = table.cells if table.feature(by) else table.about
    found: dict[str, list[str]] = {}
    for case in table.cases:
        for value in source.get((case, by), ()) or (NOT_STATED,):
            found.setdefault(value, []).append(case)
    if set(found) <= {NOT_STATED, LEFT_OUT}:
        return (), False
    order = sorted(found, key=lambda value: (value == NOT_STATED, value in (UNCLEAR, LEFT_OUT), value))
    overlapping = sum(map(len, found.values())) > len(table.cases)
    return tuple(Part(value, tuple(found[value])) for value in order), overlapping


def _cells(row: Row) -> tuple[str, ...]:
    one = row.all
    silent = one.total - one.known - one.unclear - one.left_out
    share = bounds = "-"
    if one.share is not None and one.interval is not None and one.bounds is not None:
        share = share_and_interval(one.share, one.interval) + (", descriptive" if one.known < DESCRIPTIVE else "")
        bounds = span(*one.bounds)
    parts = (part.short for part in row.parts)
    return (row.feature, row.value, one.counted, str(one.unclear), str(silent), share, bounds, *parts)
