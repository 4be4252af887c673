"""The naive peer's triples: the same information as spygraph's, added one by one to an rdflib Graph."""

import re
from hashlib import sha1
from typing import Any

from naive_claims import BASE, Case, Claim, texts
from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

NS = Namespace(BASE + "ns#")
VOCAB = BASE + "vocab#"
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_HEADER = ("title", "schema")


class Triples:
    """A graph, and what is needed to add to it."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.graph = Graph()
        self.table = table
        self.registry: dict[str, Any] = {}

    def add_registry(self, registry: dict[str, Any]) -> None:
        self.registry = registry
        for key, entry in registry.items():
            iri = URIRef(f"{BASE}registry/{key}")
            self._thing(iri, entry["section"], entry.get("name") or entry.get("title") or key, key)
            for name, value in entry.items():
                if name != "section":
                    self._value(iri, entry["section"], name, str(value), {})

    def add_case(self, case: Case) -> None:
        iri, raw = URIRef(f"{BASE}case/{case.slug}"), case.raw
        self.graph.add((iri, RDF.type, NS.Case))
        self.graph.add((iri, NS.caseId, Literal(case.slug)))
        self.graph.add((iri, NS.unit, URIRef(f"{VOCAB}unit-{raw['unit']}")))
        for name in _HEADER:
            self.graph.add((iri, NS[name], Literal(raw[name])))
        for name, value in raw["coded"].items():
            self.graph.add((URIRef(f"{iri}/coding"), NS[name], Literal(str(value))))
        for source in raw["sources"]:
            self.graph.add((iri, NS.source, URIRef(f"{BASE}registry/{source}")))
        for text in raw["leaves-open"]:
            self.graph.add((iri, NS.leavesOpen, Literal(text)))
        for pointer in raw["not-stated"]:
            thing, _, name = pointer.partition(".")
            self.graph.add((URIRef(case.things.get(thing, iri)), NS.notStated, NS[name or thing]))
        for key, thing in case.things.items():
            self._thing(URIRef(thing), case.sections[key], _label(raw[case.sections[key]][key], key), key)
            self.graph.add((URIRef(thing), NS.inCase, iri))
        for claim in case.claims:
            self._claim(claim, case)

    def _thing(self, iri: URIRef, section: str, label: str, key: str) -> None:
        self.graph.add((iri, RDF.type, URIRef(self.table["sections"][section]["class"])))
        self.graph.add((iri, RDFS.label, Literal(label)))
        self.graph.add((iri, NS.key, Literal(key)))

    def _claim(self, claim: Claim, case: Case) -> None:
        iri = URIRef(claim.id)
        self.graph.add((iri, RDF.type, NS.Claim))
        self.graph.add((iri, NS.about, URIRef(case.things[claim.thing])))
        for name, value in claim.values:
            self._value(iri, claim.section, name, value, case.things)
            if name == "of":
                self._disputed(iri, value, case)
        for prop, who in ((NS.says, claim.says), (NS.via, claim.via), (NS.version, claim.version)):
            if who:
                self.graph.add((iri, prop, self._iri(who, case.things)))
        self.graph.add((iri, NS.standing, URIRef(f"{VOCAB}standing-{standing(claim, self.registry)}")))
        self.graph.add((iri, NS.attribution, URIRef(VOCAB + "attribution-implied")))
        if not claim.version:
            self.graph.add((iri, NS.stands, Literal(True)))
        for place in claim.places:
            self._place(iri, place, case)

    def _place(self, claim: URIRef, place: tuple[str, int, str], case: Case) -> None:
        source, paragraph, words = place
        mark = sha1(words.encode()).hexdigest()[:8]
        iri = URIRef(f"{BASE}case/{case.slug}/passage/{source}-p{paragraph}-{mark}")
        self.graph.add((claim, NS.evidence, iri))
        self.graph.add((iri, RDF.type, NS.Passage))
        self.graph.add((iri, NS.source, URIRef(f"{BASE}registry/{source}")))
        self.graph.add((iri, NS.paragraph, Literal(paragraph)))
        self.graph.add((iri, NS.words, Literal(words)))

    def _disputed(self, iri: URIRef, pointer: str, case: Case) -> None:
        for other in disputed(pointer, case):
            self.graph.add((iri, NS.disputes, URIRef(other.id)))

    def _iri(self, key: str, things: dict[str, str]) -> URIRef:
        return URIRef(things.get(key) or f"{BASE}registry/{key}")

    def _value(self, subject: URIRef, section: str, name: str, value: str, things: dict[str, str]) -> None:
        prop = self.table["sections"][section]["keys"][name]
        predicate = URIRef(prop["iri"])
        if prop["scheme"]:
            self.graph.add((subject, predicate, URIRef(f"{VOCAB}{prop['scheme']}-{value}")))
        elif prop["datatype"]:
            self.graph.add((subject, predicate, Literal(value, datatype=URIRef(prop["datatype"]))))
        else:
            self.graph.add((subject, predicate, self._iri(value.partition(".")[0], things)))
        if name == "when" and (found := _DAY.fullmatch(value)):
            year, month, day = found[1], found[2] or "01", found[3] or "01"
            self.graph.add((subject, NS.earliest, Literal(f"{year}-{month}-{day}", datatype=XSD.date)))
            self.graph.add((subject, NS.latest, Literal(f"{year}-{found[2] or '12'}-{day}", datatype=XSD.date)))


def disputed(pointer: str, case: Case) -> list[Claim]:
    """Return the claims that a dispute is about: all of the case, those of a thing, or those with one key of it."""
    thing, _, name = pointer.partition(".")
    return [
        one
        for one in case.claims
        if one.section != "disputes"
        and thing in ("case", one.thing)
        and (not name or name in [key for key, _ in one.values])
    ]


def standing(claim: Claim, registry: dict[str, Any]) -> str:
    """Return what a claim rests on, by who makes it."""
    entry = registry.get(claim.says, {})
    by_section = {"authorities": "official-claim", "outlets": "reported"}
    return str(entry.get("speaks-as") or by_section.get(entry.get("section", ""), "party-claim"))


def _label(node: dict[str, Any], key: str) -> str:
    return texts(node.get("name") or node.get("description") or node.get("what") or node.get("kind") or key)[0]
