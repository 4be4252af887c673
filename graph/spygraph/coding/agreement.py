"""How far two coders of the same articles agree: property by property, with silence as a value and without."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spygraph.casefile.grammar import NS, Property
from spygraph.casefile.model import CaseFile, Passage
from spygraph.coding.alpha import Values, alpha, mark
from spygraph.coding.said import Said, both_redactions, read, statements
from spygraph.errors import SpygraphError, plural

SILENT: Values = frozenset(("not stated",))
_STRING = "http://www.w3.org/2001/XMLSchema#string"
Coded = dict[str, list[Said]]  # SECTION.KEY to what a case says there


@dataclass(frozen=True, slots=True)
class Row:
    """The agreement on one property."""

    name: str
    cases: int  # that either coder spoke of or was silent on
    with_silence: float | None
    both_spoke: int
    without_silence: float | None


@dataclass(slots=True)
class Agreement:
    """What two coders have in common."""

    cases: tuple[str, ...]
    only: dict[str, list[str]]
    rows: list[Row] = field(default_factory=list)
    anchors: tuple[int, int, int] = (0, 0, 0)  # values that both gave; in the same paragraph; by the same words
    disagreements: list[str] = field(default_factory=list)


def compare(first: Path, second: Path) -> Agreement:
    """Return the agreement of two folders of case files.

    Raises:
        CaseFileError: where either has faults.
        SpygraphError: where they share no case.
    """
    ours, theirs = read(first, second)[0], read(second, first)[0]
    shared = sorted(ours.keys() & theirs.keys())
    if not shared:
        raise SpygraphError(f"{first} and {second} have no case in common: coders must use the same ids")
    only = {str(first): sorted(ours.keys() - theirs.keys()), str(second): sorted(theirs.keys() - ours.keys())}
    for slug in shared:
        ours[slug].redact = theirs[slug].redact = both_redactions(ours[slug].redact, theirs[slug].redact)
    coded = {slug: (_coded(ours[slug]), _coded(theirs[slug])) for slug in shared}
    out = Agreement(tuple(shared), only)
    for name in sorted({name for pair in coded.values() for one in pair for name in one}):
        units = [tuple(_values(one.get(name, [])) for one in coded[slug]) for slug in shared]
        spoken = [[value for value in unit if value] for unit in units]
        told = [[value or SILENT for value in unit] for unit in units]
        both = sum(len(unit) > 1 for unit in spoken)
        out.rows.append(Row(name, len(units), alpha(told), both, alpha(spoken)))
        for slug, unit in zip(shared, units, strict=True):
            if unit[0] != unit[1]:
                sides = [_side(unit[n], coded[slug][n].get(name, []), (ours, theirs)[n][slug]) for n in (0, 1)]
                out.disagreements.append(f"{slug} {name}: {sides[0]} | {sides[1]}")
    out.anchors = _overlap(coded)
    return out


def _coded(case: CaseFile) -> Coded:
    """Return what a case says outside rival tellings, where coders choose: values, dates, amounts; not free text."""
    out: Coded = {}
    for one in statements(case):
        if one.claim.version:
            continue
        if one.thing.cls.name == "Negative" and one.prop.iri == NS + "of":
            out.setdefault(_denied(one, case), []).append(one)
        elif _chosen(one.prop) and one.thing.cls.name not in ("Negative", "IdentityJudgement"):
            out.setdefault(f"{one.thing.cls.section}.{one.prop.key}", []).append(one)
    return out


def _chosen(prop: Property) -> bool:
    return bool(prop.scheme) or (bool(prop.datatype) and prop.datatype != _STRING)


def _denied(said: Said, case: CaseFile) -> str:
    """Return the property that a stated no is about; a whole section is told by the kinds of its things."""
    thing, _, key = said.value.partition(".")
    return f"{case.things[thing].cls.section}.{key}" if key and thing in case.things else f"{thing}.kind"


def _values(said: list[Said]) -> Values:
    return frozenset("no" if one.thing.cls.name == "Negative" else one.value for one in said)


def _side(values: Values, said: list[Said], case: CaseFile) -> str:
    text = ", ".join(sorted(case.redact(value) for value in values)) or "not stated"
    return f"{text} ({said[0].place(case)})" if said else text


def _overlap(coded: dict[str, tuple[Coded, Coded]]) -> tuple[int, int, int]:
    both = paragraphs = words = 0
    for ours, theirs in coded.values():
        for name in ours.keys() & theirs.keys():
            for value in _values(ours[name]) & _values(theirs[name]):
                places = [_places(one[name], value) for one in (ours, theirs)]
                if all(places):
                    both += 1
                    pairs = [(a, b) for a in places[0] for b in places[1] if a.paragraph == b.paragraph]
                    paragraphs += bool(pairs)
                    words += any(set(a.words.split()) & set(b.words.split()) for a, b in pairs)
    return both, paragraphs, words


def _places(said: list[Said], value: str) -> list[Passage]:
    return [place for one in said if one.value == value for place in one.claim.passages]


def report(found: Agreement) -> Iterator[str]:
    """Yield the agreement as a person reads it."""
    yield f"{plural(len(found.cases), 'case')} coded by both: {', '.join(found.cases)}"
    yield from (f"only in {folder}: {', '.join(cases)}" for folder, cases in found.only.items() if cases)
    yield ""
    yield f"{'property':32} {'silence as a value':>30} {'where both speak':>38}"
    for row in found.rows:
        yield f"{row.name:32} {_told(row.cases, row.with_silence):>30} {_told(row.both_spoke, row.without_silence):>38}"
    yield ""
    yield "Krippendorff's alpha, MASI distance for sets. .80 and more: firm; .67 to .80: tentative; below: LOW."
    both, paragraphs, words = found.anchors
    where = f"{paragraphs} stand in the same paragraph, {words} at shared words"
    yield f"Of {plural(both, 'value')} that both gave with a place, {where}."
    yield ""
    yield f"{plural(len(found.disagreements), 'disagreement')}:"
    yield from (f"  {line}" for line in found.disagreements)


def _told(number: int, value: float | None) -> str:
    return f"{'' if value is None else f'{value:.2f} '}{mark(value)} (n={number})"
