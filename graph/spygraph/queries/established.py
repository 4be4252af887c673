"""What is left of a store when only what a court result covers is counted: how far an answer rests on claims."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.grammar import NS, VOCAB
from spygraph.casefile.model import BASE
from spygraph.queries.asked import asked
from spygraph.store import SHORTCUTS, Readable

_VERDICTS = ("adjudicated", "adjudicated-as-reported")
_STANDING = ox.NamedNode(NS + "standing")


def uncovered(store: Readable) -> set[Any]:
    """Return the claims that no court result covers."""
    verdicts = [ox.NamedNode(f"{VOCAB}standing-{standing}") for standing in _VERDICTS]
    covered = {quad.subject for one in verdicts for quad in store.quads_for_pattern(None, _STANDING, one)}
    return {quad.subject for quad in store.quads_for_pattern(None, _STANDING, None)} - covered


def established_view(store: Readable, dropped: set[Any] | None = None) -> ox.Store:
    """Return the store without the claims that no court result covers, and without the shortcuts made of them."""
    without, claimed = uncovered(store) if dropped is None else dropped, ox.NamedNode(SHORTCUTS + "claimed")
    view = ox.Store()
    view.bulk_extend(quad for quad in store if quad.subject not in without and quad.graph_name != claimed)
    return view


def resting_on_claims(store: Readable, query: str, rows: Sequence[Any]) -> int:
    """Return how many rows of an answer would be gone, or other, if only what a court result covers were counted.

    The view of what is covered, which takes as long as reading every statement, is built only where a row shows no
    claim that decides it.

    Args:
        store: What the query was asked of.
        query: A SELECT query.
        rows: Its answer, a sequence of terms or None for each row.
    """
    if not rows:
        return 0
    dropped = uncovered(store)
    open_rows = [row for row in map(tuple, rows) if not any(term in dropped for term in row)]
    if not open_rows:
        return len(rows)
    left = Counter(tuple(row) for row in asked(established_view(store, dropped), query))
    return len(rows) - len(open_rows) + sum((Counter(open_rows) - left).values())


def cases_in(rows: Iterable[Any]) -> set[str]:
    """Return the ids of the cases whose things stand in the rows."""
    start = f"{BASE}case/"
    iris = {term.value for row in rows for term in row if isinstance(term, ox.NamedNode)}
    return {iri.removeprefix(start).split("/")[0] for iri in iris if iri.startswith(start)}
