"""What waits on disk instead of in memory: edges until all nodes are written, and runs of lines to be sorted."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import TextIO, cast

from spygraph.export.extract import Drawn, Extract
from spygraph.network import Node

_RUN = 16_384  # lines of a run


def write_lists(
    extract: Extract,
    path: Path,
    node: Callable[[Node], str],
    edge: Callable[[Drawn], str],
    parts: Callable[[], tuple[str, str, str]],
    comma: str = "",
) -> None:
    """Write a head, all nodes, a middle, all edges and an end.

    Args:
        extract: What is exported.
        path: The file.
        node: Makes the text of a node.
        edge: Makes the text of an edge.
        parts: Makes head, middle and end when everything has been read.
        comma: What stands between two nodes, and between two edges.
    """
    with ExitStack() as files:
        nodes, edges = (_List(files.enter_context(_waiting(path.parent)), comma) for _ in range(2))
        for one in extract.drawn():
            if isinstance(one, Drawn):
                edges.add(edge(one))
            else:
                nodes.add(node(one))
        head, middle, end = parts()
        out = files.enter_context(path.open("w", encoding="utf-8", newline="\n"))
        for before, found in ((head, nodes), (middle, edges)):
            out.write(before)
            found.out.seek(0)
            shutil.copyfileobj(found.out, out)
        out.write(end)


def _waiting(folder: Path | None = None) -> TextIO:
    """Return a file without a name; beside the target, where a disk that is full is the one that was asked for."""
    return cast(TextIO, TemporaryFile("w+", encoding="utf-8", newline="\n", dir=folder))


def ordered(lines: Iterable[str], run: int = _RUN) -> Iterator[str]:
    """Yield lines sorted, of which only one run at a time is in memory; the others wait in files.

    Args:
        lines: Texts without line breaks.
        run: How many lines are sorted at once.
    """
    waiting = iter(lines)
    with ExitStack() as files:
        runs: list[TextIO] = []
        while found := sorted(islice(waiting, run)):
            runs.append(files.enter_context(_waiting()))
            runs[-1].writelines(f"{line}\n" for line in found)
            runs[-1].seek(0)
        yield from (line[:-1] for line in merge(*runs))


class _List:
    """Writes items with something between them."""

    def __init__(self, out: TextIO, comma: str) -> None:
        self.out, self.comma, self.before = out, comma, ""

    def add(self, text: str) -> None:
        self.out.write(self.before + text)
        self.before = self.comma


def some(attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the attributes that have a value: what is not stated is left out of every file."""
    return ((key, value) for key, value in attributes.items() if value)
