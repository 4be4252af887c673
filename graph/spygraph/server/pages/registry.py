"""What cases share: sources, actors and places, and the claims that stand beside the cases."""

from typing import Any

import pyoxigraph as ox

from spygraph.casefile.nquads import REGISTRY_GRAPH
from spygraph.network.graphs import RDF_TYPE, short
from spygraph.server.pages import links
from spygraph.server.pages.case import counts, sections
from spygraph.server.pages.reading import Link, Reading
from spygraph.server.pages.site import render
from spygraph.server.pages.statements import label, link

_TYPE = ox.NamedNode(RDF_TYPE)
_CLAIMED = ("Claim", "Passage", "Context", "IdentityJudgement", "Source")


def registry_page(store: ox.Store) -> str:
    """Return the page of the registry."""
    reading = Reading(store, "")
    sources = sorted(reading.sources.values(), key=lambda one: (one.published, one.id), reverse=True)
    return render(
        "registry.html.j2",
        sources=[(one, links.web(one.url)) for one in sources],
        actors=_actors(store),
        sections=list(sections(reading)),
        counts=counts(reading.claims),
        data=[(form, f"/registry{suffix}") for form, suffix in links.DATA.items()],
    )


def _actors(store: ox.Store) -> list[tuple[Link, list[Link]]]:
    """Return the actors and places by class, in the order of their names."""
    found: dict[Any, list[Link]] = {}
    for quad in store.quads_for_pattern(None, _TYPE, None, ox.NamedNode(REGISTRY_GRAPH)):
        kind: Any = quad.object
        if kind.value.rpartition("#")[2] not in _CLAIMED:
            found.setdefault(kind, []).append(link(store, quad.subject))
    return [
        (Link(label(store, kind) or short(kind.value), links.path_of(kind.value)), sorted(those, key=lambda o: o.text))
        for kind, those in sorted(found.items(), key=lambda item: str(item[0]))
    ]
