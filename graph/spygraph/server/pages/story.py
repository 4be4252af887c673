"""A recruitment as it is told: one row a step, in the order that the sources give."""

from collections.abc import Iterable
from dataclasses import dataclass

from spygraph.explorer.statements import in_order
from spygraph.explorer.wording import detail_words
from spygraph.network import Claim
from spygraph.server.pages.reading import Link, Reading, weakest

_SORT = {"Outcome": "outcome", "Item": "material", "Disclosure": "made public"}
_WHO = ("who", "by", "to")


@dataclass(frozen=True, slots=True)
class Step:
    """One row: when, at which stage, what, of whom, and on whose word; `standing` is the weakest of its claims."""

    when: str
    stage: Link
    what: Link
    who: tuple[Link, ...]
    says: tuple[Link, ...]
    standing: str
    where: tuple[str, ...]


def steps(reading: Reading, version: str = "") -> list[Step]:
    """Return the steps of a case in order, or those of one of its rival tellings."""
    told = [one for one in reading.claims if one.version == version]
    order = in_order(dict(enumerate(told)))
    by_thing: dict[str, list[Claim]] = {}
    for one in told:
        by_thing.setdefault(one.thing, []).append(one)
    return [_step(reading, by_thing[told[number].thing]) for number in order]


def _step(reading: Reading, claims: list[Claim]) -> Step:
    first = claims[0]
    words = next((detail_words(one) for one in claims if "(" in detail_words(one)), "")
    label = words if first.thing_class == "Item" and words else first.thing_label
    return Step(
        when=first.when,
        stage=_stage(reading, claims),
        what=Link(label, reading.href(first.thing)),
        who=tuple(dict.fromkeys(_who(reading, claims))),
        says=tuple(dict.fromkeys(reading.card(one).says for one in claims)),
        standing=weakest(claims),
        where=tuple(dict.fromkeys(f"{p.source} {p.place}" for one in claims for p in one.passages)),
    )


def _stage(reading: Reading, claims: list[Claim]) -> Link:
    if claims[0].thing_class in _SORT:
        return Link(_SORT[claims[0].thing_class])
    found = [(text, id_) for one in claims for key, text, id_ in one.values if key == "stage"]
    return Link(found[0][0], reading.href(found[0][1])) if found else Link("")


def _who(reading: Reading, claims: list[Claim]) -> Iterable[Link]:
    for key in _WHO:
        for one in claims:
            yield from (Link(text, reading.href(id_) if id_ else "") for name, text, id_ in one.values if name == key)
