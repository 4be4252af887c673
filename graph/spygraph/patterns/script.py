"""The recruitment script: which stage comes before which, in how many cases, and where it is told otherwise.

Cornish, D. (1994), The procedural analysis of offending and its relevance for situational prevention, Crime Prevention
Studies 3; orders as footprints of process mining (van der Aalst, W. (2016), Process Mining, chapter 6), with partial
orders in place of logs: steps that no source orders stay unordered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from spygraph.casefile.grammar import grammar
from spygraph.errors import plural
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.stories import Story

_BACKGROUND = "background"  # life before the story: it comes first by definition
RECURS = 2


@dataclass(frozen=True, slots=True)
class Order:
    """Two stages. A case is in `before` if some step of the first is before some step of the second.

    Attributes:
        before: Cases in which the first comes before the second.
        after: Cases in which the second comes before the first: the counter-examples. A case may be in both.
        together: Cases that state both stages, whether or not anything orders them.
    """

    first: str
    second: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    together: tuple[str, ...]

    @property
    def both(self) -> tuple[str, ...]:
        """Cases that tell it both ways, because a stage recurs."""
        return tuple(case for case in self.before if case in set(self.after))

    @property
    def unordered(self) -> tuple[str, ...]:
        """Cases that state both and order neither."""
        told = {*self.before, *self.after}
        return tuple(case for case in self.together if case not in told)


@dataclass(frozen=True, slots=True)
class Script:
    """The eventually-follows matrix and its backbone.

    Attributes:
        stages: The stages that some case states, in the order of the vocabulary.
        cases: How many cases state any step.
        orders: Every pair of stages that some case orders, the more frequent direction first.
        backbone: The orders that recur, without those that follow from others.
    """

    stages: tuple[str, ...]
    stating: tuple[tuple[str, tuple[str, ...]], ...]
    cases: int
    orders: tuple[Order, ...]
    backbone: tuple[Order, ...]

    def grids(self) -> list[Grid]:
        """Return the backbone, then the whole matrix."""
        columns = (
            "first",
            "then",
            "in this order",
            "the other way round",
            "both ways",
            "order not stated",
            "both stages",
        )
        notes = (
            f"From {plural(self.cases, 'case')}; steps that no source dates or orders stay unordered. Background is "
            "left out; contact is first or renewed contact, so that it may follow cultivation.",
            "In the backbone: orders that recur and are told the other way round less often, without those that follow "
            "from others. Whole sequences do not recur and are not counted.",
        )
        return [
            grid("backbone of the script", columns, [_row(one) for one in self.backbone], notes),
            grid("every order that is stated", columns, [_row(one) for one in self.orders], first=12),
        ]


def script(told: Sequence[Story]) -> Script:
    """Return the script of some stories, background aside."""
    stating: dict[str, list[str]] = {}
    before: dict[tuple[str, str], list[str]] = {}
    for story in told:
        for one in sorted({step.stage for step in story.steps} - {"", _BACKGROUND}):
            stating.setdefault(one, []).append(story.case)
        for pair in sorted(ordered(story)):
            before.setdefault(pair, []).append(story.case)
    rank = {one.id: one.rank for one in grammar().schemes["stage"].values()}
    stages = tuple(sorted(stating, key=lambda one: (rank.get(one, 0), one)))
    orders = tuple(_orders(stages, stating, before))
    cases = sum(any(step.stage for step in story.steps) for story in told)
    return Script(stages, tuple((one, tuple(stating[one])) for one in stages), cases, orders, backbone(orders))


def ordered(story: Story) -> set[tuple[str, str]]:
    """Return the pairs of stages, background aside, of which some step of the first comes before one of the second."""
    stage = {step.id: step.stage for step in story.steps if step.stage and step.stage != _BACKGROUND}
    return {(stage[a], stage[b]) for a, b in story.order if a in stage and b in stage and stage[a] != stage[b]}


def backbone(orders: Sequence[Order]) -> tuple[Order, ...]:
    """Return the orders that recur, outnumber their counter-examples, and do not follow from others.

    The best supported are taken first; one that would close a circle with those is left out (a majority of cases may
    well order three stages in a circle). What is left is reduced to the fewest orders that imply it.
    """
    import networkx as nx

    graph: nx.DiGraph = nx.DiGraph()
    for one in sorted(orders, key=lambda each: (len(each.after) - len(each.before), each.first, each.second)):
        if len(one.before) >= RECURS and len(one.before) > len(one.after):
            graph.add_edge(one.first, one.second)
            if not nx.is_directed_acyclic_graph(graph):
                graph.remove_edge(one.first, one.second)
    kept = set(nx.transitive_reduction(graph).edges) if graph else set()
    return tuple(one for one in orders if (one.first, one.second) in kept)


def _orders(
    stages: Sequence[str], stating: dict[str, list[str]], before: dict[tuple[str, str], list[str]]
) -> list[Order]:
    out = []
    for one, other in combinations(stages, 2):
        there, back = before.get((one, other), []), before.get((other, one), [])
        together = tuple(case for case in stating[one] if case in set(stating[other]))
        if len(back) > len(there):
            out.append(Order(other, one, tuple(back), tuple(there), together))
        elif there:
            out.append(Order(one, other, tuple(there), tuple(back), together))
    return sorted(out, key=lambda each: (-len(each.before), len(each.after)))


def _row(one: Order) -> tuple[tuple[str, ...], tuple[str, ...]]:
    counts = (one.before, one.after, one.both, one.unordered, one.together)
    return (one.first, one.second, *(str(len(cases)) for cases in counts)), (*one.before, *one.after)
