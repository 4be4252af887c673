"""What is published from the grammar's table: a JSON Schema for editors, and a JSON-LD context.

`python -m spygraph.published` writes both, and the table of terms, into the ontology folder; a test holds them to it.
"""

import json
from pathlib import Path
from typing import Any

from spygraph import paths, terms
from spygraph.casefile.grammar import EDTF, NS, VOCAB, Class, Grammar, Property, grammar
from spygraph.casefile.model import BASE
from spygraph.casefile.reader import ID
from spygraph.casefile.withdrawal import KEPT, REQUIRED, WITHDRAWN

Schema = dict[str, Any]

_PLACE: Schema = {
    "description": 'where it stands: [p10, "a few words"], or [SOURCE, p10, "a few words"], or a list of these',
    "type": "array",
    "minItems": 1,
}
# editors read 2011 or 1 as numbers where spygraph reads text
_TEXT: Schema = {"type": ["string", "number"]}


def json_schema(table: Grammar | None = None) -> Schema:
    """Return the JSON Schema of a case file."""
    table = table or grammar()
    described = {term.name: term.definition for term in terms.table()}
    header = table.classes["Case"]
    properties = {prop.key: _header(prop, table, described) for prop in header.keys.values()}
    for cls in table.sections.values():
        if cls.section not in properties and cls.name not in ("Outlet", "Commentator", "Context"):
            properties[cls.section] = _section(cls, table, described)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": BASE + "case.schema.json",
        "title": "spygraph case file",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "if": {"properties": {"unit": {"const": WITHDRAWN}}},
        "then": {"required": list(REQUIRED), "propertyNames": {"enum": list(KEPT)}},
        "else": {"required": [prop.key for prop in header.keys.values() if prop.required]},
    }


def _header(prop: Property, table: Grammar, described: dict[str, str]) -> Schema:
    cls = table.classes.get(prop.range.removeprefix(NS))
    one = _thing(cls, table, described) if cls and not cls.section else _value(prop, table)
    either: Schema = {"anyOf": [one, {"type": "array", "items": one}]} if prop.many else dict(one)
    return {"description": _definition(prop, described), **either}


def _section(cls: Class, table: Grammar, described: dict[str, str]) -> Schema:
    thing = _thing(cls, table, described)
    for prop in table.claim.keys.values():
        if prop.key != "about":
            thing["properties"][prop.key] = {"description": _definition(prop, described), **_TEXT}
    places = {"additionalProperties": _PLACE, "type": "object"}
    thing["properties"]["at"] = {"anyOf": [_PLACE, places], "description": _PLACE["description"]}
    return {
        "description": described[f"s:{cls.name}"],
        "type": "object",
        "patternProperties": {f"^{ID.pattern}$": thing},
        "additionalProperties": False,
    }


def _thing(cls: Class, table: Grammar, described: dict[str, str]) -> Schema:
    properties: Schema = {}
    for prop in cls.keys.values():
        one = _value(prop, table)
        forms = [one, {"type": "array"}, {"type": "object", "required": ["value"]}] if cls.section else [one]
        forms += [{"type": "array", "items": one}] if prop.many and not cls.section else []
        properties[prop.key] = {"description": _definition(prop, described), "anyOf": forms}
    for prop in cls.instructions.values():
        properties[prop.key] = {"description": _definition(prop, described), "enum": ["yes", True]}
    required = [prop.key for prop in cls.keys.values() if prop.required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _value(prop: Property, table: Grammar) -> Schema:
    return {"enum": sorted(table.schemes[prop.scheme])} if prop.scheme else _TEXT


def _definition(prop: Property, described: dict[str, str]) -> str:
    return described["s:" + prop.iri.removeprefix(NS)]


def context(table: Grammar | None = None) -> Schema:
    """Return a JSON-LD context: every property by its name, with the type that its values have."""
    table = table or grammar()
    out: Schema = {"@version": 1.1, "s": NS, "v": VOCAB, "case": BASE + "case/", "registry": BASE + "registry/"}
    for cls in table.classes.values():
        out[cls.name] = cls.iri
        for prop in cls.keys.values():
            kind = {"@type": prop.datatype} if prop.datatype in (EDTF, NS + "Quantity") else {}
            linked = {} if prop.datatype else {"@type": "@id"}
            out[prop.iri.removeprefix(NS)] = {"@id": prop.iri, **kind, **linked}
    return {"@context": dict(sorted(out.items()))}


def files() -> dict[str, str]:
    """Return the names and texts of everything that is generated into the ontology folder."""
    return {
        "TERMS.md": terms.markdown(),
        "case.schema.json": json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n",
        "context.jsonld": json.dumps(context(), indent=1, ensure_ascii=False) + "\n",
    }


def write(folder: Path) -> None:
    """Write the generated files into a folder."""
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(paths.ontology())
