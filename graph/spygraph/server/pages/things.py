"""A page for every other IRI of ours: what is stated of it, the claims about it, and where it is mentioned."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.grammar import NS
from spygraph.casefile.model import BASE
from spygraph.network import Claim
from spygraph.network.graphs import RDF_TYPE, case_graphs, short
from spygraph.queries.prefixes import PREFIXES
from spygraph.server.pages import links
from spygraph.server.pages.case import case_page
from spygraph.server.pages.mentions import mentions
from spygraph.server.pages.reading import Card, Link, Reading
from spygraph.server.pages.registry import registry_page
from spygraph.server.pages.site import render
from spygraph.server.pages.statements import NAMING, label, link, rows
from spygraph.server.pages.vocabulary import document_of, document_page
from spygraph.store import SHORTCUTS

_PARTS = tuple(ox.NamedNode(PREFIXES["rdf"] + name) for name in ("subject", "predicate", "object"))
_RDF_SUBJECT, _RDF_PREDICATE, _RDF_OBJECT = _PARTS
_TYPE, _EVIDENCE = ox.NamedNode(RDF_TYPE), ox.NamedNode(NS + "evidence")
_DERIVED = ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
# what the heading, the place and the claims of a page tell already
_TOLD = NAMING | {NS + name for name in ("inCase", "key", "about", "evidence", "says", "via", "disputes")}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A statement that is derived from claims: its own page, its parts, and what it rests on."""

    path: str
    property: Link
    target: Link
    strength: str


def thing_page(store: ox.Store, iri: str) -> str | None:
    """Return the page of an IRI of ours, None where the store knows nothing of it.

    A term of a vocabulary has a place on the page of its vocabulary: the part after # leads there.
    """
    id_ = short(iri)
    if id_ == iri:
        return None
    if document_of(store, id_):
        return document_page(store, document_of(store, id_))
    if id_ == "registry":
        return registry_page(store)
    if iri in case_graphs(store):
        return case_page(store, id_.removeprefix("case/"))
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return None
    if iri.startswith(SHORTCUTS):
        return _shortcuts_page(store, node)
    if not any(store.quads_for_pattern(node, None, None)):
        return None
    return _page(store, node, id_)


def _page(store: ox.Store, node: ox.NamedNode, id_: str) -> str:
    """Return the page of a thing, a claim, a passage, a shortcut, an actor or a source."""
    kinds = [quad.object for quad in store.quads_for_pattern(node, _TYPE, None)]
    kind = link(store, kinds[0]) if kinds else Link("thing")
    wanted = _wanted(store, node, id_)
    case = links.case_of(id_) or (links.case_of(min(wanted)) if id_.startswith("shortcut/") else "")
    in_case = any(store.quads_for_pattern(None, None, None, ox.NamedNode(f"{BASE}case/{case}"))) if case else False
    reading = Reading(store, case if in_case else "")
    cards = [reading.card(one) for one in reading.claims if one.id in wanted or one.thing == id_]
    sort = kind.href.rpartition("#")[2]
    return render(
        "thing.html.j2",
        kind=kind,
        title=_title(store, node, id_, cards, sort),
        id=id_,
        case=Link(label(store, ox.NamedNode(f"{BASE}case/{case}")) or case, f"/case/{case}") if in_case else None,
        whole=_on_the_page(cards[0].claim, id_) if cards else f"/case/{case}",
        rows=[] if sort == "Claim" else [*rows(store, node, _TOLD)],
        places=[place for card in cards for place in card.places if place.path == links.local(id_)][:1],
        cards=cards,
        heading=_HEADINGS.get(sort, "What is said of it"),
        shortcuts=list(_shortcuts(store, node)),
        mentioned=mentions(store, node, reading),
        data=[(form, links.local(id_) + suffix) for form, suffix in links.DATA.items()],
    )


def _on_the_page(claim: Claim, id_: str) -> str:
    """Return where all claims of the case show a thing: at its own place, or at the first claim to be shown here."""
    return links.on_its_page(id_ if id_ in (claim.id, claim.thing) else claim.id)


_HEADINGS = {"Claim": "The claim", "Passage": "Claims that rest on these words", "Statement": "Derived from"}


def _wanted(store: ox.Store, node: ox.NamedNode, id_: str) -> set[str]:
    """Return the claims to show in full besides those about a thing: itself, those on a passage or under a shortcut."""
    found: list[Any] = [quad.subject for quad in store.quads_for_pattern(None, _EVIDENCE, node)]
    found += [quad.object for quad in store.quads_for_pattern(node, _DERIVED, None)]
    return {short(one.value) for one in found} or {id_}


def _title(store: ox.Store, node: ox.NamedNode, id_: str, cards: list[Card], sort: str) -> str:
    if sort == "Claim" and cards:
        return f"{cards[0].claim.thing_label}: {', '.join(one.property.text for one in cards[0].values)}"
    if sort == "Passage" and cards:
        return next(p.words for card in cards for p in card.places if p.path == links.local(id_))
    if id_.startswith("shortcut/"):
        parts = (next(store.quads_for_pattern(node, one, None)).object for one in _PARTS)
        return " ".join(link(store, one).text for one in parts)
    return label(store, node) or id_


def _shortcuts(store: ox.Store, node: ox.NamedNode) -> Iterator[Shortcut]:
    """Yield what is derived of a node."""
    for quad in sorted(store.quads_for_pattern(None, _RDF_SUBJECT, node), key=str):
        graph: Any = quad.graph_name
        yield _shortcut(store, quad.subject, graph.value.removeprefix(SHORTCUTS))


def _shortcut(store: ox.Store, of: Any, strength: str) -> Shortcut:
    name, target = (next(store.quads_for_pattern(of, one, None)).object for one in (_RDF_PREDICATE, _RDF_OBJECT))
    return Shortcut(links.path_of(of.value), link(store, name), link(store, target), strength)


def _shortcuts_page(store: ox.Store, graph: ox.NamedNode) -> str | None:
    """Return the page of a graph of shortcuts: each with its subject, for somebody who follows the graph's IRI."""
    found = sorted(store.quads_for_pattern(None, _RDF_SUBJECT, None, graph), key=str)
    strength = graph.value.removeprefix(SHORTCUTS)
    if not found and strength not in ("established", "claimed"):
        return None
    listed = [(link(store, quad.object), _shortcut(store, quad.subject, strength)) for quad in found]
    return render("shortcuts.html.j2", strength=strength, listed=listed)
