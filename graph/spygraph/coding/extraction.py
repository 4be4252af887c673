"""The text of an article out of a text, HTML or PDF file: in a process of its own, which can be stopped.

Files of strangers are hostile: sizes are capped, document types with entities are refused before any parser sees them,
and the process that parses has a deadline, a limit of memory, and no network.
"""

import json
import re
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from spygraph.coding.paragraphs import of_pages, of_text
from spygraph.errors import SpygraphError

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 2_000_000
MAX_PAGES = 500
SECONDS = 60
_MEMORY = 2_000_000_000
SUFFIXES = {".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf"}
_ENTITIES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)
_MISSING = "reading {0} files needs the libraries of the extra: pip install 'spygraph[sources]'"


@dataclass(slots=True)
class Article:
    """What a file holds: its paragraphs, and what it says of itself."""

    paragraphs: list[str]
    about: dict[str, str] = field(default_factory=dict)  # keys of a registered source


def article(path: Path) -> Article:
    """Return the text of a file.

    Raises:
        SpygraphError: where it is too large, of a kind that is not read, hostile, or holds no text.
    """
    kind = SUFFIXES.get(path.suffix.lower())
    if not kind:
        raise SpygraphError(f"{path}: not a text, HTML or PDF file; known: {', '.join(SUFFIXES)}")
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SpygraphError(f"{path}: larger than {MAX_BYTES:,} bytes")
    if kind != "text" and _ENTITIES.search(data):
        raise SpygraphError(f"{path}: a document type that defines entities is refused")
    try:
        found = _text(data) if kind == "text" else _apart(path, kind)
    except ValueError as error:
        raise SpygraphError(f"{path}: {error}") from None
    if not found.paragraphs:
        raise SpygraphError(f"{path}: no text found in it; save the article as a text file and add that")
    if sum(map(len, found.paragraphs)) > MAX_CHARACTERS:
        raise SpygraphError(f"{path}: more than {MAX_CHARACTERS:,} characters of text")
    return found


def _text(data: bytes) -> Article:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("not UTF-8 text; save it as UTF-8") from None
    if "\0" in text:
        raise ValueError("not a text file")
    paragraphs = of_text(text)
    return Article(paragraphs, {"title": paragraphs[0]} if paragraphs else {})


def _apart(path: Path, kind: str) -> Article:
    """Parse a file in a process of its own."""
    command = [sys.executable, "-m", "spygraph.coding.extraction", kind, str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise ValueError(f"not read within {SECONDS} seconds; save the article as a text file and add that") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        told = lines[-1] if done.returncode == 1 and lines else "the file is damaged or hostile"
        raise ValueError(f"cannot be read: {told[:200]}")
    answer = json.loads(done.stdout)
    if "missing" in answer:
        raise ValueError(_MISSING.format(kind.upper()))
    return Article(answer["paragraphs"], answer["about"])


def _html(path: Path) -> Article:
    import trafilatura

    found: Any = trafilatura.bare_extraction(path.read_bytes(), with_metadata=True, include_comments=False)
    if found is None:
        return Article([])
    given = {
        "title": found.title,
        "author": found.author,
        "published": found.date,
        "url": found.url,
        "language": _language(path.read_bytes()),
        "publisher": found.sitename,
    }
    return Article(of_text(found.text or ""), {key: " ".join(text.split()) for key, text in given.items() if text})


def _language(data: bytes) -> str:
    found = re.search(rb"<html[^>]*\slang\s*=\s*[\"']?([A-Za-z]{2,3})", data[:5000], re.IGNORECASE)
    return found[1].decode().lower() if found else ""


def _pdf(path: Path) -> Article:
    import pypdf

    reader = pypdf.PdfReader(path)
    if reader.is_encrypted:
        raise ValueError("the PDF is encrypted")
    if len(reader.pages) > MAX_PAGES:
        raise ValueError(f"the PDF has more than {MAX_PAGES} pages")
    paragraphs = of_pages(page.extract_text() for page in reader.pages)
    told = reader.metadata.title if reader.metadata else None
    title = told or (paragraphs[0] if paragraphs else "")
    return Article(paragraphs, {"title": " ".join(str(title).split())} if title else {})


def _confine() -> None:
    """Take memory without end, and the network, from this process."""
    import socket

    def refuse(*_: object) -> None:
        raise OSError("no network here")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    try:
        import resource
    except ImportError:  # Windows has the deadline only
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(kind: str, path: str) -> None:
    """Write what a file holds to the standard output, as JSON."""
    _confine()
    try:
        found = asdict((_html if kind == "html" else _pdf)(Path(path)))
    except ImportError:
        found = {"missing": kind}
    except Exception as error:  # noqa: BLE001 - parsers of broken files raise whatever they like
        sys.exit(str(error) or type(error).__name__)
    sys.stdout.buffer.write(json.dumps(found).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
