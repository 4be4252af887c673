"""The same job the obvious way, without checks: naive.py DIR FILE; writes the times of its stages as JSON.

yaml.safe_load, rdflib's Graph.add, networkx' write_graphml. What a claim is and which keys are edges it is told by
table.json, which the generator writes; it derives no shortcuts.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import networkx as nx
import yaml
from naive_claims import Case, read
from naive_edges import draw
from naive_triples import Triples
from networkx.readwrite import graphml
from stopwatch import Stopwatch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("output", type=Path, metavar="FILE")
    parser.add_argument(
        "--c-loader", action="store_true", help="parse with yaml.CSafeLoader, which yaml.safe_load does not"
    )
    args = parser.parse_args()
    watch = Stopwatch()
    table = json.loads((args.folder / "table.json").read_text(encoding="utf-8"))
    loader = yaml.CSafeLoader if args.c_loader else yaml.SafeLoader
    with watch.stage("read"):
        registry = _registry(args.folder / "registry", loader)
    triples, graph = Triples(table), nx.MultiDiGraph()
    with watch.stage("load"):
        triples.add_registry(registry)
    files = sorted(args.folder.glob("*.yaml"))
    for path in files:
        with watch.stage("read"):
            raw = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        with watch.stage("load"):
            case: Case = read(raw, table, registry)
            triples.add_case(case)
        with watch.stage("graphml"):
            draw(graph, case, table, registry)
    with watch.stage("graphml"):
        nx.write_graphml(graph, args.output)
    lxml = graphml.write_graphml is graphml.write_graphml_lxml and _has_lxml()
    watch.report(cases=len(files), triples=len(triples.graph), bytes=args.output.stat().st_size, lxml=lxml)


def _registry(folder: Path, loader: Any) -> dict[str, dict[str, Any]]:
    """Return the registry's entries by key, each with its section."""
    out: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for section, things in yaml.load(path.read_text(encoding="utf-8"), Loader=loader).items():
            if isinstance(things, dict):
                out |= {key: {**thing, "section": section} for key, thing in things.items()}
    return out


def _has_lxml() -> bool:
    try:
        import lxml.etree  # noqa: F401
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    main()
