"""Configurations are closed, recur, name their members and near misses, and leave out what recurs by definition."""

from itertools import chain, combinations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spygraph.patterns import State, Table, read_table
from spygraph.patterns.closed import closed_sets
from spygraph.patterns.configurations import Configuration, configurations
from spygraph.patterns.exclusions import BY_DEFINITION, rules, why_excluded
from spygraph.patterns.recurring import recurring

VOLUNTEERS = (("initiation", "volunteered"), ("vulnerabilities", "any financial need"))
columns_of = st.lists(st.integers(0, 2**9 - 1), min_size=1, max_size=7)


def brute_force(columns: list[int], cases: int, least: int) -> dict[tuple[int, ...], int]:
    """Every set of columns that cannot be enlarged without losing a case, the slow way."""
    every = range(len(columns))
    out = {}
    for chosen in chain.from_iterable(combinations(every, size) for size in range(1, len(columns) + 1)):
        shared = (1 << cases) - 1
        for one in chosen:
            shared &= columns[one]
        grown = [one for one in every if one not in chosen and shared & columns[one] == shared]
        if shared.bit_count() >= least and not grown:
            out[chosen] = shared.bit_count()
    return out


@given(columns_of, st.integers(1, 4))
def test_closed_sets_are_those_of_the_definition(columns: list[int], least: int) -> None:
    found = list(closed_sets(columns, 9, least))
    assert len(found) == len(dict(found))
    assert dict(found) == brute_force(columns, 9, least)


def test_no_columns_have_no_closed_sets() -> None:
    assert list(closed_sets([], 5)) == []
    assert list(closed_sets([0, 1], 5)) == []


@pytest.fixture(scope="module", name="table")
def _table(shipped: ox.Store) -> Table:
    return read_table(shipped)


@pytest.fixture(scope="module", name="found")
def _found(table: Table) -> tuple[Configuration, ...]:
    return configurations(table)


def test_the_four_volunteers_all_have_financial_need(found: tuple[Configuration, ...]) -> None:
    one = found[0]
    assert one.values == VOLUNTEERS
    assert one.support == (4, 6)
    assert one.cases == (
        *("unemployed-volunteer-2024", "unit-entrepreneur-2024", "unit-investor-2024", "university-student-2024"),
    )


def test_every_configuration_recurs_and_is_as_large_as_its_cases_allow(
    table: Table, found: tuple[Configuration, ...]
) -> None:
    sets = {one.values: one.cases for one in found}
    for one in found:
        assert len(one.cases) >= 2
        larger = [values for values in sets if set(one.values) < set(values)]
        assert all(set(sets[values]) < set(one.cases) for values in larger)


def test_no_two_values_of_one_field_and_none_that_recur_by_definition_stand_together(
    found: tuple[Configuration, ...],
) -> None:
    pairs = [pair for one in found for pair in combinations(one.values, 2)]
    assert pairs
    assert [pair for pair in pairs if why_excluded(*pair)] == []
    assert ("stages", "contact") not in {item for pair in pairs for item in pair}


def test_the_rule_is_shown_with_the_result(table: Table) -> None:
    shown = recurring(table, draws=9).grids()[1]
    assert shown.rows == tuple(rules())
    assert len(shown.rows) == len(BY_DEFINITION) + 1


def test_near_misses_lack_one_value_and_say_how(found: tuple[Configuration, ...]) -> None:
    online = next(one for one in found if one.values == (("channel", "any online"), *VOLUNTEERS))
    assert [(one.case, one.feature, one.state) for one in online.near_misses] == [
        ("unit-investor-2024", "channel", State.SILENT)
    ]


def test_nine_cases_are_too_few_to_test_and_the_output_says_so(table: Table) -> None:
    result = recurring(table)
    assert not any(one.tested for one in result.configurations)
    assert {one.q for one in result.configurations} == {None}
    assert "With 9 cases none can be tested" in " ".join(result.grids()[0].notes)


def test_a_fixed_seed_gives_the_same_figures_and_another_seed_others(table: Table) -> None:
    first, again, other = (configurations(table, draws=99, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert [one.chance for one in sorted(first, key=lambda one: one.values)] != [
        one.chance for one in sorted(other, key=lambda one: one.values)
    ]


def rows(first: list[str], second: list[str]) -> list[dict[str, str]]:
    return [{"channel": a, "outcomes": b} for a, b in zip(first, second, strict=True)]


def test_two_fields_that_go_together_stand_out_against_chance() -> None:
    table = Table.from_rows(rows(["x"] * 20 + ["y"] * 20, ["p"] * 20 + ["q"] * 20))
    both = next(one for one in configurations(table) if one.values == (("channel", "x"), ("outcomes", "p")))
    assert both.tested
    assert both.lift == pytest.approx(2, abs=0.1)
    assert both.chance.p == 0.001
    assert both.q is not None
    assert both.q < 0.01


def test_two_fields_that_are_only_spoken_of_together_do_not() -> None:
    """Silence stays where it is: what is told in the same cases is no pattern of what is told."""
    first = ["x", "y"] * 10 + [""] * 40
    second = ["p", "p", "q", "q"] * 5 + [""] * 40
    found = configurations(Table.from_rows(rows(first, second)))
    both = next(one for one in found if one.values == (("channel", "x"), ("outcomes", "p")))
    assert both.chance.mean == pytest.approx(5, abs=0.2)
    assert both.chance.p > 0.4
