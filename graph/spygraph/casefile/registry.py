"""What cases share: actors, places and sources as reference data; context statements and judgements as claims."""

import re
from collections.abc import Callable
from pathlib import Path

from spygraph.casefile.claims import read_thing
from spygraph.casefile.grammar import NS, VOCAB, Class, Grammar
from spygraph.casefile.model import CaseFile, Registry, Scope, Source, Thing, thing_iri
from spygraph.casefile.reader import check_id, check_schema, fields
from spygraph.casefile.standing import derive
from spygraph.casefile.yamltext import Mapping, Node, Scalar, Sequence, parse, read_bytes
from spygraph.errors import CaseFileError, Fault, did_you_mean

GENERAL = ("Context", "IdentityJudgement")  # what is said beside the cases
_IS_COURT = (NS + "kind", f"<{VOCAB}organization-kind-court>")
Entries = list[tuple[str, Thing, Mapping]]  # path of the file, thing, its mapping


def read_registry(files: list[Path], table: Grammar) -> tuple[Registry, Entries]:
    """Return the registry of some YAML files, and the entries that hold claims, which are read after the cases.

    Raises:
        CaseFileError: with every fault of the files.
    """
    registry, faults = Registry(), list[Fault]()
    entries: Entries = []
    for file in files:
        try:
            root = parse(read_bytes(file), str(file))
        except CaseFileError as error:
            faults += error.faults
            continue
        scope = _scope(str(file), table, registry, faults)
        entries += [(str(file), thing, node) for thing, node in _things(root, scope)]
    for path, thing, node in entries:
        if not _claimed(thing, node):
            _entry(thing, node, _scope(path, table, registry, faults))
    if faults:
        raise CaseFileError(faults)
    return registry, [entry for entry in entries if _claimed(*entry[1:])]


def _claimed(thing: Thing, node: Mapping) -> bool:
    """Whether an entry is a statement of somebody and no mere reference data."""
    return thing.cls.name in GENERAL or "at" in node.items


def read_judgements(
    entries: Entries,
    table: Grammar,
    registry: Registry,
    cases: dict[str, dict[str, Class]],
    redact: Callable[[str], str],
) -> CaseFile:
    """Return the claims of the registry, which may point to things of any case as SLUG/KEY.

    Raises:
        CaseFileError: with every fault of the entries.
    """
    record = CaseFile("", "", "", sources=list(registry.sources), redact=redact, direct=registry.direct)
    record.things = {thing.key: thing for thing in registry.things.values()}
    faults: list[Fault] = []
    scope = Scope("", table, registry, record, faults, redact, cases)
    for path, thing, node in entries:
        scope.path = path
        record.claims += read_thing(thing, node, scope)
    if faults:
        raise CaseFileError(faults)
    derive(scope)
    return record


def _scope(path: str, table: Grammar, registry: Registry, faults: list[Fault]) -> Scope:
    return Scope(path, table, registry, CaseFile("", path, ""), faults)


def _things(root: Mapping, scope: Scope) -> list[tuple[Thing, Mapping]]:
    out = []
    check_schema(root.items.get("schema"), scope)
    for section, node in root.items.items():
        cls = scope.grammar.sections.get(section)
        if cls and isinstance(node, Mapping):
            out += _section(cls, node, scope)
        elif cls:
            scope.fault(node, section, "must be a mapping: KEY: {...} for each one")
        elif section != "schema":
            hint = did_you_mean(section, scope.grammar.sections)
            scope.fault(root.keys[section], section, f"no such section{hint}")
    return out


def _section(cls: Class, node: Mapping, scope: Scope) -> list[tuple[Thing, Mapping]]:
    out = []
    for key, entry in node.items.items():
        where = f"{cls.section}.{key}"
        check_id(node.keys[key], where, scope)
        if key in scope.registry.things:
            scope.fault(node.keys[key], where, f"'{key}' stands twice in the registry")
        elif not isinstance(entry, Mapping):
            scope.fault(entry, where, "must be a mapping of keys")
        else:
            label = _text(entry, "name", "title", "description", "what") or key
            scope.registry.things[key] = Thing(key, cls, thing_iri("", cls, key), label)
            out.append((scope.registry.things[key], entry))
    return out


def _text(node: Mapping, *keys: str) -> str:
    values = (node.items.get(key) for key in keys)
    return next((value.text for value in values if isinstance(value, Scalar)), "")


def _entry(thing: Thing, node: Mapping, scope: Scope) -> None:
    where = f"{thing.cls.section}.{thing.key}"
    statements = fields(thing.iri, thing.cls, node, scope, where)
    scope.registry.direct += statements
    if standing := scope.grammar.speaks_as.get(thing.cls.iri):
        scope.registry.speaks_as[thing.iri] = standing
    scope.registry.speaks_as |= {one: term[1:-1] for one, prop, term in statements if prop == NS + "speaksAs"}
    scope.registry.courts |= {one for one, prop, term in statements if (prop, term) == _IS_COURT}
    if thing.cls.name == "Source":
        scope.registry.sources[thing.key] = _source(thing, node, scope, where)


def _source(thing: Thing, node: Mapping, scope: Scope, where: str) -> Source:
    voices = frozenset(text for key in ("publisher", "reprint-of") if (text := _text(node, key)))
    explicit = set()
    for item in scalars(node.items.get("explicit")):
        claimant, _, paragraph = item.text.partition(" p")
        if claimant not in scope.registry.things or not re.fullmatch("[1-9][0-9]{0,4}", paragraph):
            scope.fault(item, f"{where}.explicit", f"'{item.text}' is not CLAIMANT pN, such as 'mss p7'")
        else:
            explicit.add((claimant, int(paragraph)))
    kind, file, digest = (_text(node, key) for key in ("kind", "file", "sha256"))
    return Source(thing.key, thing.iri, kind, voices, frozenset(explicit), file, digest, scope.path, node.line)


def scalars(node: Node | None) -> list[Scalar]:
    """Return the single values of a node: itself, or those in its list."""
    items = node.items if isinstance(node, Sequence) else [node]
    return [item for item in items if isinstance(item, Scalar)]
