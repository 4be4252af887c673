"""Complete answers from servers that give out only so many rows: what was cut is counted, then asked for in parts.

The parts are told by the first characters of a hash of the row, so that they are disjoint and cover everything; what
came back is held against the count. No two requests need the same order, which no engine promises without a sort.
"""

from collections.abc import Callable, Iterator, Sequence

from spygraph.endpoint.results import Row, Rows
from spygraph.endpoint.skeleton import within
from spygraph.errors import SpygraphError

_DIGITS = "0123456789abcdef"
_ROUND = 1_000  # an answer of a multiple of these rows may have been cut without a word
_MOST_PARTS = 256
_COUNT, _PART = "spygraph_rows", "spygraph_part"
Ask = Callable[[str], Rows]


def complete(ask: Ask, query: str, count: int = 0, page: int = 0) -> Rows:
    """Return all rows of a SELECT.

    Args:
        ask: Returns what the server gives out for a SELECT.
        query: The SELECT.
        count: How many rows there are, where they are too many to be asked for at once.
        page: How many rows are then asked for at once.

    Raises:
        SpygraphError: where rows are missing and cannot be had in parts.
    """
    if count:
        names = ask(within(query, "*", after="LIMIT 1")).names
        return _in_parts(ask, query, names, count, page)
    found = ask(query)
    given = len(found.rows)
    if not found.cut and (given % _ROUND or not given):
        return found
    count = _number(ask(within(query, f"(COUNT(*) AS ?{_COUNT})")))
    if count == given:
        return Rows(found.names, found.rows)
    if count < given or not given:
        raise SpygraphError(f"the answer changed while it was read ({given:,} rows, then {count:,}); ask again")
    return _in_parts(ask, query, found.names, count, given)


def _in_parts(ask: Ask, query: str, names: list[str], count: int, page: int) -> Rows:
    rows = [row for part in _parts(ask, query, names, count, page) for row in part]
    if len(rows) != count:
        raise SpygraphError(f"the endpoint gave {len(rows):,} of {count:,} rows; ask for less, or raise its limit")
    return Rows(names, rows, parted=True)


def _number(found: Rows) -> int:
    try:
        return int(found.rows[0][_COUNT]["value"])
    except (LookupError, ValueError):
        raise SpygraphError("the endpoint does not count the rows of an answer that it may have cut") from None


def _parts(ask: Ask, query: str, names: Sequence[str], count: int, page: int) -> Iterator[list[Row]]:
    """Yield the rows in parts of which each is expected to be half of what the server gives out at a time."""
    length = 1
    while 16**length < 2 * count / page:
        length += 1
    if 16**length > _MOST_PARTS:
        raise SpygraphError(
            f"the answer has {count:,} rows and the endpoint gives out {page:,} at a time; ask for less, or raise its "
            "limit (ResultSetMaxRows of Virtuoso)"
        )
    text = ", ".join(f'COALESCE(STR(?{name}), "")' for name in names)
    for part in _prefixes(length):
        more = f'FILTER(STRSTARTS(MD5(CONCAT({text}, "")), "{part}"))'
        yield ask(within(query, " ".join(f"?{name}" for name in names), more)).rows


def _prefixes(length: int) -> list[str]:
    return [""] if not length else [one + more for one in _DIGITS for more in _prefixes(length - 1)]
