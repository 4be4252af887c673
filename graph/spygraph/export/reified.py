"""RDF 1.2 Turtle: each claim is a reifier of what it says, and nothing that anybody claims is asserted.

`case:x/recruitment/main/claim/handler rdf:reifies <<( case:x/recruitment/main s:handler case:x/person/handler )>>` and,
beside it, who says so, how far it is established and where it stands.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from spygraph.casefile.grammar import NS
from spygraph.export.extract import Extract
from spygraph.export.rdf import serialize
from spygraph.export.triples import claim_quads
from spygraph.queries.prefixes import PREFIXES

_REIFIES = ox.NamedNode(PREFIXES["rdf"] + "reifies")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_CLAIM, _ABOUT = ox.NamedNode(NS + "Claim"), ox.NamedNode(NS + "about")
# what is said of the claim and not by it
_FRAME = frozenset(
    ox.NamedNode(NS + name)
    for name in ("about", "says", "via", "version", "standing", "attribution", "stands", "evidence", "disputes")
) | {_TYPE}


def write(extract: Extract, path: Path) -> None:
    """Write the claims of an extract, each as a reifier."""
    serialize(extract, _triples(extract), path, ox.RdfFormat.TURTLE)


def _triples(extract: Extract) -> Iterator[ox.Triple]:
    for _, quads in groupby(claim_quads(extract), lambda quad: quad.subject):
        found = [quad.triple for quad in quads]
        is_claim = any(one.predicate == _TYPE and one.object == _CLAIM for one in found)
        yield from _reified(found) if is_claim else found


def _reified(found: list[ox.Triple]) -> Iterator[ox.Triple]:
    about = next(one.object for one in found if one.predicate == _ABOUT)
    assert isinstance(about, ox.NamedNode)
    for one in found:
        if one.predicate in _FRAME:
            yield one
        else:
            yield ox.Triple(one.subject, _REIFIES, ox.Triple(about, one.predicate, one.object))
