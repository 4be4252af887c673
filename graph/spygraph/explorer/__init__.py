"""One offline HTML page to explore the network, drawn by pyvis with a template of our own."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spygraph.explorer.notebook import Page
    from spygraph.store import Readable


def explore(store: "Readable", *, sparql: bool = False) -> "Page":
    """Return the page of a store, which a notebook shows in a frame.

    Args:
        store: What `spygraph.store.load` returned.
        sparql: Whether the page carries a query engine and the statements as RDF.
    """
    from spygraph.explorer.notebook import besides, page_of

    return page_of(store, besides(store, sparql=sparql))
