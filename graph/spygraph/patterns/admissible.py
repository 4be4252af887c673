"""Sets of values that may be put together: closed sets cut down to what the visible rule lets stand side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from spygraph.patterns.closed import closed_sets
from spygraph.patterns.exclusions import Item, may_recur, why_excluded
from spygraph.patterns.table import State, Table, settled


@dataclass(frozen=True, slots=True)
class CaseBits:
    """Which cases state what, as bits of integers, a bit a case in the order of the table."""

    cases: tuple[str, ...]
    yes: Mapping[Item, int]  # cases that state the value
    no: Mapping[Item, int]  # cases that speak against it
    stating: Mapping[str, int]  # cases that state the feature

    def having(self, values: Sequence[Item]) -> int:
        """Return the cases that state all values."""
        return reduce(and_, (self.yes[item] for item in values))

    def allowed_by(self, values: Sequence[Item]) -> int:
        """Return the cases in which nothing stated speaks against any of the values."""
        return reduce(and_, (~self.no[item] for item in values), (1 << len(self.cases)) - 1)

    def stated_by(self, values: Sequence[Item]) -> int:
        """Return the cases that state every feature of the values."""
        return reduce(and_, (self.stating[feature] for feature, _ in values))

    def names(self, bits: int) -> tuple[str, ...]:
        """Return the ids of the cases of some bits."""
        out = []
        while bits:
            lowest = bits & -bits
            out.append(self.cases[lowest.bit_length() - 1])
            bits ^= lowest
        return tuple(out)


def case_bits(table: Table, least: int) -> CaseBits:
    """Return who states what, for the values that may recur and that at least so many cases state."""
    place = {case: 1 << number for number, case in enumerate(table.cases)}
    yes: dict[Item, int] = {}
    no: dict[Item, int] = {}
    for feature in table.features:
        for value in table.stated(feature.key) if feature.scheme else ():
            having = table.having(feature.key, value)
            if may_recur(feature, value) and len(having) >= least:
                item = feature.key, value
                yes[item] = sum(place[case] for case in having)
                no[item] = sum(place[case] for case in table.cases if table.state(case, feature, value) is State.NO)
    stating = {
        one.key: sum(place[case] for case in table.cases if settled(table.values(case, one.key)))
        for one in table.features
    }
    return CaseBits(table.cases, yes, no, stating)


def admissible(bits: CaseBits, least: int) -> Iterator[tuple[tuple[Item, ...], int]]:
    """Yield the largest parts of each closed set that hold no excluded pair and have the same cases, with these cases.

    Whatever admissible set cannot be enlarged without losing a case is the largest such part of its closure: so these
    are all of them, and each comes up once.
    """
    import networkx as nx

    items = sorted(bits.yes)
    columns = [bits.yes[item] for item in items]
    may_join = [[not why_excluded(one, other) for other in items] for one in items]
    for numbers, support in closed_sets(columns, len(bits.cases), least):
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(numbers)
        graph.add_edges_from((a, b) for a in numbers for b in numbers if a < b and may_join[a][b])
        for part in nx.find_cliques(graph):
            shared = reduce(and_, (columns[number] for number in part))
            if len(part) > 1 and shared.bit_count() == support:
                yield tuple(sorted(items[number] for number in part)), shared
