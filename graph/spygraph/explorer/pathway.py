"""The pathway of each case: which stages and features it tells of, and when, as far as that is dated.

Columns are stages of the recruitment, in the order of the vocabulary, between what is told without an order. A cell
holds one mark for each thing that is told, never one that a source only leaves open.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from spygraph.casefile.grammar import grammar
from spygraph.explorer.numbering import Numbered
from spygraph.explorer.wording import detail_words
from spygraph.network import Claim

Json = dict[str, Any]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STAGE = "vocab#stage-"
# When a case was made public is no time of its story.
_NO_STORY = frozenset({"Disclosure", "Dispute", "IdentityJudgement", "Context", "Version"})
# What recruitments and things of other classes are told to have been: column key, heading, node kind.
_OF_RECRUITMENT = {
    "initiation": ("initiation", "First move", "initiation"),
    "channel": ("channel", "Channel", "channel"),
    "setting": ("setting", "Setting", "setting"),
    "cover": ("cover", "Cover", "cover"),
    "pose": ("pose", "Own pose", "cover"),
}
_OF_CLASS = {
    "Vulnerability": ("vulnerability", "Circumstance", "vulnerability"),
    "Inducement": ("inducement", "Inducement", "inducement"),
    "Pressure": ("pressure-kind", "Pressure put on", "pressure"),
    "Item": ("item", "Material", "item"),
    "Outcome": ("outcome", "Outcome", "outcome"),
}
_FIRST, _LAST = "Told of the recruitment", "What came of it"
# The phases in which the vocabulary groups its stages.
_PHASES = {
    "Before": ("background", "preparation"),
    "Approach": ("contact", "cultivation", "disclosure", "agreement"),
    "Work": ("training", "placement", "tasking", "collection", "delivery", "payment", "onward-recruitment"),
    "Strain": ("pressure", "exit"),
    "End": ("exposure", "proceedings"),
    "Not clear": ("unclear",),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, the heading over it and its neighbours, and the mark of its kind ("" for steps)."""

    key: str
    label: str
    group: str
    kind: str


def columns() -> list[Column]:
    """Return all columns in order, whether any case fills them or not."""
    recruitment = [
        _OF_CLASS["Vulnerability"],
        *_OF_RECRUITMENT.values(),
        *(_OF_CLASS[k] for k in ("Inducement", "Pressure")),
    ]
    came = [_OF_CLASS[name] for name in ("Item", "Outcome")]
    phase = {stage: name for name, stages in _PHASES.items() for stage in stages}
    order = sorted(grammar().schemes["stage"].values(), key=lambda one: (one.rank == 0, one.rank))
    return [
        *(Column(key, label, _FIRST, kind) for key, label, kind in recruitment),
        *(Column(one.id, one.label.capitalize(), phase.get(one.id, "Other"), "") for one in order),
        *(Column(key, label, _LAST, kind) for key, label, kind in came),
    ]


def told_as_false(claim: Claim) -> bool:
    """Whether a claim belongs to a rival telling and somebody holds it false: kept in the table, drawn nowhere."""
    return bool(claim.version) and any(text.startswith("rejected") for text in claim.disputes)


def _entries(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the column and the words of each thing that a claim tells of the pathway."""
    kinds = [text for key, text, _ in claim.values if key == "kind"]
    for key, text, iri in claim.values:
        if claim.thing_class == "Recruitment" and key in _OF_RECRUITMENT and iri:
            yield _OF_RECRUITMENT[key][0], text
        elif claim.thing_class == "Event" and key == "stage" and iri.startswith(_STAGE):
            yield iri.removeprefix(_STAGE), claim.thing_label
    if claim.thing_class in _OF_CLASS and (kinds or claim.thing_class == "Item"):
        yield _OF_CLASS[claim.thing_class][0], detail_words(claim)


def cells(told: Sequence[int], claims: Sequence[Claim], steps: Collection[int], place: Mapping[str, int]) -> list[Json]:
    """Return the marks of one case: column, words, the claims behind each, and the number of a step in its order.

    Args:
        told: Numbers of the claims of the case.
        claims: All claims.
        steps: Numbers of the claims of its steps, in order.
        place: Number of each column by its key.
    """
    order = [claims[number].thing for number in steps if claims[number].thing_class == "Event"]
    ranks = {thing: rank for rank, thing in enumerate(order, 1)}
    found: dict[tuple[int, str, str], Json] = {}
    for number in told:
        claim = claims[number]
        for key, words in () if told_as_false(claim) else _entries(claim):
            if key not in place:
                continue
            mark = found.setdefault(
                (place[key], claim.thing, words), {"column": place[key], "words": words, "claims": []}
            )
            mark["claims"].append(number)
            if claim.thing in ranks:
                mark["step"] = ranks[claim.thing]
    return sorted(found.values(), key=lambda mark: (mark["column"], mark.get("step", 0), mark["claims"]))


def lane(told: Sequence[int], claims: Sequence[Claim]) -> tuple[list[int], list[list[int]]]:
    """Return the claims that date the things of a case, one a thing, and those of each of its steps without a date."""
    dated: dict[str, int] = {}
    undated: dict[str, list[int]] = {}
    for number in told:
        claim = claims[number]
        if claim.thing_class in _NO_STORY or told_as_false(claim):
            continue
        if _DAY.fullmatch(claim.earliest) or _DAY.fullmatch(claim.latest):
            dated.setdefault(claim.thing, number)
        elif claim.thing_class in ("Event", "Outcome"):
            undated.setdefault(claim.thing, []).append(number)
    order = sorted(dated.values(), key=lambda number: (claims[number].earliest or claims[number].latest, number))
    return order, [own for thing, own in undated.items() if thing not in dated]


def pathways(graph: Numbered, steps: Sequence[Sequence[int]]) -> Json:
    """Return the columns that some case fills, and for each case its marks, its dated things and its undated steps."""
    every = columns()
    place = {column.key: number for number, column in enumerate(every)}
    marks = [cells(told, graph.claims, steps[case], place) for case, told in enumerate(graph.told)]
    lanes = [lane(told, graph.claims) for told in graph.told]
    return {
        "columns": [asdict(column) for column in every],
        "marks": marks,
        "lanes": [dated for dated, _ in lanes],
        "undated": [undated for _, undated in lanes],
    }
