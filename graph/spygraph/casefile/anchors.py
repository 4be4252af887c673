"""Verifies that the words of every anchor stand once in their paragraph of the text that was coded."""

import csv
import re
from collections.abc import Iterator
from difflib import get_close_matches
from hashlib import sha256
from io import StringIO
from pathlib import Path

from spygraph.casefile.model import CaseFile, Passage, Source
from spygraph.errors import Fault, did_you_mean, plural

_TYPOGRAPHIC = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})

Rows = list[list[str]]
_CELL = 131_072  # characters


class Texts:
    """The source texts in a folder, read once each, as paragraphs that count from 1."""

    def __init__(self, folder: Path, sources: dict[str, Source]) -> None:
        self.folder, self.sources = folder, sources
        self._read: dict[str, list[str] | None] = {}
        self._tables: dict[str, Rows | None] = {}
        self.faults: list[Fault] = []

    def paragraphs(self, source: str) -> list[str] | None:
        """Return the non-empty lines of a source; None, with one fault noted, where its text is not the one coded."""
        if source not in self._read:
            self._read[source] = self._load(self.sources[source])
        return self._read[source]

    def rows(self, source: str) -> Rows | None:
        """Return the rows of a table, its header first; None, with one fault noted, where it is not the one coded."""
        if source not in self._tables:
            self._tables[source] = self._parsed(self.sources[source])
        return self._tables[source]

    def _parsed(self, source: Source) -> Rows | None:
        data = self._data(source)
        try:
            return None if data is None else [[normal(cell) for cell in row] for row in cells(data)]
        except ValueError as error:
            self._refuse(source, f"{self.folder / source.file} is no table: {error}")
            return None

    def _load(self, source: Source) -> list[str] | None:
        data = self._data(source)
        lines = None if data is None else data.decode("utf-8", "replace").splitlines()
        return None if lines is None else [normal(line) for line in lines if line.strip()]

    def _data(self, source: Source) -> bytes | None:
        path = self.folder / source.file
        inside = path.resolve().is_relative_to(self.folder.resolve())
        if not source.file or not inside or not path.is_file():
            self._refuse(source, f"its text '{source.file}' is not in {self.folder}")
            return None
        data = path.read_bytes()
        if sha256(data).hexdigest() != source.sha256:
            self._refuse(source, f"{path} is not the text that was coded: its sha256 differs")
            return None
        return data

    def _refuse(self, source: Source, message: str) -> None:
        self.faults.append(Fault(source.path, source.line, 1, f"sources.{source.id}", message))

    def around(self, passage: Passage) -> str:
        """Return the paragraph of a passage, "" where the text is not at hand."""
        lines = self.paragraphs(passage.source) or []
        return lines[passage.paragraph - 1] if passage.paragraph <= len(lines) else ""


def cells(data: bytes) -> Rows:
    """Return the rows of a table; its header, which comes first, tells what stands between cells.

    Raises:
        ValueError: where it is not UTF-8 text, or a cell is too large.
    """
    text = data.decode("utf-8-sig")
    head = text.partition("\n")[0]
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=head.count)))
    except csv.Error as error:
        raise ValueError(str(error)) from None
    if any(
        len(cell) > _CELL for row in rows for cell in row
    ):  # the limit of csv may have been moved by another library
        raise ValueError(f"a cell is longer than {_CELL:,} characters")
    return rows


def normal(text: str) -> str:
    """Return a text with straight quotes and single spaces, as anchors are compared."""
    return re.sub(r"\s+", " ", text.translate(_TYPOGRAPHIC)).strip()


def verify(case: CaseFile, texts: Texts) -> Iterator[Fault]:
    """Yield a fault for every anchor of a case that is missing from its paragraph or stands there more than once."""
    passages = {passage: passage for claim in case.claims for passage in claim.passages}
    for passage in passages:
        problem = _in_table(passage, texts) if passage.in_row else _in_text(passage, texts)
        if problem:
            yield Fault(case.path, passage.line, passage.column, f"{passage.source} {passage.place}", problem)


def _in_table(passage: Passage, texts: Texts) -> str:
    rows = texts.rows(passage.source)
    if rows is None:
        return ""
    column = normal(passage.words)
    if not 1 < passage.paragraph <= len(rows):
        return f"the table has the rows 2 to {len(rows)}"
    if rows[0].count(column) != 1:
        known = "" if column in rows[0] else did_you_mean(column, rows[0])
        return f"'{column}' is the name of {rows[0].count(column) or 'no'} column{'s' * (column in rows[0])}{known}"
    cells = rows[passage.paragraph - 1]
    at = rows[0].index(column)
    return "" if at < len(cells) and cells[at] else f"the cell of '{column}' is empty"


def _in_text(passage: Passage, texts: Texts) -> str:
    lines = texts.paragraphs(passage.source)
    return "" if lines is None else _problem(passage, lines)


def _problem(passage: Passage, lines: list[str]) -> str:
    if passage.paragraph > len(lines):
        return f"the text has only {plural(len(lines), 'paragraph')}"
    words = normal(passage.words)
    found = occurrences(words, lines[passage.paragraph - 1])
    if found == 1:
        return ""
    if found > 1:
        return f"'{words}' stands {found} times in this paragraph; take words that stand once"
    elsewhere = [f"p{n}" for n, line in enumerate(lines, 1) if occurrences(words, line)]
    where = f"; it stands in {', '.join(elsewhere)}" if elsewhere else nearest(words, lines[passage.paragraph - 1])
    return f"'{words}' is not in this paragraph{where}"


def nearest(words: str, line: str) -> str:
    """Return ", did you mean 'x'?" for as many words of a line that are much like the given ones."""
    bare, all_words = words.strip("'\""), line.split()
    if bare != words and occurrences(bare, line) == 1:
        return f", did you mean '{bare}'? Only straight quotation marks can stand around words"
    size = len(words.split())
    runs = [" ".join(all_words[start : start + size]).strip(".,;:!?\"'()") for start in range(len(all_words))]
    near = get_close_matches(words, runs, n=1, cutoff=0.75)
    return f", did you mean '{near[0]}'?" if near else ""


def occurrences(words: str, line: str) -> int:
    """Return how often words stand in a line as whole words."""
    return len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", line))
