"""Dates as sources give them: a subset of EDTF (ISO 8601-2), with the first and last day that each allows.

Years, months, days, decades (195X), centuries (19XX), the qualifiers ? ~ %, and intervals with open ends (2004/..).
A year is never turned into its first of January: it is the span of the whole year.
"""

import re
from calendar import monthrange
from dataclasses import dataclass

_DATE = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)", re.ASCII)
FORMS = "write 2012, 2012-02, 2012-02-29, 195X, 2012?, 2004/2013-12 or 2004/.."


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day that a date allows, as YYYY-MM-DD; "" where that end is open."""

    earliest: str
    latest: str


def span(text: str) -> Span:
    """Return the span of an EDTF date or interval.

    Raises:
        ValueError: with what to write instead, where the text is no such date.
    """
    begin, slash, end = text.partition("/")
    if not slash:
        return _date(text)
    if begin in ("", "..") and end in ("", ".."):
        raise ValueError(f"an interval needs at least one end; {FORMS}")
    earliest = "" if begin in ("", "..") else _date(begin).earliest
    latest = "" if end in ("", "..") else _date(end).latest
    if earliest and latest and earliest > latest:
        raise ValueError(f"the interval '{text}' ends before it begins")
    return Span(earliest, latest)


def _date(text: str) -> Span:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"'{text}' is not a date; {FORMS}")
    year, month, day, _ = found.groups()
    if "X" in year and month:
        raise ValueError(f"'{text}': a decade has no month; {FORMS}")
    first, last = year.replace("X", "0"), year.replace("X", "9")
    if first == "0000":
        raise ValueError(f"'{text}': there is no year 0000")
    if not month:
        return Span(f"{first}-01-01", f"{last}-12-31")
    if not 1 <= int(month) <= 12:
        raise ValueError(f"'{text}': there is no month {month}")
    days = monthrange(int(year), int(month))[1]
    if not day:
        return Span(f"{year}-{month}-01", f"{year}-{month}-{days}")
    if not 1 <= int(day) <= days:
        raise ValueError(f"'{text}': there is no such day in that month")
    return Span(f"{year}-{month}-{day}", f"{year}-{month}-{day}")
