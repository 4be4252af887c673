"""The shortcuts of an extract: those that rest on nothing which is left out, sorted on disk, not in memory."""

from collections.abc import Iterator
from itertools import groupby

import pyoxigraph as ox

from spygraph.export.extract import Extract
from spygraph.export.spool import ordered
from spygraph.export.triples import Dropped, claim_quads
from spygraph.queries.prefixes import PREFIXES
from spygraph.store import SHORTCUTS, Readable

_DERIVED = ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
_SUBJECT, _PREDICATE, _OBJECT = (ox.NamedNode(PREFIXES["rdf"] + name) for name in ("subject", "predicate", "object"))


def quads(extract: Extract) -> Iterator[ox.Quad]:
    """Yield the claims of an extract, then the shortcuts that rest on nothing else."""
    dropped = Dropped()
    yield from claim_quads(extract, dropped)
    for strength in ("claimed", "established"):
        yield from _Shortcuts(extract.store, ox.NamedNode(SHORTCUTS + strength), dropped).kept()


class _Shortcuts:
    """One graph of shortcuts: each is there as a triple, and as a node that names the claims behind it."""

    def __init__(self, store: Readable, graph: ox.NamedNode, dropped: Dropped) -> None:
        self.store, self.graph, self.dropped = store, graph, dropped

    def kept(self) -> Iterator[ox.Quad]:
        """Yield the statements in order, without those of shortcuts that a claim which is left out bears."""
        found = self.store.quads_for_pattern(None, None, None, self.graph)
        lines = ordered(f"{quad.subject} {quad.predicate} {quad.object}" for quad in found)
        # both graphs hold IRIs only, in which no space can stand
        terms = ([ox.NamedNode(iri[1:-1]) for iri in line.split(" ")] for line in lines)
        for subject, parts in groupby(terms, lambda part: part[0]):
            if self.dropped and self._rests_on_dropped(subject):
                continue
            for _, predicate, target in parts:
                if not self.dropped or not self._is_dropped(subject, predicate, target):
                    yield ox.Quad(subject, predicate, target, self.graph)

    def _rests_on_dropped(self, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> bool:
        claims = self.store.quads_for_pattern(node, _DERIVED, None, self.graph)
        return any(getattr(quad.object, "value", "") in self.dropped for quad in claims)

    def _is_dropped(self, subject: ox.NamedNode, predicate: ox.NamedNode, target: ox.NamedNode) -> bool:
        """Whether this is the triple of a shortcut whose node rests on a claim that is left out."""
        nodes = [quad.subject for quad in self.store.quads_for_pattern(None, _SUBJECT, subject, self.graph)]
        return any(
            any(self.store.quads_for_pattern(node, _PREDICATE, predicate, self.graph))
            and any(self.store.quads_for_pattern(node, _OBJECT, target, self.graph))
            and self._rests_on_dropped(node)
            for node in nodes
        )
