"""From what a user gives as a parameter to an RDF term, checked against the store and the vocabularies."""

from collections.abc import Callable, Mapping

import pyoxigraph as ox

from spygraph.casefile.dates import span
from spygraph.casefile.grammar import NS, grammar
from spygraph.casefile.model import BASE, case_iri
from spygraph.errors import SpygraphError, did_you_mean
from spygraph.queries.named import Parameter, Query
from spygraph.queries.prefixes import PREFIXES
from spygraph.store import Readable

_CASE = ox.NamedNode(NS + "Case")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_DATE = ox.NamedNode(PREFIXES["xsd"] + "date")
Term = ox.NamedNode | ox.Literal


def terms(store: Readable, query: Query, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values of parameters as N-Triples terms; nothing in them can end the term.

    Raises:
        SpygraphError: where the query has no such parameter, or the store or vocabulary no such case, thing or concept.
    """
    out = {}
    for name, text in values.items():
        parameter = query.parameter(name)
        out[name] = str(_KINDS[parameter.kind](parameter, text, store))
    return out


def iri(text: str, start: str = BASE) -> str:
    """Return the IRI behind an id as tables show it: case/..., s:..., v:..., reg:..., or an IRI with or without <>.

    Args:
        text: The id.
        start: What an id without a prefix begins with.
    """
    text = text.strip().removeprefix("<").removesuffix(">")
    prefix, colon, rest = text.partition(":")
    if text.startswith(("http://", "https://")):
        return text
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES else start + text


def _node(text: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None


def _case(parameter: Parameter, text: str, store: Readable) -> Term:
    node = _node(case_iri(iri(text).removeprefix(BASE).removeprefix("case/")))
    known = {one.subject for one in store.quads_for_pattern(None, _TYPE, _CASE)}
    if node is None or node not in known:
        slugs = [str(one.value).removeprefix(case_iri("")) for one in known if isinstance(one, ox.NamedNode)]
        raise SpygraphError(f"--{parameter.name}: no such case '{text}'{did_you_mean(text, slugs)}")
    return node


def _thing(parameter: Parameter, text: str, store: Readable) -> Term:
    node = _node(iri(text))
    if node is None or not any(store.quads_for_pattern(node, _TYPE, None)):
        subjects = {one.subject for one in store.quads_for_pattern(None, _TYPE, None)}
        ids = [str(one.value).removeprefix(BASE) for one in subjects if isinstance(one, ox.NamedNode)]
        near = did_you_mean(text.removeprefix("reg:"), [one.removeprefix("registry/") for one in ids])
        raise SpygraphError(f"--{parameter.name}: nothing has the id '{text}'{near}")
    return node


def _concept(parameter: Parameter, text: str, _: Readable) -> Term:
    scheme = grammar().schemes[parameter.scheme]
    by_iri = {one.iri: one for one in scheme.values()}
    found = scheme.get(text) or by_iri.get(iri(text))
    if found is None:
        raise SpygraphError(f"--{parameter.name}: no such {parameter.scheme} '{text}'{did_you_mean(text, scheme)}")
    return ox.NamedNode(found.iri)


def _day(parameter: Parameter, text: str, _: Readable) -> Term:
    try:
        days = span(text)
    except ValueError as error:
        raise SpygraphError(f"--{parameter.name}: {error}") from None
    day = days.earliest if parameter.kind == "first-day" else days.latest
    if not day:
        raise SpygraphError(f"--{parameter.name}: '{text}' is open at this end")
    return ox.Literal(day, datatype=_DATE)


def _text(parameter: Parameter, text: str, _: Readable) -> Term:
    try:
        return ox.Literal(text)
    except ValueError:
        raise SpygraphError(f"--{parameter.name}: is not UTF-8 text") from None


_KINDS: dict[str, Callable[[Parameter, str, Readable], Term]] = {
    "case": _case,
    "thing": _thing,
    "concept": _concept,
    "first-day": _day,
    "last-day": _day,
    "text": _text,
}
