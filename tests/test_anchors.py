"""Anchors are verified against the very text that was coded: each stands once, as whole words, in its paragraph."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from spygraph import paths
from support import ROOT, Run, spygraph, write

TEXT = """A porter is convicted

A porter of the Grand was taken away on Monday.\u00a0He met “a stranger” twice, the ministry said.
The porter met a stranger. A stranger, it says, paid the porter.
"""
SEEDS = Path(os.environ.get("SPYGRAPH_SOURCES", ROOT.parent / "shared" / "seeds"))
Check = Callable[..., Run]


@pytest.fixture(name="check")
def _check(tmp_path: Path) -> Check:
    """Return a function that checks a case with some places against a text, by default the one that was coded."""

    def run(*places: str, text: str | None = TEXT, coded: str = TEXT, file: str = "paper.txt") -> Run:
        lines = [f"  r{n}: {{kind: met, who: porter, with: agent, at: {place}}}\n" for n, place in enumerate(places)]
        case = write(tmp_path, "".join(["relations:\n", *lines] if lines else []))
        case.write_text(
            case.read_text("utf-8").replace("[p1, ", "[p2, ").replace('"a porter"', '"A porter"'), encoding="utf-8"
        )
        registry = tmp_path / "registry" / "all.yaml"
        digest = sha256(coded.encode()).hexdigest()
        entry = registry.read_text("utf-8").replace(
            "relays: ministry,", f"relays: ministry, file: {file}, sha256: {digest},", 1
        )
        registry.write_text(entry, encoding="utf-8")
        (tmp_path / "texts").mkdir()
        (tmp_path / "outside.txt").write_text(TEXT, encoding="utf-8")
        if text is not None:
            (tmp_path / "texts" / "paper.txt").write_text(text, encoding="utf-8")
        return spygraph("check", case, "--sources", tmp_path / "texts")

    return run


def told(done: Run) -> list[str]:
    """Return the messages of a failed check without their files."""
    assert (done.code, done.out) == (2, "")
    return [line.split(".yaml:", 1)[1] for line in done.err.splitlines()]


def test_anchors_that_stand_once_are_verified(check: Check) -> None:
    done = check(
        '[p2, "met “a stranger” twice"]', '[p2, "on Monday. He met"]', "[p3, A stranger]", "[p3, The porter met]"
    )
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("0 errors; every anchor verified\n")


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("[p2, the cellar]", "'the cellar' is not in this paragraph"),
        ("[p2, is convicted]", "'is convicted' is not in this paragraph; it stands in p1"),
        ("[p2, tranger]", "'tranger' is not in this paragraph, did you mean 'stranger'?"),
        (
            "[p2, taken aweigh on Munday]",
            "'taken aweigh on Munday' is not in this paragraph, did you mean 'taken away on Monday'?",
        ),
        (
            "[p2, “taken away”]",
            "'\"taken away\"' is not in this paragraph, did you mean 'taken away'? "
            "Only straight quotation marks can stand around words",
        ),
        ("[p3, porter]", "'porter' stands 2 times in this paragraph; take words that stand once"),
        ("[p4, A porter]", "the text has only 3 paragraphs"),
    ],
    ids=["missing", "in another paragraph", "part of a word", "misspelt", "curly marks", "twice", "beyond the end"],
)
def test_an_anchor_that_does_not_stand_once_is_an_error_at_its_line(check: Check, place: str, message: str) -> None:
    assert told(check(place)) == [f"12:54: paper-2031 {place[1:3]}: {message}"]


def test_all_anchors_that_fail_are_told_in_one_run(check: Check) -> None:
    assert [line.split(":")[0] for line in told(check("[p2, the cellar]", "[p3, A stranger]", "[p2, the attic]"))] == [
        "12",
        "14",
    ]


def test_a_text_that_changed_is_an_error_whatever_its_anchors(check: Check) -> None:
    assert (
        "is not the text that was coded: its sha256 differs" in told(check(text=TEXT.replace("Monday", "Tuesday")))[0]
    )


def test_a_text_that_is_not_at_hand_is_an_error(check: Check) -> None:
    assert "its text 'paper.txt' is not in " in told(check(text=None))[0]


def test_no_text_outside_the_folder_is_read(check: Check) -> None:
    assert "its text '../outside.txt' is not in " in told(check(file="../outside.txt"))[0]


def test_a_source_that_changed_is_told_once_however_many_anchors_it_has(check: Check) -> None:
    assert len(told(check("[p3, A stranger]", "[p3, The porter met]", text=TEXT + "More."))) == 1


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the articles are not in {SEEDS}; SPYGRAPH_SOURCES names their folder")
def test_every_anchor_of_the_shipped_cases_stands_in_its_article() -> None:
    done = spygraph("check", paths.shipped_cases(), "--sources", SEEDS)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("0 errors; every anchor verified\n")
