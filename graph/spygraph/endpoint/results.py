"""What an endpoint answers, read with suspicion: rows, a truth value, or triples."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from spygraph.endpoint.terms import Binding, as_binding, inward, term
from spygraph.endpoint.wire import Answer
from spygraph.errors import SpygraphError

ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_MOST_ROWS, _STATE = "X-SPARQL-MaxRows", "X-SQL-State"  # Virtuoso: more rows than it gives out; time ran out
Row = dict[str, Binding]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an answer, whether the server says that it left some out, and whether they came in parts."""

    names: list[str]
    rows: list[Row]
    cut: bool = False
    parted: bool = False

    def texts(self, *names: str) -> list[tuple[str, ...]]:
        """Return the values of some columns.

        Raises:
            SpygraphError: where a row lacks one.
        """
        try:
            return [tuple(row[name]["value"] for name in names) for row in self.rows]
        except KeyError as error:
            raise SpygraphError(f"the endpoint answers a question of ours without {error}; is it SPARQL 1.1?") from None

    def without(self, names: Sequence[str]) -> "Rows":
        """Return the rows without some columns."""
        if not names:
            return self
        kept = [{name: one for name, one in row.items() if name not in names} for row in self.rows]
        return Rows([name for name in self.names if name not in names], kept, self.cut, self.parted)

    def solutions(self) -> ox.QuerySolutions:
        """Return the rows as Oxigraph has them."""
        head = {"head": {"vars": self.names}, "results": {"bindings": self.rows}}
        found = ox.parse_query_results(json.dumps(head).encode(), format=ox.QueryResultsFormat.JSON)
        assert isinstance(found, ox.QuerySolutions)
        return found


def rows(url: str, answer: Answer) -> Rows:
    """Return the rows of an answer to a SELECT.

    Raises:
        SpygraphError: where it holds none, or only those that were found before time ran out.
    """
    if answer.headers.get(_STATE, "").startswith("S1TAT"):
        raise SpygraphError(f"{url}: the server ran out of time and sent only what it had; ask for less")
    try:
        names, found = _xml(answer.body) if answer.media.endswith("xml") else _json(answer.body)
    except (ValueError, SyntaxError, KeyError, TypeError, AttributeError, RecursionError):
        raise _unreadable(url, answer) from None
    return Rows(names, found, _MOST_ROWS in answer.headers)


def verdict(url: str, answer: Answer) -> ox.QueryBoolean:
    """Return the answer to an ASK.

    Raises:
        SpygraphError: where it is none.
    """
    form = ox.QueryResultsFormat.XML if answer.media.endswith("xml") else ox.QueryResultsFormat.JSON
    try:
        found = ox.parse_query_results(answer.body, format=form)
    except (ValueError, SyntaxError, OSError):
        raise _unreadable(url, answer) from None
    if not isinstance(found, ox.QueryBoolean):
        raise _unreadable(url, answer)
    return found


def triples(url: str, answer: Answer) -> list[ox.Triple]:
    """Return the triples of an answer to a CONSTRUCT or DESCRIBE.

    Raises:
        SpygraphError: where it holds none, or fewer than there are.
    """
    form = ox.RdfFormat.from_media_type(answer.media)
    if form is None:
        raise _unreadable(url, answer)
    try:
        found = [_triple(one.triple) for one in ox.parse(answer.body, format=form)]
    except (ValueError, SyntaxError, OSError):
        raise _unreadable(url, answer) from None
    if _MOST_ROWS in answer.headers or answer.headers.get(_STATE):
        raise SpygraphError(f"{url}: the server sent only a part of the triples ({len(found):,}); ask for less")
    return found


def _json(body: bytes) -> tuple[list[str], list[Row]]:
    whole = json.loads(body)
    names = [str(name) for name in whole["head"]["vars"]]
    found = [{name: inward(one) for name, one in row.items()} for row in whole["results"]["bindings"]]
    return names, _known(names, found)


def _xml(body: bytes) -> tuple[list[str], list[Row]]:
    if b"<!DOCTYPE" in body:
        raise ValueError
    whole = ox.parse_query_results(body, format=ox.QueryResultsFormat.XML)
    assert isinstance(whole, ox.QuerySolutions)
    names = [one.value for one in whole.variables]
    return names, [_row(names, row) for row in whole]


def _row(names: Sequence[str], row: Iterable[Any]) -> Row:
    return {name: inward(as_binding(one)) for name, one in zip(names, row, strict=True) if one is not None}


def _known(names: list[str], found: list[Row]) -> list[Row]:
    """Return rows that are terms in the columns of the head, or raise a ValueError."""
    columns = set(names)
    if not all(map(str.isidentifier, (f"_{name}" for name in names))):
        raise ValueError
    for row in found:
        if row.keys() - columns:
            raise ValueError
        for one in row.values():
            term(one)
    return found


def _triple(one: ox.Triple) -> ox.Triple:
    subject, target = term(inward(as_binding(one.subject))), term(inward(as_binding(one.object)))
    assert not isinstance(subject, ox.Literal)
    return ox.Triple(subject, one.predicate, target)


def _unreadable(url: str, answer: Answer) -> SpygraphError:
    start = answer.body[:2_000].lower()
    if answer.media == "text/html" or b"<html" in start or b"<!doctype html" in start:
        return SpygraphError(
            f"{url}: answers with a web page; the endpoint's own address often ends in /sparql or /query"
        )
    return SpygraphError(
        f"{url}: the answer is no answer to a SPARQL query ({answer.media}, {len(answer.body):,} bytes)"
    )
