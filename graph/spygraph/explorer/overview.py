"""All cases in one picture: a band with what more than one case shares, and the cases stacked above and below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from spygraph.explorer.layout import Dot, label_box

GAP = 90.0
TITLE = 135.0  # room for a block's title
NARROWEST = 520.0  # so that a title has room
FEW, BESIDE = 3, 735.0  # so many nodes or fewer have room for a name to the right of them: there is none below
MARGIN = 50.0  # from the edge of a field to the middle of a mark
WIDE, TALL = 1.5, 0.75  # width to height of the room for the graph, on a desk and in a hand
COLUMN, ROW = 530.0, 112.0  # of a shared technique, whose name stands to the right of it
FLAT = 2.2  # columns to rows of what is shared
Place = tuple[int, int]


class Region(NamedTuple):
    """A shaded field: its upper left corner, its size, and the case it stands for (-1: what cases share)."""

    x: int
    y: int
    width: int
    height: int
    case: int


@dataclass(frozen=True, slots=True)
class Block:
    """Nodes placed in relation to each other. `ties` says how many nodes outside the block it leads to."""

    case: int
    dots: Sequence[Dot]
    places: Mapping[int, Place]
    ties: int = 0

    def bounds(self) -> tuple[float, float, float, float]:
        """Return left, top, width and height of the nodes with their labels, and a title above them."""
        boxes = [(*self.places[dot.id], *label_box(dot.label)) for dot in self.dots] or [(0, 0, 0.0, 0.0)]
        left, top = min(x - w / 2 for x, _, w, _ in boxes), min(y - h / 2 for _, y, _, h in boxes) - TITLE
        right, bottom = max(x + w / 2 for x, _, w, _ in boxes), max(y + h / 2 for _, y, _, h in boxes)
        if self.case >= 0 and len(self.dots) <= FEW:
            first = min((x for x, _ in self.places.values()), default=0) - MARGIN
            return first, top, max(BESIDE, right - first), bottom - top
        if self.case < 0:
            return (
                left,
                top,
                max(right - left, max((x for x, _ in self.places.values()), default=0) + COLUMN - left),
                bottom - top,
            )
        spare = max(0.0, NARROWEST - (right - left))
        return left - spare / 2, top, right - left + spare, bottom - top

    def at(self, x: float, y: float) -> tuple[dict[int, Place], Region]:
        """Return the places and the field with the upper left corner at (x, y)."""
        left, top, width, height = self.bounds()
        across, down = round(x - left), round(y - top)
        moved = {dot: (place[0] + across, place[1] + down) for dot, place in self.places.items()}
        return moved, Region(round(x), round(y), round(width), round(height), self.case)


def middle_block(shared: Sequence[Dot], kinds: Sequence[str]) -> Block:
    """Return what cases share in columns, a kind after the other, then any other."""
    rank = {kind: number for number, kind in enumerate(kinds)}
    dots = sorted(shared, key=lambda dot: (rank.get(dot.kind, len(rank)), dot.kind))
    tall = max(3, ceil((len(dots) / FLAT) ** 0.5))
    places = {dot.id: (round(COLUMN * (at // tall)), round(ROW * (at % tall))) for at, dot in enumerate(dots)}
    return Block(-1, shared, places)


@dataclass(frozen=True, slots=True)
class _Stacks:
    """Blocks by column, above and below the band; widths and the heights of the two halves."""

    above: list[list[Block]]
    below: list[list[Block]]
    widths: list[float]
    heights: tuple[float, float]

    def size(self, band: tuple[float, float], shape: float) -> float:
        """Return the height of the picture of this shape, width to height, that holds everything."""
        return max(max(sum(self.widths), band[0]) / shape, sum(self.heights) + band[1])


def _stacked(sizes: Mapping[int, tuple[float, float]], blocks: Sequence[Block], columns: int) -> _Stacks:
    """Return the blocks in twice as many stacks as columns: the tallest first, each on the lowest stack."""
    stacks: list[list[Block]] = [[] for _ in range(2 * columns)]
    heights = [0.0] * len(stacks)
    for block in sorted(blocks, key=lambda block: (-sizes[block.case][1], block.case)):
        lowest = heights.index(min(heights))
        stacks[lowest].append(block)
        heights[lowest] += sizes[block.case][1]
    for stack in stacks:  # what leads to the band most stands next to it
        stack.sort(key=lambda block: (-block.ties, block.case))
    above, below = stacks[:columns], stacks[columns:]
    pairs = zip(above, below, strict=True)
    widths = [max((sizes[block.case][0] for block in [*one, *two]), default=0.0) for one, two in pairs]
    return _Stacks(above, below, widths, (max(heights[:columns]), max(heights[columns:])))


def arrange(blocks: Sequence[Block], middle: Block, shape: float = WIDE) -> tuple[dict[int, Place], list[Region]]:
    """Return a place for every node, and the shaded fields: as nearly of this shape as the blocks allow."""
    _, _, width, height = middle.bounds()
    band = (width + GAP, height + GAP) if middle.dots else (0.0, 0.0)
    sizes = {block.case: (block.bounds()[2] + GAP, block.bounds()[3] + GAP) for block in blocks}
    tries = [_stacked(sizes, blocks, columns) for columns in range(1, ceil(len(blocks) ** 0.5) + 2)]
    best = min(tries, key=lambda stacks: stacks.size(band, shape))
    total = max(sum(best.widths), band[0])
    starts = [(total - sum(best.widths)) / 2]
    for one in best.widths:
        starts.append(starts[-1] + one)
    spots = [middle.at((total - width) / 2, best.heights[0])] if middle.dots else []
    for (west, east), above, below in zip(pairwise(starts), best.above, best.below, strict=True):
        up, down = best.heights[0], best.heights[0] + band[1]
        for block in above:
            up -= sizes[block.case][1]
            spots.append(block.at((west + east - sizes[block.case][0] + GAP) / 2, up))
        for block in below:
            spots.append(block.at((west + east - sizes[block.case][0] + GAP) / 2, down))
            down += sizes[block.case][1]
    return {dot: place for moved, _ in spots for dot, place in moved.items()}, sorted(region for _, region in spots)


def beneath(
    places: dict[int, Place], regions: list[Region], blocks: Sequence[Block]
) -> tuple[dict[int, Place], list[Region]]:
    """Return the places and fields with more blocks in a row of their own underneath."""
    west = float(min((region.x for region in regions), default=0))
    south = max((region.y + region.height for region in regions), default=0) + 2 * GAP
    for block in blocks:
        moved, region = block.at(west, south)
        places, regions, west = places | moved, [*regions, region], west + region.width + GAP
    return places, regions
