"""Tells when files change: by looking at their times now and then, asleep in between."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spygraph import paths
from spygraph.casefile.folder import registry_folder

PAUSE = 0.5  # seconds
State = dict[Path, tuple[int, int]]


def changes(given: Iterable[Path], *, pause: Callable[[float], None] = time.sleep) -> Iterator[list[Path]]:
    """Yield the files that appeared, changed or went, at the start all of them.

    Args:
        given: Files, and folders whose YAML files and texts are meant.
        pause: Sleeps; a test puts its own in.
    """
    roots = list(given)
    before: State = {}
    first = True
    while True:
        now = _state(roots)
        differing = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
        if differing or first:
            yield differing
        before, first = now, False
        pause(PAUSE)


def _state(roots: list[Path]) -> State:
    out: State = {}
    for root in roots:
        for path in root.rglob("*") if root.is_dir() else [root]:
            if not path.name.startswith(".") and path.suffix in (".yaml", ".yml", ".txt", ".csv"):
                try:
                    found = path.stat()
                except OSError:  # gone while we looked
                    continue
                out[path] = (found.st_mtime_ns, found.st_size)
    return out


def watched(given: Iterable[Path], sources: Path | None) -> list[Path]:
    """Return what a check depends on: the case files, the registry beside them, the texts."""
    roots = list(given) or [paths.default_cases()]
    registries = [found for root in roots if (found := registry_folder(root))]
    return [*roots, *registries, *([sources] if sources else [])]
