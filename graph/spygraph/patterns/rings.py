"""Rings of persons: who stands where, each measure by itself, and how much of it survives the loss of ties.

Degree, closeness and betweenness as in Freeman, L. (1979), Centrality in social networks: conceptual clarification,
Social Networks 1, 215-239, closeness as extended to parts by Wasserman and Faust (1994); eigenvector after Bonacich
(1972). Stability under missing ties: Costenbader, E. and Valente, T. (2003), Social Networks 25, 283-307; Borgatti, S.,
Carley, K. and Krackhardt, D. (2006), Social Networks 28, 124-136. Measures are never merged into one rank.
"""

from dataclasses import dataclass

from spygraph.errors import plural
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.statistics import percent

METHOD = (
    "Degree, betweenness and closeness (Freeman 1979), each by itself and never merged into one rank; ties counted as "
    "undirected and unweighted. Stability: the share of random draws, with 10 % and 25 % of the ties dropped, in which "
    "the top stays the top (Costenbader and Valente 2003; Borgatti, Carley and Krackhardt 2006)."
)
CAUTION = (
    "A place in a ring says where somebody stands in the ties that are known of, not what the person did; ties that "
    "are not known of are not drawn. Nothing here is a score, and nothing is said of anybody outside the ring."
)
SMALLEST = 5  # persons; below this a centrality says no more than the list of ties
LOSSES = (0.10, 0.25)
DRAWS = 200
SAME = 1e-9  # two values this near are a tie


@dataclass(frozen=True, slots=True)
class Stability:
    """How a top holds when ties are dropped at random.

    Attributes:
        lost: The share of ties dropped, at least one tie.
        stays: Share of draws in which the same persons are at the top, no more and no fewer.
        among: Share of draws in which at least one of them still is at the top.
    """

    lost: float
    stays: float
    among: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of every person.

    Attributes:
        values: Person to value, highest first; degree is a number of ties, betweenness a number of shortest paths.
        scaled: The same as a share of the most that is possible in a ring of this size, where the measure has one.
        top: Everybody who has the highest value.
    """

    name: str
    values: tuple[tuple[str, float], ...]
    scaled: tuple[tuple[str, float], ...]
    top: tuple[str, ...]
    stability: tuple[Stability, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring of persons: its size, its parts, each measure by itself, and how many draws its stability rests on."""

    persons: int
    ties: int
    parts: int
    measures: tuple[Measure, ...]
    draws: int

    def grids(self) -> list[Grid]:
        """Return one table a measure."""
        size = f"{plural(self.persons, 'person')}, {plural(self.ties, 'tie')}, {plural(self.parts, 'part')}."
        return [
            grid(
                one.name,
                ("place", "person", "value", "share of the most"),
                _rows(one),
                (size, *_notes(one, self.draws)),
            )
            for one in self.measures
        ]


def places(values: tuple[tuple[str, float], ...]) -> list[str]:
    """Return the place of each value, equal ones sharing theirs: 1, 2-3, 2-3, 4."""
    out = []
    for _, value in values:
        above = sum(other - value > SAME for _, other in values)
        equal = sum(abs(other - value) <= SAME for _, other in values)
        out.append(str(above + 1) if equal == 1 else f"{above + 1}-{above + equal}")
    return out


def _rows(one: Measure) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    shares = dict(one.scaled)
    return [
        ((place, person, f"{value:.2f}".removesuffix(".00"), f"{shares[person]:.3f}"), ())
        for place, (person, value) in zip(places(one.values), one.values, strict=True)
    ]


def _notes(one: Measure, draws: int) -> list[str]:
    top = " and ".join(one.top)
    first = f"At the top: {top}." if len(one.top) == 1 else f"At the top, a tie: {top}."
    held = [
        f"with {percent(each.lost)} of the ties dropped, exactly so in {percent(each.stays)} of {draws} draws, "
        f"one of them still at the top in {percent(each.among)}"
        for each in one.stability
    ]
    return [first, f"How stable: {'; '.join(held)}."]
