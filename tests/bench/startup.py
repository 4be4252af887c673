"""How long `spygraph --help` takes against `python -c "import click"`: the median of some runs, alternating."""

import resource
import subprocess
import sys
import time
from statistics import median

_BARE = [sys.executable, "-c", "import click"]
_HELP = [sys.executable, "-m", "spygraph", "--help"]


def startup(runs: int = 15) -> dict[str, float]:
    """Return the median seconds of both, wall and CPU, and their ratios."""
    took = [(_took(_BARE), _took(_HELP)) for _ in range(runs)]
    bare, help_ = ([median(one[part][clock] for one in took) for clock in (0, 1)] for part in (0, 1))
    return {
        "click_wall": bare[0],
        "help_wall": help_[0],
        "ratio_wall": help_[0] / bare[0],
        "click_cpu": bare[1],
        "help_cpu": help_[1],
        "ratio_cpu": help_[1] / bare[1],
    }


def _took(command: list[str]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), _children()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - wall, _children() - cpu


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
