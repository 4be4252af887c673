"""The parts of a query that an endpoint needs told apart: its kind, its first group, its columns, its order."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from spygraph.endpoint.terms import outward
from spygraph.queries.gate import bare

_KIND = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b(?!:)", re.IGNORECASE)
_WHERE = re.compile(r"\bWHERE\b\s*\{", re.IGNORECASE)
_VALUES = re.compile(r"\bVALUES\s+[?$](\w+)\s*\{([^}]*)\}", re.IGNORECASE)
_IRI = re.compile(r"<([^<>\s]*)>")
_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_CONDITION = re.compile(r"\s*(?:(ASC|DESC)\s*\(\s*[?$](\w+)\s*\)|[?$](\w+))(?=\s|$|[?$])", re.IGNORECASE)
_PLAIN = re.compile(r"\bSELECT\b(?!:)(?!\s*(?:DISTINCT\b|REDUCED\b|\*))", re.IGNORECASE)
_GROUPED = re.compile(r"\bGROUP\s+BY\b|\bSELECT\s+(?:DISTINCT|REDUCED)\b", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:(?:LIMIT|OFFSET)\s+\d+\s*)*$", re.IGNORECASE)


def kind(query: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE; "" where a text is none of them."""
    found = _KIND.search(bare(query))
    return found[1].upper() if found else ""


def bound(query: str, values: Mapping[str, Any]) -> str:
    """Return a query in which variables have values: as VALUES at the head of its first group.

    Raises:
        ValueError: where it has no group.
    """
    if not values:
        return query
    text = bare(query)
    where = _WHERE.search(text) if kind(query) == "CONSTRUCT" else None
    at = where.end() if where else text.index("{") + 1
    given = " ".join(f"VALUES ?{name} {{ {outward(one)} }}" for name, one in values.items())
    return f"{query[:at]} {given} {query[at:]}"


def pinned(query: str) -> dict[str, set[str]]:
    """Return the IRIs that a query gives to single variables by VALUES."""
    found: dict[str, set[str]] = {}
    for one in _VALUES.finditer(bare(query)):
        found.setdefault(one[1], set()).update(_IRI.findall(query[one.start(2) : one.end(2)]))
    return found


def within(query: str, select: str, more: str = "", after: str = "") -> str:
    """Return a SELECT over the rows of another one, under the same prefixes."""
    found = _KIND.search(bare(query))
    assert found is not None
    head, body = query[: found.start()], query[found.start() :]
    return f"{head}SELECT {select} WHERE {{ {{ {body}\n}} {more} }} {after}"


def order(query: str, columns: Sequence[str]) -> list[tuple[str, bool]] | None:
    """Return the columns that a SELECT is ordered by, and whether downwards; None where anything else decides."""
    by = _by(_outer(query))
    return by if by is not None and {name for name, _ in by} <= set(columns) else None


def shown(query: str, columns: Sequence[str]) -> tuple[str, list[str]]:
    """Return a SELECT that has what orders it among its columns, and what was added; as it is where rows would change.

    Args:
        query: A SELECT.
        columns: Its columns.
    """
    outer = _outer(query)
    more = [name for name, _ in _by(outer) or () if name not in columns]
    select = _PLAIN.search(outer)
    if not more or select is None or _GROUPED.search(outer):
        return query, []
    longer = f"{query[: select.end()]} {' '.join(f'?{name}' for name in more)} {query[select.end() :]}"
    try:
        ox.Store().query(longer)
    except SyntaxError:  # it counts, so that there is nothing to add
        return query, []
    return longer, more


def _outer(query: str) -> str:
    """Return a query with blanks for what is in braces; every other character keeps its place."""
    depth, top = 0, []
    for character in bare(query):
        depth -= character == "}"
        top.append(character if depth == 0 else " ")
        depth += character == "{"
    return "".join(top)


def _by(outer: str) -> list[tuple[str, bool]] | None:
    found = list(_ORDER.finditer(outer))
    if not found:
        return []
    rest, out = outer[found[-1].end() :], []
    while (one := _CONDITION.match(rest)) is not None:
        out.append((one[2] or one[3], (one[1] or "").upper() == "DESC"))
        rest = rest[one.end() :]
    return out if out and _AFTER.fullmatch(rest) else None
