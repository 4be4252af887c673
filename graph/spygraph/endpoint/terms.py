"""Terms as an endpoint is sent them, and as they are again when they come back.

Nameless nodes travel as IRIs (RDF 1.1 Concepts, section 3.5), so that pieces of a graph can be sent and read apart.
Some engines cannot hold an xsd:duration as it is written; it then travels under a datatype of ours.
"""

from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.model import BASE

GENID = "https://w3id.org/.well-known/genid/spygraph/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
DURATION, BOOLEAN = ox.NamedNode(_XSD + "duration"), ox.NamedNode(_XSD + "boolean")
CARRIED_DURATION = ox.NamedNode(BASE + "published#duration")
_TRUTH = {"1": "true", "0": "false"}
_BACK = {CARRIED_DURATION.value: DURATION.value}

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Binding = dict[str, str]  # a term in the JSON format of SPARQL results


def outward(term: Any, *, carried: bool = False) -> str:
    """Return a term in the syntax of SPARQL; nothing in it can end the term.

    Args:
        term: An IRI, nameless node or literal.
        carried: Whether durations travel under a datatype of ours.
    """
    if isinstance(term, ox.BlankNode):
        return f"<{GENID}{term.value}>"
    if carried and isinstance(term, ox.Literal) and term.datatype == DURATION:
        return str(ox.Literal(term.value, datatype=CARRIED_DURATION))
    return str(term)


def inward(binding: Mapping[str, Any]) -> Binding:
    """Return a term of an answer as our store would hold it.

    Some engines say "1" for a truth value, `typed-literal` as drafts of the format did, or write languages in capitals.

    Raises:
        ValueError: where it is none.
    """
    kind, value = str(binding["type"]), str(binding["value"])
    if kind == "uri" and value.startswith(GENID):
        return {"type": "bnode", "value": value.removeprefix(GENID)}
    if kind in ("uri", "bnode"):
        return {"type": kind, "value": value}
    if kind not in ("literal", "typed-literal"):
        raise ValueError(kind)
    if language := binding.get("xml:lang"):
        return {"type": "literal", "value": value, "xml:lang": str(language).lower()}
    datatype = str(binding.get("datatype") or _XSD + "string")
    datatype = _BACK.get(datatype, datatype)
    if datatype == BOOLEAN.value:
        value = _TRUTH.get(value, value)
    return {"type": "literal", "value": value, "datatype": datatype}


def term(binding: Binding) -> Term:
    """Return the term of a binding that went through `inward`.

    Raises:
        ValueError: where it is none.
    """
    value = binding["value"]
    if binding["type"] == "uri":
        return ox.NamedNode(value)
    if binding["type"] == "bnode":
        return ox.BlankNode(value)
    if language := binding.get("xml:lang"):
        return ox.Literal(value, language=language)
    return ox.Literal(value, datatype=ox.NamedNode(binding["datatype"]))


def as_binding(one: Any) -> Binding:
    """Return a term in the JSON format of SPARQL results."""
    if isinstance(one, ox.NamedNode):
        return {"type": "uri", "value": one.value}
    if isinstance(one, ox.BlankNode):
        return {"type": "bnode", "value": one.value}
    kind = {"xml:lang": one.language} if one.language else {"datatype": one.datatype.value}
    return {"type": "literal", "value": one.value, **kind}
