"""A terminal of 80 columns shows whole words: lines are folded between them, and a table that is too wide is blocks."""

import pytest

from spygraph import screen
from support import Run, spygraph

WIDE = ("query", "what-was-held-out"), ("patterns", "table", "--members"), ("show", "network-administrator-2014")


@pytest.fixture(name="narrow")
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "width", lambda: 80)


def words(done: Run) -> set[str]:
    assert (done.code, done.err) == (0, "")
    return set(done.out.split())


@pytest.mark.parametrize("args", WIDE, ids=" ".join)
def test_no_word_is_cut_and_no_line_is_too_long(args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = words(spygraph(*args))
    monkeypatch.setattr(screen, "width", lambda: 80)
    done = spygraph(*args)
    assert words(done) >= whole
    # what is longer is an address, or the command to go on with
    long = [line for line in done.out.splitlines() if len(line) > 80]
    assert [line for line in long if " " in line.strip() and "spygraph why" not in line] == []


@pytest.mark.usefixtures("narrow")
def test_a_block_names_every_cell_of_its_row_that_is_not_empty() -> None:
    blocks = spygraph("query", "who-moved-first").out.split("\n\n")
    assert next(one for one in blocks if "publicity" in one).splitlines() == [
        "case        case/publicity-official-2019",
        "person      an official of a county publicity department",
        "first move  not stated",
    ]


@pytest.mark.usefixtures("narrow")
def test_a_table_that_fits_stays_a_table() -> None:
    rows = spygraph("query", "SELECT ?case { ?case a s:Case } ORDER BY ?case").out.splitlines()
    assert [line.rstrip() for line in rows[:2]] == ["case", "case/apprehended-officers-1950s"]


def test_a_file_or_a_pipe_is_as_wide_as_its_lines() -> None:
    assert screen.width() == 0
    assert screen.folded("a word " * 40, 0, 2) == "a word " * 40


def test_a_word_longer_than_the_screen_stays_whole() -> None:
    address = "https://example.org/" + "a" * 90
    assert screen.folded(f"Source: {address}", 80, 4) == f"Source:\n    {address}"
