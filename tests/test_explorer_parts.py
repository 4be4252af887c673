"""What the page is made of, before any browser: pathways, combinations, the sheet for paper, the engine it carries."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256
from html import unescape
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from explorerpages import HOSTILE, claim, poisoned, small
from spygraph.explorer import carried, explore, recurring
from spygraph.explorer.asking import packed, quads
from spygraph.explorer.notebook import Page, besides
from spygraph.explorer.numbering import Numbered, number
from spygraph.explorer.page import Besides, render
from spygraph.explorer.pathway import cells, columns, lane, told_as_false
from spygraph.explorer.statements import statement
from spygraph.explorer.surroundings import Surroundings
from spygraph.network import Network, Passage
from spygraph.patterns import State, Table, read_table
from support import spygraph

pytest_plugins = ("explorerfixtures",)


@pytest.fixture(scope="session", name="table")
def _table(cases: ox.Store) -> Table:
    return read_table(cases)


@pytest.fixture(scope="session", name="graph")
def _graph(network: Network) -> Numbered:
    return number(network)


class TestPathways:
    """The rows of the matrix and the lanes of time."""

    def test_the_day_of_publication_is_no_day_of_the_story(self) -> None:
        told = [
            claim(
                "a", thing="d", thing_class="Disclosure", when="2024-05-23", earliest="2024-05-23", latest="2024-05-23"
            )
        ]
        assert lane([0], told) == ([], [])

    def test_what_has_no_date_is_counted_once_a_thing(self) -> None:
        told = [claim("a", thing="e", thing_class="Event"), claim("b", thing="e", thing_class="Event"), claim("c")]
        assert lane([0, 1, 2], told) == ([], [[0, 1]])

    def test_an_open_end_is_dated(self) -> None:
        told = [claim("a", thing="e", thing_class="Event", when="../2008", latest="2008-12-31")]
        assert lane([0], told) == ([0], [])

    def test_a_date_that_is_none_places_nothing(self) -> None:
        told = [claim("a", thing="e", thing_class="Event", when="x", earliest="<img>", latest="soon")]
        assert lane([0], told) == ([], [[0]])

    def test_a_rejected_telling_is_drawn_nowhere(self) -> None:
        rival = claim("a", version="tip", disputes=("rejected by a ministry",))
        assert told_as_false(rival)
        assert not told_as_false(replace(rival, version=""))
        assert cells([0], [rival], [], {column.key: rank for rank, column in enumerate(columns())}) == []

    def test_every_step_of_a_case_is_in_its_row(self, graph: Numbered) -> None:
        place = {column.key: rank for rank, column in enumerate(columns())}
        for told in graph.told:
            events = {graph.claims[one].thing for one in told if graph.claims[one].thing_class == "Event"}
            rejected = {graph.claims[one].thing for one in told if told_as_false(graph.claims[one])}
            marks = cells(told, graph.claims, told, place)
            drawn = {graph.claims[mark["claims"][0]].thing for mark in marks if "step" in mark}
            assert drawn == events - rejected

    def test_stages_stand_in_the_order_of_the_vocabulary(self) -> None:
        keys = [column.key for column in columns() if not column.kind]
        assert keys[:3] == ["background", "preparation", "contact"]
        assert keys[-1] == "unclear"


class TestRecurring:
    """Combinations: only whole members count, and every yes has its words."""

    def test_every_yes_has_a_statement_behind_it(self, table: Table, graph: Numbered) -> None:
        for part in recurring.recurring(table, graph)["items"]:
            yes = {case.id for case, letter in zip(graph.cases, part["states"], strict=True) if letter == "y"}
            assert {graph.claims[one].case for one in part["claims"]} == yes

    def test_letters_are_those_of_the_table_and_mentions_have_none(self, table: Table, graph: Numbered) -> None:
        letters = {State.YES: "y", State.NO: "n", State.OTHER: "o", State.UNCLEAR: "u", State.SILENT: "s"}
        found = recurring.recurring(table, graph)
        shown = recurring.found_in(table)[: len(found["patterns"])]
        items = sorted({item for one in shown for item in one.values})
        for (feature, value), part in zip(items, found["items"], strict=True):
            column = table.feature(feature)
            assert column is not None
            told = "".join(letters[table.state(case, column, value)] for case in table.cases)
            by_id = dict(zip(table.cases, told, strict=True))
            assert part["states"] == "".join(by_id.get(case.id, "-") for case in graph.cases)

    def test_members_are_the_cases_of_the_configuration(self, table: Table, graph: Numbered) -> None:
        found = recurring.recurring(table, graph)
        for one, told in zip(found["patterns"], recurring.found_in(table), strict=False):
            rows = [found["items"][item]["states"] for item in one["items"]]
            whole = [case.id for rank, case in enumerate(graph.cases) if all(row[rank] == "y" for row in rows)]
            assert sorted(whole) == sorted(told.cases)

    def test_all_volunteers_of_the_shipped_cases_are_said_to_be_in_need(self, table: Table, graph: Numbered) -> None:
        found = recurring.recurring(table, graph)
        volunteered = next(part for part in found["items"] if part["value"] == "volunteered")
        assert volunteered["states"].count("y") == 4
        assert volunteered["states"].count("u") == 1

    def test_without_a_table_there_are_none(self) -> None:
        assert '"patterns":[]' in render(small())


class TestSheet:
    """The picture for paper and for browsers without scripts."""

    def sheet(self, html: str) -> str:
        found = re.search(r'<figure id="sheet">(.*?)</figure>', html, re.DOTALL)
        assert found is not None
        return found[1]

    def test_is_sound_xml_with_legend_version_and_disclosure(self, network: Network) -> None:
        svg = ElementTree.fromstring(self.sheet(render(network)))
        words = " ".join(svg.itertext())
        for piece in ("Official claim", "Verdict, as reported", "not sampled", "spygraph", "data ", "Zhang"):
            assert piece in words

    def test_no_line_is_solid(self, network: Network) -> None:
        svg = ElementTree.fromstring(self.sheet(render(network)))
        lines = [path for path in svg.iter("path") if path.get("fill") == "none"]
        assert lines
        assert all(path.get("stroke-dasharray") for path in lines)

    def test_a_court_record_is_solid(self) -> None:
        svg = ElementTree.fromstring(self.sheet(render(small(standing="adjudicated"))))
        assert [path.get("stroke-dasharray") for path in svg.iter("path") if path.get("fill") == "none"] == [None]

    def test_what_is_set_against_a_line_or_a_case_is_on_paper_too(self, network: Network) -> None:
        words = list(ElementTree.fromstring(self.sheet(render(network))).itertext())
        assert words.count("?") > 5
        assert len([text for text in words if text.endswith(" (?)")]) == 2
        assert {"Something set against the line", "Something set against its whole case"} <= set(words)
        assert "?" not in list(ElementTree.fromstring(self.sheet(render(small()))).itertext())

    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_text_is_only_text(self, text: str) -> None:
        svg = ElementTree.fromstring(self.sheet(render(poisoned(text))))
        assert {one.tag for one in svg.iter()} <= {"svg", "rect", "path", "text", "g", "circle", "polygon"}
        assert not {key for one in svg.iter() for key in one.keys() if key.startswith("on") or key == "href"}  # noqa: SIM118


class TestCarried:
    """Code of others that the page carries."""

    def test_each_is_listed_with_version_licence_and_digest(self) -> None:
        for one in carried.listed():
            assert one["version"]
            assert one["licence"]
            assert re.fullmatch(r"[0-9a-f]{64}", one["sha256"])

    def test_the_renderer_is_the_listed_one(self) -> None:
        one = next(one for one in carried.listed() if one["package"] == "pyvis")
        assert sha256((files("pyvis") / one["file"]).read_bytes()).hexdigest() == one["sha256"]

    def test_the_engine_is_the_listed_one(self) -> None:
        script, program = carried.engine()
        one = next(one for one in carried.listed() if one["keep"] == carried.PROGRAM)
        assert sha256(program).hexdigest() == one["sha256"]
        assert one["version"] in script.splitlines()[0]
        assert one["licence"] in script.splitlines()[0]

    def test_a_module_becomes_a_script_that_loads_nothing(self) -> None:
        made = "export function f() { return new URL('x.wasm', import.meta.url); }"
        module = f"export class A {{}}\n{made}\nexport {{ A as B }};\n"
        assert carried.classic(module, "a notice") == (
            "/* a notice */\nclass A {}\nfunction f() { return undefined; }\n"
        )

    @pytest.mark.parametrize("rest", ["import x from 'y'", "export default 1", "'</script>'"])
    def test_what_cannot_be_carried_is_refused(self, rest: str) -> None:
        with pytest.raises(ValueError, match="cannot be carried"):
            carried.classic(rest, "a notice")

    def test_packed_bytes_hold_nothing_that_html_would_read(self) -> None:
        assert not set("<>&\"'/") & set(packed(bytes(range(256)) * 40))

    def test_the_statements_are_all_carried(self, cases: ox.Store) -> None:
        rows, _, terms = quads(cases).decode().partition("\n\n")
        term, at = terms.split("\n"), ["", "", "", ""]
        carried_quads = set()
        for row in rows.split("\n"):
            at = [term[int(number)] if number else above for number, above in zip(row.split(","), at, strict=True)]
            carried_quads.add(tuple(at))
        named = {q for q in cases if not {type(q.subject), type(q.object)} & {ox.BlankNode}}
        assert carried_quads == {(str(q.graph_name), *map(str, q.triple)) for q in named}


class TestSizes:
    """How much a page weighs."""

    def test_without_and_with_the_engine(self, page_path: Path, asking_path: Path) -> None:
        assert page_path.stat().st_size <= 900_000
        assert asking_path.stat().st_size <= 2_900_000

    def test_a_claim_more_weighs_little(self) -> None:
        few, many = len(render(small(claims=10))), len(render(small(claims=1010)))
        assert (many - few) / 1000 <= 1500


class TestAround:
    """The words around an anchor."""

    def test_a_text_is_carried_once_however_many_passages_stand_in_it(self, graph: Numbered) -> None:
        around = Surroundings(lambda _: "a few words, and others")
        passages = (Passage("paper", 1, "a few words"), Passage("paper", 1, "others"))
        told = statement(claim(case="none", passages=passages), graph, around)
        assert told["passages"] == [["paper", 1, "a few words", 0], ["paper", 1, "others", 0]]
        assert list(around.texts) == ["a few words, and others"]

    @pytest.mark.parametrize("text", ["", "something else"])
    def test_without_the_text_there_is_the_anchor_alone(self, graph: Numbered, text: str) -> None:
        told = statement(claim(case="none"), graph, Surroundings(lambda _: text))
        assert told["passages"] == [["paper", 3, "a few words"]]

    def test_a_row_is_called_a_row_and_has_its_cell(self, graph: Numbered) -> None:
        passages = (Passage("paper", 12, "amount", in_row=True),)
        told = statement(claim(case="none", passages=passages), graph, Surroundings(lambda _: "3,000 euros"))
        assert told["passages"] == [["paper", "row 12", "amount", 0]]


class TestNotebook:
    """The page as the value of a cell."""

    def test_is_a_frame_that_shares_nothing_with_the_notebook(self, cases: ox.Store) -> None:
        page = explore(cases)
        frame = page._repr_html_()
        assert 'sandbox="allow-scripts' in frame
        assert "allow-same-origin" not in frame
        assert unescape(re.search(r'srcdoc="([^"]*)"', frame)[1]) == page.html  # type: ignore[index]

    def test_can_be_written(self, tmp_path: Path) -> None:
        page = Page("<p>\u70b9</p>")
        page.write(tmp_path / "page.html")
        assert (tmp_path / "page.html").read_text(encoding="utf-8") == page.html
        assert ".write(" in repr(page)


class TestCommand:
    """`spygraph explore`."""

    def test_writes_one_file(self, tmp_path: Path) -> None:
        done = spygraph("explore", "--no-open", "-o", tmp_path / "page.html")
        assert (done.code, done.out) == (0, f"Written: {tmp_path / 'page.html'}\n")
        html = (tmp_path / "page.html").read_text(encoding="utf-8")
        assert "engine-program" not in html
        assert "wasm-unsafe-eval" not in html

    def test_the_engine_comes_only_when_asked_for(self, tmp_path: Path) -> None:
        assert spygraph("explore", "--no-open", "--sparql", "-o", tmp_path / "page.html").code == 0
        policy = re.search(r'Policy" content="([^"]+)"', (tmp_path / "page.html").read_text(encoding="utf-8"))
        assert policy is not None
        assert "'wasm-unsafe-eval'" in policy[1]
        assert "worker-src blob:" in policy[1]
        assert "unsafe-inline" not in policy[1]
        assert "'unsafe-eval'" not in policy[1]

    def test_missing_texts_are_told_and_stop_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "texts").mkdir()
        done = spygraph("explore", "--no-open", "--sources", tmp_path / "texts", "-o", tmp_path / "page.html")
        assert done.code == 0
        assert "its passages show the anchor only" in done.err
        assert (tmp_path / "page.html").exists()

    def test_texts_would_print_withheld_names(self, tmp_path: Path) -> None:
        done = spygraph("explore", "--no-open", "--sources", tmp_path, "--pseudonyms", "-o", tmp_path / "page.html")
        assert done.code == 2
        assert "withholds" in done.err
        assert not (tmp_path / "page.html").exists()

    def test_pseudonyms_reach_every_part(self, tmp_path: Path) -> None:
        assert spygraph("explore", "--no-open", "--sparql", "--pseudonyms", "-o", tmp_path / "page.html").code == 0
        html = (tmp_path / "page.html").read_text(encoding="utf-8")
        data = json.loads(re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1])  # type: ignore[index]
        labels = {node["label"] for node in data["nodes"]}
        assert not labels & {"Zhang", "Zhang Xiangbin", "Chen Wei", "Zeng", "Zhong", "Qi", "Song", "He", "Jack"}


class TestScripts:
    """Our scripts, as far as they can be checked without a browser."""

    def test_node_can_read_them(self, tmp_path: Path, network: Network, cases: ox.Store) -> None:
        node = shutil.which("node")
        if node is None:
            pytest.skip("needs node")
        html = render(network, besides(cases, sparql=True))
        script = tmp_path / "page.js"
        script.write_text(re.findall(r"<script>(.*?)</script>", html, re.DOTALL)[-1], encoding="utf-8")
        subprocess.run([node, "--check", script], check=True, capture_output=True)

    def test_besides_is_nothing_unless_given(self) -> None:
        assert Besides() == Besides(table=None, paragraph=None, quads=None)
