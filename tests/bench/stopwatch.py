"""Times the stages of one process: wall clock, CPU and the most memory it held."""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


class Stopwatch:
    """Adds up what each stage took."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.wall[name] = self.wall.get(name, 0.0) + time.perf_counter() - wall
            self.cpu[name] = self.cpu.get(name, 0.0) + time.process_time() - cpu

    def within(self, name: str, items: Iterable[T]) -> Iterator[T]:
        """Yield the items; the stage lasts while each is being made."""
        iterator = iter(items)
        while True:
            with self.stage(name):
                item = next(iterator, None)
            if item is None:
                return
            yield item

    def around(self, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """Return a function that is timed as a stage."""

        def timed(*args: P.args, **kwargs: P.kwargs) -> T:
            with self.stage(name):
                return function(*args, **kwargs)

        return timed

    def take(self, name: str, *parts: str) -> None:
        """Take the stages that ran inside another one out of it."""
        for times in (self.wall, self.cpu):
            times[name] -= sum(times.get(part, 0.0) for part in parts)

    def report(self, **more: object) -> None:
        """Write everything as one line of JSON to standard output."""
        json.dump({"wall": self.wall, "cpu": self.cpu, "peak_mb": peak_memory(), **more}, sys.stdout)


def peak_memory() -> float:
    """Return the most megabytes this process has held; as the kernel counts it."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    unit = 1024 if sys.platform != "darwin" else 1024**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
