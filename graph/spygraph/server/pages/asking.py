"""The page to ask in SPARQL: an editor, the named queries with their parameters as examples, a way without script."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.grammar import NS, grammar
from spygraph.casefile.model import BASE
from spygraph.errors import SpygraphError
from spygraph.explorer.policy import safe_json
from spygraph.network.graphs import case_graphs
from spygraph.queries import named
from spygraph.queries.parameters import terms
from spygraph.queries.prefixes import PREFIXES
from spygraph.server.pages.reading import term_names
from spygraph.server.pages.site import render
from spygraph.server.pages.statements import label

ENDPOINT = "/sparql"
_FIRST = ("who-recruited-whom", "claims-with-words", "first-moves-counted")  # what most people would ask first
_MOST = 5_000  # cases that a list offers; of more, the id has to be written
_NOTHING: Mapping[str, str] = MappingProxyType({})


def query_page(store: ox.Store, text: str = "", *, name: str = "", values: Mapping[str, str] = _NOTHING) -> str:
    """Return the page of the editor.

    Args:
        store: What `spygraph.store.load` returned.
        text: The query to begin with, from `/query?query=...`.
        name: The named query to begin with instead, from `/query?name=...`; what has no such name is told.
        values: Its parameters, from the rest of the address: `&case=naval-technologist-2013`.
    """
    fault = ""
    if name and not text:
        try:
            put = named.named(name)
            text = put.bound(terms(store, put, values))
        except SpygraphError as error:
            fault = str(error)
    library = sorted(named.library(), key=lambda one: (one.name not in _FIRST, one.title or one.name))
    return render(
        "query.html.j2",
        here="/query",
        endpoint=ENDPOINT,
        library=library,
        chosen=name,
        text=text or library[0].text,
        fault=fault,
        prefixes=PREFIXES,
        questions=safe_json(_questions(store, library, text)),
    )


def _questions(store: ox.Store, library: list[named.Query], text: str) -> dict[str, Any]:
    """Return what the script of the page knows: the library, what parameters may be, our prefixes and our terms."""
    cases = case_graphs(store)[:_MOST]
    schemes = {one.scheme for query in library for one in query.parameters if one.scheme}
    return {
        "base": BASE,
        "endpoint": ENDPOINT,
        "start": text,
        "prefixes": dict(PREFIXES),
        "terms": [NS + name[2:] if name.startswith("s:") else PREFIXES["v"] + name[2:] for name in term_names()],
        "cases": [[graph, label(store, ox.NamedNode(graph)) or graph] for graph in cases],
        "schemes": {
            scheme: [[one.iri, one.label] for one in grammar().schemes[scheme].values()] for scheme in sorted(schemes)
        },
        "queries": {
            query.name: {
                "title": query.title or query.name,
                "documentation": query.documentation,
                "text": query.text,
                "parameters": [
                    {"name": one.name, "kind": one.kind, "scheme": one.scheme, "help": one.help}
                    for one in query.parameters
                ],
            }
            for query in library
        },
    }
