"""How each named query grows from few to many invented cases: queries.py [--few N] [--many N] [--only NAME]...

Prints processor time, rows and the exponent of growth of each query: 1 is linear, 2 is quadratic; then what the line
under a table costs. Times are the least of several runs of one process; loading is not part of them.
"""

import argparse
import time
from collections.abc import Callable
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pyoxigraph as ox
from generate import generate

from spygraph.queries.answers import rows
from spygraph.queries.asked import asked
from spygraph.queries.established import established_view
from spygraph.queries.named import Query, library, named
from spygraph.store import load

_MOST = 1.15  # beyond this a query is called steep
_LEAST_SECONDS = 0.3  # runs are repeated for this long, and at least twice


def main() -> None:
    """Write the cases, load them, ask every query of both stores and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    args = parser.parse_args()
    queries = [named(name) for name in args.only] or library()
    small, large = (_store(number, args.seed) for number in (args.few, args.many))
    click.echo(f"| query | rows, {args.few:,} cases | s | rows, {args.many:,} cases | s | exponent |")
    click.echo("|---|---|---|---|---|---|")
    for query in queries:
        click.echo(_line(query, small, large, args.many / args.few))
    view = _least(lambda: established_view(small), 1)
    click.echo(f"\nwhat a court result covers, {args.few:,} cases ({len(small):,} statements): {view:.2f} s")
    one = _least(lambda: rows(small, "timeline", {"case": "invented-000001"}), 3)
    click.echo(f"timeline of one case among {args.few:,}: {one:.4f} s")


def _store(number: int, seed: int) -> ox.Store:
    with TemporaryDirectory() as folder:
        generate(number, Path(folder), seed)
        began = time.perf_counter()
        store = load([folder])
    click.echo(f"{number:,} cases, {len(store):,} statements, loaded in {time.perf_counter() - began:.0f} s\n")
    return store


def _line(query: Query, small: ox.Store, large: ox.Store, ratio: float) -> str:
    (few, quick), (many, slow) = _timed(small, query), _timed(large, query)
    exponent = log(slow / quick) / log(ratio)
    mark = " steep" if exponent > _MOST else ""
    return f"| {query.name} | {few:,} | {quick:.4f} | {many:,} | {slow:.4f} | {exponent:.2f}{mark} |"


def _timed(store: ox.Store, query: Query) -> tuple[int, float]:
    found = sum(1 for _ in asked(store, query.text))
    return found, _least(lambda: sum(1 for _ in asked(store, query.text)), 2)


def _least(run: Callable[[], object], times: int) -> float:
    """Return the processor time of the quickest of several runs."""
    taken: list[float] = []
    while len(taken) < times or sum(taken) < _LEAST_SECONDS:
        began = time.process_time()
        run()
        taken.append(time.process_time() - began)
    return min(taken)


if __name__ == "__main__":
    main()
