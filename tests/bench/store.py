"""Loading text into the store, in memory and on disk, against rdflib; then what a kept store costs.

    python tests/bench/store.py [CASES] [--large CASES] [--rounds N] [--folder DIR]

All load the same statements: the N-Quads of invented cases, from memory. They take turns; the least CPU time of each
counts. The first peer is rdflib's own way from that text to a Dataset in memory: its N-Quads parser, which adds each
statement. The others are given the terms ready made and do nothing but `add`: to a Dataset, to a Graph, which drops the
names of the graphs, and to a Dataset that oxrdflib keeps on disk (the first 50,000 statements, once, and scaled up).
"""

import argparse
import gc
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox
import rdflib
from generate import generate
from oxrdflib import OxigraphStore

from spygraph.casefile.folder import collect
from spygraph.casefile.nquads import quads
from spygraph.lasting import build, current, open_store, version_name
from spygraph.store import bulk_load

Times = tuple[float, float]  # CPU and wall seconds
PEERS = ("rdflib: parse to a Dataset", "rdflib: Dataset.add, terms ready", "rdflib: Graph.add, terms ready")
ON_DISK = "rdflib: Dataset.add to disk, scaled"
SAMPLE = 50_000
PARTS, THREADS = 4, min(os.cpu_count() or 1, 4)  # as a kept store is loaded


def timed(function: Callable[[], object]) -> Times:
    """Return what a call takes; what it returns is dropped outside."""
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    made = function()
    taken = time.process_time() - cpu, time.perf_counter() - wall
    del made
    return taken


def in_memory(text: bytes) -> ox.Store:
    store = ox.Store()
    store.bulk_load(text, format=ox.RdfFormat.N_QUADS, lenient=True)
    return store


def on_disk(text: bytes, folder: Path) -> ox.Store:
    shutil.rmtree(folder, ignore_errors=True)
    store = ox.Store(str(folder))
    size, lines = len(text) // PARTS + 1, text.decode().splitlines(keepends=True)
    bulk_load(store, parts(lines, size), THREADS)
    store.flush()
    return store


def parts(lines: list[str], size: int) -> Iterator[str]:
    """Yield lines in texts of about a size."""
    start, held = 0, 0
    for end, line in enumerate(lines, 1):
        held += len(line)
        if held > size or end == len(lines):
            yield "".join(lines[start:end])
            start, held = end, 0


def added(graph: Any, statements: list[Any]) -> Any:
    for one in statements:
        graph.add(one)
    return graph


def parsed(text: bytes) -> Any:
    found = rdflib.Dataset()
    found.parse(data=text, format="nquads")
    return found


def terms(text: bytes) -> list[Any]:
    """Return the statements as rdflib has them, each with the name of its graph."""

    def term(one: Any) -> Any:
        if isinstance(one, ox.NamedNode):
            return rdflib.URIRef(one.value)
        return rdflib.Literal(one.value, lang=one.language, datatype=None if one.language else one.datatype.value)

    found = ox.parse(text, format=ox.RdfFormat.N_QUADS)
    return [(term(one.subject), term(one.predicate), term(one.object), term(one.graph_name)) for one in found]  # type: ignore[union-attr]


def loading(text: bytes, folder: Path, rounds: int) -> None:
    """Print how long each takes, and the ratios."""
    named = terms(text)
    plain = [one[:3] for one in named]
    runs: dict[str, Callable[[], object]] = {
        "bulk load in memory": lambda: in_memory(text),
        "bulk load on disk": lambda: on_disk(text, folder / "loaded"),
        PEERS[0]: lambda: parsed(text),
        PEERS[1]: lambda: added(rdflib.Dataset(), named),
        PEERS[2]: lambda: added(rdflib.Graph(), plain),
    }
    best: dict[str, Times] = {}
    for _ in range(rounds):
        for name, function in runs.items():
            best[name] = min(best.get(name, (float("inf"), 0.0)), timed(function))
    shutil.rmtree(folder / "added", ignore_errors=True)
    disk = rdflib.Dataset(store=OxigraphStore(store=ox.Store(str(folder / "added"))))
    cpu, wall = timed(lambda: added(disk, named[:SAMPLE]))
    best[ON_DISK] = cpu * len(named) / SAMPLE, wall * len(named) / SAMPLE
    print(f"{len(named):,} statements, {len(text) / 1e6:.0f} MB of N-Quads; load average {os.getloadavg()[0]:.1f}")
    for name, (cpu, wall) in best.items():
        loads = [best[one] for one in runs if one not in PEERS] if name in PEERS else []
        ratios = [f"{cpu / of:.1f} CPU {wall / took:.1f} wall" for of, took in loads]
        against = f"  times as long as in memory {ratios[0]}, as on disk {ratios[1]}" if ratios else ""
        print(f"{name:36} {cpu:7.2f} s CPU {wall:7.2f} s wall{against}")


def keeping(cases: Path, folder: Path) -> None:
    """Print what it takes to build, to find unchanged, to open and to poll a kept store, and its size."""
    kept = folder / "kept"
    took = timed(lambda: build(kept, [cases]))
    version = current(kept)
    print(f"\n{version.stamp.cases:,} cases: {version.stamp.count:,} statements, {version.size / 1e6:.0f} MB on disk")
    each = {
        "build": took,
        "build again, unchanged": timed(lambda: build(kept, [cases])),
        "verify (current)": min(timed(lambda: current(kept)) for _ in range(3)),
        "verify and open (open_store)": min(timed(lambda: open_store(kept)) for _ in range(3)),
        "poll (version_name)": min(timed(lambda: version_name(kept)) for _ in range(3)),
    }
    for name, (cpu, wall) in each.items():
        print(f"{name:34} {cpu:9.4f} s CPU {wall:9.4f} s wall")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=int, nargs="?", default=1_000)
    parser.add_argument("--large", type=int, default=0, help="also keep a store of so many cases")
    parser.add_argument("--rounds", type=int, default=3, help="how often each loads")
    parser.add_argument("--folder", type=Path, help="where to write (default: a temporary folder)")
    args = parser.parse_args()
    with TemporaryDirectory(dir=args.folder) as name:
        folder = Path(name)
        generate(args.cases, folder / "cases")
        text = "".join(map(quads, collect([folder / "cases"]).read())).encode()
        loading(text, folder, args.rounds)
        keeping(folder / "cases", folder)
        if args.large:
            generate(args.large, folder / "large")
            keeping(folder / "large", folder / "second")


if __name__ == "__main__":
    main()
