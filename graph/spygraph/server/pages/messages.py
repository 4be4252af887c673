"""Pages that say why there is no other page, and where to go instead."""

from collections.abc import Iterable
from difflib import get_close_matches

import pyoxigraph as ox

from spygraph.network.graphs import RDF_TYPE, case_graphs, short
from spygraph.server.pages import links
from spygraph.server.pages.site import render

Ways = Iterable[tuple[str, str]]  # text and path
_NEAR = 20_000  # subjects that are compared with what was asked for; beyond them only cases are
_ALWAYS = (("All cases", "/cases"), ("The explorer", "/"), ("Ask in SPARQL", "/query"))


def message_page(status: int, title: str, text: str, ways_on: Ways = ()) -> str:
    """Return a page for a status of HTTP: what is the matter in plain words, and where to go."""
    return render("message.html.j2", status=status, title=title, text=text, ways=[*ways_on, *_ALWAYS])


def missing_page(store: ox.Store, path: str) -> str:
    """Return the page for 404, with the things whose address is nearest to what was asked for."""
    asked = path.strip("/")[:200]
    near = get_close_matches(asked, _known(store), n=3, cutoff=0.75)
    text = "This server has nothing at this address." + (" Did you mean one of these?" if near else "")
    return message_page(404, "Nothing is here", text, [(one, links.local(one)) for one in near])


def withdrawn_page(slug: str, why: str) -> str:
    """Return the page for 410.

    Args:
        slug: Id of the case, or of a thing of it.
        why: When and why, as `spygraph.casefile.folder.tombstones` tells it: "withdrawn on 2031-06-01: a reason".
    """
    text = f"The case {slug} was {why}. Its id stays taken, so that links do not lie; nothing of it is kept here."
    return message_page(410, "This case was withdrawn", text)


def busy_page(seconds: int) -> str:
    """Return the page for 503: too many questions at once."""
    text = f"Too many questions are being answered at the moment. Try again in {seconds} seconds; nothing is lost."
    return message_page(503, "Busy", text)


def _known(store: ox.Store) -> list[str]:
    cases = [short(graph) for graph in case_graphs(store)]
    found: list[str] = []
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None):
        if len(found) >= _NEAR:
            return cases
        if isinstance(quad.subject, ox.NamedNode) and (path := links.path_of(quad.subject.value)):
            found.append(path[1:])
    return sorted({*cases, *found, "cases", "query", "registry", "ns", "vocab"})
