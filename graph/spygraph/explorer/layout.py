"""Positions, computed here so that the page only draws: the same network gives the same places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, sin

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

Points = NDArray[np.float64]

STEP = 150.0  # wanted length of a line
ROUNDS = 60
# Where a kind stands around the subject of its case, in degrees clockwise from the right: the same in each case, so
# that cases can be compared by eye.
SECTORS: Mapping[str, float] = {
    "handler": -15, "group": -15, "service": -50, "cover": 5, "inducement": 35, "item": 75, "outcome": 115,
    "pressure": 150, "vulnerability": 175, "organization": -150, "person": -100, "initiation": -125, "channel": -80,
    "setting": -65,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dot:
    """A node to be placed: its kind gives the sector, its label the room that it needs."""

    id: int
    kind: str
    label: str


def label_box(label: str) -> tuple[float, float]:
    """Return width and height of a node with its label, wrapped as the page wraps it."""
    units = sum(2 if ord(character) > 0x2E7F else 1 for character in label)
    lines = min(4, ceil(units / 20)) or 1
    return 30 + 6.6 * min(units, 20), 44 + 14.0 * lines


def _hops(size: int, pairs: Sequence[tuple[int, int]]) -> Points:
    """Return the distances in lines between all dots; what is not connected stands two lines off."""
    links = np.zeros((size, size))
    for one, other in pairs:
        links[one, other] = 1
    hops = np.asarray(shortest_path(csr_array(links), directed=False, unweighted=True), dtype=np.float64)
    hops[~np.isfinite(hops)] = 2
    return hops


def _anchors(dots: Sequence[Dot], hops: Points, centre: int) -> Points:
    """Return where each dot would stand by its kind alone; dots of one kind fan out."""
    places = np.zeros((len(dots), 2))
    seen: dict[str, int] = {}
    for index, dot in enumerate(dots):
        if index == centre:
            continue
        rank = seen[dot.kind] = seen.get(dot.kind, -1) + 1
        angle = (SECTORS.get(dot.kind, 90) + 14 * ceil(rank / 2) * (-1) ** rank) * pi / 180
        reach = STEP * (hops[centre, index] + 0.45 * (rank % 3))
        places[index] = (reach * cos(angle), reach * sin(angle))
    return places


def _relax(places: Points, hops: Points, anchors: Points) -> Points:
    """Return the places after some rounds of stress majorization, each drawn a little to the anchors."""
    wanted = hops * STEP
    weights = np.divide(1.0, hops**2, out=np.zeros_like(hops), where=hops > 0)
    for _ in range(ROUNDS):
        gaps = places[:, None, :] - places[None, :, :]
        lengths = np.maximum(np.hypot(gaps[..., 0], gaps[..., 1]), 1e-6)
        pull = weights[..., None] * (places[None, :, :] + gaps * (wanted / lengths)[..., None])
        places = 0.75 * pull.sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)[:, None] + 0.25 * anchors
    return places


def spread(places: Points, sizes: Points, rounds: int = 300) -> Points:
    """Return the places with boxes pushed apart until none lies over another, along the shorter way."""
    places = places.copy()
    need = (sizes[:, None, :] + sizes[None, :, :]) / 2
    order = np.arange(len(places))
    tie = np.sign(order[:, None] - order[None, :])
    for _ in range(rounds):
        gaps = places[:, None, :] - places[None, :, :]
        over = need - np.abs(gaps)
        hit = (over > 0.5).all(axis=2) & (tie != 0)
        if not hit.any():
            break
        side = np.where(gaps == 0, tie[..., None], np.sign(gaps))
        across = over[..., 0] < over[..., 1]
        push = np.stack([np.where(across, over[..., 0], 0), np.where(across, 0, over[..., 1])], axis=2)
        places += (0.3 * side * push * hit[..., None]).sum(axis=1)
    return places


def place(dots: Sequence[Dot], pairs: Sequence[tuple[int, int]], centre: int) -> dict[int, tuple[int, int]]:
    """Return whole-number places by dot id: the centre first, kinds in their sectors, no box over another.

    `pairs` and `centre` speak of positions in `dots`. An empty sequence gives an empty mapping.
    """
    if not dots:
        return {}
    hops = _hops(len(dots), pairs)
    anchors = _anchors(dots, hops, centre)
    sizes = np.array([label_box(dot.label) for dot in dots])
    places = spread(_relax(anchors, hops, anchors), sizes)
    places -= places[centre]
    return {dot.id: (round(float(x)), round(float(y))) for dot, (x, y) in zip(dots, places, strict=True)}
