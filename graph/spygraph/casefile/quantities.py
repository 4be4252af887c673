"""Quantities as sources give them: a number or a round word, what it counts, and the bounds it allows."""

import re
from dataclasses import dataclass

_HEDGE = r"(?P<hedge>more than|over|at least|about|around|nearly|up to|at most|fewer than|less than|under)"
_WORDS = ("a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_VALUES = dict(zip(_WORDS, (1, 1, *range(1, 11)), strict=True))
# a round word says at least this many and sets no upper bound
_LEAST = {
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "tens": 20,
    "dozens": 24,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2_000_000,
    "several": 2,
    "some": 1,
    "many": 2,
    "few": 2,
    "a few": 2,
}
# "a number of", "a large number of" and the like give no number
_NUMBER = (
    rf"(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|(?:{'|'.join(_WORDS)})(?!\s+(?:\S+\s+)?(?:number|lot)\b))"
)
_FORM = re.compile(
    rf"(?:{_HEDGE}\s+)?(?:(?P<round>{'|'.join(_LEAST)})(?:\s+of)?|{_NUMBER})\s+(?P<measure>\S.*)",
    re.IGNORECASE | re.ASCII,
)
# hedges that leave the lower or the upper end open
_NO_LEAST = ("about", "around", "nearly", "up to", "at most", "fewer than", "less than", "under")
_NO_MOST = ("about", "around", "nearly", "more than", "over", "at least")
FORMS = "write '59 files', 'more than 5500 files', 'dozens of documents' or 'tens of thousands of yuan'"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Bounds of a quantity ("" where there is none) and what it counts; the words themselves stay beside it."""

    at_least: str
    at_most: str
    measure: str


def quantity(text: str) -> Quantity:
    """Return the bounds of a quantity written in words.

    A hedge is kept as a bound: "more than 5500" allows 5500 and more, "about" sets no bound at all.

    Raises:
        ValueError: with the forms allowed, where the text is none of them.
    """
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(f"'{text}' is not a quantity; {FORMS}")
    hedge = (found["hedge"] or "").lower()
    if found["round"]:
        number, most = str(_LEAST[found["round"].lower()]), ""
    else:
        word = found["number"].lower()
        number = most = str(_VALUES.get(word, word.replace(",", "")))
    return Quantity("" if hedge in _NO_LEAST else number, "" if hedge in _NO_MOST else most, found["measure"])
