"""How fast patterns are found: closed configurations against mlxtend's fpgrowth, and the growth of the table's query.

patterns.py [--cases N] [--support SHARE ...]; prints a table in Markdown and ends with 1 where a bar is missed.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from math import log10
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import click
import numpy as np
import pandas as pd
import pyoxigraph as ox
from generate import _actors, generate
from invent import Thing, invent
from mlxtend.frequent_patterns import fpgrowth

from spygraph.casefile.folder import collect
from spygraph.casefile.grammar import grammar
from spygraph.casefile.nquads import quads
from spygraph.patterns import Table, read_table
from spygraph.patterns.closed import closed_sets

T = TypeVar("T")
_RATIO, _EXPONENT, _FEW = 25, 1.15, 1_000
_COLUMNS = (
    *(("recruitments", key) for key in ("initiation", "response", "channel", "setting", "cover", "pose")),
    *(("inducements", "kind"), ("pressures", "kind"), ("vulnerabilities", "kind"), ("outcomes", "kind")),
    *(("items", "state"), ("timeline", "stage"), ("timeline", "detection")),
)


def main() -> None:
    """Measure both, print, and end with 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--support", type=float, nargs="*", default=[0.05, 0.02, 0.01])
    args = parser.parse_args()
    exponent = _growth(args.cases)  # first: what the other measurement leaves in memory is no part of it
    slowest = _mining(args.cases, args.support)
    sys.exit(exponent > _EXPONENT or slowest < _RATIO)


def _growth(cases: int) -> float:
    """Print how long the table's query takes, and return the exponent of its growth with the number of cases."""
    few, many = (min(_took(lambda store=store: read_table(store))[0] for _ in range(3)) for store in _stores(cases))
    exponent = log10(many / few) / log10(cases / _FEW)
    click.echo(f"Table query: {few:.2f} s for {_FEW:,} cases, {many:.2f} s for {cases:,}: exponent {exponent:.2f}\n")
    return exponent


def _mining(cases: int, supports: list[float]) -> float:
    """Print both miners side by side, and return the smallest ratio; 0 where they disagree."""
    columns = _columns(_coded(cases))
    frame = _frame(columns, cases)  # made beforehand: only mlxtend's own work is on its clock
    click.echo(
        "| support | closed sets | spygraph s | fpgrowth s | times as fast | same sets |\n|--:|--:|--:|--:|--:|---|"
    )
    ratios = []
    for share in supports:
        least = max(1, round(share * cases))
        ours, found = _took(lambda least=least: list(closed_sets(columns, cases, least)))
        theirs, frequent = _took(lambda least=least: fpgrowth(frame, min_support=(least - 0.5) / cases))
        same = dict(found) == _closed(_supports(frequent, cases))
        ratios.append(theirs / ours if same else 0.0)
        click.echo(f"| {share:.0%} | {len(found):,} | {ours:.3f} | {theirs:.2f} | {theirs / ours:.0f} | {same} |")
    return min(ratios)


def _took(work: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds of some work, and its result."""
    begin = time.process_time()
    result = work()
    return time.process_time() - begin, result


def _coded(number: int) -> Table:
    """Return invented cases as the coded table that their files would give."""
    table, rng, actors = grammar(), Random(1), _actors()
    shared = {key: table.sections[section] for section, things in actors.items() for key in things}
    cases = (invent(f"invented-{one:06}", "article-1", "authority-1", table, shared, rng) for one in range(number))
    return Table.from_rows({"case": case["case"], **dict(_cells(case))} for case in cases)


def _cells(case: Thing) -> Iterator[tuple[str, str]]:
    for section, key in _COLUMNS:
        found = [one[key] for one in case.get(section, {}).values() if key in one]
        plain = [one["value"] if isinstance(one, dict) else one for one in found]
        yield (
            f"{section}.{key}",
            "; ".join({str(v) for one in plain for v in (one if isinstance(one, list) else [one])}),
        )


def _columns(table: Table) -> list[int]:
    """Return who states each value, as bits."""
    place = {case: 1 << number for number, case in enumerate(table.cases)}
    return [sum(place[c] for c in table.having(f.key, v)) for f in table.features for v in table.stated(f.key)]


def _frame(columns: list[int], cases: int) -> Any:
    """Return the same as mlxtend wants it: a row a case, a column of truth values for each value."""
    width = (cases + 7) // 8
    packed = np.frombuffer(b"".join(bits.to_bytes(width, "little") for bits in columns), np.uint8)
    matrix = np.unpackbits(packed.reshape(len(columns), width), axis=1, bitorder="little")[:, :cases]
    return pd.DataFrame(matrix.T.astype(bool), columns=range(len(columns)))


def _supports(frequent: Any, cases: int) -> dict[frozenset[int], int]:
    pairs = zip(frequent.itemsets, frequent.support, strict=True)
    return {frozenset(one): round(share * cases) for one, share in pairs}


def _closed(frequent: dict[frozenset[int], int]) -> dict[tuple[int, ...], int]:
    """Return the frequent sets that cannot be enlarged without losing a case."""
    open_ = {
        one - {value} for one, support in frequent.items() for value in one if frequent.get(one - {value}) == support
    }
    return {tuple(sorted(one)): support for one, support in frequent.items() if one not in open_}


def _stores(many: int) -> Iterator[ox.Store]:
    """Yield a store of 1,000 invented cases, then one of many: the same cases, each under other names of its own."""
    with tempfile.TemporaryDirectory() as folder:
        generate(_FEW, Path(folder))
        texts = [quads(case) for case in collect([Path(folder)]).read()]
    for copies in (1, many // _FEW):
        store = ox.Store()
        for copy in range(copies):
            text = "".join(texts).replace("case/invented-", f"case/copy-{copy}-")
            store.bulk_load(text.encode(), format=ox.RdfFormat.N_QUADS)
        yield store


if __name__ == "__main__":
    main()
