"""Puts the results of a run into tables for people."""

from typing import Any

Run = dict[str, Any]
STAGES = ("read", "load", "shortcuts", "graphml")


def total(run: Run, clock: str) -> float:
    """Return the seconds of all stages."""
    return float(sum(run[clock].values()))


def table(results: Run) -> str:
    """Return the seconds by stage of each size and program, CPU and wall, with the peak of memory."""
    head = "| cases | program | read | load | shortcuts | graphml | CPU s | wall s | peak MB | triples |"
    lines = [head, "|--:|---|" + "--:|" * 8]
    for size, programs in results["pipeline"].items():
        for name, run in programs.items():
            stages = " | ".join(f"{run['cpu'][s]:,.2f}" if s in run["cpu"] else "" for s in STAGES)
            sums = f"{total(run, 'cpu'):,.2f} | {total(run, 'wall'):,.2f} | {run['peak_mb']:,.0f} | {run['triples']:,}"
            lines.append(f"| {int(size):,} | {name} | {stages} | {sums} |")
    return "\n".join(lines)


def findings(results: Run) -> str:
    """Return the ratios, exponents and checks, one a line."""
    lines = [f"load average when it began: {results['load_average']}"]
    for size, one in results["ratios"].items():
        lines += [
            f"{int(size):,} cases: {name} takes {x['cpu']:.2f} x the CPU, {x['wall']:.2f} x the wall time"
            for name, x in one.items()
        ]
    for name, one in results["growth"].items():
        lines.append(f"growth exponent of {name}: " + ", ".join(f"{stage} {x:.3f}" for stage, x in one.items()))
    lines += [f"{key}: {results[key]}" for key in ("edges", "shacl", "startup", "skipped") if key in results]
    return "\n".join(lines)
