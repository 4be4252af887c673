"""What fits on a screen: lines folded between words, and tables that become a block a row where they cannot fit."""

import sys
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from textwrap import fill

_GAP = 2
_LONGEST = 40  # characters: a word longer than this, such as an id, may be cut in two


def width() -> int:
    """Return the columns of the terminal that is written to; 0 for a file or a pipe, where nothing is folded."""
    return get_terminal_size().columns if sys.stdout.isatty() else 0


def folded(line: str, columns: int, indent: int) -> str:
    """Return a line folded between words, so that ids and addresses stay whole; as it is where columns is 0."""
    if not 0 < columns < len(line):
        return line
    return fill(line, columns, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)


def narrowest(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how narrow each column of a table may be without a word being cut."""
    turned = zip(names, *rows, strict=True)
    words = ([len(word) for cell in column for word in cell.split()] for column in turned)
    return [min(max(one, default=0), _LONGEST) for one in words]


def fits(names: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> bool:
    """Whether a table can be read at that many columns, of which 0 are as many as it needs."""
    least = narrowest(names, rows)
    return not columns or sum(least) + _GAP * (len(least) - 1) <= columns


def blocks(names: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    """Yield a table as lines: a block for each row, in it a line for each cell that is not empty."""
    indent = max(map(len, names), default=0) + _GAP
    for number, row in enumerate(rows):
        if number:
            yield ""
        yield from (
            folded(f"{name:{indent}}{cell}", columns, indent) for name, cell in zip(names, row, strict=True) if cell
        )
