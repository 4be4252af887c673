"""Finds the anchors of cases in another copy of their text, and tells how far each has moved."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spygraph.casefile.anchors import normal, occurrences
from spygraph.casefile.model import CaseFile, Passage, Source
from spygraph.coding.extraction import SUFFIXES, article
from spygraph.errors import Fault, SpygraphError, plural

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | {"\u00ad": "", "\u200b": ""})


@dataclass(frozen=True, slots=True)
class Move:
    """Where an anchor stood, and every paragraph of the copy that has its words once."""

    case: CaseFile
    passage: Passage
    found: tuple[int, ...]

    @property
    def shift(self) -> int | None:
        """By how many paragraphs it moved; None where it is not to be found, or not once."""
        return self.found[0] - self.passage.paragraph if len(self.found) == 1 else None


def copies(sources: Iterable[Source], folder: Path) -> dict[str, list[str]]:
    """Return the paragraphs of the copies in a folder: files named like the text that was coded, or like the source.

    Raises:
        SpygraphError: where none is there, or one cannot be read.
    """
    out = {}
    for source in sources:
        stems = {source.id, Path(source.file).stem} - {""}
        found = [path for path in sorted(folder.glob("*")) if path.stem in stems and path.suffix.lower() in SUFFIXES]
        if found:
            out[source.id] = [_loose(line) for line in article(found[0]).paragraphs]
    if not out:
        raise SpygraphError(f"{folder}: no copy here; a copy is called like its source, such as paper-2031.html")
    return out


def moves(cases: Iterable[CaseFile], texts: dict[str, list[str]]) -> list[Move]:
    """Return where each anchor of the cases stands in the copies.

    Words that stand in several paragraphs are taken to be where they were, or where most others of that source moved.
    """
    out = [
        Move(case, passage, tuple(_found(passage, texts[passage.source])))
        for case in cases
        for passage in dict.fromkeys(one for claim in case.claims for one in claim.passages)
        if passage.source in texts and not passage.in_row
    ]
    usual = {source: _usual_shift([one for one in out if one.passage.source == source]) for source in texts}
    return [_settled(one, usual[one.passage.source]) for one in out]


def _found(passage: Passage, lines: list[str]) -> list[int]:
    words = _loose(passage.words)
    return [number for number, line in enumerate(lines, 1) if occurrences(words, line) == 1]


def _usual_shift(found: list[Move]) -> int:
    shifts = Counter(one.shift for one in found if one.shift is not None)
    return shifts.most_common(1)[0][0] or 0 if shifts else 0


def _settled(move: Move, usual: int) -> Move:
    if len(move.found) > 1:
        for number in (move.passage.paragraph + usual, move.passage.paragraph):
            if number in move.found:
                return Move(move.case, move.passage, (number,))
    return move


def _loose(text: str) -> str:
    """Return a text as copies are compared: whatever the case of letters, the kind of dashes and quotes."""
    return normal(text.translate(_DASHES)).casefold()


def report(found: list[Move]) -> Iterator[str]:
    """Yield, source by source, how far the anchors moved."""
    for source in sorted({one.passage.source for one in found}):
        here = [one for one in found if one.passage.source == source]
        shifts = Counter(one.shift for one in here if one.shift is not None)
        told = ", ".join(f"{count} {_told(shift)}" for shift, count in shifts.most_common())
        yield f"{source}: {plural(len(here), 'anchor')}: {told or 'none found'}"
        for one in here:
            if one.shift:
                yield f"  {_place(one)}: {one.passage.place} -> p{one.found[0]} ({one.shift:+d})"


def _told(shift: int) -> str:
    if not shift:
        return "where they were"
    return f"{plural(abs(shift), 'paragraph')} {'later' if shift > 0 else 'earlier'}"


def _place(move: Move) -> str:
    return f"{move.case.path}:{move.passage.line}:{move.passage.column}"


def lost(found: Iterable[Move]) -> Iterator[Fault]:
    """Yield a fault for every anchor that the copy has not, or has in several other places."""
    for one in found:
        if one.shift is None:
            where = f"it stands in {', '.join(f'p{number}' for number in one.found)}" if one.found else "it is gone"
            message = f"'{one.passage.words}' is not where it was in the copy; {where}"
            field = f"{one.passage.source} {one.passage.place}"
            yield Fault(one.case.path, one.passage.line, one.passage.column, field, message)
