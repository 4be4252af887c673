"""Where a statement stands: `at: [p10, "words"]`, a list of such places, or a place for each key."""

import re

from spygraph.casefile.model import Passage, Scope
from spygraph.casefile.yamltext import Mapping, Node, Scalar, Sequence
from spygraph.errors import did_you_mean

MAX_WORDS = 6
_PARAGRAPH = re.compile(r"p([1-9][0-9]{0,4})")
_ROW = re.compile(r"row ([1-9][0-9]{0,8})")
_MAX_COLUMN = 200  # characters of the name of a column
_TABLE = "table"
FORM = 'write at: [p10, "a few words"] or, where a file has several sources, at: [SOURCE, p10, "a few words"]'


def places(node: Node, scope: Scope, where: str) -> list[Passage]:
    """Return the passages of one place or of a list of places."""
    if isinstance(node, Sequence) and node.items and all(isinstance(item, Sequence) for item in node.items):
        return [found for item in node.items if (found := _place(item, scope, where))]
    found = _place(node, scope, where)
    return [found] if found else []


def places_by_key(node: Node, keys: list[str], scope: Scope, where: str) -> dict[str, list[Passage]]:
    """Return the passages behind each of the keys of a thing; a key without a place is a fault."""
    if not isinstance(node, Mapping):
        found = places(node, scope, where)
        return dict.fromkeys(keys, found)
    for key, name in node.keys.items():
        if key not in keys:
            scope.fault(name, f"{where}.{key}", f"is not stated above{did_you_mean(key, keys)}")
    out = {key: places(node.items[key], scope, f"{where}.{key}") for key in keys if key in node.items}
    for key in keys:
        if key not in node.items:
            scope.fault(node, where, f"'{key}' has no place of its own; {FORM}")
    return out


def _place(node: Node, scope: Scope, where: str) -> Passage | None:
    if not isinstance(node, Sequence) or not all(isinstance(item, Scalar) for item in node.items):
        scope.fault(node, where, f"is not a place; {FORM}")
        return None
    parts = [item for item in node.items if isinstance(item, Scalar)]
    texts = [part.text for part in parts]
    if len(texts) == 2 and len(scope.case.sources) == 1:
        texts = [scope.case.sources[0], *texts]
    if len(texts) != 3:
        scope.fault(node, where, f"is not a place; {FORM}; quote the words if they hold a comma")
        return None
    source, paragraph, words = texts
    number = _PARAGRAPH.fullmatch(paragraph)
    if source not in scope.case.sources:
        hint = did_you_mean(source, scope.case.sources)
        cut = "; put words that hold a comma into straight quotation marks" if _PARAGRAPH.fullmatch(source) else hint
        scope.fault(node, where, f"'{source}' is not among the sources of this file{cut}")
    elif _is_table(source, scope) or _ROW.fullmatch(paragraph):
        return _cell(source, parts[-2], parts[-1], scope, where)
    elif not number:
        scope.fault(node, where, f"'{paragraph}' is not a paragraph; write p10 for the tenth line that is not empty")
    elif not 1 <= len(words.split()) <= MAX_WORDS:
        scope.fault(parts[-1], where, f"an anchor has 1 to {MAX_WORDS} words, this one {len(words.split())}")
    else:
        return Passage(source, int(number[1]), " ".join(words.split()), parts[-1].line, parts[-1].column)
    return None


def _is_table(source: str, scope: Scope) -> bool:
    registered = scope.registry.sources.get(source)
    return registered is not None and registered.kind == _TABLE


def _cell(source: str, row: Scalar, column: Scalar, scope: Scope, where: str) -> Passage | None:
    """Return a place in a table: a row, and the name of a column."""
    number, name = _ROW.fullmatch(row.text), " ".join(column.text.split())
    if not _is_table(source, scope):
        scope.fault(row, where, f"'{row.text}' is a place in a table, but '{source}' is none; write p10")
    elif not number:
        scope.fault(row, where, f"'{row.text}' is not a row of a table; write row 12, the header being row 1")
    elif not 1 <= len(name) <= _MAX_COLUMN:
        scope.fault(column, where, f"the name of a column has 1 to {_MAX_COLUMN} characters")
    else:
        return Passage(source, int(number[1]), name, column.line, column.column, in_row=True)
    return None
