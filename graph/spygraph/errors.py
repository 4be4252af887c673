"""What can be wrong with what a user gave us, and where it stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One slip in one file; lines and columns count from 1, 0 where there is no place."""

    path: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class SpygraphError(Exception):
    """Something that the user can mend; its text says what and where."""


class CaseFileError(SpygraphError):
    """All faults of all files of one run."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ", did you mean 'x'?" for the nearest of the known words, or the choices where they are few."""
    choices = sorted(set(known))
    near = get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f", did you mean '{near[0]}'?"
    return f"; known: {', '.join(choices)}" if 0 < len(choices) <= 12 else ""


def plural(number: int, word: str) -> str:
    """Return a number with its word: 1 case, 2 cases."""
    return f"{number:,} {word}{'s' * (number != 1)}"


def printable(text: str) -> str:
    """Return a text in which control and direction characters are shown, so that no terminal obeys them."""
    return _CONTROLS.sub(lambda found: f"\\x{ord(found.group()):02x}", text)
