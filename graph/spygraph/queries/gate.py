"""The gate that every query of a user passes: read-only, of bounded size, and never leaving this store."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from spygraph.errors import SpygraphError, did_you_mean
from spygraph.queries.prefixes import PREFIXES

MAX_CHARACTERS = 64_000
MAX_DEPTH = 60
MAX_BRANCHES = 500
MAX_PARTS = 2_000  # twice as many sums in one another end the process
_KEPT = 1_000  # shapes of queries that passed

_TEXT = r"\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|\#[^\n]*"
_QUIET = re.compile(r"<[^<>\s{}|^`\\\"]*>|" + _TEXT, re.DOTALL)
# of the above what cannot be read otherwise: in `1<?b)GRAPH#>` the mark is an operator, and a comment follows
_SURE = re.compile(r"<https?://[^<>\s{}|^`\\\"]*>|" + _TEXT, re.DOTALL)
_UNSURE = re.compile(r"<(?![\s=])|\\")
_ESCAPED = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\\)")
_BARE_RETURN = re.compile(r"\r(?!\n)")
_NUMBER = re.compile(r"(?<![\w?$])\d+")
_WIDE = re.compile(r"\b(?:UNION|OPTIONAL|MINUS)\b|\|", re.IGNORECASE)
_NAME = re.compile(r"\w*:[\w.:%-]*")
_JOINED = re.compile(r"[-+*/&,;=^{]")
_REFUSED = {
    "ServiceGraphPattern": "SERVICE asks another server; spygraph answers from its own store only",
    "DatasetClause": "FROM names data to read; leave it out, queries run on all graphs (GRAPH ?g {...} picks one)",
}


@dataclass(frozen=True, slots=True)
class Passed:
    """A query that may be asked: SelectQuery, AskQuery, ConstructQuery or DescribeQuery, and whether it has FROM."""

    kind: str
    dataset: bool = False


class Gate:
    """The gate before a store: FROM may name its graphs, and what passed need not be parsed again.

    Args:
        graphs: The IRIs of its named graphs.
    """

    def __init__(self, graphs: Collection[str] = ()) -> None:
        self.graphs = graphs
        self._passed: dict[str, Passed] = {}

    def passed(self, query: str) -> Passed:
        """Return what a query is.

        What is refused depends on its shape alone: two queries that differ in an address, a text or a number pass
        together, where nothing in them can be read in two ways.

        Raises:
            SpygraphError: with line and column where it is not SPARQL, is too large, writes, or reaches outside the
                store.
        """
        _bounded(query)
        shape = _shape(query)
        if shape in self._passed:
            return self._passed[shape]
        tree = _parsed(query)
        if _holds(tree, "ServiceGraphPattern"):
            raise SpygraphError(_REFUSED["ServiceGraphPattern"])
        passed = Passed(str(tree[1].name), _holds(tree, "DatasetClause"))
        if passed.dataset:  # its IRIs matter, so that its shape alone tells nothing
            self._known_only(tree)
            return passed
        if len(self._passed) >= _KEPT:
            self._passed.pop(next(iter(self._passed)))
        self._passed[shape] = passed
        return passed

    def known(self, graph: str) -> None:
        """Raise an error where the store has no such graph: an empty answer would pass for a finding."""
        if graph not in self.graphs:
            raise SpygraphError(f"there is no graph <{graph}> here{did_you_mean(graph, self.graphs)}")

    def _known_only(self, tree: Any) -> None:
        from rdflib.plugins.sparql.algebra import translateQuery

        if not self.graphs:
            raise SpygraphError(_REFUSED["DatasetClause"])
        try:
            clauses = translateQuery(tree, initNs=dict(PREFIXES)).algebra.datasetClause
        except Exception as error:  # noqa: BLE001 - rdflib raises bare ones
            raise SpygraphError(f"the query cannot be read: {error}") from None
        for clause in clauses:
            self.known(str(clause.default or clause.named))


_CLOSED = Gate()


def check(query: str) -> str:
    """Return the kind of a query that is asked of all graphs: SelectQuery, AskQuery, ConstructQuery or DescribeQuery.

    Raises:
        SpygraphError: as `Gate.passed` does, and where it has FROM.
    """
    return _CLOSED.passed(query).kind


def _shape(query: str) -> str:
    """Return what decides whether a query passes: the query itself where its parts cannot be told apart for sure."""
    shape = _NUMBER.sub("0", _SURE.sub(lambda found: found.group()[0].replace("<", "\0"), query))
    return query if _UNSURE.search(shape) else shape


def _parsed(query: str) -> Any:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        # rdflib reads an escaped quote as the end of a text, Oxigraph as a part of it: both shall see one query
        return parseQuery(_ESCAPED.sub(lambda found: "x" * len(found.group()), query))
    except ParseBaseException as error:
        raise SpygraphError(_broken_off(query, error.lineno, error.column)) from None
    except RecursionError:
        raise SpygraphError("the query is nested too deeply") from None


def _bounded(query: str) -> None:
    if len(query) > MAX_CHARACTERS:
        raise SpygraphError(f"the query is longer than {MAX_CHARACTERS:,} characters")
    if (found := _BARE_RETURN.search(query)) is not None:
        line = query.count("\n", 0, found.start()) + 1
        raise SpygraphError(
            f"query:{line}: a carriage return without a line feed; readers differ on whether a comment ends there"
        )
    text = bare(query)
    depth = deepest = 0
    for character in text:
        depth += (character in "({[") - (character in ")}]")
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise SpygraphError(f"the query is nested more than {MAX_DEPTH} levels deep")
    if len(_WIDE.findall(text)) > MAX_BRANCHES:
        raise SpygraphError(f"the query has more than {MAX_BRANCHES} alternatives")
    if len(_JOINED.findall(_NAME.sub(" ", text))) > MAX_PARTS:
        raise SpygraphError(
            f"the query joins more than {MAX_PARTS:,} parts; VALUES takes more, with blanks between them"
        )


def bare(query: str) -> str:
    """Return a query with blanks for its IRIs, strings and comments; every other character keeps its place."""
    return _QUIET.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), query)


def place(query: str, line: int, column: int, what: str) -> str:
    """Return what is wrong with a query, where (from 1), and the line with a mark under the place."""
    text = _line(query, line).replace("\t", " ").rstrip("\r")
    return f"query:{line}:{column}: {what}\n  {text}\n  {' ' * (column - 1)}^"


def _line(query: str, line: int) -> str:
    lines = query.split("\n")
    return lines[min(line, len(lines)) - 1]


def _broken_off(query: str, line: int, column: int) -> str:
    text = _line(query, line)
    # the parser counts a tab as the blanks up to the next eighth column
    column = next((one + 1 for one in range(len(text)) if len(text[: one + 1].expandtabs()) >= column), len(text) + 1)
    update = re.match(
        r"\s*(?:PREFIX\s+\S+\s+\S+\s+)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", query, re.IGNORECASE
    )
    if text[column - 1 :].upper().startswith("SERVICE"):
        return _REFUSED["ServiceGraphPattern"]
    told = f"{update[1].upper()} would write; only questions are answered" if update else "not SPARQL from here on"
    return place(query, line, column, told)


def _holds(node: Any, name: str) -> bool:
    """Whether a parsed query holds a part of a kind, however deep."""
    stack = [node]
    while stack:
        part = stack.pop()
        if getattr(part, "name", "") == name:
            return True
        if isinstance(part, dict):
            stack.extend(part.values())
        elif isinstance(part, list | tuple) or hasattr(part, "asList"):
            stack.extend(part)
    return False
