"""YAML to store to GraphML with spygraph: ours.py DIR FILE; writes the times of its stages as JSON."""

import argparse
from pathlib import Path

import pyoxigraph as ox
from stopwatch import Stopwatch

from spygraph import store as stores
from spygraph.casefile.nquads import REGISTRY_GRAPH
from spygraph.export import export
from spygraph.network.graphs import case_graphs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("output", type=Path, metavar="FILE")
    args = parser.parse_args()
    watch = Stopwatch()
    stores.add_shortcuts = watch.around("shortcuts", stores.add_shortcuts)
    with watch.stage("load"):
        store = stores.load([args.folder], progress=lambda cases: watch.within("read", cases))
    watch.take("load", "read", "shortcuts")
    with watch.stage("graphml"):
        export(store, args.output)
    cases = case_graphs(store)
    quads = sum(_quads(store, graph) for graph in (*cases, REGISTRY_GRAPH))
    watch.report(cases=len(cases), triples=quads, bytes=args.output.stat().st_size)


def _quads(store: ox.Store, graph: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))


if __name__ == "__main__":
    main()
