"""Two real engines that are not ours, filled by `publish`: what they answer is what our own store answers."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest

from engines import Served, oxigraph, virtuoso
from spygraph import paths
from spygraph.casefile.model import BASE
from spygraph.endpoint import Endpoint, Publisher, Wire
from spygraph.endpoint.skeleton import order
from spygraph.errors import SpygraphError
from spygraph.queries.answers import rows
from spygraph.queries.asked import asked, columns
from spygraph.queries.named import Query, library
from spygraph.store import load
from support import spygraph, write

CASES = paths.shipped_cases()
LEFT_OUT = BASE + "case/navy-sailors-2023"
ROWS = 1_000  # that Virtuoso gives out at a time


@pytest.fixture(name="engine", scope="session", params=["oxigraph", "virtuoso"])
def _engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        start = oxigraph(folder) if request.param == "oxigraph" else virtuoso(folder, ROWS)
        served = stack.enter_context(start)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in served.env.items():
            patch.setenv(name, value)
        change(served, f"INSERT DATA {{ GRAPH <http://other.example/> {{ <{LEFT_OUT}> <{BASE}ns#title> 'else' }} }}")
        done = spygraph("publish", CASES, "--endpoint", served.query, "--update", served.update)
        assert (done.code, done.err) == (0, "")
        change(served, "DROP SILENT GRAPH <http://other.example/>")
        yield served


@pytest.fixture(name="served")
def _served(engine: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    for name, value in engine.env.items():
        monkeypatch.setenv(name, value)
    return engine


@pytest.fixture(name="blank")
def _blank(tmp_path: Path) -> Iterator[Served]:
    """Return a server that holds nothing yet."""
    (tmp_path / "server").mkdir()
    with oxigraph(tmp_path / "server") as served:
        yield served


def change(served: Served, update: str) -> None:
    Wire(served.update).change(update)


def publish(served: Served, store: ox.Store) -> Publisher:
    publisher = Publisher(store, Wire(served.query), Wire(served.update))
    publisher.run()
    return publisher


def keys(query: Query, found: list[tuple[object, ...]], names: list[str]) -> list[tuple[object, ...]]:
    """Return of each row what the query orders by."""
    by = [names.index(name) for name, _ in order(query.text, names) or ()]
    return [tuple(row[place] for place in by) for row in found]


def test_every_named_query_has_the_same_answer_in_the_same_order(served: Served, shipped: ox.Store) -> None:
    far = Endpoint(served.query)
    for query in library():
        near, answer = asked(shipped, query.text), asked(far, query.text)
        names, expected, found = columns(near), [tuple(row) for row in near], [tuple(row) for row in answer]
        assert columns(answer) == names, query.name
        assert Counter(found) == Counter(expected), query.name
        assert keys(query, found, names) == keys(query, expected, names), query.name


def test_parameters_select_the_same_rows(served: Served, shipped: ox.Store) -> None:
    far = Endpoint(served.query)
    for name, values in (
        ("timeline", {"case": "naval-technologist-2013", "from": "2013"}),
        ("who-recruited-whom", {"case": "naval-technologist-2013"}),
        ("claims-about", {"actor": "reg:cia"}),
        ("claims-with-words", {"text": "money"}),
        ("how-far-they-went", {"response": "acted"}),
    ):
        expected = rows(shipped, name, values)
        assert rows(far, name, values) == expected, name
        assert expected[1], name


def test_all_statements_come_back_however_few_rows_are_given_out(served: Served, shipped: ox.Store) -> None:
    far = Endpoint(served.query)
    named = [{str(quad) for quad in store if "_:" not in str(quad)} for store in (far, shipped)]
    assert named[0] == named[1]
    assert len(far) == far.fetched == len(shipped)
    everything = "SELECT ?claim ?property ?value { ?claim s:about ?thing ; ?property ?value }"
    assert Counter(map(str, rows(far, everything)[1])) == Counter(map(str, rows(shipped, everything)[1]))
    assert len(rows(shipped, everything)[1]) > ROWS


def test_the_commands_print_the_same(served: Served) -> None:
    for command in (
        ("list", "cases"),
        ("show", "naval-technologist-2013"),
        ("why", "case/naval-technologist-2013/recruitment/main"),
        ("patterns", "--format", "json"),
        ("coverage",),
    ):
        near, far = spygraph(*command), spygraph(*command, "--endpoint", served.query)
        assert (far.code, far.out, far.err) == (0, near.out, near.err), command


@pytest.mark.parametrize("suffix", [".graphml", ".csv", ".nq", ".trig", ".html"])
def test_exports_are_the_same_bytes(served: Served, suffix: str, tmp_path: Path) -> None:
    written = []
    for name, origin in (("near", ()), ("far", ("--endpoint", served.query))):
        (tmp_path / name).mkdir()
        done = spygraph("export", "-o", tmp_path / name / f"graph{suffix}", *origin)
        assert done.code == 0, done.err
        written.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert written[0] == written[1]


def test_the_line_under_a_table_says_what_was_fetched_for_it(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    near, far = spygraph("query", "how-it-ended"), spygraph("query", "how-it-ended", "--endpoint", served.query)
    line = "11 rest on claims that no court result covers"
    assert line in near.out
    assert far.out == near.out.replace(line, f"{line} (11,853 statements were fetched to tell)")
    monkeypatch.setattr("spygraph.queries.established._MOST_FETCHED", 10_000)
    assert "is not told: 11,853 statements would have" in spygraph("query", "cases", "--endpoint", served.query).out
    alone = ("query", "SELECT ?claim { ?claim s:standing v:standing-official-claim } ORDER BY ?claim")
    assert spygraph(*alone, "--endpoint", served.query).out == spygraph(*alone).out


def test_what_did_not_change_is_not_sent_again_and_what_is_gone_is_dropped(served: Served, shipped: ox.Store) -> None:
    fewer = load([CASES])
    fewer.remove_graph(ox.NamedNode(LEFT_OUT))
    foreign = f"GRAPH <http://other.example/> {{ <a:a> <a:b> <{LEFT_OUT}> }}"
    change(served, f"INSERT DATA {{ {foreign} }}")
    try:
        assert publish(served, shipped).done.requests == 0
        done = publish(served, fewer).done
        assert (done.sent, done.dropped, done.unchanged) == ([], [LEFT_OUT], 15)
        assert LEFT_OUT not in {graph.value for graph in Endpoint(served.query).named_graphs()}
        assert bool(Endpoint(served.query).query(f"ASK {{ {foreign} }}"))
    finally:
        done = publish(served, shipped).done
        change(served, "DROP SILENT GRAPH <http://other.example/>")
    assert (done.sent, done.dropped, done.unchanged) == ([LEFT_OUT], [], 15)
    assert done.largest <= 100_000


def test_a_wrong_password_is_told_in_a_line(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    if not served.env:
        pytest.skip("this engine lets everyone in")
    monkeypatch.setenv("SPYGRAPH_ENDPOINT_PASSWORD", "wrong")
    done = spygraph("publish", "--endpoint", served.query, "--update", served.update, "--pseudonyms")
    assert (done.code, done.out) == (2, "")
    assert "not allowed (401)" in done.err
    refused = spygraph("publish", "--endpoint", served.query, "--pseudonyms")
    assert "No permission" in refused.err
    assert "--update URL" in refused.err


class _Failing(Wire):
    """A way on which the line goes dead after some updates."""

    left = 5

    def change(self, update: str) -> None:
        object.__setattr__(self, "left", self.left - 1)
        if self.left < 0:
            raise SpygraphError("the line went dead")
        super().change(update)


def test_readers_are_told_of_a_publish_that_broke_off_and_the_next_one_goes_on(
    blank: Served, shipped: ox.Store
) -> None:
    broken = Publisher(shipped, Wire(blank.query), _Failing(blank.update))
    with pytest.raises(SpygraphError, match="went dead"):
        broken.run()
    done = spygraph("query", "cases", "--endpoint", blank.query)
    assert (done.code, done.out) == (2, "")
    assert "did not end; run 'spygraph publish' again" in done.err
    again = publish(blank, shipped).done
    assert again.unchanged == len(broken.done.sent) > 0
    assert rows(Endpoint(blank.query), "cases") == rows(shipped, "cases")


def test_a_graph_that_others_changed_is_found_out_and_mended(blank: Served, shipped: ox.Store) -> None:
    publish(blank, shipped)
    change(blank, f"INSERT DATA {{ GRAPH <{LEFT_OUT}> {{ <a:a> <a:b> <a:c> }} }}")
    with pytest.raises(SpygraphError, match="holds 294 statements, not 293; publish again"):
        list(Endpoint(blank.query))
    assert publish(blank, shipped).done.sent == [LEFT_OUT]
    assert len(list(Endpoint(blank.query))) == len(shipped)


def test_cases_in_graphs_that_are_not_ours_do_not_mix_with_ours(blank: Served, shipped: ox.Store) -> None:
    publish(blank, shipped)
    change(blank, f"INSERT {{ GRAPH <http://other.example/> {{ ?a ?b 'else' . ?a a ?c }} }} "
                  f"WHERE {{ GRAPH <{LEFT_OUT}> {{ ?a ?b ?d ; a ?c }} }}")  # fmt: skip
    for name in ("cases", "claims-about", "not-stated"):
        assert rows(Endpoint(blank.query), name) == rows(shipped, name)


def test_a_graph_that_another_program_loaded_is_read_too(blank: Served, tmp_path: Path) -> None:
    path = write(tmp_path, "")
    store = load([path])
    named = ox.serialize((quad for quad in store if "_:" not in str(quad)), format=ox.RdfFormat.N_QUADS) or b""
    for quad in ox.parse(named, format=ox.RdfFormat.N_QUADS):
        if quad.graph_name != ox.NamedNode(BASE + "ontology"):
            change(blank, f"INSERT DATA {{ GRAPH {quad.graph_name} {{ {quad.triple} }} }}")
    assert rows(Endpoint(blank.query), "cases") == rows(store, "cases")
    assert "porter-2031" in spygraph("list", "cases", "--endpoint", blank.query).out
