"""What the panel and the table are given: statements, cases, sources and the legend, as plain JSON."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from graphlib import CycleError, TopologicalSorter
from itertools import permutations
from typing import Any

from spygraph.explorer import marks
from spygraph.explorer.numbering import Numbered, short
from spygraph.explorer.surroundings import Surroundings
from spygraph.explorer.wording import claim_words, missing_words, values_of
from spygraph.network import CaseInfo, Claim, Passage, SourceInfo

Json = dict[str, Any]
MOST = 0.5
STEPS = frozenset({"Event", "Outcome", "Item", "Disclosure"})


def statement(claim: Claim, graph: Numbered, around: Surroundings) -> Json:
    """Return one statement for the panel. `nodes` are the nodes that it speaks of, its own thing first."""
    named = [claim.thing, *(iri for _, _, iri in claim.values if iri)]
    stage = values_of(claim).get("stage", ("",))[0]
    said: Json = {
        "id": short(claim.id, claim.case),
        "case": graph.case_of.get(claim.case, -1),
        "sort": claim.thing_class,
        "words": claim_words(claim),
        "says": claim.says,
        "standing": claim.standing,
        "attribution": claim.attribution,
        "nodes": list(dict.fromkeys(graph.node_of[iri] for iri in named if iri in graph.node_of)),
        "passages": [_quoted(passage, around) for passage in claim.passages],
    }
    more = {
        "via": claim.via,
        "version": graph.labels.get(claim.version, claim.version),
        "disputes": list(claim.disputes),
        "when": claim.when,
        "earliest": claim.earliest,
        "latest": claim.latest,
        "stage": stage,
    }
    return said | {key: value for key, value in more.items() if value}


def _quoted(passage: Passage, around: Surroundings) -> list[str | int]:
    """Return source, paragraph or "row 12", and words; then the number of the text around them, where it is at hand."""
    place = passage.place if passage.in_row else passage.paragraph
    return [passage.source, place, passage.words, *around.number(passage)]


def disputed_as_whole(claims: Collection[Claim]) -> list[str]:
    """Return what is disputed about most statements of a case, so about the case: a denial of the accusations."""
    texts = Counter(text for claim in claims for text in claim.disputes)
    return sorted(text for text, count in texts.items() if count > MOST * len(claims))


def in_order(claims: Mapping[int, Claim]) -> list[int]:
    """Return the steps of a case in order: by what is said to come after what, and by date.

    What neither puts in order stands where the article tells it. A circle of the two falls back to the telling.
    """
    steps: dict[str, int] = {}
    for number, claim in claims.items():
        if claim.thing_class in STEPS:
            steps.setdefault(claim.thing, number)
    after = {
        thing: {iri for key, _, iri in claims[number].values if key == "after" and iri in steps}
        for thing, number in steps.items()
    }
    for one, other in permutations(steps, 2):
        if "" < claims[steps[one]].latest < claims[steps[other]].earliest:
            after[other].add(one)
    told = {thing: (*_place(claims[number]), number) for thing, number in steps.items()}
    sorter = TopologicalSorter(after)
    try:
        sorter.prepare()
    except CycleError:
        return [steps[thing] for thing in sorted(steps, key=told.__getitem__)]
    order: list[int] = []
    ready: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()], key=told.__getitem__)
        thing = ready.pop(0)
        order.append(steps[thing])
        sorter.done(thing)
    return order


def _place(claim: Claim) -> tuple[bool, str, int]:
    """Return where a claim first stands: source and paragraph; a disclosure, which an article begins with, last."""
    first = min(((passage.source, passage.paragraph) for passage in claim.passages), default=("", 0))
    return (claim.thing_class == "Disclosure", *first)


def case_card(info: CaseInfo, graph: Numbered) -> Json:
    """Return what the panel says of a case: first what its sources do not state."""
    number = graph.case_of[info.id]
    own = {place: graph.claims[place] for place in graph.told[number]}
    return {
        "id": info.id,
        "title": info.title,
        "unit": info.unit,
        "sources": list(info.sources),
        "notStated": missing_words(info.not_stated, things_called(own.values())),
        "disputed": disputed_as_whole(own.values()),
        "leavesOpen": list(info.leaves_open),
        "disclosedBy": list(info.disclosed_by),
        "nodes": sorted(graph.members[number]),
        "steps": in_order(own),
    }


def things_called(claims: Iterable[Claim]) -> dict[str, str]:
    """Return what the things of a case are called by their key; a story or a tie by what sort of thing it is.

    People come first and events last: the order in which silences are worth knowing.
    """
    called = {}
    for claim in sorted(claims, key=lambda claim: (claim.thing_class in STEPS, claim.thing_class == "Event")):
        key = claim.thing.rpartition("/")[2]
        sort = claim.thing_class.lower()
        called[key] = sort if sort in ("recruitment", "relation") else claim.thing_label
    return called


def source_card(source: SourceInfo) -> Json:
    """Return what is shown of a source."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "kind": source.kind,
        "relays": source.relays,
        "reprintOf": source.reprint_of,
    }


def legend(graph: Numbered) -> Json:
    """Return the marks that occur: kinds, standings, and the stages of procedure."""
    kinds = marks.kinds_in(node.kind for node in graph.nodes)
    return {
        "kinds": [asdict(kind) for kind in kinds],
        "standings": [asdict(standing) for standing in marks.STANDINGS],
        "stages": [asdict(stage) for stage in marks.STAGES],
    }
