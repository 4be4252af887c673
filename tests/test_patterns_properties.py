"""What must hold of every table: silence adds to N alone, names mean nothing, bounds hold, no voice adds by leaving."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from spygraph.patterns import Table
from spygraph.patterns.breakdown import breakdown
from spygraph.patterns.coded import Cells
from spygraph.patterns.configurations import configurations
from spygraph.patterns.contrasts import contrasts
from spygraph.patterns.counts import count, counts
from spygraph.patterns.robustness import robustness
from spygraph.patterns.statistics import wilson

FIELDS = {"initiation": "exhaustive", "channel": "mention", "vulnerabilities": "mention", "outcomes": "exhaustive"}
VALUES = ("a", "b", "c", "unclear", "no", "no: a")
OUTLETS = ("paper", "agency", "station")
cell = st.lists(st.sampled_from(VALUES), max_size=2, unique=True).map(tuple)
rows = st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, cell)), min_size=1, max_size=12)
article = st.frozensets(st.sampled_from(OUTLETS), min_size=1, max_size=2)


def table_of(given_rows: list[Mapping[str, tuple[str, ...]]]) -> Table:
    texts = [{name: "; ".join(values) for name, values in row.items()} for row in given_rows]
    return Table.from_rows(texts, reporting=FIELDS)


@st.composite
def told(draw: st.DrawFn) -> Table:
    """A table whose cases have articles, and whose values stand in some of them."""
    table = table_of(draw(rows))
    articles = {case: tuple(draw(st.lists(article, min_size=1, max_size=3))) for case in table.cases}
    about: Cells = {(case, "discloser"): (draw(st.sampled_from(("ministry", "court"))),) for case in table.cases}
    backing = {
        (case, feature, value): tuple(draw(st.lists(st.sampled_from(articles[case]), min_size=1, max_size=2)))
        for (case, feature), values in table.cells.items()
        for value in values
    }
    return replace(table, articles=articles, about=about, backing=backing)


@given(rows)
def test_a_case_in_which_nothing_is_stated_changes_only_how_many_cases_there_are(
    given_rows: list[Mapping[str, tuple[str, ...]]],
) -> None:
    before, after = table_of(given_rows), table_of([*given_rows, dict.fromkeys(FIELDS, ())])
    for one, other in zip(counts(before), counts(after), strict=True):
        assert (one.k, one.known, one.unclear, one.cases) == (other.k, other.known, other.unclear, other.cases)
        assert (one.share, one.interval, one.total + 1) == (other.share, other.interval, other.total)


@given(rows, st.randoms(use_true_random=False))
def test_renaming_cases_changes_nothing_but_names(
    given_rows: list[Mapping[str, tuple[str, ...]]], random: object
) -> None:
    table = table_of(given_rows)
    names = {case: f"case {number:02}" for number, case in enumerate(reversed(table.cases))}
    renamed = replace(
        table,
        cases=tuple(names[case] for case in table.cases),
        cells={(names[case], feature): values for (case, feature), values in table.cells.items()},
    )
    for one, other in zip(counts(table), counts(renamed), strict=True):
        assert replace(one, cases=()) == replace(other, cases=())
        assert tuple(names[case] for case in one.cases) == other.cases
    first, second = configurations(table, draws=19), configurations(renamed, draws=19)
    assert [(one.values, one.support, one.chance, one.q) for one in first] == [
        (one.values, one.support, one.chance, one.q) for one in second
    ]


@given(rows)
def test_bounds_hold_the_share_and_whatever_the_silent_cases_turn_out_to_be(
    given_rows: list[Mapping[str, tuple[str, ...]]],
) -> None:
    table = table_of(given_rows)
    for one in counts(table):
        if one.share is not None and one.bounds is not None and one.interval is not None:
            low, high = one.bounds
            assert low <= one.share <= high
            assert one.interval[0] <= one.share <= one.interval[1]
            for yes in range(one.total - one.known + 1):
                assert low <= (one.k + yes) / one.total <= high


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_s_interval_lies_between_nothing_and_all_and_around_the_share(pair: tuple[int, int]) -> None:
    k, n = pair
    low, high = wilson(k, n)
    assert 0 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1
    assert abs((1 - high) - wilson(n - k, n)[0]) < 1e-12


@given(told())
def test_leaving_a_voice_out_never_raises_support(table: Table) -> None:
    for one in robustness(table, configurations(table, draws=9)).patterns:
        left = [number for _, number in one.without]
        assert left == sorted(left)
        assert all(0 <= number < len(one.cases) for number in left)


@given(told(), st.sampled_from(OUTLETS))
def test_support_without_an_outlet_is_what_a_table_without_it_gives(table: Table, outlet: str) -> None:
    """The same number the long way round: drop the articles, then what nothing carries, then count again."""
    kept = table.only(case for case in table.cases if any(outlet not in one for one in table.articles[case]))
    cells = {
        key: tuple(value for value in values if any(outlet not in one for one in table.backing[*key, value]))
        for key, values in table.cells.items()
    }
    left = replace(kept, cells=cells)
    for one in robustness(table, ()).patterns:
        feature, _, value = one.pattern.partition(": ")
        expected = len(left.having(feature, value))
        assert dict(one.without).get(f"outlet {outlet}", len(one.cases)) == expected


@given(rows)
def test_a_split_loses_no_case_and_counts_none_twice(given_rows: list[Mapping[str, tuple[str, ...]]]) -> None:
    table = table_of([{**row, "initiation": row["initiation"][:1]} for row in given_rows])
    found = breakdown(table, "initiation")
    assume(found.parts)
    assert sorted(case for part in found.parts for case in part.cases) == sorted(table.cases)
    for row in found.rows:
        assert row.all.k == sum(part.k for part in row.parts)
        assert row.all.known == sum(part.known for part in row.parts)


@given(rows)
def test_the_three_readings_of_a_contrast_lie_within_its_bounds(
    given_rows: list[Mapping[str, tuple[str, ...]]],
) -> None:
    renamed = [
        {**row, "initiation": tuple({"a": "volunteered", "b": "recruited"}.get(v, v) for v in row["initiation"])}
        for row in given_rows
    ]
    found = contrasts(table_of(renamed))
    assume(found.contrasts[0].comparisons)
    for one in found.contrasts[0].comparisons:
        for side in (0, 1):
            (low, high), (inner_low, inner_high) = one.bounds[side], one.field_bounds[side]
            assert low <= inner_low <= inner_high <= high
            share = one.silence_as_no.k[side] / one.silence_as_no.n[side]
            assert low <= share <= high


@given(rows)
def test_a_value_never_has_more_support_than_it_possibly_can(given_rows: list[Mapping[str, tuple[str, ...]]]) -> None:
    table = table_of(given_rows)
    for one in configurations(table, draws=9):
        sure, possible = one.support
        assert 2 <= sure <= possible <= len(table.cases)
        assert sure == len(one.cases) <= one.known
        for feature, value in one.values:
            found = table.feature(feature)
            assert found is not None
            assert set(one.cases) <= set(count(table, found, value).cases)
