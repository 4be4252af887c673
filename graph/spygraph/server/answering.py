"""From a stranger's query to a complete answer: through the gate, on a store that cannot be written, within bounds."""

from http import HTTPStatus
from io import BytesIO
from typing import Any

import pyoxigraph as ox

from spygraph.errors import SpygraphError
from spygraph.queries.asked import Dataset, asked
from spygraph.queries.gate import Gate
from spygraph.queries.prefixes import PREFIXES
from spygraph.queries.results import sayable
from spygraph.server.answer import Answer, Question, told
from spygraph.server.media import GRAPHS, ROWS, preferred

_ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
# what stands between two rows, and cannot stand in a value
_BETWEEN = {"json": b'"}},{"', "xml": b"</result>", "csv": b"\r\n", "tsv": b"\n"}
_GRAPH_KINDS = ("ConstructQuery", "DescribeQuery")
_TOO_MUCH = "the answer is larger than {:,} {}; ask for less, or page with ORDER BY, LIMIT and OFFSET"


class _Capped(BytesIO):
    """A buffer that refuses to grow beyond a number of bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > self.most:
            raise SpygraphError(_TOO_MUCH.format(self.most, "bytes"))
        return super().write(data)


class Answering:
    """Answers queries on one store.

    Args:
        store: A store that was opened read-only.
        rows: The most rows or statements of an answer.
        size: The most bytes of one.
    """

    def __init__(self, store: ox.Store, rows: int, size: int) -> None:
        self.store, self.rows, self.size = store, rows, size
        self.gate = Gate({graph.value for graph in store.named_graphs()})

    def answer(self, question: Question) -> Answer:
        """Return the answer, or what is wrong with the question."""
        try:
            passed = self.gate.passed(question.query)
            graph = passed.kind in _GRAPH_KINDS
            media = preferred(question.accept, [*(GRAPHS if graph else ROWS)])
            if media is None:
                return told(HTTPStatus.NOT_ACCEPTABLE, f"this can be had as {', '.join(GRAPHS if graph else ROWS)}")
            dataset = self._dataset(question, own=passed.dataset)
            result = asked(self.store, question.query, dataset)
        except SpygraphError as error:
            return told(HTTPStatus.BAD_REQUEST, str(error))
        try:
            body = self._graph(result, GRAPHS[media]) if graph else self._rows(result, ROWS[media])
        except SpygraphError as error:
            return told(HTTPStatus.INSUFFICIENT_STORAGE, str(error))
        except (OSError, RuntimeError) as error:
            return told(HTTPStatus.INTERNAL_SERVER_ERROR, f"the query cannot be answered: {error}")
        return Answer(HTTPStatus.OK, media + ("; charset=utf-8" if media.startswith("text/") else ""), body)

    def _dataset(self, question: Question, *, own: bool) -> Dataset:
        """Return the graphs of a question: those of the protocol before those of FROM, else the union of all."""
        if not question.default and not question.named:
            return Dataset(union=not own)
        for graph in (*question.default, *question.named):
            self.gate.known(graph)
        return Dataset(
            tuple(map(ox.NamedNode, question.default)), tuple(map(ox.NamedNode, question.named)), union=False
        )

    def _rows(self, result: Any, form: str) -> bytes:
        out = _Capped(self.size)
        result.serialize(out, format=_ROWS[form])
        body = out.getvalue()
        if body.count(_BETWEEN[form]) > self.rows:
            raise SpygraphError(_TOO_MUCH.format(self.rows, "rows"))
        return sayable(body.decode()).encode() if form == "xml" else body

    def _graph(self, result: Any, form: str) -> bytes:
        found = []
        for triple in result:
            found.append(triple)
            if len(found) > self.rows:
                raise SpygraphError(_TOO_MUCH.format(self.rows, "statements"))
        out = _Capped(self.size)
        prefixes = dict(PREFIXES) if form in ("turtle", "rdfxml") else None
        ox.serialize(sorted(found, key=str), out, format=_GRAPHS[form], prefixes=prefixes)
        return out.getvalue()
