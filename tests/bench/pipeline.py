"""YAML to store to GraphML, by spygraph and by the naive peer: the same cases, fresh processes, alternating."""

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from startup import startup
from tabulate import STAGES, Run, findings, table, total

_HERE = Path(__file__).parent
_CHECKED = 100  # cases that are read back, and validated with SHACL
PROGRAMS = {"spygraph": ["ours.py"], "naive": ["naive.py"], "naive, C parser": ["naive.py", "--c-loader"]}


def main() -> None:
    """Measure, print the tables, and write all figures as JSON."""
    args = _arguments()
    results: Run = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load_average": _load(),
        "seed": args.seed,
    }
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        results |= _measure(args, Path(folder))
    args.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    click.echo(f"{table(results)}\n\n{findings(results)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1_000, help="cases, best of --repeat")
    parser.add_argument("--large", type=int, default=10_000, help="cases, once; 0 for none")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-naive-10k", action="store_true", help="leave the naive peer out at the large size")
    parser.add_argument("--folder", type=Path, help="where the invented cases go, for the time of the run")
    parser.add_argument("--json", type=Path, default=_HERE / "results.json")
    return parser.parse_args()


def _load() -> str:
    return " ".join(f"{one:.1f}" for one in os.getloadavg())


def _measure(args: argparse.Namespace, folder: Path) -> Run:
    sizes = [args.small, *([args.large] if args.large else [])]
    for size in {_CHECKED, *sizes}:
        _run(
            "generate.py", str(size), str(folder / str(size)), "--seed", str(args.seed), "--no-comparison", report=False
        )
    out: Run = {"edges": _edges(folder), "shacl": _run("shapes.py", str(folder / str(_CHECKED))), "startup": startup()}
    out["pipeline"] = {str(args.small): _alternating(PROGRAMS, folder / str(args.small), args.repeat)}
    if args.large:
        once = [name for name in PROGRAMS if name == "spygraph" or (name == "naive" and not args.no_naive_10k)]
        out["pipeline"][str(args.large)] = _alternating(once, folder / str(args.large), 1)
        out |= {"skipped": f"the naive peer at {args.large:,} cases"} if args.no_naive_10k else {}
    out["ratios"] = {size: _ratios(runs) for size, runs in out["pipeline"].items()}
    out["growth"] = _growth(out["pipeline"], args.small, args.large) if args.large else {}
    return out


def _run(script: str, *arguments: str, report: bool = True) -> Run:
    done = subprocess.run(
        [sys.executable, str(_HERE / script), *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    found: Run = json.loads(done.stdout) if report else {}
    return found


def _edges(folder: Path) -> dict[str, Any]:
    """Return the edges that networkx reads back from both files, which must be the same number."""
    out = {}
    for name in ("spygraph", "naive"):
        file = folder / "check.graphml"
        _once(name, folder / str(_CHECKED), file)
        out[name] = _run("readback.py", str(file))
    counts = {one["edges"] for one in out.values()}
    return {**out, "equal": len(counts) == 1}


def _once(name: str, cases: Path, file: Path) -> Run:
    script, *options = PROGRAMS[name]
    return _run(script, str(cases), str(file), *options)


def _alternating(names: Iterable[str], cases: Path, repeat: int) -> dict[str, Run]:
    """Return the best run of each program, by CPU time, with the wall and CPU times of all."""
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for _ in range(repeat):
        for name, done in runs.items():
            done.append(_once(name, cases, cases.parent / "out.graphml"))
            click.echo(f"{cases.name} {name}: {total(done[-1], 'cpu'):.2f} s CPU, load {_load()}", err=True)
    every = {name: [[total(one, clock) for clock in ("cpu", "wall")] for one in done] for name, done in runs.items()}
    return {name: min(done, key=lambda one: total(one, "cpu")) | {"runs": every[name]} for name, done in runs.items()}


def _ratios(runs: dict[str, Run]) -> Run:
    """Return how many times longer each peer takes."""
    ours = runs["spygraph"]
    clocks = ("cpu", "wall")
    return {
        name: {clock: total(run, clock) / total(ours, clock) for clock in clocks}
        for name, run in runs.items()
        if name != "spygraph"
    }


def _growth(runs: dict[str, dict[str, Run]], small: int, large: int) -> dict[str, dict[str, float]]:
    """Return the exponents by which CPU times grow from the small size to the large one; memory too."""
    out: dict[str, dict[str, float]] = {}
    times = math.log(large / small)
    for name, more in runs[str(large)].items():
        less = runs[str(small)][name]
        pairs = {stage: (less["cpu"].get(stage), more["cpu"].get(stage)) for stage in STAGES}
        pairs |= {"total": (total(less, "cpu"), total(more, "cpu")), "peak memory": (less["peak_mb"], more["peak_mb"])}
        out[name] = {key: math.log(b / a) / times for key, (a, b) in pairs.items() if a and b}
    return out


if __name__ == "__main__":
    main()
