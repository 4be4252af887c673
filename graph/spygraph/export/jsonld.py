"""JSON-LD with the context that is published with the ontology, written into the file: nothing has to be fetched."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.grammar import NS, VOCAB
from spygraph.casefile.model import BASE
from spygraph.export.extract import Extract
from spygraph.export.rdf import counted
from spygraph.export.triples import claim_quads
from spygraph.published import context
from spygraph.queries.prefixes import PREFIXES

Json = dict[str, Any]
_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"
_SHORT = {BASE + "case/": "case:", BASE + "registry/": "registry:", VOCAB: "v:", NS: "s:"} | {
    PREFIXES[name]: f"{name}:" for name in ("rdfs", "xsd", "prov")
}


def full_context() -> Json:
    """Return the published context with the prefixes of the vocabularies that it leans on."""
    out: Json = context()["@context"] | {name: PREFIXES[name] for name in ("rdfs", "xsd", "prov")}
    return out


def write(extract: Extract, path: Path) -> None:
    """Write the claims, a named graph a case and one for the registry; shortcuts stay out."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(_lines(extract))


def _lines(extract: Extract) -> Iterator[str]:
    terms = full_context()
    yield f'{{"@context": {_text(terms)},\n"@graph": [\n'
    comma = ""
    for graph, quads in groupby(counted(extract, claim_quads(extract)), lambda quad: quad.graph_name):
        yield f'{comma}{{"@id": {_text(_short(graph))}, "@graph": [\n'
        before = ""
        for subject, found in groupby(quads, lambda quad: quad.subject):
            yield before + _text(_node(subject, list(found), terms))
            before = ",\n"
        yield "\n]}"
        comma = ",\n"
    yield "\n]}\n"


def described(triples: Iterable[ox.Triple]) -> str:
    """Return statements without nameless nodes, sorted by subject and property, as one document with our context."""
    terms = full_context()
    nodes = [_node(subject, list(found), terms) for subject, found in groupby(triples, lambda one: one.subject)]
    return json.dumps({"@context": terms, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _node(subject: Any, quads: Sequence[ox.Quad | ox.Triple], terms: Json) -> Json:
    out: Json = {"@id": _short(subject)}
    for predicate, found in groupby(quads, lambda quad: quad.predicate.value):
        if predicate == _TYPE:
            values: list[Any] = [one.object.value.removeprefix(NS) for one in found]  # type: ignore[union-attr]
            out["@type"] = values[0] if len(values) == 1 else values
            continue
        name = predicate.removeprefix(NS) if predicate.removeprefix(NS) in terms else _shortened(predicate)
        values = [_value(one.object, terms.get(name, {})) for one in found]
        out[name] = values[0] if len(values) == 1 else values
    return out


def _value(term: Any, rule: Json) -> Any:
    """Return a value as its property takes it: as plain text where the context says what that means."""
    wanted = rule.get("@type", "")
    if isinstance(term, ox.NamedNode):
        return _short(term) if wanted == "@id" else {"@id": _short(term)}
    kind = "" if term.datatype.value == _STRING else term.datatype.value
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if kind == wanted:
        return term.value
    return {"@value": term.value, "@type": _shortened(kind)} if kind else {"@value": term.value}


def _short(term: Any) -> str:
    return _shortened(term.value)


def _shortened(iri: str) -> str:
    """Return an IRI behind a prefix of the context where one fits."""
    for start, prefix in _SHORT.items():
        rest = iri.removeprefix(start)
        # what follows the prefix must not look like the authority of an address
        if rest != iri and rest and not rest.startswith("//"):
            return prefix + rest
    return iri
