"""The documents that define our terms: each term with its names, definition, example, and how it relates to others."""

from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.grammar import NS, VOCAB, Property, grammar
from spygraph.casefile.model import BASE
from spygraph.network.graphs import RDF_TYPE
from spygraph.queries.prefixes import PREFIXES
from spygraph.server.pages import links
from spygraph.server.pages.reading import Link
from spygraph.server.pages.site import render
from spygraph.server.pages.statements import NAMING, Row, label, link, rows
from spygraph.store import ONTOLOGY_GRAPH

_SKOS = PREFIXES["skos"]
_DEFINITION, _EXAMPLE = _SKOS + "definition", _SKOS + "example"
_TOLD = NAMING | {_DEFINITION, _EXAMPLE, PREFIXES["rdfs"] + "isDefinedBy", _SKOS + "inScheme"}
_TOLD |= {f"http://www.w3.org/ns/shacl#{name}" for name in ("targetClass", "order", "property", "or", "xone")}
_SAME = {"ontology": "ns"}  # the graph that holds the terms
_TITLES = {"ns": "Terms", "vocab": "Vocabularies", "mice": "MICE: motives of others' schemes", "rascls": "RASCLS"}
_KINDS = (
    ("Class", "Classes"),
    ("ObjectProperty", "Properties that lead to things and concepts"),
    ("DatatypeProperty", "Properties that hold values"),
    ("Datatype", "Datatypes"),
    ("NodeShape", "Shapes: what may stand where"),
    ("", "Named by others"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with what defines it. Of a shape or a term of others there may be no more than its name."""

    anchor: str
    label: str
    label_zh: str
    definition: str
    example: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one sort, or of one scheme, which then is an entry itself."""

    anchor: str
    title: str
    scheme: Entry | None
    entries: tuple[Entry, ...]


def document_of(store: ox.Store, id_: str) -> str:
    """Return the name of the document that an id is, or is a term of: ns, vocab; "" for none."""
    name, _, term = id_.partition("#")
    name = _SAME.get(name, name)
    if term or name.startswith("ns/"):  # a version of the terms leads to the terms
        return name.partition("/")[0] if _is_spoken_of(store, id_) and not name.startswith("case/") else ""
    return name if name and "/" not in name and _terms(store, name) else ""


def _is_spoken_of(store: ox.Store, id_: str) -> bool:
    try:
        node = ox.NamedNode(BASE + id_)
    except ValueError:  # no IRI
        return False
    if any(store.quads_for_pattern(node, None, None, ONTOLOGY_GRAPH)):
        return True
    return any(store.quads_for_pattern(None, None, node, ONTOLOGY_GRAPH))


def _terms(store: ox.Store, name: str) -> set[str]:
    """Return the IRIs in a namespace of ours that the ontology speaks of."""
    start, found = f"{BASE}{name}#", set()
    for quad in store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH):
        for term in (quad.subject, quad.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(start):
                found.add(term.value)
    return found


def document_page(store: ox.Store, name: str) -> str:
    """Return the page of a document, with every term of it at its own place."""
    terms = sorted(_terms(store, name))
    groups = _schemes(store, terms) if name == "vocab" else _sorts(store, terms)
    return render(
        "vocabulary.html.j2",
        here=f"/{name}",
        name=name,
        title=_TITLES.get(name, name),
        prefix={"ns": "s:", "vocab": "v:"}.get(name, ""),
        groups=groups,
        count=len(terms),
        data=[(form, f"/{name}{suffix}") for form, suffix in links.DATA.items()],
    )


def _sorts(store: ox.Store, terms: list[str]) -> list[Group]:
    kinds: dict[str, list[Entry]] = {}
    for iri in terms:
        types = [str(quad.object.value) for quad in _of(store, iri, RDF_TYPE)]
        found = next((key for key, _ in _KINDS if key and any(one.endswith(f"#{key}") for one in types)), "")
        kinds.setdefault(found, []).append(_entry(store, iri))
    return [Group(f"kind-{key.lower()}", title, None, tuple(kinds[key])) for key, title in _KINDS if key in kinds]


def _schemes(store: ox.Store, terms: list[str]) -> list[Group]:
    inside: dict[str, list[str]] = {}
    for iri in terms:
        scheme = next((quad.object.value for quad in _of(store, iri, _SKOS + "inScheme")), "")
        inside.setdefault(scheme or iri, [])
        if scheme:
            inside[scheme].append(iri)
    return [
        Group(head.anchor, head.label, head, tuple(_entry(store, one) for one in sorted(those, key=_rank)))
        for scheme, those in sorted(inside.items())
        for head in [_entry(store, scheme)]
    ]


def _rank(iri: str) -> tuple[int, str]:
    ranks = {one.iri: one.rank for scheme in grammar().schemes.values() for one in scheme.values()}
    return ranks.get(iri, 0), iri


def _of(store: ox.Store, iri: str, predicate: str) -> list[Any]:
    return list(store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, ONTOLOGY_GRAPH))


def _entry(store: ox.Store, iri: str) -> Entry:
    node = ox.NamedNode(iri)
    definition, example = (
        next((str(quad.object.value) for quad in _of(store, iri, one)), "") for one in (_DEFINITION, _EXAMPLE)
    )
    return Entry(
        anchor=iri.partition("#")[2],
        label=label(store, node),
        label_zh=label(store, node, "zh-hans"),
        definition=definition,
        example=example,
        rows=(*rows(store, node, _TOLD), *_used(iri), *_related(store, node)),
    )


def _used(iri: str) -> list[Row]:
    """Return on what a property stands and what it takes, as the shapes say."""
    found: list[tuple[str, Property]] = [
        (cls.name, prop) for cls in grammar().classes.values() for prop in cls.keys.values() if prop.iri == iri
    ]
    if not found:
        return []
    names = dict.fromkeys(name for name, _ in found)
    stands = tuple((Link(name, links.term(name)), "") for name in names)
    takes = dict.fromkeys(_takes(prop) for _, prop in found)
    return [Row(Link("stands on"), stands), Row(Link("takes"), tuple((one, "") for one in takes))]


def _takes(prop: Property) -> Link:
    if prop.scheme:
        return Link(f"a concept of {prop.scheme}", links.path_of(VOCAB + prop.scheme))
    if prop.range:
        return Link(prop.range.removeprefix(NS), links.path_of(prop.range))
    if prop.datatype:
        return Link(prop.datatype.rpartition("#")[2].rpartition("/")[2], links.path_of(prop.datatype))
    return Link("a thing, or one of its keys")


def _related(store: ox.Store, node: ox.NamedNode) -> list[Row]:
    """Return which of our terms lead to a term that is described nowhere itself."""
    if any(store.quads_for_pattern(node, None, None)):
        return []
    found: dict[str, list[tuple[Link, str]]] = {}
    for quad in sorted(store.quads_for_pattern(None, None, node, ONTOLOGY_GRAPH), key=str):
        if isinstance(quad.subject, ox.NamedNode):
            found.setdefault(link(store, quad.predicate).text, []).append((link(store, quad.subject), ""))
    return [Row(Link(f"{name} of"), tuple(those)) for name, those in found.items()]
