"""Closed frequent sets: the largest sets of values that one and the same cases share.

Uno, T., Asai, T., Uchida, Y. and Arimura, H. (2004), An efficient algorithm for enumerating closed patterns in
transaction databases, DS 2004: each closed set is reached once, by a prefix-preserving extension, so that nothing found
has to be remembered. Cases are bits of an integer; below each single column only its own cases are kept, so that the
integers are short where sets are many.
"""

from collections.abc import Iterator, Sequence
from typing import Any

Found = tuple[tuple[int, ...], int]  # numbers of the columns, ascending; how many cases have them all
_Column = tuple[int, int, int]  # rank in the order of search, number, cases as bits


def closed_sets(columns: Sequence[int], cases: int, least: int = 2) -> Iterator[Found]:
    """Yield every non-empty closed set of columns that at least so many cases share, each once.

    Args:
        columns: For each column, the cases that have it, as bits.
        cases: How many cases there are; a bit for each.
        least: The smallest support to be found, 1 or more.
    """
    order = sorted(
        (j for j, bits in enumerate(columns) if bits.bit_count() >= least), key=lambda j: columns[j].bit_count()
    )
    matrix = _matrix([columns[j] for j in order], cases)
    supports = matrix.sum(axis=1, dtype=int)
    common = [j for j, support in zip(order, supports, strict=True) if support == cases]
    if common:
        yield tuple(sorted(common)), cases
    for rank in range(len(order) - len(common)):
        yield from _below(rank, order, matrix[:, matrix[rank] == 1], least)


def _matrix(columns: list[int], cases: int) -> Any:
    """Return columns as rows of 0 and 1, a place for each case."""
    import numpy as np

    width = (cases + 7) // 8
    packed = np.frombuffer(b"".join(bits.to_bytes(width, "little") for bits in columns), np.uint8)
    return np.unpackbits(packed.reshape(len(columns), width), axis=1, bitorder="little")[:, :cases]


def _below(rank: int, order: list[int], shared: Any, least: int) -> Iterator[Found]:
    """Yield the closed sets whose first column in the order of search has this rank; shared holds its cases only."""
    import numpy as np

    size = shared.shape[1]
    supports = shared.sum(axis=1, dtype=int)
    closure = np.flatnonzero(supports == size)
    if closure[0] < rank:
        return
    prefix = [order[one] for one in closure]
    yield tuple(sorted(prefix)), size
    left = np.flatnonzero((supports >= least) & (supports < size))
    if len(left) and left[-1] > rank:
        rows = np.packbits(shared[left], axis=1, bitorder="little")
        bits = (int.from_bytes(row.tobytes(), "little") for row in rows)
        yield from _extend(
            prefix, [(int(one), order[one], cases) for one, cases in zip(left, bits, strict=True)], rank, least
        )


def _extend(prefix: list[int], candidates: list[_Column], core: int, least: int) -> Iterator[Found]:
    """Yield the closed sets that begin with a prefix.

    The candidates are the columns outside it, with the cases of the prefix that have them, in order; those before the
    core serve only to see whether a set was reached from there already.
    """
    for rank, column, bits in candidates:
        if rank <= core:
            continue
        closure, left, size = [*prefix, column], [], bits.bit_count()
        for other_rank, other, other_bits in candidates:
            shared = bits & other_bits
            if shared == bits:
                if other_rank < rank:
                    break
                if other_rank > rank:
                    closure.append(other)
            elif shared.bit_count() >= least:
                left.append((other_rank, other, shared))
        else:
            yield tuple(sorted(closure)), size
            if left and left[-1][0] > rank:
                yield from _extend(closure, left, rank, least)
