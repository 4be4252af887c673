"""Puts an entry into a section of a YAML file and leaves every other line as its author wrote it."""

import re
from collections.abc import Mapping as MappingOf

from spygraph.casefile.yamltext import Mapping, parse
from spygraph.coding.layout import laid_out
from spygraph.coding.trees import tree
from spygraph.errors import CaseFileError, Fault

_TOP = re.compile(r"[^\s#]")


def inserted(text: str, section: str, key: str, fields: MappingOf[str, str], path: str) -> str:
    """Return a text with one more entry at the end of a section; the section is added where there is none.

    Raises:
        CaseFileError: where the section is written in braces, so that no line can be added to it.
    """
    root = parse(text.encode(), path)
    block = _block(section, key, fields)
    if section not in root.items:
        return text.rstrip("\n") + "\n\n" + "\n".join(block) + "\n"
    name = root.keys[section]
    lines = text.splitlines()
    found = root.items[section]
    if lines[name.line - 1].split("#")[0].strip() != f"{section}:" or not isinstance(found, Mapping):
        message = "is written in braces; run spygraph format on this file first"
        raise CaseFileError([Fault(path, name.line, name.column, section, message)])
    end = next((n for n in range(name.line, len(lines)) if _TOP.match(lines[n])), len(lines))
    while end > name.line and not (lines[end - 1].strip() and lines[end - 1][0] == " "):
        end -= 1  # empty lines and comments before the next section stay with it
    first = next(iter(found.keys.values()), None)
    indent = " " * (first.column - 1 if first else 2)
    return "\n".join([*lines[:end], *(indent + line[2:] for line in block[1:]), *lines[end:]]) + "\n"


def _block(section: str, key: str, fields: MappingOf[str, str]) -> list[str]:
    """Return the canonical lines of a section that holds one entry."""
    return laid_out(tree({section: {key: dict(fields)}})).splitlines()
