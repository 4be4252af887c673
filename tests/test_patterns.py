"""Every number shows its unknowns: three values, two kinds of reporting, and words where there is too little."""

from pathlib import Path

import pandas as pd
import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats.contingency import odds_ratio

from spygraph.errors import SpygraphError
from spygraph.patterns import Feature, State, Table, read_table
from spygraph.patterns.breakdown import breakdown
from spygraph.patterns.contrasts import contrasts
from spygraph.patterns.counts import Count, count, counts
from spygraph.patterns.coverage import coverage
from spygraph.patterns.figures import intervals
from spygraph.patterns.figures.matrix import draw
from spygraph.patterns.leaving import case_rests_on
from spygraph.patterns.odds import conditional_odds
from spygraph.patterns.readings import AGREE, ONE_SIDED, REPORTING, TOO_FEW, TURNS, compare
from spygraph.patterns.statistics import fisher, q_values, wilson
from support import write

# who made the first move, of 148 persons coded by a researcher
CODED = ["volunteered"] * 87 + ["recruited-by-associate"] * 24 + ["recruited"] * 29 + [""] * 8
MENTION = Feature("pressures", reporting="mention", scheme="pressure")


@pytest.fixture(scope="module", name="persons")
def _persons() -> Table:
    return Table.from_rows({"case": f"p{number:03}", "initiation": value} for number, value in enumerate(CODED))


def of(table: Table, feature: str, value: str) -> Count:
    found = table.feature(feature)
    assert found is not None
    return count(table, found, value)


def rows(**columns: list[str]) -> list[dict[str, str]]:
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


@pytest.mark.parametrize(
    ("value", "k", "share"), [("volunteered", 87, 62.1), ("recruited-by-associate", 24, 17.1), ("recruited", 29, 20.7)]
)
def test_a_coded_table_gives_shares_of_those_known(persons: Table, value: str, k: int, share: float) -> None:
    one = of(persons, "initiation", value)
    assert (one.k, one.known, one.total) == (k, 140, 148)
    assert one.share is not None
    assert round(100 * one.share, 1) == share


def test_the_first_share_has_its_interval_and_its_bounds(persons: Table) -> None:
    one = of(persons, "initiation", "volunteered")
    assert one.interval is not None
    assert one.bounds is not None
    assert [round(100 * end, 1) for end in one.interval] == [53.9, 69.8]
    assert [round(100 * end, 1) for end in one.bounds] == [58.8, 64.2]
    assert one.in_words == "87 of 140 known of 148, 62.1 % [53.9, 69.8]; bounds 58.8 to 64.2 %"


def test_a_data_frame_and_a_file_give_the_same_table(persons: Table, tmp_path: Path) -> None:
    frame = pd.DataFrame({"case": persons.cases, "initiation": [value or None for value in CODED]})
    frame.to_csv(tmp_path / "coded.csv", index=False)
    assert Table.from_frame(frame) == Table.from_csv(tmp_path / "coded.csv") == persons


def test_a_two_by_two_table_gives_the_exact_test_and_the_conditional_odds_ratio() -> None:
    test = fisher(63, 18, 13, 11)
    assert test is not None
    assert round(test.p, 3) == 0.036
    assert [round(value, 2) for value in (test.odds_ratio, test.low, test.high)] == [2.93, 1.00, 8.53]


@given(st.tuples(*[st.integers(0, 30)] * 4))
def test_the_odds_ratio_is_that_of_scipy(cells: tuple[int, int, int, int]) -> None:
    a, b, c, d = cells
    assume(min(a + b, c + d, a + c, b + d) > 0)
    peer = odds_ratio([[a, b], [c, d]], kind="conditional")
    interval = peer.confidence_interval(0.95)
    expected = [peer.statistic, interval.low, interval.high]
    assert conditional_odds(*cells) == pytest.approx(expected, rel=1e-4, nan_ok=True)


def test_nothing_is_tested_with_fewer_than_five_a_side() -> None:
    assert fisher(2, 2, 20, 20) is None
    assert fisher(3, 2, 20, 20) is not None


def test_q_values_are_those_of_benjamini_and_hochberg() -> None:
    # the 15 p-values of their paper, table of section 4.1: four are rejected at 5 %
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1,
    ]
    assert sum(q <= 0.05 for q in q_values(p)) == 4
    assert q_values([]) == []


@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (15, 148, 0.0624, 0.1605)]
)
def test_wilson_s_interval_agrees_with_published_ones(k: int, n: int, low: float, high: float) -> None:
    # 15 of 148: Newcombe, R. (1998), Two-sided confidence intervals for the single proportion, table I, method 3
    assert [round(end, 4) for end in wilson(k, n)] == [low, high]


def test_fewer_than_five_known_are_counted_only() -> None:
    one = of(Table.from_rows(rows(initiation=["a", "a", "b", "b", ""])), "initiation", "a")
    assert (one.share, one.interval, one.bounds) == (None, None, None)
    assert one.in_words == "2 of 4 known of 5"


def test_five_to_twenty_nine_known_are_called_descriptive() -> None:
    assert "descriptive" in of(Table.from_rows(rows(initiation=["a"] * 29)), "initiation", "a").in_words
    assert "descriptive" not in of(Table.from_rows(rows(initiation=["a"] * 30)), "initiation", "a").in_words


def test_what_is_only_mentioned_is_never_a_share() -> None:
    table = Table.from_rows(rows(coercion=["threat"] * 6 + [""] * 29), reporting={"coercion": "mention"})
    one = of(table, "coercion", "threat")
    assert (one.share, one.in_words) == (None, "reported in at least 6 of 35")


def test_unclear_is_counted_apart_and_not_known() -> None:
    one = of(Table.from_rows(rows(initiation=["a", "unclear", "unclear", "", "a", "b"])), "initiation", "a")
    assert (one.k, one.known, one.unclear, one.total) == (2, 3, 2, 6)


def test_shares_of_a_field_with_several_values_are_said_to_exceed_the_whole() -> None:
    table = Table.from_rows(rows(initiation=["a; b"] * 3 + ["a"] * 3))
    assert any("more than 100 %" in note for grid in breakdown(table).grids() for note in grid.notes)


@pytest.mark.parametrize(
    ("cell", "reporting", "state"),
    [
        ("x", "mention", State.YES),
        ("y", "mention", State.OTHER),
        ("y", "exhaustive", State.NO),
        ("no", "mention", State.NO),
        ("no: x", "mention", State.NO),
        ("no: y", "mention", State.SILENT),
        ("unclear", "exhaustive", State.UNCLEAR),
        ("y; unclear", "exhaustive", State.UNCLEAR),
        ("", "exhaustive", State.SILENT),
        ("left out", "exhaustive", State.LEFT_OUT),
        ("Left out", "mention", State.LEFT_OUT),
        ("y; left out", "exhaustive", State.LEFT_OUT),
        ("x; left out", "exhaustive", State.YES),
    ],
)
def test_a_cell_says_yes_no_other_unclear_or_nothing(cell: str, reporting: str, state: State) -> None:
    table = Table.from_rows([{"field": cell}], reporting={"field": reporting})
    assert table.state(table.cases[0], table.features[0], "x") is state


def test_a_case_that_states_one_value_and_leaves_others_unclear_is_known_for_that_one_only() -> None:
    table = Table.from_rows(rows(field=["x", "y", "y; unclear", "y; unclear; no: x", "unclear", ""]))
    one, other = (count(table, table.features[0], value) for value in "xy")
    assert (one.k, one.known, one.unclear, one.total) == (1, 3, 2, 6)
    assert (other.k, other.known, other.unclear) == (3, 4, 1)


def test_a_figure_tells_for_how_many_cases_each_value_is_unclear() -> None:
    table = Table.from_rows(rows(field=["x", "y", "y; unclear", "unclear", ""]))
    drawn = "".join(intervals.draw(breakdown(table, "initiation")))
    assert "unclear in 1 to 2 by value" in drawn
    alike = Table.from_rows(rows(field=["x", "y", "unclear", ""]))
    assert "unclear in 1<" in "".join(intervals.draw(breakdown(alike, "initiation")))


def test_what_a_filter_left_out_is_neither_known_nor_silent_nor_a_value() -> None:
    table = Table.from_rows(rows(field=["x", "y", "y; left out", "left out", "unclear", "", "left out"]))
    feature = table.features[0]
    one, other = count(table, feature, "x"), count(table, feature, "y")
    assert (one.k, one.known, one.unclear, one.left_out, one.total) == (1, 2, 1, 3, 7)
    assert (other.k, other.known, other.unclear, other.left_out) == (2, 3, 1, 2)
    assert (table.stated("field"), table.silent("field")) == (["x", "y"], ["row-6"])
    found = [row[0] for row in coverage(table).states]
    assert (found.count(State.LEFT_OUT), found.count(State.SILENT)) == (2, 1)
    assert coverage(table).grids()[-1].rows == (("field", "3", "0", "1", "2", "1"),)
    assert len(draw(coverage(table))) == 1


def test_who_disclosed_a_case_and_was_left_out_is_no_voice_that_it_rests_on() -> None:
    table = Table.from_rows([{"discloser": "left out", "outlet": "left out", "field": "x"}])
    assert case_rests_on(table, "row-1") == frozenset()
    assert breakdown(table, "discloser").parts == ()


def test_two_sides_are_not_compared_by_what_a_filter_left_out() -> None:
    table = Table.from_rows(rows(field=["x", "left out", "", "y"]))
    found = compare(table, table.features[0], "x", (("row-1", "row-2"), ("row-3", "row-4")))
    assert (found.silence_as_no.n, found.known_only.n) == ((1, 2), (1, 1))
    assert found.bounds[0] == (0.5, 1.0)


def test_an_explicit_no_in_a_case_file_is_known_and_is_no_value(tmp_path: Path) -> None:
    from spygraph.store import load

    body = """recruitments:
  main: {subject: porter, at: [p1, "a porter"]}
stated-no:
  no-cover: {of: main.cover, at: [p1, "a porter"]}
  not-online: {of: main.channel, value: online, at: [p1, "a porter"]}
not-stated: [main.handler, main.service, main.initiation, main.response, main.setting,
  inducements, pressures, vulnerabilities, items, outcomes]
"""
    table = read_table(load([write(tmp_path, body, unit="case")]))
    cover, channel = table.feature("cover"), table.feature("channel")
    assert cover is not None
    assert channel is not None
    assert table.state("porter-2031", cover, "business") is State.NO
    assert table.state("porter-2031", channel, "online") is State.NO
    assert table.state("porter-2031", channel, "introduction") is State.SILENT
    assert coverage(table).states[0][[one.key for one in table.features].index("cover")] is State.NO


def sides(first: int, second: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ids = [f"row-{number}" for number in range(1, first + second + 1)]
    return tuple(ids[:first]), tuple(ids[first:])


def test_a_difference_in_reporting_is_flagged() -> None:
    # financial need of 7 volunteers and 24 recruited: 5/7 against 9/24 where silence is no, 5/6 against 9/11 where told
    cells = ["debt"] * 5 + ["isolation"] + [""] + ["debt"] * 9 + ["isolation"] * 2 + [""] * 13
    table = Table.from_rows(rows(vulnerabilities=cells))
    one = compare(table, table.features[0], "debt", sides(7, 24))
    assert (one.silence_as_no.k, one.silence_as_no.n) == ((5, 9), (7, 24))
    assert (one.known_only.k, one.known_only.n) == ((5, 9), (6, 11))
    assert one.verdict == REPORTING


def test_a_difference_that_silence_cannot_make_is_not_flagged() -> None:
    table = Table.from_rows(rows(vulnerabilities=["debt"] * 8 + ["isolation"] * 2 + ["debt"] + ["isolation"] * 9))
    one = compare(table, table.features[0], "debt", sides(10, 10))
    assert one.verdict == AGREE


@pytest.mark.parametrize(
    ("cells", "first", "verdict"),
    [
        (["debt"] * 3 + [""] * 3, 3, ONE_SIDED),
        (["debt"] * 3 + ["isolation"] * 3, 3, TOO_FEW),
        (["debt"] * 2 + ["isolation"] * 4 + ["debt"] + [""] * 5, 6, TURNS),
    ],
)
def test_what_the_readings_say_together(cells: list[str], first: int, verdict: str) -> None:
    table = Table.from_rows(rows(vulnerabilities=cells))
    assert compare(table, table.features[0], "debt", sides(first, len(cells) - first)).verdict == verdict


def test_q_values_run_over_all_tests_of_an_output() -> None:
    table = Table.from_rows(
        rows(
            initiation=["volunteered"] * 12 + ["recruited"] * 12,
            vulnerabilities=["debt"] * 11 + ["isolation"] * 2 + ["grievance"] * 11,
            outcomes=["life", "imprisonment"] * 12,
        )
    )
    found = contrasts(table)
    readings = [
        r for c in found.contrasts for one in c.comparisons for r in (one.silence_as_no, one.known_only) if r.test
    ]
    assert found.tests == len(readings) > 5
    assert [r.q for r in readings] == pytest.approx(q_values([r.test.p for r in readings if r.test]))


def test_with_nine_cases_the_contrasts_say_in_words_that_nothing_can_be_tested(shipped: ox.Store) -> None:
    found = contrasts(read_table(shipped))
    assert found.tests == 0
    notes = [note for grid in found.grids() for note in grid.notes]
    assert sum(note.startswith("Nothing here can be tested") for note in notes) == 2
    assert "No case states 'home': there is nothing to compare with." in notes


def test_two_rows_of_one_id_are_refused() -> None:
    with pytest.raises(SpygraphError, match="two rows have the id 'a'"):
        Table.from_rows([{"case": "a"}, {"case": "a"}])


def test_a_way_of_reporting_is_one_of_two() -> None:
    with pytest.raises(SpygraphError, match="neither exhaustive nor mention"):
        Table.from_rows([{"case": "a", "field": "x"}], reporting={"field": "seldom"})


def test_each_count_names_its_cases(shipped: ox.Store) -> None:
    for one in counts(read_table(shipped)):
        assert len(one.cases) == one.k
