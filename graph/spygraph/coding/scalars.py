"""How a text is written in a case file: plain where that is safe, in quotes where it is not."""

import json
import re
from functools import lru_cache

# safe in block and in flow style, for this reader and for others
_PLAIN = re.compile(r"[^\W_](?:[^,\[\]{}#:?\s]|(?<=\S)#|:(?=[^\s,\[\]{}?])| (?=[^\s#]))*")
_BEYOND = 0x10000  # YAML, unlike JSON, writes such characters as one
# what YAML 1.1 would take for something else than text
_TAKEN = frozenset(("no", "on", "off", "y", "n", "true", "false", "null"))


@lru_cache(maxsize=10_000)
def scalar(text: str) -> str:
    """Return a text as YAML, in the plainest form that every reader takes for the same text."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _TAKEN else quoted(text)


@lru_cache(maxsize=10_000)
def quoted(text: str) -> str:
    """Return a text in quotes: double ones, unless it holds some and no single one."""
    if '"' in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return "".join(one if one.isprintable() else _escaped(one) for one in json.dumps(text, ensure_ascii=False))


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < _BEYOND else f"\\U{code:08x}"
