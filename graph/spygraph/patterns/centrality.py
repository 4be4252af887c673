"""Measures a ring of persons, whole and with ties dropped; see `spygraph.patterns.rings` for what is measured."""

from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING, Any

from spygraph.errors import SpygraphError, plural
from spygraph.patterns.null import SEED
from spygraph.patterns.rings import DRAWS, LOSSES, SAME, SMALLEST, Measure, Ring, Stability

if TYPE_CHECKING:
    import networkx as nx


def ring(persons: "nx.Graph[str]", *, draws: int = DRAWS, seed: int = SEED) -> Ring:
    """Return the measures of a ring of persons; ties have no direction and no weight.

    Raises:
        SpygraphError: where it has fewer than five persons with a tie.
    """
    import networkx as nx

    plain: nx.Graph[str] = nx.Graph()
    plain.add_edges_from(sorted(tuple(sorted(tie)) for tie in persons.edges if tie[0] != tie[1]))
    if len(plain) < SMALLEST:
        raise SpygraphError(
            f"{plural(len(plain), 'person')} with a tie: centrality is computed in rings of {SMALLEST} or more only"
        )
    tops: dict[tuple[str, float], list[frozenset[str]]] = {}
    rng = Random(seed)  # noqa: S311 - draws that can be repeated, no secret
    for lost in LOSSES:
        for _ in range(draws):
            left = _thinned(plain, lost, rng)
            for name, values in _measured(left).items():
                tops.setdefault((name, lost), []).append(frozenset(_top(values)))
    measures = tuple(_measure(name, values, plain, tops) for name, values in _measured(plain).items())
    return Ring(len(plain), plain.number_of_edges(), nx.number_connected_components(plain), measures, draws)


def _measured(graph: "nx.Graph[str]") -> dict[str, Mapping[str, float]]:
    """Return the measures by name: ties, shortest paths, and two that are shares already."""
    import networkx as nx

    out: dict[str, Mapping[str, float]] = {
        "degree": {person: float(ties) for person, ties in graph.degree},
        "betweenness": nx.betweenness_centrality(graph, normalized=False),
        "closeness": nx.closeness_centrality(graph),
    }
    return out


def _thinned(graph: "nx.Graph[str]", lost: float, rng: Random) -> Any:
    ties = sorted(graph.edges)
    left = graph.copy()
    left.remove_edges_from(rng.sample(ties, max(1, round(lost * len(ties)))))
    return left


def _measure(
    name: str,
    values: Mapping[str, float],
    graph: "nx.Graph[str]",
    tops: Mapping[tuple[str, float], list[frozenset[str]]],
) -> Measure:
    top, size = _top(values), len(graph)
    most = {"degree": size - 1, "betweenness": (size - 1) * (size - 2) / 2}.get(name, 1)
    ranked = sorted(values.items(), key=lambda one: (-round(one[1], 9), one[0]))
    stability = []
    for lost in LOSSES:
        drawn = tops[name, lost]
        same, some = sum(one == frozenset(top) for one in drawn), sum(bool(one & set(top)) for one in drawn)
        stability.append(Stability(lost, same / len(drawn), some / len(drawn)))
    return Measure(name, tuple(ranked), tuple((one, value / most) for one, value in ranked), top, tuple(stability))


def _top(values: Mapping[str, float]) -> tuple[str, ...]:
    highest = max(values.values())
    return tuple(sorted(person for person, value in values.items() if highest - value <= SAME))
