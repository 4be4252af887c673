"""RDF files: one named graph at a time, each sorted, so that the same cases give the same bytes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from spygraph.casefile.grammar import NS
from spygraph.export.extract import A_PART, Extract
from spygraph.export.shortcuts import quads
from spygraph.export.triples import claim_quads
from spygraph.queries.prefixes import PREFIXES

Statement = TypeVar("Statement", ox.Quad, ox.Triple)
_CLAIM = ox.NamedNode(NS + "Claim")


def write_trig(extract: Extract, path: Path) -> None:
    """Write every named graph but the ontology."""
    serialize(extract, quads(extract), path, ox.RdfFormat.TRIG)


def write_nquads(extract: Extract, path: Path) -> None:
    """Write every named graph but the ontology, a line a statement."""
    serialize(extract, quads(extract), path, ox.RdfFormat.N_QUADS)


def write_turtle(extract: Extract, path: Path) -> None:
    """Write the claims of all cases and the registry as one graph, without ontology and shortcuts."""
    serialize(extract, (quad.triple for quad in claim_quads(extract)), path, ox.RdfFormat.TURTLE)


def write_ntriples(extract: Extract, path: Path) -> None:
    """Write the claims of all cases and the registry, a line a statement."""
    serialize(extract, (quad.triple for quad in claim_quads(extract)), path, ox.RdfFormat.N_TRIPLES)


def serialize(extract: Extract, statements: Iterable[Statement], path: Path, form: ox.RdfFormat) -> None:
    """Write statements; a file of a part begins with a comment that says so."""
    prefixes = dict(PREFIXES) if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None
    with path.open("wb") as out:
        if extract.selection.partial:
            out.write(f"# {A_PART}\n".encode())
        ox.serialize(counted(extract, statements), out, form, prefixes=prefixes)


def counted(extract: Extract, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield statements and count them, and the claims among them."""
    written = extract.tally.written
    written.update(statements=0, claims=0)
    for one in statements:
        written["statements"] += 1
        written["claims"] += one.object == _CLAIM
        yield one
