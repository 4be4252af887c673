"""A quantity keeps its "more than": bounds only where the words set them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spygraph.casefile.quantities import Quantity, quantity


@pytest.mark.parametrize(
    ("text", "at_least", "at_most", "measure"),
    [
        ("59 files", "59", "59", "files"),
        ("5,200 documents in his computer", "5200", "5200", "documents in his computer"),
        ("1.5 million yuan", "1.5", "1.5", "million yuan"),
        ("a file", "1", "1", "file"),
        ("three files", "3", "3", "files"),
        ("more than 5500 files", "5500", "", "files"),
        ("At least 3 men", "3", "", "men"),
        ("over 1,000 files", "1000", "", "files"),
        ("at most 10 files", "", "10", "files"),
        ("fewer than ten files", "", "10", "files"),
        ("up to 100 files", "", "100", "files"),
        ("about 20 files", "", "", "files"),
        ("nearly 3,000 yuan", "", "", "yuan"),
        ("dozens of documents", "24", "", "documents"),
        ("tens of thousands of yuan", "20000", "", "yuan"),
        ("more than dozens of files", "24", "", "files"),
        ("up to hundreds of files", "", "", "files"),
        ("several files", "2", "", "files"),
        ("a few files", "2", "", "files"),
        ("59 份文件", "59", "59", "份文件"),
    ],
)
def test_words_become_the_bounds_that_they_set(text: str, at_least: str, at_most: str, measure: str) -> None:
    assert quantity(text) == Quantity(at_least, at_most, measure)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "59",
        "files",
        "many",
        " 59 files",
        "plenty of files",
        "a number of files",
        "a large number of files",
        "a lot of files",
        "1,5 million yuan",
        "5,20 files",
        "-3 files",
        "1e3 files",
        "٥٩ files",
        "more than files",
    ],
)
def test_what_sets_no_number_is_refused_with_the_forms_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="is not a quantity; write '59 files'"):
        quantity(text)


@given(st.integers(0, 10**12), st.sampled_from(["files", "yuan", "份文件"]))
def test_thousands_may_be_set_apart(number: int, measure: str) -> None:
    assert (
        quantity(f"{number:,} {measure}")
        == quantity(f"{number} {measure}")
        == Quantity(str(number), str(number), measure)
    )


@given(
    st.integers(1, 10**9),
    st.sampled_from(["more than", "over", "at least"]),
    st.sampled_from(["at most", "up to", "under"]),
)
def test_a_hedge_opens_one_end_and_only_one(number: int, above: str, below: str) -> None:
    assert quantity(f"{above} {number} files") == Quantity(str(number), "", "files")
    assert quantity(f"{below} {number} files") == Quantity("", str(number), "files")
