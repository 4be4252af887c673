"""Dates allow a first and a last day, as EDTF says; PyPI's edtf is asked wherever it is right.

It is not asked about intervals with an end that is left out ("2031/" ends ten years later there, here it is open as
"2031/.." is), and of its bounds only the strict ones are taken: the others widen "2031?" by a year to each side.
"""

from calendar import monthrange
from datetime import date
from time import strftime, struct_time

import pytest
from edtf import parse_edtf
from hypothesis import assume, given
from hypothesis import strategies as st

from spygraph.casefile.dates import span

years = st.integers(1, 9999).map("{:04}".format)
months = st.tuples(years, st.integers(1, 12)).map(lambda one: f"{one[0]}-{one[1]:02}")
days = st.dates().map(date.isoformat)
dates = years | months | days


def oracle(text: str) -> tuple[str, str]:
    """Return the first and last day as edtf has them."""
    parsed = parse_edtf(text)
    lower, upper = parsed.lower_strict(), parsed.upper_strict()
    return _day(lower), _day(upper)


def _day(end: struct_time | float) -> str:
    return strftime("%Y-%m-%d", end).zfill(10) if isinstance(end, struct_time) else ""


def bounds(text: str) -> tuple[str, str]:
    found = span(text)
    return found.earliest, found.latest


@given(dates)
def test_years_months_and_days_span_what_edtf_says(text: str) -> None:
    assert bounds(text) == oracle(text)


@given(dates, dates)
def test_closed_intervals_span_what_edtf_says(begin: str, end: str) -> None:
    assume(span(begin).earliest <= span(end).latest)
    assert bounds(f"{begin}/{end}") == oracle(f"{begin}/{end}")


@given(st.integers(1, 999), st.integers(1, 99))
def test_decades_and_centuries_span_all_their_years(decade: int, century: int) -> None:
    assert bounds(f"{decade:03}X") == oracle(f"{decade:03}X") == (f"{decade:03}0-01-01", f"{decade:03}9-12-31")
    assert bounds(f"{century:02}XX") == oracle(f"{century:02}XX") == (f"{century:02}00-01-01", f"{century:02}99-12-31")


@given(dates)
def test_an_open_end_has_no_bound(text: str) -> None:
    assert bounds(f"{text}/..") == bounds(f"{text}/") == oracle(f"{text}/..") == (span(text).earliest, "")
    assert bounds(f"../{text}") == bounds(f"/{text}") == oracle(f"../{text}") == ("", span(text).latest)


@given(dates, st.sampled_from("?~%"))
def test_a_qualifier_widens_nothing(text: str, qualifier: str) -> None:
    assert bounds(text + qualifier) == oracle(text + qualifier) == bounds(text)


@given(st.integers(1, 9999))
def test_a_year_is_never_its_first_of_january(year: int) -> None:
    found = span(f"{year:04}")
    assert (date.fromisoformat(found.latest) - date.fromisoformat(found.earliest)).days in (364, 365)


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 99))
def test_a_day_exists_in_its_month_or_is_refused(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    if day <= monthrange(year, month)[1]:
        assert bounds(text) == (text, text)
    else:
        with pytest.raises(ValueError, match="no such day"):
            span(text)


@given(st.text("0123456789X-/.?~% ", max_size=12) | st.text(max_size=12))
def test_whatever_is_taken_has_bounds_that_are_days_in_order(text: str) -> None:
    try:
        found = span(text)
    except ValueError:
        return
    ends = [end for end in (found.earliest, found.latest) if end]
    assert ends
    assert [date.fromisoformat(end).isoformat() for end in ends] == sorted(ends)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "/",
        "../..",
        "31",
        "2031-5",
        "2031-00",
        "2031-02-30",
        "20310502",
        "2031/2030",
        "-0044",
        "y20310",
        "2031-21",
    ],
)
def test_what_case_files_do_not_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|interval|month|year"):
        span(text)
