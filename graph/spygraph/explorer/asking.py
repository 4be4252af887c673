"""What a page that answers SPARQL carries besides: its statements as RDF, the engine, and questions to begin with."""

import gzip
from base64 import b85encode
from importlib.resources import files
from typing import Any

import pyoxigraph as ox
from markupsafe import Markup

from spygraph.casefile.model import BASE
from spygraph.explorer.carried import engine
from spygraph.queries import named
from spygraph.queries.prefixes import PREFIXES
from spygraph.store import Readable

_FIRST = ("who-recruited-whom", "first-moves-counted", "inducements-counted")  # what most people would ask first


# Base 85 is a sixteenth shorter than base 64; these of its characters mean something in HTML.
_SAFE = bytes.maketrans(b"<>&", b",.:")


def quads(store: Readable) -> bytes:
    """Return what a store holds, sorted, so that the same cases give the same bytes: quads, a blank line, and terms.

    A quad is a line with the numbers of the terms of its graph, subject, predicate and object; a number is left out
    that is the same as on the line before. A page makes N-Quads of it, which the engine reads twice as fast as TriG,
    and it weighs no more. The nameless parts of the ontology, which only describe case files, are left out: they are
    called anew at each load.
    """
    named_only = [q for q in store if not {type(q.subject), type(q.object)} & {ox.BlankNode}]
    rows = sorted(
        ("" if isinstance(q.graph_name, ox.DefaultGraph) else str(q.graph_name), *map(str, q.triple))
        for q in named_only
    )
    terms = sorted({term for row in rows for term in row})
    number = {term: str(place) for place, term in enumerate(terms)}
    lines = [
        ",".join("" if term == above else number[term] for term, above in zip(row, before, strict=True))
        for row, before in zip(rows, [(None,) * 4, *rows], strict=False)
    ]
    return "\n".join([*lines, "", *terms]).encode()


def packed(data: bytes) -> Markup:
    """Return bytes compressed, in base 85 without any character that HTML would read."""
    return Markup(b85encode(gzip.compress(data, 9, mtime=0)).translate(_SAFE).decode())  # noqa: S704


def carried(data: bytes) -> dict[str, Markup]:
    """Return what goes into the page as it is: the engine with its worker, its program and the data, compressed."""
    script, program = engine()
    worker = (files(__package__) / "assets" / "worker.js").read_text(encoding="utf-8")
    return {
        "engine_script": packed(f"{script}\n{worker}".encode()),
        "engine_program": packed(program),
        "engine_data": packed(data),
    }


def questions() -> dict[str, Any]:
    """Return the named queries and the prefixes that need no declaration, for the page."""
    library = sorted(named.library(), key=lambda one: (one.name not in _FIRST, one.title or one.name))
    return {
        "base": BASE,
        "prefixes": dict(PREFIXES),
        "queries": [{"title": one.title or one.name, "text": one.text} for one in library],
    }
