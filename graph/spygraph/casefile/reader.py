"""Reads one case file: header, things, claims, silences; all its faults at once."""

import re
import unicodedata
from pathlib import Path

from spygraph.casefile.claims import read_thing
from spygraph.casefile.grammar import NS, Class, Grammar, Property
from spygraph.casefile.model import CaseFile, Registry, Scope, Thing, case_iri, thing_iri
from spygraph.casefile.names import names, redactor
from spygraph.casefile.silence import read_silence, require_silence
from spygraph.casefile.standing import derive
from spygraph.casefile.values import in_words, literal, statements
from spygraph.casefile.withdrawal import REQUIRED, is_withdrawn, read_withdrawal
from spygraph.casefile.yamltext import Mapping, Node, Scalar, Sequence, parse
from spygraph.errors import CaseFileError, did_you_mean

SCHEMA = "1"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_ID = 80
# header keys that the reader handles itself: defaults, pointers and the file's own name
_SPECIAL = ("case", "says", "not-stated", "sources")


def read_case(data: bytes, path: str, table: Grammar, registry: Registry, *, pseudonyms: bool = False) -> CaseFile:
    """Return the case of one YAML file.

    Args:
        data: The bytes of the file.
        path: Its path, for messages; its stem must be the id of the case.
        table: What a case file may hold.
        registry: The actors, places and sources that it may name.
        pseudonyms: Whether names of people are replaced by their keys before anything leaves the reader.

    Raises:
        CaseFileError: with every fault of the file.
    """
    root = parse(data, path)
    scope = Scope(path, table, registry, CaseFile("", path, ""), [])
    _identify(root, scope)
    scope.case.names = names(root, withheld=not pseudonyms)
    scope.redact = redactor(scope.case.names)
    read_withdrawal(root, scope)
    sections = [] if is_withdrawn(root) else _sections(root, scope)
    _header(root, scope)
    for thing, node in sections:
        scope.case.direct += _instructions(thing, node, scope)
        scope.case.claims += read_thing(thing, node, scope)
        thing.label = _label(thing, node, scope)
    silences = read_silence(root.items.get("not-stated"), scope)
    if not scope.faults:
        derive(scope)
        if scope.case.unit == "case":
            require_silence(silences, root, scope)
        scope.case.direct += [(thing, NS + "notStated", f"<{what}>") for thing, what in silences]
    if scope.faults:
        raise CaseFileError(scope.faults)
    scope.case.redact = scope.redact
    return scope.case


def _identify(root: Mapping, scope: Scope) -> None:
    """Set the id of the case and the sources that its places may name."""
    keys = scope.grammar.classes["Case"].keys
    known = [*keys, *scope.grammar.sections]
    for key, name in root.keys.items():
        if key not in known:
            scope.fault(name, key, f"no such section{did_you_mean(key, known)}")
    for prop in keys.values():
        given = root.items.get(prop.key)
        required = prop.key in REQUIRED if is_withdrawn(root) else prop.required
        if required and (given is None or (isinstance(given, Sequence) and not given.items)):
            scope.fault(given or root, prop.key, "is missing from the header")
    schema, slug = root.items.get("schema"), root.items.get("case")
    check_schema(schema, scope)
    if isinstance(slug, Scalar):
        check_id(slug, "case", scope)
        if slug.text != Path(scope.path).stem:
            scope.fault(slug, "case", f"the file must be called {slug.text}.yaml")
        scope.case.slug, scope.case.iri = slug.text, case_iri(slug.text)
    elif slug is not None:
        scope.fault(slug, "case", "must be an id such as translator-2019")
    scope.case.sources = [one.text for one in _scalars(root.items.get("sources"), "sources", scope)]


def check_schema(node: Node | None, scope: Scope) -> None:
    """Note a file that was written for another version of the grammar."""
    if isinstance(node, Scalar) and node.text != SCHEMA:
        scope.fault(node, "schema", f"this program reads schema {SCHEMA}, not '{node.text}'")


def check_id(node: Scalar, where: str, scope: Scope) -> None:
    """Note an id that would not make a safe and readable IRI."""
    if not ID.fullmatch(node.text) or len(node.text) > _MAX_ID or unicodedata.normalize("NFC", node.text) != node.text:
        scope.fault(node, where, f"'{node.text}' is not an id: use a-z, 0-9 and single hyphens, at most {_MAX_ID}")


def _scalars(node: Node | None, where: str, scope: Scope) -> list[Scalar]:
    items = node.items if isinstance(node, Sequence) else [node] if node is not None else []
    for item in items:
        if not isinstance(item, Scalar):
            scope.fault(item, where, "must be a value or a list of values")
    return [item for item in items if isinstance(item, Scalar)]


def _sections(root: Mapping, scope: Scope) -> list[tuple[Thing, Mapping]]:
    """Return the things of all sections; keys are unique in the file, so that a pointer needs no section."""
    out: list[tuple[Thing, Mapping]] = []
    for section, node in root.items.items():
        cls = scope.grammar.sections.get(section)
        if cls is None or section in scope.grammar.classes["Case"].keys:
            continue
        if not isinstance(node, Mapping):
            scope.fault(node, section, "must be a mapping: KEY: {...} for each one")
            continue
        for key, thing in node.items.items():
            name = node.keys[key]
            check_id(name, f"{section}.{key}", scope)
            if taken := _taken(key, scope):
                scope.fault(name, f"{section}.{key}", taken)
            elif not isinstance(thing, Mapping):
                scope.fault(thing, f"{section}.{key}", "must be a mapping of keys")
            else:
                scope.case.things[key] = Thing(key, cls, thing_iri(scope.case.slug, cls, key))
                out.append((scope.case.things[key], thing))
    return out


def _taken(key: str, scope: Scope) -> str:
    """Return why a key cannot name another thing, "" where it can."""
    if key in scope.case.things:
        return f"the key '{key}' is taken by {scope.case.things[key].cls.section}"
    if key in scope.registry.things:
        return f"'{key}' is the name of something shared; choose another key"
    return f"'{key}' is the name of a section; choose another key" if key in ("case", *scope.grammar.sections) else ""


def _header(root: Mapping, scope: Scope) -> None:
    case, keys = scope.case, scope.grammar.classes["Case"].keys
    says = root.items.get("says")
    if isinstance(says, Scalar):
        statements(keys["says"], says, scope, "says")
        case.says = says.text
    elif says is not None:
        scope.fault(says, "says", "must be one id")
    unit = root.items.get("unit")
    case.unit = unit.text if isinstance(unit, Scalar) else ""
    for item in _scalars(root.items.get("sources"), "sources", scope):
        case.direct += [(case.iri, *one) for one in statements(keys["sources"], item, scope, "sources")]
    for prop in keys.values():
        if prop.key in root.items and prop.key not in _SPECIAL:
            case.direct += direct(case.iri, prop, root.items[prop.key], scope, prop.key)
    case.direct.append((case.iri, NS + "caseId", literal(case.slug)))


def direct(subject: str, prop: Property, node: Node, scope: Scope, where: str) -> list[tuple[str, str, str]]:
    """Return the statements of a key that needs no claim: parts of a header, entries of the registry."""
    cls = scope.grammar.classes.get(prop.range.removeprefix(NS))
    own = cls is not None and not cls.section  # a mapping with keys of its own, such as coded
    items = node.items if isinstance(node, Sequence) else [node]
    if isinstance(node, Sequence) and not prop.many:
        scope.fault(node, where, "takes one value, not a list")
    out: list[tuple[str, str, str]] = []
    for number, item in enumerate(items, 1):
        if isinstance(item, Scalar) and not item.text.strip():
            scope.fault(item, where, "has no value")
        elif isinstance(item, Scalar) and not own:
            out += [(subject, *one) for one in statements(prop, item, scope, where)]
        elif isinstance(item, Mapping) and cls and own:
            part = f"{subject}/{cls.segment}" + (f"/{number}" if prop.many else "")
            out += [(subject, prop.iri, f"<{part}>"), *_part(part, cls, item, scope, where)]
        else:
            scope.fault(item, where, "must be a mapping of keys" if own else "must be a value, not a list or mapping")
    return out


def _part(subject: str, cls: Class, node: Mapping, scope: Scope, where: str) -> list[tuple[str, str, str]]:
    out = [(subject, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"<{cls.iri}>")]
    return out + fields(subject, cls, node, scope, where)


def fields(subject: str, cls: Class, node: Mapping, scope: Scope, where: str) -> list[tuple[str, str, str]]:
    """Return the direct statements of a mapping whose keys are those of a class."""
    out: list[tuple[str, str, str]] = []
    for key, name in node.keys.items():
        if prop := cls.keys.get(key):
            out += direct(subject, prop, node.items[key], scope, f"{where}.{key}")
        else:
            scope.fault(name, f"{where}.{key}", f"no such key{did_you_mean(key, cls.keys)}")
    for prop in cls.keys.values():
        if prop.required and prop.key not in node.items:
            scope.fault(node, where, f"'{prop.key}' is missing")
    return out


def _instructions(thing: Thing, node: Mapping, scope: Scope) -> list[tuple[str, str, str]]:
    """Return what a thing says that is to be done with it: no claim of anybody."""
    where = f"{thing.cls.section}.{thing.key}"
    given = [prop for prop in thing.cls.instructions.values() if prop.key in node.items]
    return [
        one for prop in given for one in direct(thing.iri, prop, node.items[prop.key], scope, f"{where}.{prop.key}")
    ]


def _label(thing: Thing, node: Mapping, scope: Scope) -> str:
    """Return how a thing is called: by name, else by description, else by its kind or its key."""
    for key in ("name", "description", "what"):
        value = node.items.get(key)
        if isinstance(value, Scalar) and value.text:
            return scope.redact(value.text)
    kind, term = node.items.get("kind"), node.items.get("term")
    text = kind.text.replace("-", " ") if isinstance(kind, Scalar) else thing.key.replace("-", " ")
    return f"{text}, {in_words(term.text)}" if isinstance(term, Scalar) else text
