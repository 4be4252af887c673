"""The canonical layout of a file: keys in the order of the shapes, one line where a thing fits, comments kept."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from spygraph.casefile.grammar import NS, Class, Grammar, grammar
from spygraph.casefile.yamltext import Mapping, Node, Scalar, Sequence, parse
from spygraph.coding.comments import Comments, comments, texts
from spygraph.coding.scalars import quoted, scalar
from spygraph.errors import CaseFileError, Fault

WIDTH = 120
_LISTS = 80  # from this place in the header on, lists stand one item a line
_AT = "at"


def formatted(data: bytes, path: str) -> str:
    """Return the canonical text of a case file or of a file of the registry.

    Raises:
        CaseFileError: where it is not plain YAML, or where its layout cannot be changed without loss.
    """
    root = parse(data, path)
    found = comments(data.decode("utf-8"), root)
    text = laid_out(root, found)
    again = parse(text.encode(), path)
    if _plain(again) != _plain(root) or texts(comments(text, again)) != texts(found):
        raise CaseFileError([Fault(path, 1, 1, "", "left as it is: its layout cannot be changed without loss")])
    return text


def laid_out(root: Mapping, found: Comments | None = None) -> str:
    """Return the canonical text of a tree."""
    return _Layout(grammar(), found or Comments()).text(root)


def _plain(node: Node) -> object:
    """Return what a tree says: texts, lists, and mappings whatever the order of their keys."""
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items.items()}
    return [_plain(item) for item in node.items] if isinstance(node, Sequence) else node.text


class _Layout:
    """Lays out one tree."""

    def __init__(self, table: Grammar, found: Comments) -> None:
        self.table, self.comments = table, found

    def text(self, root: Mapping) -> str:
        places = {prop.key: prop.order for prop in self.table.classes["Case"].keys.values()}
        places |= {one.section: one.order for one in self.table.sections.values() if one.section not in places}
        lines: list[str] = [*self.comments.top]
        for key in _sorted(root, places):
            block = list(self._top(root, key, places.get(key, _LISTS)))
            apart = len(block) > 1 and lines and lines[-1] != ""
            lines += ["", *block] if apart else block
        lines += ["", *self.comments.end] if self.comments.end else []
        return "\n".join(lines).strip("\n") + "\n"

    def _top(self, root: Mapping, key: str, place: int) -> Iterator[str]:
        """Yield a header key or a whole section."""
        node, cls, case = root.items[key], self.table.sections.get(key), self.table.classes["Case"]
        if cls and isinstance(node, Mapping):
            yield from self._remarked(root.keys[key], "", f"{key}:", self._things(node, cls))
        elif place >= _LISTS and isinstance(node, Sequence) and node.items:
            yield from self._remarked(root.keys[key], "", f"{key}:", self._list(node, "  ", self._class_of(case, key)))
        else:
            yield from self._entry(root, key, "", self._class_of(case, key))

    def _things(self, section: Mapping, cls: Class) -> Iterator[str]:
        for key in section.items:
            yield from self._entry(section, key, "  ", cls)

    def _class_of(self, cls: Class | None, key: str) -> Class | None:
        """Return the class whose keys the mapping under a key holds: a part of a header, the keys that have places."""
        if key == _AT or cls is None:
            return cls
        return _part(cls.name, key)

    def _entry(self, parent: Mapping, key: str, indent: str, cls: Class | None, *, at: bool = False) -> Iterator[str]:
        """Yield a key with its value: on one line where it fits and nothing in it has a comment."""
        node, name = parent.items[key], parent.keys[key]
        at = at or key == _AT
        label = f"{indent}{_key(key)}:"
        flow = f"{label} {self._flow(node, cls, at=at)}"
        if isinstance(node, Scalar) or not node.items or self._fits(flow, node):
            yield from self._remarked(name, indent, flow, ())
        elif isinstance(node, Mapping):
            yield from self._remarked(name, indent, label, self._block(node, indent + "  ", cls, at=at))
        else:
            yield from self._remarked(name, indent, label, self._list(node, indent + "  ", cls, at=at))

    def _fits(self, flow: str, node: Node) -> bool:
        return len(flow) <= WIDTH and not self.comments.inside(node)

    def _block(self, node: Mapping, indent: str, cls: Class | None, *, at: bool = False) -> Iterator[str]:
        for key in _sorted(node, _places(cls)):
            yield from self._entry(node, key, indent, self._class_of(cls, key), at=at)

    def _list(self, node: Sequence, indent: str, cls: Class | None, *, at: bool = False) -> Iterator[str]:
        for item in node.items:
            flow = f"{indent}- {self._flow(item, cls, at=at)}"
            if isinstance(item, Mapping) and item.items and not self._fits(flow, item):
                first, *rest = self._block(item, indent + "  ", cls, at=at)
                yield from self._remarked(item, indent, f"{indent}- {first.lstrip()}", rest)
            else:
                yield from self._remarked(item, indent, flow, ())

    def _remarked(self, entry: Node, indent: str, line: str, rest: Iterable[str]) -> Iterator[str]:
        if not self.comments.around:
            yield line
            yield from rest
            return
        remarks = self.comments.of(entry)
        yield from (f"{indent}{one}".rstrip() for one in remarks.above)
        yield f"{line}  {remarks.beside}" if remarks.beside else line
        yield from rest
        yield from (f"{indent}{one}".rstrip() for one in remarks.below)

    def _flow(self, node: Node, cls: Class | None, *, at: bool) -> str:
        """Return a node on one line; the words of a place always stand in quotes."""
        if isinstance(node, Scalar):
            return scalar(node.text)
        if isinstance(node, Mapping):
            keys = _sorted(node, _places(cls))
            parts = (self._flow(node.items[key], self._class_of(cls, key), at=at or key == _AT) for key in keys)
            return "{" + ", ".join(f"{_key(key)}: {part}" for key, part in zip(keys, parts, strict=True)) + "}"
        if at and node.items and all(isinstance(item, Scalar) for item in node.items):
            words = [item.text for item in node.items if isinstance(item, Scalar)]
            return "[" + ", ".join([*map(scalar, words[:-1]), quoted(words[-1])]) + "]"
        return "[" + ", ".join(self._flow(item, cls, at=at) for item in node.items) + "]"


@lru_cache(maxsize=1024)
def _part(name: str, key: str) -> Class | None:
    """Return the class of the parts under a key, None where its values are no parts of a header."""
    table = grammar()
    prop = table.classes[name].keys.get(key)
    part = table.classes.get(prop.range.removeprefix(NS)) if prop else None
    return part if part and not part.section else None


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    return text if re.fullmatch("[a-z]+(-[a-z0-9]+)*", text) else scalar(text)


@lru_cache(maxsize=64)
def _ordered(name: str) -> dict[str, int]:
    """Return the places of the keys of a class in a file; those that any claim may hold come last."""
    table = grammar()
    cls = table.classes.get(name)
    own = [*cls.keys, *cls.instructions] if cls else ["value"]
    claim = [key for key in table.claim.keys if key != "about"]
    return {key: number for number, key in enumerate(dict.fromkeys([*own, *claim]))}


def _places(cls: Class | None) -> dict[str, int]:
    return _ordered(cls.name if cls else "")


def _sorted(node: Mapping, places: dict[str, int]) -> list[str]:
    """Return the keys of a mapping in the canonical order; those without a place last, as they were."""
    return sorted(node.items, key=lambda key: places.get(key, len(places) + _LISTS + 100))
