"""What every result can be shown as: tables of text, each row with the cases behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as people read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    members: tuple[tuple[str, ...], ...]  # for each row, the ids of the cases behind it
    notes: tuple[str, ...] = ()  # what must be known to read it, in words
    first: int = 0  # how many rows people are shown at first, 0 for all; files for machines have all


class Result(Protocol):
    """What an analysis returns: a frozen dataclass that can be shown."""

    def grids(self) -> list[Grid]:
        """Return its tables."""
        ...


def grid(
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Sequence[str], Sequence[str]]],
    notes: Sequence[str] = (),
    *,
    first: int = 0,
) -> Grid:
    """Return a table of (cells, cases) pairs.

    Raises:
        ValueError: where a row is not as long as the header.
    """
    if any(len(cells) != len(columns) for cells, _ in rows):
        raise ValueError(f"a row of '{title}' is not as long as its header")
    return Grid(
        title,
        tuple(columns),
        tuple(tuple(cells) for cells, _ in rows),
        tuple(tuple(cases) for _, cases in rows),
        tuple(note for note in notes if note),
        first,
    )
