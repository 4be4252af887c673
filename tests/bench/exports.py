"""Exports against a peer and against their size: the GraphML writer beside networkx's, and each writer's memory."""

import argparse
import ctypes
import gc
import json
import math
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import networkx as nx
import pyoxigraph as ox
from generate import generate
from stopwatch import peak_memory

from spygraph.export import EXPORTERS, Extract, Options, export, graphml
from spygraph.export.appearance import look
from spygraph.export.extract import Drawn
from spygraph.network.attributes import node_attributes
from spygraph.network.model import Record
from spygraph.store import load

_HERE = Path(__file__).parent
Run = dict[str, Any]


class _Held(Extract):
    """An extract whose records are in memory already, so that only writing is timed."""

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store)
        self.held = list(super().pairs())

    def pairs(self) -> Iterator[tuple[Record, Record | None]]:
        yield from self.held


def main() -> None:
    """Measure, print a table, and write all figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1_000, help="cases; the GraphML writers are compared on them")
    parser.add_argument("--large", type=int, default=4_000, help="cases; 0 for none")
    parser.add_argument("--formats", nargs="*", default=list(EXPORTERS), metavar="SUFFIX", help="all where left out")
    parser.add_argument("--repeat", type=int, default=5, help="of the comparison; 0 for none")
    parser.add_argument("--json", type=Path, default=_HERE / "exports.json")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        json.dump(_memory(args.measure, args.formats), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as folder:
        found: Run = {"memory": {}}
        for size in filter(None, (args.small, args.large)):
            cases = Path(folder) / str(size)
            generate(size, cases)
            if args.repeat and "graphml" not in found:
                found["graphml"] = _compare(cases, args.repeat)
            found["memory"][size] = _measured(cases, args.formats)
    args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    click.echo("\n".join(_table(found, args.small, args.large)))


def _measured(cases: Path, formats: list[str]) -> Run:
    """Measure memory in a process whose objects are the system's own, so that what is freed can be handed back."""
    command = [sys.executable, __file__, "--measure", str(cases), "--formats", *formats]
    done = subprocess.run(command, env={**os.environ, "PYTHONMALLOC": "malloc"}, check=True, stdout=subprocess.PIPE)
    measured: Run = json.loads(done.stdout)
    return measured


def _compare(cases: Path, repeat: int) -> Run:
    """Write one graph with both writers in turn; the best CPU time of each, and what networkx reads back."""
    held = _Held(load([cases]))
    graph = _networkx(held)
    ours, theirs = (cases.with_name(f"{name}.graphml") for name in ("ours", "theirs"))
    writers: dict[str, Callable[[], None]] = {
        "spygraph": lambda: graphml.write(held, ours),
        "networkx with lxml": lambda: nx.write_graphml_lxml(graph, theirs, named_key_ids=True),
    }
    times: dict[str, list[float]] = {name: [] for name in writers}
    for _ in range(repeat):
        for name, write in writers.items():
            gc.collect()
            start = time.process_time()
            write()
            times[name].append(time.process_time() - start)
    best = {name: min(taken) for name, taken in times.items()}
    read = [nx.read_graphml(path, force_multigraph=True) for path in (ours, theirs)]
    same = (read[0].order(), read[0].size()) == (read[1].order(), read[1].size())
    ratio = best["networkx with lxml"] / best["spygraph"]
    return {"edges": graph.size(), "seconds": best, "all": times, "ratio": ratio, "same counts": same}


def _networkx(held: Extract) -> nx.MultiDiGraph:
    """Return the same graph with the same attributes, as somebody would hold it for networkx to write."""
    graph = nx.MultiDiGraph()
    for one in held.drawn():
        if isinstance(one, Drawn):
            edge, said = one.edge, {key: value for key, value in one.attributes.items() if value}
            graph.add_edge(edge.source, edge.target, key=edge.id, **said)
        else:
            said = {key: value for key, value in node_attributes(one).items() if value}
            graph.add_node(one.id, **said, color=look(one.kind).colour, shape=look(one.kind).shape)
    return graph


def _memory(cases: Path, formats: Sequence[str]) -> Run:
    """Return what each writer needs on top of the store, and the seconds it takes, each in a process of its own."""
    for suffix in formats:  # what libraries need is needed once, however large the graph
        export(load(), cases.with_name(f"shipped{suffix}"), options=Options(names=True))
    store, out = load([cases]), dict[str, Any]()
    fork = multiprocessing.get_context("fork")
    for suffix in formats:
        there, here = fork.Pipe()
        child = fork.Process(target=_export, args=(store, cases.with_name(f"out{suffix}"), here))
        child.start()
        out[suffix] = there.recv()
        child.join()
        click.echo(f"{suffix}: {out[suffix]}", err=True)
    return out


def _export(store: ox.Store, path: Path, result: Any) -> None:
    """Export in a fork: its peak is set back first, so that what is on top of the store is what the writer needs.

    What the loading of the store has freed is handed back before, or a writer would be measured as needing nothing.
    """
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")
    before, start = peak_memory(), time.process_time()
    tally = export(store, path, options=Options(names=True))
    mb, seconds = peak_memory() - before, time.process_time() - start
    size = sum(one.stat().st_size for one in tally.files) / 1e6
    result.send({"mb": mb, "seconds": seconds, "file_mb": size})


def _table(found: Run, small: int, large: int) -> Iterator[str]:
    if versus := found.get("graphml"):
        yield f"GraphML of {versus['edges']:,} edges: " + ", ".join(
            f"{n} {s:.2f} s" for n, s in versus["seconds"].items()
        )
        yield f"networkx takes {versus['ratio']:.2f} times as long; same counts read back: {versus['same counts']}"
    yield "| format | MB and CPU s at " + f"{small:,} cases | at {large:,} | growth (1 is as the graph) |"
    yield "|---|--:|--:|--:|"
    for suffix, less in found["memory"][small].items():
        more = found["memory"].get(large, {}).get(suffix)
        grown = f"{math.log(max(more['mb'], 1) / max(less['mb'], 1)) / math.log(large / small):.2f}" if more else ""
        second = f"{more['mb']:.0f} MB, {more['seconds']:.1f} s" if more else ""
        yield f"| {suffix} | {less['mb']:.0f} MB, {less['seconds']:.1f} s | {second} | {grown} |"


if __name__ == "__main__":
    main()
