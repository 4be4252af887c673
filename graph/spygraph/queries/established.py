"""What is left of a store when only what a court result covers is counted: how far an answer rests on claims."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from spygraph.casefile.grammar import NS, VOCAB
from spygraph.casefile.model import BASE
from spygraph.errors import SpygraphError, plural
from spygraph.queries.asked import asked, prefixed
from spygraph.queries.touched import EVERYTHING, Pattern, touched
from spygraph.store import SHORTCUTS, Readable

if TYPE_CHECKING:
    from spygraph.endpoint import Endpoint

_VERDICTS = ("adjudicated", "adjudicated-as-reported")
_STANDING = ox.NamedNode(NS + "standing")
_FEW = 50  # graphs that are sooner copied than it takes to read what a query names
_MOST_FETCHED = 200_000  # statements of an endpoint
_AT_ONCE = 500  # claims that one request asks for
_COVERS = "rest on claims that no court result covers"


def uncovered(store: Readable) -> set[Any]:
    """Return the claims that no court result covers."""
    verdicts = [ox.NamedNode(f"{VOCAB}standing-{standing}") for standing in _VERDICTS]
    covered = {quad.subject for one in verdicts for quad in store.quads_for_pattern(None, _STANDING, one)}
    return {quad.subject for quad in store.quads_for_pattern(None, _STANDING, None)} - covered


def established_view(store: Readable, patterns: Iterable[Pattern] = EVERYTHING) -> ox.Store:
    """Return the store without the claims that no court result covers, and without the shortcuts made of them.

    Args:
        store: Everything.
        patterns: Which properties are wanted, with which objects.
    """
    without, claimed = uncovered(store), ox.NamedNode(SHORTCUTS + "claimed")
    view = ox.Store()
    for predicate, obj in patterns:
        view.bulk_extend(
            quad
            for quad in store.quads_for_pattern(None, predicate, obj)
            if quad.subject not in without and quad.graph_name != claimed
        )
    return view


def _many(store: Readable) -> bool:
    return sum(1 for _ in islice(store.named_graphs(), _FEW)) == _FEW


def resting_on_claims(store: Readable, query: str, rows: Sequence[Any]) -> int:
    """Return how many rows of an answer would be gone, or other, if only what a court result covers were counted.

    The view of what is covered is built only where a row shows no claim that decides it; of many statements it
    takes those alone that the query can read.

    Args:
        store: What the query was asked of.
        query: A SELECT query.
        rows: Its answer, a sequence of terms or None for each row.

    Raises:
        SpygraphError: where an endpoint would have to send more statements than are worth it.
    """
    if not rows:
        return 0
    dropped = _uncovered_in(store, rows)
    open_rows = [row for row in map(tuple, rows) if not any(term in dropped for term in row)]
    if not open_rows:
        return len(rows)
    far = _far(store)
    near = _fetched(far) if far else store
    view = established_view(near, touched(prefixed(query)) if _many(near) else EVERYTHING)
    left = Counter(tuple(row) for row in asked(view, query))
    return len(rows) - len(open_rows) + sum((Counter(open_rows) - left).values())


def resting_line(store: Readable, query: str, rows: Sequence[Any]) -> str:
    """Return how many rows rest on claims, in words, and what an endpoint had to send for that."""
    far = _far(store)
    before = far.fetched if far else 0
    try:
        told = f"{resting_on_claims(store, query, rows)} {_COVERS}"
    except _TooMuchError as error:
        return f"how many {_COVERS} is not told: {error}"
    fetched = far.fetched - before if far else 0
    if not fetched:
        return told
    return f"{told} ({plural(fetched, 'statement')} {'was' if fetched == 1 else 'were'} fetched to tell)"


class _TooMuchError(SpygraphError):
    """An endpoint would have to send too many statements."""


def _far(store: Readable) -> "Endpoint | None":
    from spygraph.endpoint import Endpoint

    return store if isinstance(store, Endpoint) else None


def _uncovered_in(store: Readable, rows: Sequence[Any]) -> set[Any]:
    """Return the claims in some rows that no court result covers."""
    named = {one for row in rows for one in row if isinstance(one, ox.NamedNode) and "/claim/" in one.value}
    verdicts = {f"{VOCAB}standing-{standing}" for standing in _VERDICTS}
    claims, ranks = sorted(named, key=str), []
    for start in range(0, len(claims), _AT_ONCE):
        some = " ".join(map(str, claims[start : start + _AT_ONCE]))
        ranks += list(
            asked(store, f"SELECT ?claim ?rank WHERE {{ VALUES ?claim {{ {some} }} ?claim {_STANDING} ?rank }}")
        )
    return {row[0] for row in ranks} - {row[0] for row in ranks if row[1].value in verdicts}


def _fetched(far: "Endpoint") -> ox.Store:
    if len(far) > _MOST_FETCHED:
        raise _TooMuchError(f"{len(far):,} statements would have to be fetched, more than {_MOST_FETCHED:,}")
    near = ox.Store()
    near.bulk_extend(far)
    return near


def cases_in(rows: Iterable[Any]) -> set[str]:
    """Return the ids of the cases whose things stand in the rows."""
    start = f"{BASE}case/"
    iris = {term.value for row in rows for term in row if isinstance(term, ox.NamedNode)}
    return {iri.removeprefix(start).split("/")[0] for iri in iris if iri.startswith(start)}
