"""Writes what was read as N-Quads, one named graph a case: text is the fastest way into the store."""

from collections.abc import Iterator
from hashlib import blake2s

from spygraph.casefile.grammar import NS
from spygraph.casefile.model import BASE, CaseFile, Claim, Passage, Thing
from spygraph.casefile.values import literal

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_TRUE = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
REGISTRY_GRAPH = BASE + "registry"


def _ns(name: str) -> str:
    return f"<{NS}{name}>"


_ABOUT, _SAYS, _VIA, _VERSION = map(_ns, ("about", "says", "via", "version"))
_STANDING, _ATTRIBUTION, _STANDS, _EVIDENCE = map(_ns, ("standing", "attribution", "stands", "evidence"))
_CLAIM, _PASSAGE, _CASE, _IN_CASE, _KEY = map(_ns, ("Claim", "Passage", "Case", "inCase", "key"))
_SOURCE, _PARAGRAPH, _ROW, _WORDS = map(_ns, ("source", "paragraph", "row", "words"))


def quads(case: CaseFile) -> str:
    """Return the N-Quads of a case: one line a statement, in the order of the file."""
    graph = f" <{case.iri or REGISTRY_GRAPH}> .\n"
    return "".join(line + graph for line in _triples(case))


def _triples(case: CaseFile) -> Iterator[str]:
    if case.slug:
        yield f"<{case.iri}> {_TYPE} {_CASE}"
    for subject, prop, term in case.direct:
        yield f"<{subject}> <{prop}> {term}"
    for thing in case.things.values():
        yield from _thing(thing, case)
    seen: set[str] = set()
    for claim in case.claims:
        yield from _claim(claim, case, seen)


def _thing(thing: Thing, case: CaseFile) -> Iterator[str]:
    yield f"<{thing.iri}> {_TYPE} <{thing.cls.iri}>"
    yield f"<{thing.iri}> {_LABEL} {literal(thing.label)}"
    yield f"<{thing.iri}> {_KEY} {literal(thing.key)}"
    if case.slug:
        yield f"<{thing.iri}> {_IN_CASE} <{case.iri}>"


def _claim(claim: Claim, case: CaseFile, seen: set[str]) -> Iterator[str]:
    me = f"<{claim.iri}>"
    yield f"{me} {_TYPE} {_CLAIM}"
    yield f"{me} {_ABOUT} <{claim.thing.iri}>"
    for prop, term in claim.statements:
        yield f"{me} <{prop}> {term}"
    yield f"{me} {_SAYS} <{claim.says}>"
    if claim.via:
        yield f"{me} {_VIA} <{claim.via}>"
    if claim.version:
        yield f"{me} {_VERSION} <{claim.version}>"
    yield f"{me} {_STANDING} <{claim.standing}>"
    yield f"{me} {_ATTRIBUTION} <{claim.attribution}>"
    if claim.stands:
        yield f"{me} {_STANDS} {_TRUE}"
    for passage in claim.passages:
        iri, words = _passage_iri(passage, case)
        yield f"{me} {_EVIDENCE} {iri}"
        if iri not in seen:
            seen.add(iri)
            yield f"{iri} {_TYPE} {_PASSAGE}"
            yield f"{iri} {_SOURCE} <{BASE}registry/{passage.source}>"
            number = _ROW if passage.in_row else _PARAGRAPH
            yield f"{iri} {number} {literal(str(passage.paragraph), _INTEGER)}"
            yield f"{iri} {_WORDS} {literal(words)}"


def _passage_iri(passage: Passage, case: CaseFile) -> tuple[str, str]:
    words = case.redact(passage.words)
    mark = blake2s(words.encode(), digest_size=4).hexdigest()
    return f"<{case.iri or REGISTRY_GRAPH}/passage/{passage.source}-{passage.place.replace(' ', '-')}-{mark}>", words
