"""The script orders only what the sources order, and shows where it is told otherwise."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from spygraph.network import to_network
from spygraph.patterns.durations import ACQUAINTANCE, HANDLER, Durations, durations
from spygraph.patterns.reading import read_table
from spygraph.patterns.script import Order, Script, backbone, script
from spygraph.patterns.stories import Step, Story, stories
from spygraph.store import load
from support import write

NAVAL, CHEN, TRANSLATOR = "naval-technologist-2013", "network-administrator-2014", "ministry-translator-2019"


def step(id_: str, stage: str, sources: frozenset[str] = frozenset("s")) -> Step:
    return Step(id_, id_, stage, "", "", "", (), sources)


def story(case: str, stages: dict[str, str], *order: tuple[str, str]) -> Story:
    return Story(case, tuple(step(key, stage) for key, stage in stages.items()), frozenset(order))


def order(found: Script, first: str, second: str) -> Order:
    return next(one for one in found.orders if (one.first, one.second) == (first, second))


@pytest.fixture(scope="module", name="told")
def _told(shipped: ox.Store) -> list[Story]:
    return stories(to_network(shipped))


@pytest.fixture(scope="module", name="times")
def _times(shipped: ox.Store, told: list[Story]) -> Durations:
    return durations(to_network(shipped), told, read_table(shipped))


def test_cases_are_counted_once_for_each_order_and_both_ways_where_a_stage_recurs() -> None:
    stages = {"1": "contact", "2": "delivery", "3": "contact"}
    found = script([story("a", stages, ("1", "2"), ("2", "3")), story("b", stages, ("1", "2")), story("c", stages)])
    one = order(found, "contact", "delivery")
    assert (one.before, one.after, one.both, one.unordered) == (("a", "b"), ("a",), ("a",), ("c",))
    assert one.together == ("a", "b", "c")


def test_background_is_no_step_of_the_script() -> None:
    found = script([story("a", {"1": "background", "2": "contact"}, ("1", "2"))])
    assert (found.stages, found.orders) == (("contact",), ())


def test_the_backbone_holds_what_recurs_and_nothing_that_follows_from_it() -> None:
    stages = {"1": "contact", "2": "collection", "3": "delivery"}
    chain = (("1", "2"), ("2", "3"), ("1", "3"))
    found = script([story(case, stages, *chain) for case in "ab"] + [story("c", stages, ("3", "1"))])
    assert [(one.first, one.second) for one in found.backbone] == [
        ("contact", "collection"),
        ("collection", "delivery"),
    ]
    assert order(found, "contact", "delivery").after == ("c",)


def test_a_circle_of_majorities_is_cut_at_its_weakest_order() -> None:
    def one(first: str, second: str, times: int) -> Order:
        cases = tuple(f"{first}{number}" for number in range(times))
        return Order(first, second, cases, (), cases)

    kept = backbone([one("a", "b", 4), one("b", "c", 3), one("c", "a", 2)])
    assert [(each.first, each.second) for each in kept] == [("a", "b"), ("b", "c")]


def test_what_has_no_date_and_is_after_nothing_stays_unordered(told: list[Story]) -> None:
    investor = next(one for one in told if one.case == "unit-investor-2024")
    by_name = {one.id.rsplit("/", 1)[-1]: one.id for one in investor.steps}
    assert (by_name["photographing"], by_name["sending"]) in investor.order
    assert not {(by_name["selling"], by_name["sending"]), (by_name["sending"], by_name["selling"])} & investor.order


def test_dates_order_only_where_they_do_not_overlap(tmp_path: Path) -> None:
    body = """timeline:
  one: {when: 2011, stage: contact, what: a, at: [p1, "a porter"]}
  two: {when: 2011-05, stage: delivery, what: b, at: [p1, "a porter"]}
  three: {when: 2012, stage: payment, what: c, at: [p1, "a porter"]}
"""
    path = write(tmp_path, body, unit="mention")
    path.write_text(path.read_text("utf-8").replace("unit: mention", "unit: mention"), "utf-8")
    network = to_network(load([path]))
    from dataclasses import replace

    counted = replace(network, cases=tuple(replace(case, unit="case") for case in network.cases))
    (found,) = stories(counted)
    pairs = {(a.rsplit("/", 1)[-1], b.rsplit("/", 1)[-1]) for a, b in found.order}
    assert pairs == {("one", "three"), ("two", "three")}


def test_a_rival_telling_is_no_part_of_the_story(told: list[Story]) -> None:
    student = next(one for one in told if one.case == "university-student-2024")
    assert not any("/tip-" in one.id for one in student.steps)


def test_no_order_is_told_in_more_cases_than_state_both_stages(told: list[Story]) -> None:
    for one in script(told).orders:
        assert {*one.before, *one.after} <= set(one.together)
        assert len(one.before) >= len(one.after)


def test_the_officer_shows_himself_after_the_contact_in_three_cases(told: list[Story]) -> None:
    assert order(script(told), "contact", "disclosure").before == (TRANSLATOR, NAVAL, CHEN)


def test_without_its_article_a_story_has_no_steps(told: list[Story]) -> None:
    naval = next(one for one in told if one.case == NAVAL)
    assert naval.without(frozenset(("gt-2024-05-23",))).steps == ()


@pytest.mark.parametrize(
    ("case", "clock", "text"),
    [
        (NAVAL, ACQUAINTANCE, "8.9 to 10 years"),
        (NAVAL, HANDLER, "21.1 to 23 months"),
        (CHEN, ACQUAINTANCE, "2 to 4 years"),
        (TRANSLATOR, ACQUAINTANCE, "11 to 13 years"),
    ],
)
def test_durations_are_as_wide_as_their_dates(times: Durations, case: str, clock: str, text: str) -> None:
    assert [str(one) for one in times.durations if (one.case, one.clock) == (case, clock)] == [text]


def test_first_contact_is_undated_in_six(times: Durations) -> None:
    assert len(times.undated) == 6
    assert not {NAVAL, CHEN, TRANSLATOR} & set(times.undated)


def test_every_case_is_in_one_band_of_outcomes(times: Durations) -> None:
    cases = [case for _, found in times.bands for case in found]
    assert len(cases) == len(set(cases)) == 9
    assert dict(times.bands)["not stated"] == ("publicity-official-2019",)
