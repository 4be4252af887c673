"""What a case file may hold: one table, read off the SHACL shapes, the classes and the concept schemes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from spygraph import paths

NS = "https://w3id.org/spygraph/ns#"
VOCAB = "https://w3id.org/spygraph/vocab#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
QUANTITY = NS + "Quantity"
_XSD = "http://www.w3.org/2001/XMLSchema#"

_PROPERTIES = """
PREFIX s: <https://w3id.org/spygraph/ns#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?class ?path ?key ?range ?datatype ?scheme ?max ?min ?order ?reporting ?from ?to ?name ?nameZh ?required
       ?instruction
WHERE {
  ?shape sh:targetClass ?class .
  { ?shape sh:property ?p } UNION { ?shape sh:property/sh:node/sh:property ?p }
  ?p sh:path ?path . FILTER(isIRI(?path))
  OPTIONAL { ?p s:key ?key }
  OPTIONAL { ?p sh:class ?range }
  OPTIONAL { ?p sh:datatype ?datatype }
  OPTIONAL { ?p sh:property [ sh:path skos:inScheme ; sh:hasValue ?scheme ] }
  OPTIONAL { ?p sh:maxCount ?max }
  OPTIONAL { ?p sh:minCount ?min }
  OPTIONAL { ?p sh:order ?order }
  OPTIONAL { ?p s:reporting ?reporting }
  OPTIONAL { ?p s:instruction ?instruction }
  OPTIONAL { ?p s:edgeFrom ?from }
  OPTIONAL { ?p s:edgeTo ?to }
  OPTIONAL { ?p sh:name ?name . FILTER(lang(?name) = "en") }
  OPTIONAL { ?p sh:name ?nameZh . FILTER(lang(?nameZh) = "zh-hans") }
  OPTIONAL { ?shape sh:property [ sh:path [ rdf:first [ sh:inversePath s:about ] ; rdf:rest [ rdf:first ?path ] ] ;
                                  sh:minCount ?required ] }
} ORDER BY ?class ?order ?path
"""
_CLASSES = """
PREFIX s: <https://w3id.org/spygraph/ns#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?class ?section ?reporting ?order (GROUP_CONCAT(STR(?super)) AS ?supers) (SAMPLE(?label) AS ?en) WHERE {
  ?shape sh:targetClass ?class . ?class rdfs:subClassOf* ?super ; rdfs:label ?label . FILTER(lang(?label) = "en")
  OPTIONAL { ?class s:section ?section }
  OPTIONAL { ?shape s:reporting ?reporting }
  OPTIONAL { ?shape sh:order ?order }
} GROUP BY ?class ?section ?reporting ?order
"""
_CONCEPTS = """
PREFIX s: <https://w3id.org/spygraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?scheme ?concept ?label ?speaksAs ?rank ?zh WHERE {
  ?concept skos:inScheme ?scheme ; skos:prefLabel ?label . FILTER(lang(?label) = "en")
  OPTIONAL { ?concept skos:prefLabel ?zh FILTER(lang(?zh) = "zh-hans") }
  OPTIONAL { ?concept s:speaksAs ?speaksAs }
  OPTIONAL { ?concept s:rank ?rank }
} ORDER BY ?concept
"""
_SPEAKS_AS = """
PREFIX s: <https://w3id.org/spygraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?class ?standing WHERE { ?class rdfs:subClassOf* ?super . ?super s:speaksAs ?standing . ?super a ?type
  FILTER NOT EXISTS { ?class rdfs:subClassOf* ?nearer . ?nearer s:speaksAs ?other . ?nearer rdfs:subClassOf+ ?super } }
"""


@dataclass(frozen=True, slots=True)
class Concept:
    """One value of a scheme."""

    id: str
    iri: str
    label: str
    label_zh: str
    speaks_as: str
    rank: int


@dataclass(frozen=True, slots=True)
class Property:
    """One key that things of a class may hold, and what its values may be."""

    key: str
    iri: str
    range: str  # IRI of the class of its values, "" for none
    datatype: str  # IRI, "" for a thing or a concept
    scheme: str  # id of the concept scheme, "" for none
    many: bool
    required: bool
    reporting: str  # "exhaustive", "mention" or ""
    edge_from: str
    edge_to: str
    name: str
    name_zh: str
    order: int

    @property
    def pointer(self) -> bool:
        """Whether values point to a thing or to one of its keys."""
        return not (self.range or self.datatype or self.scheme)


@dataclass(frozen=True, slots=True)
class Class:
    """A class, its section of a case file ("" for parts of a header) and its keys, in the order of a file."""

    name: str
    iri: str
    label: str
    section: str
    reporting: str
    supers: frozenset[str]
    order: int  # of its section in a file
    keys: dict[str, Property] = field(default_factory=dict)
    instructions: dict[str, Property] = field(default_factory=dict)  # keys that say what to do: no claims

    @property
    def segment(self) -> str:
        """The part of an IRI that stands for the class."""
        return hyphened(self.name)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The whole table."""

    classes: dict[str, Class]
    sections: dict[str, Class]
    schemes: dict[str, dict[str, Concept]]
    speaks_as: dict[str, str]  # class IRI to the standing of what its members say

    @property
    def claim(self) -> Class:
        """The keys that any thing may hold, because every claim has them."""
        return self.classes["Claim"]


@lru_cache(maxsize=1024)
def hyphened(name: str) -> str:
    """Return a name as keys and IRIs write it: knownBy becomes known-by."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


@lru_cache(maxsize=4)
def ontology_store(folder: Path | None = None) -> ox.Store:
    """Return a store of every Turtle file of the ontology."""
    store = ox.Store()
    for path in paths.turtle_files(folder):
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def solutions(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    """Yield the rows of a SELECT on the ontology."""
    result = store.query(query)
    assert isinstance(result, ox.QuerySolutions)
    yield from result


@lru_cache(maxsize=4)
def grammar(folder: Path | None = None) -> Grammar:
    """Read the table off the ontology in a folder, or off the one that is shipped."""
    store = ontology_store(folder)
    classes = {}
    for row in solutions(store, _CLASSES):
        name = row["class"].value.removeprefix(NS)
        supers = frozenset(_text(row["supers"]).split())
        classes[name] = Class(
            name,
            row["class"].value,
            _text(row["en"]),
            _text(row["section"]),
            _text(row["reporting"]),
            supers,
            _number(row["order"]),
        )
    for row in solutions(store, _PROPERTIES):
        prop, cls = _property(row), classes[row["class"].value.removeprefix(NS)]
        (cls.instructions if _text(row["instruction"]) else cls.keys).setdefault(prop.key, prop)
    schemes: dict[str, dict[str, Concept]] = {}
    for row in solutions(store, _CONCEPTS):
        scheme = row["scheme"].value.removeprefix(VOCAB)
        iri = row["concept"].value
        one = Concept(
            iri.removeprefix(f"{VOCAB}{scheme}-"),
            iri,
            _text(row["label"]),
            _text(row["zh"]),
            _text(row["speaksAs"]),
            _number(row["rank"]),
        )
        schemes.setdefault(scheme, {})[one.id] = one
    speaks = {row["class"].value: row["standing"].value for row in solutions(store, _SPEAKS_AS)}
    sections = {one.section: one for one in classes.values() if one.section}
    return Grammar(dict(sorted(classes.items())), dict(sorted(sections.items())), schemes, speaks)


def _text(term: Any) -> str:
    return term.value if term is not None else ""


def _number(term: Any) -> int:
    return int(_text(term) or 0)


def _property(row: Any) -> Property:
    iri = row["path"].value
    return Property(
        key=_text(row["key"]) or hyphened(iri.removeprefix(NS)),
        iri=iri,
        range=_text(row["range"]),
        datatype=_text(row["datatype"]),
        scheme=_text(row["scheme"]).removeprefix(VOCAB),
        many=_text(row["max"]) != "1",
        required=bool(_text(row["min"]) or _text(row["required"])),
        reporting=_text(row["reporting"]),
        edge_from=_text(row["from"]).removeprefix(NS),
        edge_to=_text(row["to"]).removeprefix(NS),
        name=_text(row["name"]),
        name_zh=_text(row["nameZh"]),
        order=_number(row["order"]),
    )
