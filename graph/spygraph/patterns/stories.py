"""Stories: the steps of each case, in the partial order that its sources give and no other."""

from collections.abc import Iterable
from dataclasses import dataclass

from spygraph.network import Claim, Network

_PROCEEDINGS = "proceedings"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case: an event of some stage, or an outcome, which is a step of the proceedings.

    earliest and latest are the first and last day that its date allows, "" where it has none; who are ids.
    """

    id: str
    what: str
    stage: str  # "" where it is unclear, or not a stage at all: then it only carries the order on
    when: str
    earliest: str
    latest: str
    who: tuple[str, ...]
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class Story:
    """The steps of one case, and all pairs (earlier, later) that its sources order: said to be after, or by date."""

    case: str
    steps: tuple[Step, ...]
    order: frozenset[tuple[str, str]]

    def without(self, sources: frozenset[str]) -> "Story":
        """Return the story as told without some articles: the steps that rest on nothing else are gone."""
        kept = tuple(step for step in self.steps if step.sources - sources or not step.sources)
        ids = {step.id for step in kept}
        return Story(self.case, kept, frozenset(pair for pair in self.order if ids.issuperset(pair)))


def stories(network: Network) -> list[Story]:
    """Return the story of each case that counts, without rival tellings and what was withdrawn."""
    things: dict[str, dict[str, list[Claim]]] = {}
    for claim in network.claims.values():
        if claim.stands and claim.thing_class in ("Event", "Outcome", "Item"):
            things.setdefault(claim.case, {}).setdefault(claim.thing, []).append(claim)
    return [_story(case.id, things.get(case.id, {})) for case in network.cases if case.unit == "case"]


def values_of(claims: Iterable[Claim], key: str) -> list[str]:
    """Return the ids (or, where a value has none, the texts) that claims give a key, each once."""
    return list(dict.fromkeys(id_ or text for claim in claims for name, text, id_ in claim.values if name == key))


def _story(case: str, things: dict[str, list[Claim]]) -> Story:
    import networkx as nx

    steps = tuple(_step(thing, claims) for thing, claims in sorted(things.items()))
    said: nx.DiGraph = nx.DiGraph()
    said.add_nodes_from(step.id for step in steps)
    said.add_edges_from(
        (earlier, thing)
        for thing, claims in things.items()
        for earlier in values_of(claims, "after")
        if earlier in things
    )
    dated = [step for step in steps if step.earliest or step.latest]
    said.add_edges_from(
        (one.id, other.id) for one in dated for other in dated if one.latest and one.latest < (other.earliest or "")
    )
    closed = nx.transitive_closure(said, reflexive=False)
    return Story(case, steps, frozenset(pair for pair in closed.edges if pair[0] != pair[1]))


def _step(thing: str, claims: list[Claim]) -> Step:
    stage = next(iter(values_of(claims, "stage")), "").removeprefix("vocab#stage-")
    if claims[0].thing_class == "Outcome":
        stage = _PROCEEDINGS
    dated = next((claim for claim in claims if claim.when), claims[0])
    return Step(
        thing,
        claims[0].thing_label,
        "" if stage == "unclear" else stage,
        dated.when,
        dated.earliest,
        dated.latest,
        tuple(values_of(claims, "who")),
        frozenset(one.source for claim in claims for one in claim.passages),
    )
