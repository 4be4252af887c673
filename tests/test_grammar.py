"""The shapes are the grammar: every key of every class can be written, and a new term is one block of Turtle."""

import shutil
from pathlib import Path

import pytest

from spygraph.casefile.grammar import EDTF, QUANTITY, Class, Property, grammar
from spygraph.intake.readback import from_graphml
from support import ROOT, faults, read, started, write

TABLE = grammar()
WRITTEN = [one for one in TABLE.sections.values() if one.name != "Source"]
# one thing for each class that a key may point to
OTHERS = {
    "services": "a-service: {description: a service, at: [p1, somebody]}",
    "organizations": "a-court: {kind: court, at: [p1, somebody]}",
    "places": "a-place: {description: a place, at: [p1, somewhere]}",
    "timeline": "a-step: {what: a step, stage: contact, at: [p1, sometime]}",
}
POINTS_TO = {"Place": "a-place", "Step": "a-step", "IntelligenceService": "a-service", "Organization": "a-court"}
TEXTS = {EDTF: "2031-05", QUANTITY: "59 files", "http://www.w3.org/2001/XMLSchema#duration": "P1Y"}

CONCEPT = """
v:channel-carrier-pigeon a skos:Concept ;
    skos:inScheme v:channel ;
    skos:prefLabel "carrier pigeon"@en, "信鸽"@zh-Hans ;
    skos:definition "First contact by carrier pigeon."@en ;
    skos:example "A pigeon brought the first letter."@en .
"""
PROPERTY = """
s:witness a owl:ObjectProperty ;
    rdfs:label "witness"@en, "目击者"@zh-Hans ;
    skos:definition "Who is said to have seen it."@en ;
    skos:example "A neighbour"@en ;
    rdfs:isDefinedBy <https://w3id.org/spygraph/ns> .

s:RecruitmentClaims sh:property [ sh:path s:witness ; sh:class s:Party ; sh:order 99 ;
        s:edgeFrom s:subject ; sh:name "said to be seen by"@en, "据称被其目击"@zh-Hans ] .
"""


def example(prop: Property) -> str:
    """Return a value that the table allows for a key."""
    if prop.pointer:
        return "porter"
    if prop.scheme:
        return sorted(TABLE.schemes[prop.scheme])[0]
    return (
        POINTS_TO.get(prop.range.rsplit("#", 1)[-1], "porter") if prop.range else TEXTS.get(prop.datatype, "some text")
    )


@pytest.mark.parametrize("cls", WRITTEN, ids=lambda cls: cls.name)
def test_every_key_of_a_class_can_be_written_and_reaches_the_graph(cls: Class, tmp_path: Path) -> None:
    keys = ", ".join(f"{prop.key}: {example(prop)}" for prop in cls.keys.values())
    sections = {section: [text] for section, text in OTHERS.items()}
    sections.setdefault(cls.section, []).append(f"thing: {{{keys}, at: [p1, somebody]}}")
    people = sections.pop("people", [])
    body = "".join(f"  {one}\n" for one in people)
    body += "".join(f"{name}:\n" + "".join(f"  {one}\n" for one in things) for name, things in sections.items())
    path = write(tmp_path, body)
    assert faults(path) == []
    stated = {prop for claim in read(path).claims if claim.thing.key == "thing" for prop, _ in claim.statements}
    assert {prop.iri for prop in cls.keys.values()} <= stated


def test_every_key_says_what_its_values_are() -> None:
    for cls in TABLE.classes.values():
        for prop in cls.keys.values():
            kinds = [bool(prop.range), bool(prop.datatype), bool(prop.scheme)]
            assert sum(kinds) == 1 or (prop.pointer and prop.key in ("of", "not-stated", "about")), (cls.name, prop.key)
            assert not prop.scheme or TABLE.schemes[prop.scheme], prop.scheme


def test_an_edge_starts_and_ends_at_keys_that_its_class_has() -> None:
    for cls in TABLE.sections.values():
        names = {prop.iri.rsplit("#", 1)[-1] for prop in cls.keys.values()} | {"about"}
        for prop in cls.keys.values():
            assert {prop.edge_from, prop.edge_to} - {""} <= names, (cls.name, prop.key)


@pytest.fixture(name="copy")
def _copy(tmp_path: Path) -> Path:
    for folder in ("graph", "ontology", "cases"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_a_concept_and_a_property_are_a_block_of_turtle_each_and_no_python(copy: Path) -> None:
    with (copy / "ontology" / "vocabulary" / "channel.ttl").open("a", encoding="utf-8") as file:
        file.write(CONCEPT)
    prefixes = {
        line
        for name in ("terms", "shapes")
        for line in (copy / "ontology" / f"{name}.ttl").read_text("utf-8").splitlines()
    }
    used = [line for line in sorted(prefixes) if line.startswith("@prefix")]
    with (copy / "ontology" / "terms.ttl").open("a", encoding="utf-8") as file:
        file.write("\n".join(["", *used, PROPERTY]))
    case = copy / "cases" / "naval-technologist-2013.yaml"
    text = case.read_text(encoding="utf-8")
    text = text.replace(
        "channel: [academic-conference,", "witness: daughter\n    channel: [carrier-pigeon, academic-conference,", 1
    )
    text = text.replace(
        "      channel: [[p10", '      witness: [p10, "help Zhang\'s daughter"]\n      channel: [[p10', 1
    )
    case.write_text(text, encoding="utf-8")

    def command(*args: str | Path) -> str:
        done = started("-m", "spygraph", *args, cwd=copy, path=[copy / "graph"])
        assert done.code == 0, done.err
        return done.out

    assert " 0 errors" in command("check")
    command("export", "-o", copy / "graph.graphml")
    edges = from_graphml(copy / "graph.graphml").edges(data=True)
    start = "case/naval-technologist-2013/person"
    assert (f"{start}/subject", "vocab#channel-carrier-pigeon") in [edge[:2] for edge in edges]
    assert [edge[:2] for edge in edges if edge[2]["relation"] == "said to be seen by"] == [
        (f"{start}/subject", f"{start}/daughter")
    ]
    asked = "SELECT ?w { ?c s:witness ?w } "
    assert "naval-technologist-2013/person/daughter" in command("query", asked)
    assert "naval-technologist-2013/recruitment/main" in command(
        "query", "SELECT ?r { ?c s:channel v:channel-carrier-pigeon ; s:about ?r }"
    )
