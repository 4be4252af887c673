"""What a case file says, statement by statement: what was typed, without what the reader derives from it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spygraph.casefile.folder import collect
from spygraph.casefile.grammar import NS, Grammar, Property, grammar
from spygraph.casefile.model import CaseFile, Claim, Passage, Thing

_ESCAPED = re.compile(r"\\(.)")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_WRITTEN, _OF_PROPERTY, _NOT_STATED = NS + "written", NS + "ofProperty", NS + "notStated"


Redaction = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Said:
    """One value that one claimant gives, in one place."""

    thing: Thing
    prop: Property
    value: str
    claim: Claim

    @property
    def where(self) -> str:
        """The thing and key, as messages name them."""
        return f"{self.thing.cls.section}.{self.thing.key}.{self.prop.key}"

    @property
    def claimant(self) -> str:
        """Who says it, via whom, in which telling."""
        claim = self.claim
        via = f" via {last(claim.via)}" if claim.via else ""
        version = f" in the telling {last(claim.version)}" if claim.version else ""
        return f"{last(claim.says)}{via}{version}"

    def place(self, case: CaseFile) -> str:
        """Where it stands."""
        return "; ".join(passage_text(one, case) for one in self.claim.passages) or "no passage"


def passage_text(passage: Passage, case: CaseFile) -> str:
    """Return a passage as people read it, without names that are withheld."""
    return f'{passage.source} {passage.place} "{case.redact(passage.words)}"'


def both_redactions(first: Redaction, second: Redaction) -> Redaction:
    """Return what takes out the names that either version withholds, so that their difference tells none."""
    return lambda text: first(second(text))


def read(path: Path, other: Path) -> tuple[dict[str, CaseFile], dict[str, str]]:
    """Return the cases under a path by their ids, and the withdrawn ones with when and why.

    Args:
        path: A case file or a folder of them.
        other: What they are compared with; its registry serves where the path has none of its own.

    Raises:
        CaseFileError: with all faults of all files.
    """
    cases = collect([path], beside=other)
    return {case.slug: case for case in cases.read() if case.slug}, cases.withdrawn


def statements(case: CaseFile) -> Iterator[Said]:
    """Yield what the claims of a case say, in the order of the file."""
    table = grammar()
    for claim in case.claims:
        keys = {prop.iri: prop for prop in claim.thing.cls.keys.values()}
        written = {one.split(" ", 1)[0]: one.split(" ", 1)[1] for one in _texts(claim, _WRITTEN)}
        following = [*claim.statements[1:], ("", "")]
        for (iri, term), (after, value) in zip(claim.statements, following, strict=True):
            if prop := keys.get(iri):
                text = written.get(prop.key) or term_text(term)
                if prop.pointer and after == _OF_PROPERTY:
                    text = pointer_text(text, value[1:-1], table)
                yield Said(claim.thing, prop, text, claim)


def silences(case: CaseFile) -> set[str]:
    """Return what a case lists as not stated, as the file writes it."""
    table = grammar()
    things = {thing.iri: thing.key for thing in case.things.values()}
    return {
        pointer_text(things.get(subject, "case"), term[1:-1], table)
        for subject, prop, term in case.direct
        if prop == _NOT_STATED
    }


def header(case: CaseFile) -> dict[str, list[str]]:
    """Return the texts of the header, by key: title, unit and the like."""
    table = grammar()
    keys = {
        prop.iri: prop.key for prop in table.classes["Case"].keys.values() if not prop.range or prop.key == "sources"
    }
    out: dict[str, list[str]] = {}
    for subject, iri, term in case.direct:
        if subject == case.iri and iri in keys and iri != _NOT_STATED:
            out.setdefault(keys[iri], []).append(term_text(term))
    return out


def pointer_text(thing: str, iri: str, table: Grammar) -> str:
    """Return a pointer as a file writes it: THING.KEY, or a section where it points to one of the case."""
    for cls in table.sections.values():
        if cls.iri == iri:
            return cls.section
    key = next((prop.key for cls in table.sections.values() for prop in cls.keys.values() if prop.iri == iri), "")
    return f"{thing}.{key}"


def term_text(term: str) -> str:
    """Return an N-Triples term as a file writes it: a value, a key, or a text."""
    if term.startswith('"'):
        body = term[1 : term.rindex('"')]
        return _ESCAPED.sub(lambda found: _CONTROLS.get(found[1], found[1]), body)
    iri = term[1:-1]
    return _concepts().get(iri) or last(iri)


def last(iri: str) -> str:
    """Return the key at the end of an IRI; "case" for a case."""
    return "case" if re.fullmatch(r".*/case/[^/]+", iri) else iri.rsplit("/", 1)[-1]


@lru_cache(maxsize=1)
def _concepts() -> dict[str, str]:
    return {one.iri: one.id for scheme in grammar().schemes.values() for one in scheme.values()}


def _texts(claim: Claim, iri: str) -> list[str]:
    return [term[1:-1] for prop, term in claim.statements if prop == iri]
