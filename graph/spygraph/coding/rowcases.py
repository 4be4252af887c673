"""The fields of the case file that one row of a coded table becomes, each pointing to its cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spygraph.casefile.grammar import Class, Property, grammar
from spygraph.coding.cells import Cell
from spygraph.coding.tablemap import MAIN, RECRUITMENT, SUBJECT, Column
from spygraph.errors import SpygraphError, plural

Fields = dict[str, Any]
Things = dict[str, dict[str, dict[str, tuple[Any, str]]]]  # section, thing, key to value and column
_KNOWN_BY, _ROLE, _UNCLEAR = "known-by", "role", "unclear"


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says."""

    number: int
    case: str
    title: str
    id_column: str
    cells: list[tuple[Column, Cell]]


class RowCases:
    """Makes case files of rows: what the table does not state is listed as not stated."""

    def __init__(self, source: str, says: str, coded: dict[str, str]) -> None:
        self.source, self.says, self.coded, self.table = source, says, coded, grammar()
        self.reported = [one for one in self.table.sections.values() if one.reporting]
        main = self.table.sections[RECRUITMENT].keys
        self.asked = [prop.key for prop in main.values() if prop.reporting]
        self.links = [key for key, prop in main.items() if prop.range and key != SUBJECT]

    def fields(self, row: Row) -> Fields:
        """Return the fields of a case file."""
        things: Things = {}
        for column, cell in row.cells:
            if cell.values and column.thing and column.prop:
                value = list(cell.values) if column.prop.many and len(cell.values) > 1 else cell.values[0]
                things.setdefault(column.section, {}).setdefault(column.thing, {})[column.key] = (value, column.name)
        self._lists(row, things)
        self._subject(row, things)
        denied = [(_pointer(column), column.name) for column, cell in row.cells if cell.denied]
        out: Fields = {
            "schema": "1",
            "case": row.case,
            "unit": "case",
            "title": row.title,
            "sources": [self.source],
            "says": self.says,
            "coded": self.coded,
        }
        for section, found in things.items():
            cls = self.table.sections[section]
            out[section] = {key: self._thing(cls, fields, row) for key, fields in found.items()}
        out["stated-no"] = {f"no-{n}": {"of": of, "at": _place(row, name)} for n, (of, name) in enumerate(denied, 1)}
        out["not-stated"] = list(self._silences(row, things, {of for of, _ in denied}))
        return out

    def _lists(self, row: Row, things: Things) -> None:
        """Add a thing for each value of a column such as inducements, with what other columns say of it in turn."""
        sections: dict[str, list[tuple[Column, Cell]]] = {}
        for column, cell in row.cells:
            if not column.thing and cell.values:
                sections.setdefault(column.section, []).append((column, cell))
        for section, found in sections.items():
            cls = self.table.sections[section]
            count = max(len(cell.values) for _, cell in found)
            for number in range(count):
                fields = {
                    column.key: (_in_turn(column, cell, number, count, row), column.name) for column, cell in found
                }
                things.setdefault(section, {})[f"{cls.segment}-{number + 1}"] = fields

    def _subject(self, row: Row, things: Things) -> None:
        """Add the subject, unnamed unless the table names one, and the recruitment that it is the subject of."""
        subject = things.setdefault("people", {}).setdefault(SUBJECT, {})
        first = next((name for _, name in subject.values()), row.id_column)
        subject.setdefault(_KNOWN_BY, (_UNCLEAR if "name" in subject else "unnamed", first))
        subject.setdefault(_ROLE, ("subject", first))
        main = things.setdefault(RECRUITMENT, {}).setdefault(MAIN, {})
        main.setdefault(SUBJECT, (SUBJECT, row.id_column))
        for key in self.links:
            for section in ("people", "services"):
                if fields := things.get(section, {}).get(key):
                    main.setdefault(key, (key, next(iter(fields.values()))[1]))

    def _thing(self, cls: Class, fields: dict[str, tuple[Any, str]], row: Row) -> Fields:
        """Return a thing with its places; what the shapes require and the table does not say is unclear."""
        column = next(iter(fields.values()))[1]
        for prop in cls.keys.values():
            if prop.required and prop.key not in fields:
                fields[prop.key] = (self._filled(cls, prop), column)
        columns = {name for _, name in fields.values()}
        out: Fields = {key: value for key, (value, _) in fields.items()}
        out["at"] = (
            _place(row, column) if len(columns) == 1 else {key: _place(row, name) for key, (_, name) in fields.items()}
        )
        return out

    def _filled(self, cls: Class, prop: Property) -> str:
        if _UNCLEAR in self.table.schemes.get(prop.scheme, {}):
            return _UNCLEAR
        if prop.range in self.table.sections["people"].supers:
            return SUBJECT
        raise SpygraphError(f"{cls.section} need a column that is mapped to {cls.section}.{prop.key}")

    def _silences(self, row: Row, things: Things, denied: set[str]) -> Iterator[str]:
        main = things[RECRUITMENT][MAIN]
        yield from (f"{MAIN}.{key}" for key in self.asked if key not in main and f"{MAIN}.{key}" not in denied)
        for column, cell in row.cells:
            known = things.get(column.section, {}).get(column.thing)
            if not (cell.values or cell.denied) and known is not None and column.key not in known:
                pointer = _pointer(column)
                if column.thing != MAIN or column.key not in self.asked:
                    yield pointer
        yield from (one.section for one in self.reported if one.section not in things and one.section not in denied)


def _pointer(column: Column) -> str:
    return f"{column.thing}.{column.key}" if column.thing else column.section


def _place(row: Row, column: str) -> list[str]:
    return [f"row {row.number}", column]


def _in_turn(column: Column, cell: Cell, number: int, count: int, row: Row) -> str:
    """Return what a column says of the n-th thing: its n-th value, or the one that holds for all."""
    if len(cell.values) not in (1, count):
        raise SpygraphError(
            f"row {row.number}, {column.name}: has {plural(len(cell.values), 'value')} for {plural(count, 'thing')}"
        )
    return cell.values[number if len(cell.values) == count else 0]
