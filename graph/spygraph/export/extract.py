"""The part of a store that a writer gets: records, nodes and edges in order, triples, and a tally of all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from spygraph.errors import SpygraphError, did_you_mean
from spygraph.export.selection import Selection, relation_names, unsure
from spygraph.export.tally import PART, Tally
from spygraph.network import Claim, Edge, Network, Node, SourceInfo, records
from spygraph.network.attributes import edge_attributes
from spygraph.network.disclosure import Disclosure, own_voice
from spygraph.network.graphs import case_graphs, short
from spygraph.network.model import Record
from spygraph.network.whole import gathered, sources_of
from spygraph.store import Readable

CASE = "case/"
UNSURE = "judgements, left unsure, whether two are one: to be found in the case files only"
A_PART = "Some claims of these cases were left out on request: what is missing here is not silence of a source."


class Drawn(NamedTuple):
    """An edge and the claim that it rests on."""

    edge: Edge
    claim: Claim

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of the edge with its type and label, "" for not stated."""
        edge = self.edge
        detail = edge.detail.replace(" (", ", ").strip("()")
        label = f"{edge.relation} ({detail})" if detail else edge.relation
        return {**edge_attributes(edge, self.claim), "type": edge.relation, "label": label}


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is written.

    Attributes:
        raw: Whether cells that begin like a formula stay as they are.
        names: Whether printed names may enter formats that feed screening systems.
        yed: Whether GraphML carries the graphics of yEd.
    """

    raw: bool = False
    names: bool = False
    yed: bool = False


class Extract:
    """A store, what is selected of it, and what has been written so far."""

    def __init__(self, store: Readable, selection: Selection | None = None, options: Options | None = None) -> None:
        self.store, self.options, self.tally = store, options or Options(), Tally()
        known = [short(graph).removeprefix(CASE) for graph in case_graphs(store)]
        self.selection = (selection or Selection()).checked(known)
        self._told, self._unsure, self._left = Disclosure(), 0, 0

    def records(self) -> Iterator[Record]:
        """Yield what is kept of each case, then of the registry.

        Raises:
            SpygraphError: at the end, where relations were asked for and none was found.
        """
        for _, chosen in self.pairs():
            if chosen:
                yield chosen

    def pairs(self) -> Iterator[tuple[Record, Record | None]]:
        """Yield each record with what is kept of it; None where nothing is."""
        seen: set[str] = set()
        self._told, self._unsure, self._left = Disclosure(), 0, 0
        for record in records(self.store):
            if self.selection.relations:
                seen |= {name for edge in record.edges for name in relation_names(edge)}
            chosen = self.selection.narrowed(record)
            self._leave(record, chosen)
            if chosen:
                self._remember(record)
            yield record, chosen
        for one in sorted(self.selection.relations - seen):
            raise SpygraphError(f"no relation is called '{one}' here{did_you_mean(one, seen)}")

    def _leave(self, record: Record, chosen: Record | None) -> None:
        """Count the claims that a filter takes out of the cases that were asked for."""
        cases = self.selection.cases
        if self.selection.partial and (not cases or (record.case and record.case.id in cases)):
            kept = len(chosen.claims) if chosen else 0
            self._left += sum(not unsure(claim) for claim in record.claims.values()) - kept
            self.tally.lost[PART] = self._left

    def _remember(self, record: Record) -> None:
        self._unsure += sum(map(unsure, record.claims.values()))
        if self._unsure:
            self.tally.lost[UNSURE] = self._unsure
        if record.case:
            # of all that the case holds: a voice that a filter leaves out has been heard
            self._told.add(record.case, voiced=any(map(own_voice, record.claims.values())))

    def drawn(self) -> Iterator[Node | Drawn]:
        """Yield nodes and edges case by case, then once each what cases share; count them, and what is not drawn."""
        shared: dict[str, Node] = {}
        counts = self.tally.written
        counts.update(nodes=0, edges=0)
        for record in self.records():
            self.tally.leave_undrawn(record)
            self.tally.leave_silences(record.case)
            for node in record.nodes.values():
                if node.case:
                    counts["nodes"] += 1
                    yield node
                else:
                    shared[node.id] = node
            counts["edges"] += len(record.edges)
            for edge in sorted(record.edges, key=lambda one: one.id):
                yield Drawn(edge, record.claims[edge.claim])
        counts["nodes"] += len(shared)
        for _, node in sorted(shared.items()):
            yield node

    def disclosure(self) -> str:
        """Return the line that stands under every output, of the records that were read so far."""
        return f"{self._told.line()} {A_PART}" if self.selection.partial else self._told.line()

    def network(self) -> Network:
        """Return everything that is kept at once."""
        return gathered(self.records(), self.sources())

    def has_more(self, edges: int) -> bool:
        """Whether more edges than these are kept; reads no further than it must."""
        found = 0
        for record in self.records():
            found += len(record.edges)
            if found > edges:
                return True
        return False

    def sources(self) -> dict[str, SourceInfo]:
        """Return the registered sources by id."""
        return sources_of(self.store)

    def refuse_names(self, suffix: str) -> None:
        """Raise an error where people are called by their printed names and that was not asked for."""
        if self.options.names:
            return
        for record in self.records():
            for claim in record.claims.values():
                if claim.thing_class == "Person" and any(_printed(key, text) for key, text, _ in claim.values):
                    raise SpygraphError(
                        f"{suffix} feeds screening systems and takes case-local labels: load the cases with "
                        "pseudonyms, or say that names may stand in it"
                    )


def _printed(key: str, text: str) -> bool:
    return key == "name" and not (text.startswith("[") and text.endswith("]"))
