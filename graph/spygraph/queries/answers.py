"""Answers of queries: as a table for people, or in the formats that the W3C defines."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, overload

import pyoxigraph as ox

from spygraph.casefile.model import BASE
from spygraph.errors import SpygraphError
from spygraph.queries.asked import asked, columns
from spygraph.queries.gate import check
from spygraph.queries.named import question
from spygraph.queries.parameters import terms
from spygraph.queries.prefixes import PREFIXES
from spygraph.queries.results import ROWS, short, verdict
from spygraph.queries.tables import table
from spygraph.store import Readable

if TYPE_CHECKING:
    import pandas as pd

GRAPHS = MappingProxyType(
    {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
)
FORMATS = ("table", *ROWS, *GRAPHS)
_NOTHING: Mapping[str, str] = MappingProxyType({})
_NUMBERS = {"integer": int, "decimal": Decimal, "double": float, "float": float}


def answer(
    store: Readable, query: str, form: str, *, raw: bool = False, values: Mapping[str, str] = _NOTHING
) -> Iterator[str]:
    """Yield the answer of a query as text.

    Args:
        store: What `load` returned.
        query: The name of a query of the library, or SPARQL; the prefixes of PREFIXES need no declaration.
        form: One of FORMATS; a table shows the graph of a CONSTRUCT as Turtle.
        raw: Whether CSV cells that begin like a formula are left as they are.
        values: Parameters of the query, by name.

    Raises:
        SpygraphError: where the query, a parameter or a value is unknown, the query is refused, or its answer has no
            such form.
    """
    kind, text = _read(store, query, values)
    result = asked(store, text)
    if kind in ("ConstructQuery", "DescribeQuery"):
        yield _graph(result, form)
    elif form in GRAPHS:
        what = "yes or no" if kind == "AskQuery" else "rows"
        raise SpygraphError(f"{what}: there is no {form} of that; take --format {', '.join(('table', *ROWS))}")
    elif kind == "AskQuery":
        yield verdict(result, form)
    elif form == "table":
        yield from table(store, text, columns(result), list(result))
    else:
        yield ROWS[form](result, raw)


def rows(store: Readable, query: str, values: Mapping[str, str] = _NOTHING) -> tuple[list[str], list[list[Any]]]:
    """Return the columns of a SELECT in their order, and its rows as values of Python (see `select`).

    Raises:
        SpygraphError: as `answer` does, and where the query is no SELECT.
    """
    kind, text = _read(store, query, values)
    if kind != "SelectQuery":
        raise SpygraphError("only a SELECT has rows")
    result = asked(store, text)
    return columns(result), [[_value(term) for term in row] for row in result]


@overload
def select(store: Readable, query: str, *, as_frame: Literal[False] = False, **values: str) -> list[dict[str, Any]]: ...
@overload
def select(store: Readable, query: str, *, as_frame: Literal[True], **values: str) -> "pd.DataFrame": ...
def select(
    store: Readable, query: str, *, as_frame: bool = False, **values: str
) -> "list[dict[str, Any]] | pd.DataFrame":
    """Return the rows of a named query, or of a SELECT in SPARQL.

    Args:
        store: What `spygraph.store.load` returned.
        query: A name of `names()`, or SPARQL in which our prefixes need no declaration.
        as_frame: Whether to return a pandas DataFrame, its columns in the order of the SELECT (extra `notebook`).
        values: Parameters: `case="naval-technologist-2013"`, `first_move="recruited"`, and `from_="2012"`, since
            `from` is a word of Python.

    Returns:
        A dict for each row: column to value. Ids are text, without https://w3id.org/spygraph/ where they begin so;
        numbers and truth values are those of Python; None stands for what is not bound.

    Raises:
        SpygraphError: where the query, a parameter or a value is unknown, the query is refused or has no rows, or
            pandas is wanted and not installed.
    """
    given = {name.rstrip("_").replace("_", "-"): value for name, value in values.items()}
    columns, found = rows(store, query, given)
    if not as_frame:
        return [dict(zip(columns, row, strict=True)) for row in found]
    try:
        import pandas as pd
    except ImportError:
        raise SpygraphError("a DataFrame needs pandas: pip install 'spygraph[notebook]'") from None
    return pd.DataFrame(found, columns=columns)


def _read(store: Readable, query: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Return the kind of a query and its text with the parameters in it; what a user wrote passes the gate first."""
    put = question(query)
    kind = "SelectQuery" if put.name else check(put.text)
    return kind, put.bound(terms(store, put, values))


def _graph(triples: Any, form: str) -> str:
    if form not in ("table", *GRAPHS):
        raise SpygraphError(f"a graph: there is no {form} of that; take --format {', '.join(GRAPHS)}")
    rdf = GRAPHS.get(form, ox.RdfFormat.TURTLE)
    prefixes = None if rdf == ox.RdfFormat.N_TRIPLES else dict(PREFIXES)
    written = ox.serialize(sorted(triples, key=str), format=rdf, prefixes=prefixes)
    return (written or b"").decode().rstrip("\n") + "\n"


def _value(term: Any) -> Any:
    """Return a term as Python has it."""
    if not isinstance(term, ox.Literal):
        return None if term is None else short(term).removeprefix(BASE)
    kind = term.datatype.value.removeprefix(PREFIXES["xsd"])
    if kind == "boolean":
        return term.value == "true"
    try:
        return _NUMBERS.get(kind, str)(term.value)
    except (ValueError, ArithmeticError):
        return term.value
