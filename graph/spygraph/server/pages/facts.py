"""The headline facts of a case, each with who says so and how far it is established, and what is silent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spygraph.explorer.marks import stage_of
from spygraph.explorer.wording import detail_words
from spygraph.network import Claim
from spygraph.server.pages.reading import Link, Reading


@dataclass(frozen=True, slots=True)
class Line:
    """One reported fact: the words, more about them, the claim behind it, and a glyph for a stage of procedure."""

    link: Link
    more: str
    claim: Claim
    anchor: str
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is reported under one heading; no lines: the sources do not state it."""

    heading: str
    lines: tuple[Line, ...]


_OF_RECRUITMENT = (
    ("subject", "Subject"),
    ("initiation", "First move"),
    ("channel", "First contact through"),
    ("setting", "First contact during"),
    ("cover", "Cover used"),
    ("pose", "Pose toward the service"),
    ("introducer", "Introduced by"),
    ("recruiter", "Recruited by"),
    ("handler", "Handled by"),
    ("service", "Service"),
    ("motive", "Motive"),
    ("response", "Response"),
)
_OF_CLASS = (
    ("Inducement", "kind", "inducements", "Inducements"),
    ("Pressure", "kind", "pressures", "Pressure"),
    ("Vulnerability", "kind", "vulnerabilities", "Circumstances"),
    ("Item", "what", "items", "Material"),
    ("Outcome", "kind", "outcomes", "Outcome"),
    ("Disclosure", "by", "", "Made public by"),
)
# of an actor, what tells most about him beside the name
_BESIDE = ("occupation", "position", "description", "role")


def facts(reading: Reading) -> list[Fact]:
    """Return the headline facts of a case in the order in which a story is told, rival tellings left out."""
    return list(_facts(reading))


def _facts(reading: Reading) -> Iterator[Fact]:
    plain = [one for one in reading.claims if not one.version]
    silent = set(reading.record.case.not_stated) if reading.record.case else set()
    recruitments = {one.thing.rpartition("/")[2] for one in plain if one.thing_class == "Recruitment"}
    for key, heading in _OF_RECRUITMENT:
        told = [one for one in plain if one.thing_class == "Recruitment"]
        lines = tuple(_values(reading, told, key, _person if key == "subject" else _beside))
        if lines or any(f"{one}.{key}" in silent for one in recruitments):
            yield Fact(heading, lines)
    for name, key, section, heading in _OF_CLASS:
        told = [one for one in plain if one.thing_class == name]
        lines = tuple(_values(reading, told, key, _beside) if name == "Disclosure" else _things(reading, told, key))
        if lines or section in silent:
            yield Fact(heading, lines)


def _values(
    reading: Reading, told: list[Claim], key: str, more: Callable[[Reading, str, str], tuple[str, str]]
) -> Iterator[Line]:
    """Yield one line for each value of a property."""
    seen = set()
    for claim in told:
        for name, text, id_ in claim.values:
            if name == key and (text, id_) not in seen:
                seen.add((text, id_))
                beside, stage = more(reading, text, id_)
                link = Link(text, reading.href(id_) if id_ else "")
                yield Line(link, beside, claim, reading.card(claim).anchor, stage)


def _things(reading: Reading, told: list[Claim], key: str) -> Iterator[Line]:
    """Yield one line for each thing, by the claim that says what it is."""
    for claim in told:
        if any(name == key for name, _, _ in claim.values):
            words = detail_words(claim)
            more = "" if claim.thing_label in words else claim.thing_label
            stage = stage_of(_kind(claim), subject=False) if claim.thing_class == "Outcome" else ""
            yield Line(Link(words, reading.href(claim.thing)), more, claim, reading.card(claim).anchor, stage)


def _kind(claim: Claim) -> str:
    return next((id_.removeprefix("vocab#outcome-") for key, _, id_ in claim.values if key == "kind"), "")


def _beside(reading: Reading, text: str, id_: str) -> tuple[str, str]:
    """Return what is said of an actor beside his name."""
    said = [(key, words) for one in reading.about(id_) for key, words, _ in one.values] if id_ else []
    found = [words for wanted in _BESIDE for key, words in said if key == wanted and words != text]
    return (found[0] if found else ""), ""


def _person(reading: Reading, text: str, id_: str) -> tuple[str, str]:
    """Return the same for a subject, with where the procedure against him is reported to stand."""
    node = reading.record.nodes.get(id_)
    return _beside(reading, text, id_)[0], stage_of(node.procedure if node else "", subject=True)
