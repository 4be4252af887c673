"""Agreement is Krippendorff's alpha, as the literature computes it, and disagreements are listed one by one."""

import random
import shutil
from pathlib import Path

import krippendorff
import pytest

from spygraph import paths
from spygraph.coding.alpha import alpha, mark, masi
from support import TESTS, spygraph

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections A, B and C
TWO_BINARY = ("0100000010", "1110010000")
TWO_NOMINAL = ("aabbdcccedda", "babbbcccEddd".lower())
FOUR_WITH_GAPS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units(coders: tuple[str, ...]) -> list[list[frozenset[str]]]:
    return [[frozenset(value) for value in unit if value != "."] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("coders", "value"), [(TWO_BINARY, 0.095), (TWO_NOMINAL, 0.692), (FOUR_WITH_GAPS, 0.743)], ids=["A", "B", "C"]
)
def test_the_worked_examples_of_the_literature_give_the_values_printed_there(
    coders: tuple[str, ...], value: float
) -> None:
    found = alpha(units(coders))
    assert found is not None
    assert round(found, 3) == value


def test_another_implementation_agrees_on_random_codings_with_gaps() -> None:
    pick = random.Random(1)
    for _ in range(50):
        coders = tuple("".join(pick.choice("abc..") for _ in range(12)) for _ in range(pick.randint(2, 4)))
        given = [[float("nan") if value == "." else ord(value) for value in coder] for coder in coders]
        found = alpha(units(coders))
        if found is not None:
            expected = krippendorff.alpha(reliability_data=given, level_of_measurement="nominal")
            assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("ab", "ab", 0), ("ab", "cd", 1), ("ab", "abc", 1 - 2 / 3 * 2 / 3), ("ab", "bc", 1 - 1 / 3 * 1 / 3), ("", "a", 1)],
)
def test_the_distance_of_sets_is_masi(one: str, other: str, distance: float) -> None:
    assert masi(frozenset(one), frozenset(other)) == masi(frozenset(other), frozenset(one)) == pytest.approx(distance)


def test_where_nothing_differs_or_nothing_can_be_compared_there_is_no_coefficient() -> None:
    same = frozenset("a")
    assert alpha([[same, same], [same, same]]) is None
    assert alpha([[same], [frozenset("b")]]) is None
    assert alpha([]) is None


def test_the_marks_stand_where_convention_puts_them() -> None:
    assert [mark(value).split(":")[0] for value in (0.8, 0.799, 0.67, 0.669, -1, None)] == [
        "firm",
        "tentative",
        "tentative",
        "LOW",
        "LOW",
        "not defined",
    ]


@pytest.fixture(name="second")
def _second(tmp_path: Path) -> Path:
    """Return the shipped cases as a second coder might have them."""
    shutil.copytree(paths.shipped_cases(), tmp_path / "second")
    case = tmp_path / "second" / "naval-technologist-2013.yaml"
    text = case.read_text(encoding="utf-8")
    for before, after in (
        ("initiation: recruited", "initiation: unclear"),
        ("channel: [academic-conference, introduction]", "channel: academic-conference"),
        ("    setting: travel-abroad\n", ""),
        ('      setting: [p10, "attending an international conference overseas"]\n', ""),
        ("not-stated:\n", "not-stated:\n  - main.setting\n"),
        ("name: Zhang\n", "name: Zhang\n    withhold-name: yes\n"),
    ):
        assert before in text, before
        text = text.replace(before, after, 1)
    case.write_text(text, encoding="utf-8")
    (tmp_path / "second" / "unit-investor-2024.yaml").unlink()
    return tmp_path / "second"


def test_two_coders_are_compared_property_by_property(second: Path) -> None:
    done = spygraph("agreement", paths.shipped_cases(), second)
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert lines[0].startswith("11 cases coded by both: ")
    assert lines[1] == f"only in {paths.shipped_cases()}: unit-investor-2024"
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in lines if line.startswith("recruitments.")}
    assert rows["recruitments.response"] == "1.00 firm (n=11) 1.00 firm (n=9)"
    assert rows["recruitments.setting"].endswith("1.00 firm (n=2)")
    assert "3 disagreements:" in lines
    told = [line.strip() for line in lines if line.startswith("  ")]
    assert told[-1].startswith("naval-technologist-2013 recruitments.setting: travel-abroad (gt-2024-05-23 p10 ")
    assert told[-1].endswith("| not stated")
    assert "academic-conference, introduction (" in told[-3]
    assert "Zhang" not in done.out.replace("Zhang Xiangbin", "")


def test_silence_counts_as_a_value_in_one_column_and_not_in_the_other(second: Path) -> None:
    rows = spygraph("agreement", paths.shipped_cases(), second).out.splitlines()
    with_silence, without = next(line for line in rows if line.startswith("recruitments.setting")).split(")")[:2]
    assert "firm" not in with_silence
    assert "1.00 firm" in without


def test_a_coder_agrees_with_herself() -> None:
    done = spygraph("agreement", paths.shipped_cases(), paths.shipped_cases())
    assert done.out.endswith("0 disagreements:\n")
    assert "LOW" not in done.out.split("Krippendorff's")[0]
    assert "all stand" not in done.out


def test_folders_without_a_common_case_are_an_error() -> None:
    done = spygraph("agreement", paths.shipped_cases(), TESTS / "pass")
    assert done.code == 2
    assert "have no case in common: coders must use the same ids" in done.err
