"""What the library of named queries answers is what was read out of the articles by hand, case by case."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from gold_checks import CHECKS, SENTENCES, ended, fits, has, slug
from spygraph import paths
from spygraph.patterns import summarise
from spygraph.queries.answers import select

GOLD = Path(__file__).parent / "gold"
ROWS = list(csv.DictReader((GOLD / "answers.csv").read_text(encoding="utf-8").splitlines()))
CHECKLIST = list(csv.DictReader((GOLD / "checklist.csv").read_text(encoding="utf-8").splitlines()))


def numbers(text: str) -> list[float]:
    return [float(one) for one in re.findall(r"\d+(?:\.\d+)?", text)]


def share(move: str) -> Callable[[ox.Store, str], bool]:
    """Return a check of a share of the known; its interval is the one that the counts print."""

    def check(store: ox.Store, case: str) -> bool:
        (row,) = [one for one in select(store, "first-moves-counted") if one["first_move"] == move]
        counts = summarise(store).counts
        (count,) = [one for one in counts if one.feature == "initiation" and one.value == move]
        assert count.interval is not None
        expected = numbers(answer("2", f"{move} share of known"))
        asked = [100 * row["cases"] / row["known"], *(100 * one for one in count.interval)]
        return [round(one, 1) for one in asked] == expected

    return check


def bounds(move: str) -> Callable[[ox.Store, str], bool]:
    def check(store: ox.Store, case: str) -> bool:
        (row,) = [one for one in select(store, "first-moves-counted") if one["first_move"] == move]
        told = f"{row['at_least']}/{row['of']} to {row['at_most']}/{row['of']}"
        return told == answer("2", f"{move} bounds")

    return check


def quantity(part: str, state: str, item: str) -> Callable[[ox.Store, str], bool]:
    def check(store: ox.Store, case: str) -> bool:
        rows = [one for one in select(store, "what-went-over", case=case, state=state) if one["item"] == item]
        return [one["quantity"] for one in rows] == [answer("6", part)]

    return check


def term(outcome: str, part: str) -> Callable[[ox.Store, str], bool]:
    def check(store: ox.Store, case: str) -> bool:
        rows = select(store, "how-it-ended", case=case, outcome=outcome)
        return [one["term"] for one in rows] == [answer("7", part, case)]

    return check


def lasted(part: str, contact: str, later: str, unit: str) -> Callable[[ox.Store, str], bool]:
    def check(store: ox.Store, case: str) -> bool:
        wanted = {"contact": has(contact), "later_step": has(later)}
        (row,) = [one for one in select(store, "how-long", case=case) if fits(one, wanted)]
        return [float(row[f"{unit}_at_least"]), float(row[f"{unit}_at_most"])] == numbers(answer("10", part))

    return check


# answers that are no number of cases, each compared with what the query says of the case that the row names
WORDS: dict[tuple[str, str], Callable[[ox.Store, str], bool]] = {
    **{("2", f"{move} share of known"): share(move) for move in ("recruited", "volunteered")},
    **{("2", f"{move} bounds"): bounds(move) for move in ("recruited", "volunteered")},
    **{
        ("6", part): quantity(part, state, item)
        for part, state, item in (
            ("offered files", "offered", "files, stolen and offered"),
            ("offered confidential files", "offered", "confidential files among those offered"),
            ("offered documents", "offered", "classified documents"),
            ("found documents", "found-in-possession", "documents in his computer"),
            ("found classified files", "found-in-possession", "classified files among those found"),
            (
                "found top secret files",
                "found-in-possession",
                "files among those found that were identified as top secret",
            ),
        )
    },
    ("7", "term of imprisonment"): term("imprisonment", "term of imprisonment"),
    ("7", "term of rights deprivation"): term("rights-deprivation", "term of rights deprivation"),
    **{
        ("10", part): lasted(part, contact, later, unit)
        for part, contact, later, unit in (
            ("first contact 2004 to measures 2013-12", "meets a foreign expert", "measures", "years"),
            ("with the handler", "introduced to the later handler", "measures", "months"),
            ("contact 2011 to quitting 2014", "meets a foreigner", "leaves the job", "years"),
            ("contact 1996 to resigning 2008", "becomes acquainted", "resigns", "years"),
        )
    },
}


def answer(question: str, part: str, case: str = "") -> str:
    (row,) = [
        one for one in ROWS if (one["question"], one["part"]) == (question, part) and case in ("", one["cases"].strip())
    ]
    return row["answer"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['question']}: {row['part']}: {row['answer']}")
def test_the_library_gives_the_answer_that_was_read_by_hand(shipped: ox.Store, row: dict[str, str]) -> None:
    part, listed = (row["question"], row["part"]), set(row["cases"].split())
    if part in WORDS:
        assert listed
        for case in listed:
            assert WORDS[part](shipped, case)
    else:
        assert CHECKS[part](shipped) == listed
        assert int(row["answer"]) == len(listed)


def test_every_part_of_the_answers_is_asked_and_nothing_else_is() -> None:
    asked = [*CHECKS, *WORDS]
    assert set(asked) == {(row["question"], row["part"]) for row in ROWS}
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("move", ["recruited", "volunteered"])
def test_the_cases_behind_a_share_are_those_of_its_numerator(shipped: ox.Store, move: str) -> None:
    (row,) = [one for one in ROWS if one["part"] == f"{move} share of known"]
    assert CHECKS["2", move](shipped) == set(row["cases"].split())


def test_of_the_sentences_only_some_name_a_court_and_no_mention_is_counted(shipped: ox.Store) -> None:
    mentions = {slug(row) for row in select(shipped, "cases") if row["counted_as"] == "mention"}
    assert len(ended(*SENTENCES)(shipped)) == 4
    for check in CHECKS.values():
        if check is not CHECKS["1", "mentions not counted"]:
            assert not check(shipped) & mentions


def resolves(pointer: str, case: dict[str, object]) -> bool:
    """Whether a pointer of the checklist leads to a thing, a key, a section or an entry of a case file."""
    things = {key: thing for section in case.values() if isinstance(section, dict) for key, thing in section.items()}
    silent = case.get("not-stated", [])
    assert isinstance(silent, list)
    name, _, key = pointer.partition(".")
    if pointer in silent or pointer in case:
        return True
    thing = things.get(name)
    return thing is not None if not key else isinstance(thing, dict) and key in thing


@pytest.mark.parametrize("row", CHECKLIST, ids=lambda row: f"{row['row']}: {row['case']}: {row['fact']}")
def test_every_fact_of_the_checklist_is_in_its_case_file(row: dict[str, str]) -> None:
    text = (paths.shipped_cases() / f"{row['case']}.yaml").read_text(encoding="utf-8")
    case = yaml.load(text, Loader=yaml.BaseLoader)
    pointers = row["pointer"].split()
    assert pointers
    assert [one for one in pointers if not resolves(one, case)] == []
    if row["fact"].startswith("not stated:"):
        assert [one for one in pointers if one not in (*case["not-stated"], "leaves-open")] == []
