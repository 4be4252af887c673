"""The comments of a YAML text, each with the entry that it speaks of: parsers drop them, people do not."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from spygraph.casefile.yamltext import Mapping, Node, Sequence

_Loader: Any = getattr(yaml, "CSafeLoader", None) or yaml.SafeLoader
Place = tuple[int, int]  # line and column, both from 1


@dataclass(slots=True)
class Remarks:
    """What stands in comments around one entry; "" is an empty line."""

    above: list[str] = field(default_factory=list)
    beside: str = ""
    below: list[str] = field(default_factory=list)


_NONE = Remarks()


@dataclass(slots=True)
class Comments:
    """The comments of a file: at its top, around its entries (by the identity of a key or list item), at its end."""

    top: list[str] = field(default_factory=list)
    around: dict[int, Remarks] = field(default_factory=dict)
    end: list[str] = field(default_factory=list)

    def of(self, entry: Node) -> Remarks:
        """Return what stands around an entry."""
        return self.around.get(id(entry), _NONE)

    def inside(self, node: Node) -> bool:
        """Whether anything in a node has a comment, so that it cannot stand on one line."""
        return bool(self.around) and any(id(entry) in self.around for _, entry in _entries(node))


def comments(text: str, root: Mapping) -> Comments:
    """Return the comments of a text that was parsed into a tree."""
    lines = text.splitlines()
    entries = list(_entries(root))
    places = [place for place, _ in entries]
    out = Comments()
    for line, column in _starts(text, lines):
        remark = lines[line - 1][column - 1 :].rstrip()
        alone = not lines[line - 1][: column - 1].strip()
        following = bisect_left(places, (line, column))
        if not alone:
            _beside(out, entries, following, line, remark)
        elif following == 0:
            out.top += _paragraph(remark, lines, line)
        else:
            _alone(out, entries, following, column, _paragraph(remark, lines, line), lines)
    return out


def _paragraph(remark: str, lines: list[str], line: int) -> list[str]:
    """Return a remark, and the empty line that sets it apart from what follows."""
    apart = line < len(lines) and not lines[line].strip()
    return [remark, *([""] if apart else [])]


def _beside(out: Comments, entries: list[tuple[Place, Node]], following: int, line: int, remark: str) -> None:
    """Give a remark to the first entry that starts on its line, else to the last one before it."""
    here = [entry for (row, _), entry in entries[:following] if row == line]
    entry = here[0] if here else entries[following - 1][1]
    found = out.around.setdefault(id(entry), Remarks())
    if found.beside:
        found.below.append(remark)
    else:
        found.beside = remark


def _alone(
    out: Comments,
    entries: list[tuple[Place, Node]],
    following: int,
    column: int,
    remarks: list[str],
    lines: list[str],
) -> None:
    """Give remarks to the entry below them; to the one above where they are indented like it and unlike that below."""
    below = entries[following] if following < len(entries) else None
    if below and _indent(below[0], lines) >= column:
        out.around.setdefault(id(below[1]), Remarks()).above += remarks
        return
    above = [entry for place, entry in reversed(entries[:following]) if _indent(place, lines) == column]
    if column > 1 and above:
        out.around.setdefault(id(above[0]), Remarks()).below += remarks
    elif below:
        out.around.setdefault(id(below[1]), Remarks()).above += remarks
    else:
        out.end += remarks


def _indent(place: Place, lines: list[str]) -> int:
    """Return the column of an entry; of a list item, that of its dash."""
    line, column = place
    return column - 2 if lines[line - 1][max(column - 3, 0) : column - 1] == "- " else column


def _entries(node: Node) -> Iterator[tuple[Place, Node]]:
    """Yield the keys of mappings and the items of lists, in the order of the text."""
    if isinstance(node, Mapping):
        for key, value in node.items.items():
            name = node.keys[key]
            yield (name.line, name.column), name
            yield from _entries(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield (item.line, item.column), item
            yield from _entries(item)


def _starts(text: str, lines: list[str]) -> Iterator[Place]:
    """Yield the places where comments begin: a # after a space or at the start, outside every scalar."""
    spans = list(_spans(text))
    starts = [start for start, _ in spans]
    for number, line in enumerate(lines):
        at = line.find("#")
        while at >= 0:
            before = bisect_left(starts, (number, at + 1)) - 1
            inside = before >= 0 and (number, at) < spans[before][1]
            if not inside and (at == 0 or line[at - 1] in " \t"):
                yield number + 1, at + 1
                break
            at = line.find("#", at + 1)


def _spans(text: str) -> Iterator[tuple[Place, Place]]:
    """Yield where each scalar that has any text begins and ends, lines and columns from 0."""
    events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            begin, end = event.start_mark, event.end_mark
            if begin and end and end.index > begin.index:
                yield (begin.line, begin.column), (end.line, end.column)


def texts(found: Comments) -> list[str]:
    """Return every remark, sorted."""
    around = [one for remarks in found.around.values() for one in (*remarks.above, remarks.beside, *remarks.below)]
    return sorted(one for one in (*found.top, *around, *found.end) if one)
