"""From a question as it was put to its answer from the store: prefixes declared, columns in order, slips in place."""

import re
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from spygraph.errors import SpygraphError
from spygraph.queries.gate import bare, place
from spygraph.queries.prefixes import PREFIXES
from spygraph.store import Readable

# before the text and on its first line, so that the numbers of lines stay
_PRELUDE = "".join(f"PREFIX {key}: <{iri}> " for key, iri in PREFIXES.items())
_STAR = re.compile(r"\bSELECT\b\s*(?:(?:DISTINCT|REDUCED)\b\s*)?(\*)", re.IGNORECASE)
_FIRST_SELECT = re.compile(r"\bSELECT\b", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")
_AT = re.compile(r"error at (\d+):(\d+)")
_REASONS = {
    "Prefix not found": "this prefix is not declared",
    "contains a variable that is unbound": "the SELECT names a variable that is neither grouped nor counted",
}


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query runs on, as the SPARQL 1.1 Protocol has them.

    Attributes:
        default: Those whose union is the default graph.
        named: Those that GRAPH may name.
        union: Whether the default graph is the union of all; where it is not, and no graph is given, FROM says.
    """

    default: tuple[ox.NamedNode, ...] = ()
    named: tuple[ox.NamedNode, ...] = ()
    union: bool = True


_EVERYTHING = Dataset()


def asked(store: Readable, query: str, dataset: Dataset = _EVERYTHING) -> Any:
    """Return what the store answers to a query that passed the gate.

    Raises:
        SpygraphError: with line and column of the query's own text, where the store cannot read it.
    """
    text = prefixed(in_order(query))
    graphs: dict[str, Any] = {}
    if dataset.default or dataset.named:
        graphs = {"default_graph": [*dataset.default], "named_graphs": [*dataset.named]}
    try:
        return store.query(text, use_default_graph_as_union=dataset.union, **graphs)
    except SyntaxError as error:
        raise SpygraphError(_slip(query, str(error))) from None
    except (RuntimeError, ValueError) as error:
        raise SpygraphError(f"the query cannot be answered: {error}") from None


def prefixed(query: str) -> str:
    """Return a query with our prefixes declared."""
    return _PRELUDE + query


def columns(result: Any) -> list[str]:
    """Return the names of the columns of a SELECT."""
    return [one.value for one in result.variables]


def in_order(query: str) -> str:
    """Return a query in which SELECT * names its variables, in the order in which they first appear."""
    text = bare(query)
    first, star = _FIRST_SELECT.search(text), _STAR.search(text)
    if first is None or star is None or first.start() != star.start():
        return query
    try:
        solutions = ox.Store().query(prefixed(query))
    except (SyntaxError, RuntimeError, ValueError):
        return query  # told where the query is asked of the store
    known = columns(solutions)
    seen = [name for name in dict.fromkeys(_VARIABLE.findall(text)) if name in known]
    listed = [*seen, *(name for name in known if name not in seen)]
    written = " ".join(f"?{name}" for name in listed) or "*"
    return f"{query[: star.start(1)]} {written} {query[star.end(1) :]}"


def _slip(query: str, message: str) -> str:
    found = _AT.match(message)
    if found is None:
        return f"the query cannot be answered: {message}"
    line, column = int(found[1]), int(found[2])
    column -= len(_PRELUDE) if line == 1 else 0
    lines = query.splitlines() or [""]
    text = lines[min(line, len(lines)) - 1]
    word = re.search(r"\S*$", text[: max(column - 1, 0)])
    reason = next((told for part, told in _REASONS.items() if part in message), "not SPARQL from here on")
    if word and word[0] and "prefix" in reason:
        column = word.start() + 1
    return place(query, line, max(column, 1), reason)
