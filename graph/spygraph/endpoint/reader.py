"""An endpoint as a store to read: what commands ask of a store in memory, asked over the SPARQL 1.1 Protocol."""

from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from typing import Any

import pyoxigraph as ox

from spygraph.endpoint.manifest import ENDED, Manifest, counted, manifest, ours
from spygraph.endpoint.ordering import ordered
from spygraph.endpoint.pieces import complete
from spygraph.endpoint.results import ROWS, TRIPLES, Row, Rows, rows, triples, verdict
from spygraph.endpoint.skeleton import bound, kind, order, pinned, shown
from spygraph.endpoint.terms import outward, term
from spygraph.endpoint.union import union
from spygraph.endpoint.wire import Parameters, Wire
from spygraph.errors import SpygraphError
from spygraph.store import Substitutions

_PAGE = 100_000  # statements of a graph that are asked for at once
Given = dict[str, Any]  # subject, predicate and object: a term, or None for any


class Endpoint:
    """Our graph at a SPARQL 1.1 endpoint; nothing is sent before the first question.

    Args:
        url: The address that answers queries.
        wire: The way there, where other bounds are wanted than the usual.

    Raises:
        SpygraphError: where the address is none. Every method raises it where the endpoint cannot be reached, refuses,
            answers with something else, or has not all that was published there.
    """

    def __init__(self, url: str, wire: Wire | None = None) -> None:
        self.wire = wire or Wire(url)
        self.fetched = 0  # statements read so far

    def query(
        self, query: str, /, *, use_default_graph_as_union: bool = True, substitutions: Substitutions | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]:
        """Return the answer on the union of all graphs, whatever `use_default_graph_as_union` says.

        Raises:
            SyntaxError: where it is no SPARQL 1.1; it is not sent then.
        """
        local = ox.Store().query(query)
        text = bound(query, {variable.value: one for variable, one in (substitutions or {}).items()})
        form = kind(text)
        if form == "ASK":
            return verdict(self.wire.url, self.wire.ask(text, ROWS, self._dataset))
        if form != "SELECT":
            return iter(triples(self.wire.url, self.wire.ask(text, TRIPLES, self._dataset)))
        assert isinstance(local, ox.QuerySolutions)
        text, more = shown(text, [one.value for one in local.variables])
        found = complete(partial(self._rows, parameters=self._dataset), text)
        by = order(text, found.names)
        if by is None and found.parted:
            raise SpygraphError(
                f"the {len(found.rows):,} rows came in parts, and their order cannot be made; ask for less"
            )
        sorted_rows = ordered(_as_iris(found.rows, pinned(text)), by or ())
        return Rows(found.names, sorted_rows).without(more).solutions()

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | ox.BlankNode | ox.Triple | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None,
        graph_name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None = None,
        /,
    ) -> Iterator[ox.Quad]:
        """Yield the statements of our graphs that fit, all of them or an error; None fits all."""
        given: Given = {"subject": subject, "predicate": predicate, "object": object}
        if isinstance(graph_name, ox.NamedNode):
            yield from self._quads(given, graph_name.value)
        elif graph_name is None and any(one is not None for one in given.values()):
            yield from self._quads(given, "")
        elif graph_name is None:
            for name in self.counts:
                yield from self._quads(given, name)

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """Yield the names of our graphs."""
        yield from map(ox.NamedNode, self.counts)

    def __iter__(self) -> Iterator[ox.Quad]:
        """Yield all statements, one graph at a time."""
        return self.quads_for_pattern(None, None, None, None)

    def __len__(self) -> int:
        """Return the number of statements."""
        return sum(self.counts.values())

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The number of statements by graph: as published, or as counted now where another program loaded them."""
        if self._manifest is None:
            return counted(self._rows)
        return dict(sorted(self._manifest.counts.items()))

    @cached_property
    def _manifest(self) -> Manifest | None:
        told = manifest(self._rows)
        if told is not None and told.state != ENDED:
            raise SpygraphError(f"{self.wire.url}: a publish to it did not end; run 'spygraph publish' again")
        return told

    @cached_property
    def _dataset(self) -> Parameters:
        self._manifest  # noqa: B018 - raises where a publish did not end
        return union(self._rows, lambda: self.counts)

    def _rows(self, query: str, parameters: Parameters = ()) -> Rows:
        return rows(self.wire.url, self.wire.ask(query, ROWS, parameters))

    def _quads(self, given: Given, graph: str) -> Iterator[ox.Quad]:
        """Yield the statements of a graph that fit; of all graphs of ours where none is named."""
        known = self.counts.get(graph, 0) if graph else 0
        if graph and not known:
            return
        parts = " ".join(outward(one) if one is not None else f"?{name}" for name, one in given.items())
        query = f"SELECT * WHERE {{ GRAPH {f'<{graph}>' if graph else '?graph'} {{ {parts} }} }}"
        whole = graph and not any(one is not None for one in given.values())
        found = complete(self._rows, query, known if whole and known > _PAGE else 0, _PAGE).rows
        if whole and len(found) != known:
            raise SpygraphError(
                f"{self.wire.url}: <{graph}> holds {len(found):,} statements, not {known:,}; publish again"
            )
        self.fetched += len(found)
        try:
            yield from (_quad(row, given, graph) for row in found if graph or ours(row["graph"]["value"]))
        except (KeyError, TypeError, ValueError):
            raise SpygraphError(f"{self.wire.url}: answers with what is no statement of RDF") from None


def _as_iris(found: list[Row], given: Mapping[str, set[str]]) -> list[Row]:
    """Return rows in which the IRIs of VALUES are IRIs: Virtuoso hands them back as texts out of a UNION."""
    for row in found:
        for name, iris in given.items():
            one = row.get(name, {})
            if one.get("type") == "literal" and one["value"] in iris:
                row[name] = {"type": "uri", "value": one["value"]}
    return found


def _quad(row: Row, given: Given, graph: str) -> ox.Quad:
    parts: list[Any] = [one if one is not None else term(row[name]) for name, one in given.items()]
    return ox.Quad(parts[0], parts[1], parts[2], ox.NamedNode(graph or row["graph"]["value"]))
