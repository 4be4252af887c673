"""Paragraphs: the non-empty lines of a text, and what is left of them on the pages of a PDF file."""

import re
from collections.abc import Iterable

_ENDS = re.compile(r"[.!?:;。！？”\"'）)\]]$")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]$")
_SHORT = 0.8  # a line that ends a sentence and is shorter than this share of the page's width ends a paragraph


def of_text(text: str) -> list[str]:
    """Return the non-empty lines of a text, which is what anchors count."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def numbered(paragraphs: Iterable[str]) -> list[str]:
    """Return paragraphs with the numbers that anchors use."""
    return [f"p{number}  {text}" for number, text in enumerate(paragraphs, 1)]


def of_pages(pages: Iterable[str]) -> list[str]:
    """Return the paragraphs of the pages of a PDF file, whose lines end where the page does, not the paragraph."""
    out: list[str] = []
    for page in pages:
        lines = [" ".join(line.split()) for line in page.splitlines()]
        width = max(map(len, lines), default=0)
        begun = ""
        for line in lines:
            begun = _joined(begun, line)
            if begun and (not line or (_ENDS.search(line) and len(line) < _SHORT * width)):
                out.append(begun)
                begun = ""
        out += [begun] if begun else []
    return out


def _joined(begun: str, line: str) -> str:
    if not begun or not line:
        return begun or line
    if _HYPHEN.search(begun) and line[:1].islower():
        return _HYPHEN.sub("", begun) + line
    return f"{begun} {line}"
