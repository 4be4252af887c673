"""Reads the cells of a coded table: silence, a no, or values that a case file takes."""

import re
from dataclasses import dataclass

from spygraph.casefile.grammar import Property, grammar
from spygraph.casefile.model import CaseFile, Registry, Scope
from spygraph.casefile.values import statements
from spygraph.casefile.yamltext import FORBIDDEN, Scalar
from spygraph.coding.tablemap import Column
from spygraph.errors import Fault
from spygraph.patterns.coded import LEFT_OUT, SILENT

SEPARATOR = ";"
NO = "no"
_FILTERED = f"'{LEFT_OUT}' is no value: a filter took what is stated; give the table without that filter"
_NOT_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says: nothing, an explicit no, or values."""

    values: tuple[str, ...] = ()
    denied: bool = False


def slug(text: str) -> str:
    """Return a text as an id."""
    return _NOT_ID.sub("-", text.lower()).strip("-")[:80].rstrip("-")


class Cells:
    """Reads cells, each different text of a column once, and collects the faults of all."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self._known: dict[tuple[int, str], tuple[Cell, list[str]]] = {}

    def fault(self, row: int, column: int, name: str, message: str) -> None:
        """Note a slip at a row and a column, as a spreadsheet counts them."""
        self.faults.append(Fault(self.path, row, column, f"row {row}, {name}" if name else f"row {row}", message))

    def read(self, column: Column, row: int, text: str) -> Cell:
        """Return what a cell says."""
        known = self._known.get((column.index, text))
        if known is None:
            known = self._known[column.index, text] = self._cell(column, text)
        for message in known[1]:
            self.fault(row, column.index + 1, column.name, message)
        return known[0]

    def text(self, column: Column, row: int, text: str) -> str:
        """Return a cell of free text on one line."""
        if found := FORBIDDEN.search(text):
            self.fault(row, column.index + 1, column.name, _invisible(found))
        return " ".join(text.split())

    def _cell(self, column: Column, text: str) -> tuple[Cell, list[str]]:
        prop = column.prop
        assert prop is not None
        several = prop.many or not column.thing
        parts = [" ".join(part.split()) for part in (text.split(SEPARATOR) if several else [text])]
        meant = [column.values.get(part, part) for part in parts]
        said = [part for part in meant if part.casefold() not in SILENT]
        if [part.casefold() for part in said] == [NO] and not _is_text(prop):
            return Cell(denied=True), []
        problems: list[str] = []
        if any(part.casefold() == LEFT_OUT for part in said):
            return Cell(), [_FILTERED]
        values = [_value(prop, part, problems) for part in said]
        return Cell(tuple(dict.fromkeys(values)) if column.thing else tuple(values)), problems


def _is_text(prop: Property) -> bool:
    return prop.datatype.endswith("#string")


def _value(prop: Property, text: str, problems: list[str]) -> str:
    """Return a value as a case file writes it: a concept by its id, whatever its case and spacing in the table."""
    if found := FORBIDDEN.search(text):
        problems.append(_invisible(found))
        return text
    if prop.range:
        problems.append(f"'{text}' would have to be the key of something; map names, such as people.handler.name")
        return text
    scheme = grammar().schemes.get(prop.scheme, {})
    if scheme and text not in scheme:
        labels = {slug(one.label): id_ for id_, one in scheme.items()}
        text = labels.get(slug(text)) or (slug(text) if slug(text) in scheme else text)
    scope = Scope("", grammar(), Registry(), CaseFile("", "", ""), [])
    statements(prop, Scalar(text, 0, 0), scope, "")
    problems += [one.message for one in scope.faults]
    return text


def _invisible(found: re.Match[str]) -> str:
    return f"the character U+{ord(found.group()):04X} is not allowed: it cannot be seen"
