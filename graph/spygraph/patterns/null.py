"""What would recur by chance: values dealt out again among the cases that state the field, silence left where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spygraph.patterns.admissible import CaseBits
from spygraph.patterns.exclusions import Item
from spygraph.patterns.table import Table

SEED = 20_261_121  # any fixed number: the same cases give the same figures
DRAWS = 999
_CELLS = 2_000_000  # truth values a column may hold at once while draws are made


@dataclass(frozen=True, slots=True)
class Chance:
    """The support of one configuration over the draws.

    mean and the 95 % range are in cases; p is the share of draws that reach the observed support, the observed one
    counted among them (Davison and Hinkley 1997, Bootstrap Methods and their Application, section 4.2).
    """

    mean: float
    low: float
    high: float
    p: float


def by_chance(
    table: Table,
    bits: CaseBits,
    configurations: Sequence[tuple[tuple[Item, ...], int]],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> list[Chance]:
    """Return, for each configuration and its observed support, what chance alone gives.

    Each draw shuffles every field's cells among the cases that state the field. How often a value occurs, and who is
    silent about what, stays; that two fields are spoken of in the same cases therefore cannot look like a pattern.

    Args:
        table: Cases and what they state.
        bits: Who states what.
        configurations: The values of each, and its support.
        draws: How many times to deal.
        seed: Of the generator, for figures that can be repeated.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    size = len(table.cases)
    columns = {
        item: _truths(bits.yes[item], size) for item in sorted({one for values, _ in configurations for one in values})
    }
    stating = {
        feature: np.flatnonzero(_truths(bits.stating[feature], size)) for feature in sorted({one for one, _ in columns})
    }
    supports = []
    at_once = max(1, _CELLS // max(1, size))
    for begin in range(0, draws, at_once):
        many = min(at_once, draws - begin)
        dealt = {
            feature: (places, rng.permuted(np.tile(places, (many, 1)), axis=1)) for feature, places in stating.items()
        }
        shuffled = {item: _dealt(columns[item], *dealt[item[0]]) for item in columns}
        rows = [np.logical_and.reduce([shuffled[one] for one in values]).sum(axis=1) for values, _ in configurations]
        supports.append(np.array(rows))
    drawn = np.concatenate(supports, axis=1) if configurations else np.zeros((0, draws))
    return [_chance(row, observed) for row, (_, observed) in zip(drawn, configurations, strict=True)]


def _truths(bits: int, size: int) -> Any:
    import numpy as np

    return np.array([bits >> number & 1 for number in range(size)], dtype=bool)


def _dealt(column: Any, places: Any, dealt: Any) -> Any:
    """Return a column once for each draw, with what stands in its places dealt out again."""
    import numpy as np

    out = np.tile(column, (len(dealt), 1))
    out[:, places] = column[dealt]
    return out


def _chance(supports: Any, observed: int) -> Chance:
    import numpy as np

    low, high = np.quantile(supports, (0.025, 0.975))
    p = (1 + int((supports >= observed).sum())) / (1 + len(supports))
    return Chance(float(supports.mean()), float(low), float(high), p)
