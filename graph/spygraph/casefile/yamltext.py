"""YAML as located text: every scalar stays what its author typed, and every node knows its line and column.

Nothing is resolved here (no booleans, dates or numbers) and whatever could surprise is refused: anchors, aliases,
merge keys, tags, several documents, duplicate or composed keys, control and invisible characters, and sizes or
depths that no case file has. The parser's events are read one by one, so that depth is checked before it can hurt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from spygraph.casefile.notyaml import meaning
from spygraph.errors import CaseFileError, Fault

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 100_000

# controls but tab and line ends, bidirectional overrides and isolates, zero-width and other invisible characters
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\U000e0000-\U000e007f]"
)
_Parser: Any = getattr(yaml, "CSafeLoader", None) or yaml.SafeLoader
_DEPTH = {yaml.SequenceStartEvent: 1, yaml.MappingStartEvent: 1, yaml.SequenceEndEvent: -1, yaml.MappingEndEvent: -1}
_NODES = frozenset({yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent})


@dataclass(slots=True)
class Scalar:
    """A piece of text as typed."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    line: int
    column: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order of the file."""

    line: int
    column: int
    items: dict[str, "Node"] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; of one that is too large to be parsed, just enough to say so."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def parse(data: bytes, path: str) -> Mapping:
    """Return the one document of a YAML file.

    Raises:
        CaseFileError: where the text is not the plain YAML described above; it stops at the first such place.
    """
    text = _text(data, path)
    try:
        root = _tree(_events(text, path), path)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _refused(path, line, column, meaning(error)) from None
    if root is None:
        raise _refused(path, 1, 1, "the file is empty")
    if not isinstance(root, Mapping):
        raise _refused(path, 1, 1, "the file must be a mapping of sections")
    return root


def _refused(path: str, line: int, column: int, message: str) -> CaseFileError:
    return CaseFileError([Fault(path, line, column, "", message)])


def _text(data: bytes, path: str) -> str:
    if len(data) > MAX_BYTES:
        raise _refused(path, 1, 1, f"the file is larger than {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(
            path, line, error.start - data.rfind(b"\n", 0, error.start), "not UTF-8 text; save the file as UTF-8"
        ) from None
    if text.startswith("\ufeff"):
        raise _refused(path, 1, 1, "the file begins with a byte order mark; save it as UTF-8 without one")
    found = FORBIDDEN.search(text)
    if found:
        at = found.start()
        raise _refused(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), _invisible(found))
    return text


def _invisible(found: re.Match[str]) -> str:
    return f"the character U+{ord(found.group()):04X} is not allowed: it cannot be seen"


def _events(text: str, path: str) -> Iterator[Any]:
    """Yield the parser's events, refusing what a case file never needs."""
    parser = _Parser(text)
    depth = documents = nodes = 0
    while (event := parser.get_event()) is not None:
        kind, problem = type(event), ""
        depth += _DEPTH.get(kind, 0)
        if kind in _NODES:
            nodes += 1
            problem = _strange(event, kind)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
        if documents > 1:
            problem = "a file holds one document; this '---' starts another"
        elif depth > MAX_DEPTH:
            problem = f"the file is more than {MAX_DEPTH} levels deep"
        elif nodes > MAX_NODES:
            problem = f"the file has more than {MAX_NODES:,} nodes"
        if problem:
            raise _refused(path, event.start_mark.line + 1, event.start_mark.column + 1, problem)
        yield event


def _strange(event: Any, kind: type) -> str:
    """Return what a node's event holds that no case file needs, "" for a plain one."""
    if event.anchor:
        return "anchors (&) and aliases (*) are not allowed; quote the text if it is one"
    if event.tag:
        return f"tags are not allowed: '{event.tag}'; quote the text if it is one"
    # what an escape such as "\u202e" stands for is known only now
    if kind is yaml.ScalarEvent and event.style == '"' and (found := FORBIDDEN.search(event.value)):
        return _invisible(found)
    return ""


def _tree(events: Iterator[Any], path: str) -> Node | None:
    """Return the root of the nodes, None for an empty file."""
    opened: list[Sequence | Mapping] = []
    root: Node | None = None
    key: Scalar | None = None
    for event in events:
        kind = type(event)
        if _DEPTH.get(kind) == -1:
            opened.pop()
        elif kind in _NODES:
            node, parent = _node(event, kind), opened[-1] if opened else None
            if key is None and isinstance(parent, Mapping):
                key = _key(node, parent, path)
                continue
            root = root or node
            _attach(node, parent, key)
            key = None
            if not isinstance(node, Scalar):
                opened.append(node)
    return root


def _node(event: Any, kind: type) -> Node:
    mark = event.start_mark
    if kind is yaml.ScalarEvent:
        # the line end after a block (| or >) is layout, and no part of the text
        text = event.value.rstrip("\n") if event.style in ("|", ">") else event.value
        return Scalar(text, mark.line + 1, mark.column + 1)
    return (Sequence if kind is yaml.SequenceStartEvent else Mapping)(mark.line + 1, mark.column + 1)


def _attach(node: Node, parent: Sequence | Mapping | None, key: Scalar | None) -> None:
    if isinstance(parent, Sequence):
        parent.items.append(node)
    elif parent is not None and key is not None:
        parent.items[key.text], parent.keys[key.text] = node, key


def _key(node: Node, parent: Mapping, path: str) -> Scalar:
    if not isinstance(node, Scalar):
        raise _refused(path, node.line, node.column, "a key must be a single word")
    if node.text == "<<":
        raise _refused(path, node.line, node.column, "merge keys (<<) are not allowed")
    if node.text in parent.items:
        first = parent.keys[node.text].line
        raise _refused(path, node.line, node.column, f"the key '{node.text}' stands twice, first on line {first}")
    return node
