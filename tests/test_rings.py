"""Rings agree with published figures; measures stay apart, ties are told as ties, and nothing is ranked below five."""

from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from spygraph.errors import SpygraphError
from spygraph.network import to_network, to_networkx
from spygraph.patterns.centrality import ring
from spygraph.patterns.ring_files import persons_of, read_ring
from spygraph.patterns.rings import Measure, Ring, places
from spygraph.patterns.structure import structure
from support import TESTS, spygraph

FIXTURES = TESTS / "fixtures"


def measure(found: Ring, name: str) -> Measure:
    return next(one for one in found.measures if one.name == name)


@pytest.fixture(scope="module", name="florentine")
def _florentine() -> Ring:
    return ring(read_ring(FIXTURES / "florentine.csv"))


@pytest.fixture(scope="module", name="karate")
def _karate() -> Ring:
    return ring(read_ring(FIXTURES / "karate.graphml"))


@pytest.fixture(scope="module", name="kite")
def _kite() -> Ring:
    return ring(read_ring(FIXTURES / "kite.txt"))


def test_the_medici_stand_between_as_published(florentine: Ring) -> None:
    # Jackson, M. (2008), Social and Economic Networks, section 1.2.1: Medici .522, Guadagni .255, Strozzi .103
    assert (florentine.persons, florentine.ties) == (15, 20)
    between = dict(measure(florentine, "betweenness").scaled)
    assert {name: round(between[name], 3) for name in ("Medici", "Guadagni", "Strozzi")} == {
        "Medici": 0.522,
        "Guadagni": 0.255,
        "Strozzi": 0.103,
    }
    assert measure(florentine, "degree").values[0] == ("Medici", 6)


def test_the_karate_club_is_as_zachary_drew_it(karate: Ring) -> None:
    # Zachary, W. (1977), Journal of Anthropological Research 33, 452-473: 34 members, 78 ties; the administrator (34)
    # has 17 ties, the instructor (1) has 16, and yet it is the instructor who stands between most others
    assert (karate.persons, karate.ties) == (34, 78)
    assert measure(karate, "degree").values[:3] == (("member 34", 17), ("member 1", 16), ("member 33", 12))
    between = measure(karate, "betweenness")
    assert [(name, round(value, 2)) for name, value in between.values[:2]] == [
        ("member 1", 231.07),
        ("member 34", 160.55),
    ]


def test_the_kite_names_another_person_by_each_measure(kite: Ring) -> None:
    # Krackhardt, D. (1990), Administrative Science Quarterly 35, 342-369: drawn so that the three disagree
    tops = {one.name: one.top for one in kite.measures}
    assert tops == {"degree": ("Diane",), "betweenness": ("Heather",), "closeness": ("Fernando", "Garth")}
    assert dict(measure(kite, "betweenness").values)["Heather"] == 14


def test_a_tie_is_told_as_a_tie(kite: Ring) -> None:
    assert places(measure(kite, "closeness").values)[:3] == ["1-2", "1-2", "3-4"]
    notes = next(grid.notes for grid in kite.grids() if grid.title == "closeness")
    assert "At the top, a tie: Fernando and Garth." in notes


def test_measures_are_never_merged_into_one_rank(kite: Ring) -> None:
    assert [grid.title for grid in kite.grids()] == ["degree", "betweenness", "closeness"]
    assert all(grid.columns == ("place", "person", "value", "share of the most") for grid in kite.grids())


def test_the_top_is_less_sure_the_more_ties_are_missing(florentine: Ring, kite: Ring) -> None:
    for found in (florentine, kite):
        for one in found.measures:
            little, much = one.stability
            assert (little.lost, much.lost) == (0.1, 0.25)
            assert 0 <= much.stays <= much.among <= 1
    between = measure(florentine, "betweenness").stability
    assert between[0].stays > 0.9
    assert between[0].stays >= between[1].stays


def test_the_same_ring_gives_the_same_figures_in_any_order(kite: Ring) -> None:
    graph = read_ring(FIXTURES / "kite.txt")
    turned = nx.Graph([(b, a) for a, b in reversed(list(graph.edges))])
    assert ring(turned) == kite


def test_a_circle_of_equals_has_everybody_at_the_top() -> None:
    found = ring(nx.relabel_nodes(nx.cycle_graph(6), str))
    assert all(len(one.top) == 6 for one in found.measures)
    assert places(found.measures[0].values) == ["1-6"] * 6


def test_fewer_than_five_persons_are_not_ranked() -> None:
    with pytest.raises(SpygraphError, match="rings of 5 or more only"):
        ring(nx.Graph([("a", "b"), ("b", "c"), ("c", "d")]))


@pytest.mark.parametrize(
    "text",
    ["a b\nb c\n", "a,b\nb,c\n", "a\tb\t3\nb\tc\t1\n", "source;target\na;b\nb;c\n", "# of, a book\n\na b\nc b\nb a\n"],
)
def test_edge_lists_of_several_kinds_are_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "ring.txt"
    path.write_text(text, "utf-8")
    assert {frozenset(tie) for tie in read_ring(path).edges} == {frozenset("ab"), frozenset("bc")}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("ring.csv", "a,b\nc\n", "ring.csv:2: not a tie"),
        ("ring.graphml", "<graphml", "not GraphML"),
        ("ring.graphml", '<!DOCTYPE x [<!ENTITY a "b">]><graphml/>', "document type or entities"),
        ("ring.csv", "a,b\n", "2 persons with a tie"),
    ],
)
def test_what_is_no_ring_is_refused_with_a_message(name: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    done = spygraph("ring", tmp_path / name)
    assert done.code == 2
    assert message in done.err


def test_in_an_export_of_ours_only_persons_are_persons(shipped: ox.Store) -> None:
    graph = persons_of(to_networkx(shipped))
    assert {"Jack", "Zeng"} <= {name for name in graph if not name.startswith("case/")}
    assert not {"money", "CIA", "Ministry of State Security"} & set(graph)


def test_two_of_one_name_stay_two() -> None:
    read = nx.Graph([("1", "2"), ("2", "3")])
    nx.set_node_attributes(read, {"1": "Zhang", "2": "Jack", "3": "Zhang"}, "label")
    assert set(persons_of(read)) == {"1", "2", "3"}


def test_every_output_of_a_ring_says_what_it_does_not_tell() -> None:
    for form in ("table", "json", "csv", "markdown", "html"):
        done = spygraph("ring", FIXTURES / "kite.txt", "--format", form)
        assert done.code == 0
        assert "Nothing here is a score" in done.out


def test_no_circle_of_the_shipped_cases_is_large_enough_to_rank(shipped: ox.Store) -> None:
    found = structure(to_network(shipped))
    first = found.circles[0]
    assert (len(first.persons), first.least) == (5, 4)  # the expert and the introducer may be one man
    assert all(one.ring is None for one in found.circles)
    assert found.category_ties > found.person_ties


def test_routes_are_those_of_the_articles(shipped: ox.Store) -> None:
    routes = {one.case: one for one in structure(to_network(shipped)).routes}
    assert routes["naval-technologist-2013"].introducer == ("assistant of the introducer", "A")
    assert routes["naval-technologist-2013"].forms == ("through an introducer",)
    assert routes["network-administrator-2014"].forms == ("direct",)
    assert sum("handler not stated" in one.forms for one in routes.values()) == 5
    assert len(routes) == 9  # the rival telling of the student is no recruitment
