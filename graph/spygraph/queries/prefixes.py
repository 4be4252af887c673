"""The prefixes that our RDF files declare and that queries need not declare."""

from collections.abc import Mapping
from types import MappingProxyType

from spygraph.casefile.grammar import EDTF, NS, VOCAB
from spygraph.casefile.model import BASE

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "s": NS,
        "v": VOCAB,
        "reg": BASE + "registry/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "prov": "http://www.w3.org/ns/prov#",
        "edtf": EDTF.removesuffix("EDTF"),
    }
)
