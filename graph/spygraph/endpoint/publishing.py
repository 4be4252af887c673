"""Puts our graph into an endpoint by SPARQL 1.1 Update, graph by graph, in pieces of bounded size.

What is there is written down in a small graph beside (see `spygraph.endpoint.manifest`): a graph that did not change is
not sent again, and a publish that broke off is told from one that ended. Graphs that are not ours are never touched.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from secrets import token_hex
from urllib.parse import urlsplit

import pyoxigraph as ox

from spygraph.endpoint.manifest import DIGEST, ENDED, PUBLISHED, STATE, STATEMENTS, counted, manifest, ours
from spygraph.endpoint.results import ROWS, Rows, rows
from spygraph.endpoint.terms import DURATION, outward, term
from spygraph.endpoint.wire import Wire
from spygraph.errors import SpygraphError
from spygraph.store import Readable

_MOST_STATEMENTS, _MOST_BYTES = 1_000, 100_000  # of a piece; one longer statement goes alone
_PROBE = ox.Literal("P1Y", datatype=DURATION)


@dataclass(slots=True)
class Done:
    """What a publish did."""

    sent: list[str] = field(default_factory=list)  # graphs
    dropped: list[str] = field(default_factory=list)
    unchanged: int = 0
    statements: int = 0  # that the endpoint holds now
    requests: int = 0  # updates
    largest: int = 0  # bytes of the largest update


@dataclass
class Publisher:
    """A graph on its way into an endpoint.

    Args:
        store: What is published.
        questions: The way to the address that answers queries.
        updates: The way to the address that takes updates.
    """

    store: Readable
    questions: Wire
    updates: Wire
    done: Done = field(default_factory=Done)
    _mark: str = field(default_factory=partial(token_hex, 8))

    def run(self) -> Done:
        """Make the endpoint hold what the store holds, and nothing else under the names of our graphs.

        Raises:
            SpygraphError: where the endpoint refuses, or holds another number of statements in the end; what was begun
                is then marked, so that readers say so, and the next run goes on from there.
        """
        told, there = manifest(self._ask), counted(self._ask)
        begun = told is None or told.state != ENDED
        if begun:
            self._begin()
        digests, known = (told.digests, told.counts) if told else ({}, {})
        wanted = {}
        for name in sorted(graph.value for graph in self.store.named_graphs() if ours(graph.value)):
            statements = self._statements(name)
            digest = sha256("\n".join(map(_line, statements)).encode()).hexdigest()
            wanted[name] = len(statements)
            if digests.get(name) == digest and there.get(name) == known.get(name) == len(statements):
                self.done.unchanged += 1
                continue
            begun = begun or self._begin()
            self._send(name, statements, digest)
        for name in sorted({*there, *known} - wanted.keys()):
            begun = begun or self._begin()
            self._drop(name)
        if begun:
            self._end(wanted)
        self.done.statements = sum(wanted.values())
        return self.done

    def _begin(self) -> bool:
        try:
            self._note(PUBLISHED, f'<{STATE}> "{self._mark}"')
        except SpygraphError as error:
            raise SpygraphError(f"{error}; updates often have an address of their own: --update URL") from None
        return True

    def _end(self, wanted: Mapping[str, int]) -> None:
        found = counted(self._ask)
        wrong = sorted(name for name in {*wanted, *found} if wanted.get(name, 0) != found.get(name, 0))
        if wrong:
            name = wrong[0]
            raise SpygraphError(
                f"{self.questions.url}: <{name}> holds {found.get(name, 0):,} statements in the end, not "
                f"{wanted.get(name, 0):,} ({len(wrong)} graphs so); run publish again"
            )
        now = manifest(self._ask)
        if now is None or now.state != self._mark:
            raise SpygraphError(f"{self.questions.url}: another publish runs there; run this again when it has ended")
        self._note(PUBLISHED, f'<{STATE}> "{ENDED}"')

    def _send(self, name: str, statements: list[ox.Triple], digest: str) -> None:
        """Send a graph in place of what is there; it is written down after its last statement, in the same request."""
        carried = any(_is_duration(one.object) for one in statements) and self._carried
        lines = (_line(one, carried=carried) for one in statements)
        before, after = f"{_forget(name)} ;\nDROP SILENT GRAPH <{name}> ;\n", f'<{DIGEST}> "{digest}" ; <{STATEMENTS}> '
        *most, last = _pieces(name, lines, len(before) + len(after) + 300)
        for piece in [before + one for one in most[:1]] + most[1:]:
            self._change(piece)
        self._change(f"{'' if most else before}{last} ;\n{_told(name, f'{after}{len(statements)}')}")
        self.done.sent.append(name)

    def _drop(self, name: str) -> None:
        self._change(f"{_forget(name)} ;\nDROP SILENT GRAPH <{name}>")
        self.done.dropped.append(name)

    def _note(self, name: str, told: str) -> None:
        """Write down what is known of a graph, in place of what was."""
        self._change(f"{_forget(name)} ;\n{_told(name, told)}")

    @cached_property
    def _carried(self) -> bool:
        """Whether durations must travel under a datatype of ours, since the engine refuses or changes them."""
        note = f"GRAPH <{PUBLISHED}> {{ <{PUBLISHED}> <{PUBLISHED}#probe>"
        try:
            self._change(f"INSERT DATA {{ {note} {_PROBE} }} }}")
        except SpygraphError:
            return True
        found = self._ask(f"SELECT ?value WHERE {{ {note} ?value }} }}").rows
        self._change(f"DELETE WHERE {{ {note} ?value }} }}")
        return [term(row["value"]) for row in found if "value" in row] != [_PROBE]

    def _statements(self, name: str) -> list[ox.Triple]:
        """Return the statements of a graph in an order of their own; nameless nodes are called the same every time."""
        quads = self.store.quads_for_pattern(None, None, None, ox.NamedNode(name))
        triples = [quad.triple for quad in quads]
        if any(isinstance(part, ox.BlankNode) for one in triples for part in (one.subject, one.object)):
            whole = ox.Dataset(ox.Quad(*one) for one in triples)
            whole.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
            triples = [quad.triple for quad in whole]
        return sorted(triples, key=_line)

    def _ask(self, query: str) -> Rows:
        return rows(self.questions.url, self.questions.ask(query, ROWS))

    def _change(self, update: str) -> None:
        self.updates.change(update)
        self.done.requests += 1
        self.done.largest = max(self.done.largest, len(update.encode()))


def _line(one: ox.Triple, *, carried: bool = False) -> str:
    return " ".join(outward(part, carried=carried) for part in one) + " ."


def _is_duration(one: object) -> bool:
    return isinstance(one, ox.Literal) and one.datatype == DURATION


def _forget(name: str) -> str:
    return f"DELETE WHERE {{ GRAPH <{PUBLISHED}> {{ <{name}> ?property ?value }} }}"


def _told(name: str, told: str) -> str:
    return f"INSERT DATA {{ GRAPH <{PUBLISHED}> {{ <{name}> {told} }} }}"


def _pieces(name: str, lines: Iterable[str], beside: int) -> Iterator[str]:
    """Yield updates of bounded size that add statements to a graph; `beside` bytes are kept free in each."""
    head, end = f"INSERT DATA {{ GRAPH <{name}> {{\n", "\n} }"
    piece: list[str] = []
    size = bounds = len(head + end) + beside
    for line in lines:
        length = len(line.encode()) + 1
        if piece and (len(piece) == _MOST_STATEMENTS or size + length > _MOST_BYTES):
            yield head + "\n".join(piece) + end
            piece, size = [], bounds
        piece.append(line)
        size += length
    yield head + "\n".join(piece) + end


def update_address(endpoint: str) -> str:
    """Return where updates go if nothing else is said: .../update beside .../query, else the same address."""
    parts = urlsplit(endpoint)
    if not parts.path.endswith("/query"):
        return endpoint
    return parts._replace(path=parts.path.removesuffix("query") + "update").geturl()
