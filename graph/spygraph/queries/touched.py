"""Which statements a query can read at all: those with a property that it names."""

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

Pattern = tuple[ox.NamedNode | None, ox.NamedNode | None]  # property and object; None is any
EVERYTHING: frozenset[Pattern] = frozenset({(None, None)})


def touched(query: str) -> frozenset[Pattern]:
    """Return the properties that a query names, with the object where it names one: no other statement decides it.

    Args:
        query: A SELECT query that passed the gate, prefixes declared.

    Returns:
        EVERYTHING where a property is a variable, where a path may have no length, where graphs are listed for
        themselves, or where the query cannot be read here.
    """
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        found = frozenset(_patterns(translateQuery(parseQuery(query)).algebra))
    except Exception:  # noqa: BLE001 - rdflib raises bare ones; to read everything is never wrong
        return EVERYTHING
    if (None, None) in found:
        return EVERYTHING
    whole = {predicate for predicate, obj in found if obj is None}
    return frozenset(one for one in found if one[1] is None or one[0] not in whole)


def _patterns(part: Any, *, in_graph: bool = False) -> Iterator[Pattern]:
    """Yield the patterns in a part of the algebra, however deep."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(part, CompValue):
        in_graph = in_graph or part.name == "Graph"
        if part.name in ("BGP", "TriplesBlock"):
            triples = list(_triples(part.triples))
            yield from (one for triple in triples for one in _of(*triple))
            if in_graph and not triples:
                yield None, None
            return
        part = list(part.values())
    if isinstance(part, list | tuple | set):
        for one in part:
            yield from _patterns(one, in_graph=in_graph)


def _triples(found: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield property and object of each triple; inside EXISTS several stand in one list."""
    for one in found:
        for start in range(0, len(one), 3):
            _, predicate, obj = one[start : start + 3]
            yield predicate, obj


def _of(predicate: Any, obj: Any) -> Iterator[Pattern]:
    from rdflib import URIRef
    from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath

    if isinstance(predicate, URIRef):
        yield ox.NamedNode(predicate), ox.NamedNode(obj) if isinstance(obj, URIRef) else None
    elif isinstance(predicate, SequencePath | AlternativePath):
        for one in predicate.args:
            yield from _of(one, None)
    elif isinstance(predicate, InvPath):
        yield from _of(predicate.arg, None)
    elif isinstance(predicate, MulPath) and isinstance(predicate, Path) and predicate.mod == "+":
        yield from _of(predicate.path, None)
    else:
        yield None, None
