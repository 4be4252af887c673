"""From the text of a value to RDF terms, as the grammar's row for its key demands."""

import re
from collections.abc import Callable
from decimal import Decimal

from spygraph.casefile.dates import span
from spygraph.casefile.grammar import EDTF, NS, QUANTITY, Class, Property
from spygraph.casefile.model import Scope, Statement
from spygraph.casefile.quantities import quantity
from spygraph.casefile.yamltext import Scalar
from spygraph.errors import did_you_mean

NO_VALUE = "has no value; if the sources do not state it, list it under not-stated"
BROKEN = "holds a line break or a tab; write it as one line (a text that is only wrapped has a blank there)"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BREAK = re.compile("[\t\n\r]")  # whatever else cannot be seen is refused with the file
_ESCAPES = {ord(c): rf"\{e}" for c, e in zip('\\"\n\r\t', '\\"nrt', strict=True)}
_DURATION = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+D)?", re.ASCII)
_URL = re.compile(r"https?://[^\s/@<>\"{}|\\^`]+(/[^\s<>\"{}|\\^`]*)?")


def literal(text: str, datatype: str = "") -> str:
    """Return an N-Triples literal; plain strings carry no datatype."""
    escaped = text.translate(_ESCAPES)
    return f'"{escaped}"^^<{datatype}>' if datatype else f'"{escaped}"'


def statements(prop: Property, value: Scalar, scope: Scope, where: str) -> list[Statement]:
    """Return what one value says: its own statement first, then the bounds that a date or quantity allows.

    A faulty value is noted in the scope and yields nothing.
    """
    if not value.text.strip():
        scope.fault(value, where, NO_VALUE)
        return []
    if _BREAK.search(value.text):
        scope.fault(value, where, BROKEN)
        return []
    if prop.scheme:
        return _concept(prop, value, scope, where)
    if prop.range:
        return _thing(prop, value, scope, where)
    try:
        return _DATATYPES[prop.datatype](prop, value.text, scope)
    except ValueError as error:
        scope.fault(value, where, str(error))
        return []


def _concept(prop: Property, value: Scalar, scope: Scope, where: str) -> list[Statement]:
    scheme = scope.grammar.schemes[prop.scheme]
    if found := scheme.get(value.text):
        return [(prop.iri, f"<{found.iri}>")]
    scope.fault(value, where, f"no such {prop.key} '{value.text}'{did_you_mean(value.text, scheme)}")
    return []


def _thing(prop: Property, value: Scalar, scope: Scope, where: str) -> list[Statement]:
    found = scope.find(value.text)
    kinds = ", ".join(one.section for one in scope.grammar.sections.values() if prop.range in one.supers)
    if found is None:
        things = {**scope.case.things, **scope.registry.things}
        known = [key for key, thing in things.items() if prop.range in thing.cls.supers]
        hint = did_you_mean(value.text, known) or f"; {prop.key} takes one of {kinds}"
        scope.fault(value, where, f"nothing here is called '{value.text}'{hint}")
        return []
    if prop.range not in found.cls.supers:
        scope.fault(value, where, f"'{value.text}' is one of {found.cls.section}, but {prop.key} takes one of {kinds}")
        return []
    return [(prop.iri, f"<{found.iri}>")]


def _string(prop: Property, text: str, scope: Scope) -> list[Statement]:
    return [(prop.iri, literal(scope.redact(text)))]


def _date(prop: Property, text: str, scope: Scope) -> list[Statement]:
    days = span(text)
    out = [(prop.iri, literal(text, EDTF))]
    if prop.iri != NS + "when":
        return out
    if days.earliest:
        out.append((NS + "earliest", literal(days.earliest, _XSD + "date")))
    if days.latest:
        out.append((NS + "latest", literal(days.latest, _XSD + "date")))
    return out


def _quantity(prop: Property, text: str, scope: Scope) -> list[Statement]:
    amount = quantity(text)
    out = [(prop.iri, literal(scope.redact(text), QUANTITY)), (NS + "measure", literal(scope.redact(amount.measure)))]
    for name, bound in (("atLeast", amount.at_least), ("atMost", amount.at_most)):
        if bound:
            out.append((NS + name, literal(str(Decimal(bound)), _XSD + "decimal")))
    return out


def _duration(prop: Property, text: str, scope: Scope) -> list[Statement]:
    found = _DURATION.fullmatch(text)
    if not found:
        raise ValueError(f"'{text}' is not a length of time; write P15Y, P2Y3M or P18M")
    years, months, days = (int(part[:-1]) if part else 0 for part in found.groups())
    total = years * 12 + months
    canonical = "P" + (f"{total // 12}Y" if total // 12 else "") + (f"{total % 12}M" if total % 12 else "")
    canonical += f"{days}D" if days or canonical == "P" else ""
    out = [(prop.iri, literal(canonical, _XSD + "duration"))]
    # the store would rewrite P18M as P1Y6M: the source's spelling stays beside it
    return out if canonical == text else [*out, (NS + "written", literal(f"{prop.key} {text}"))]


def in_words(text: str) -> str:
    """Return a length of time as people say it: P2Y3M is 2 years 3 months."""
    parts = zip(re.findall(r"(\d+)[YMD]", text), re.findall(r"\d+([YMD])", text), strict=True)
    units = {"Y": "year", "M": "month", "D": "day"}
    return " ".join(f"{number} {units[unit]}{'s' * (number != '1')}" for number, unit in parts) or text


def _url(prop: Property, text: str, scope: Scope) -> list[Statement]:
    if not _URL.fullmatch(text):
        raise ValueError(f"'{text}' is not a web address; it must begin with http:// or https:// and name no user")
    return [(prop.iri, literal(text, _XSD + "anyURI"))]


def _integer(prop: Property, text: str, scope: Scope) -> list[Statement]:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise ValueError(f"'{text}' is not a whole number")
    return [(prop.iri, literal(text, _XSD + "integer"))]


def _boolean(prop: Property, text: str, scope: Scope) -> list[Statement]:
    if text != "yes":
        raise ValueError(f"'{text}' is not 'yes'; write yes, or leave the key out")
    return [(prop.iri, literal("true", _XSD + "boolean"))]


_DATATYPES: dict[str, Callable[[Property, str, Scope], list[Statement]]] = {
    _XSD + "string": _string,
    _XSD + "duration": _duration,
    _XSD + "anyURI": _url,
    _XSD + "integer": _integer,
    _XSD + "boolean": _boolean,
    EDTF: _date,
    QUANTITY: _quantity,
}


def pointer(text: str, scope: Scope) -> tuple[str, str, str, Class | None] | None:
    """Resolve "case", a section, THING or THING.KEY.

    Returns:
        The key and the IRI of the thing, the IRI of the property or class ("" for the whole thing) and the class of
        the thing; None where nothing is called so.
    """
    name, _, key = text.partition(".")
    if not key and name in scope.grammar.sections:
        return "case", scope.case.iri, scope.grammar.sections[name].iri, None
    if name == "case":
        return ("case", scope.case.iri, "", None) if not key else None
    thing = scope.find(name)
    if thing is None:
        return None
    if not key:
        return name, thing.iri, "", thing.cls
    prop = thing.cls.keys.get(key)
    return (name, thing.iri, prop.iri, thing.cls) if prop else None
