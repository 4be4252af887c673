"""The page at work in a real browser: lanes, matrix, combinations, what is saved, questions, paper, accessibility."""

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from explorerpages import HOSTILE, Visit, poisoned, small
from foreign import schema, xmllint
from spygraph.explorer.asking import quads
from spygraph.explorer.marks import STANDINGS
from spygraph.explorer.page import Besides, render, write_html
from spygraph.network import Network, Passage
from spygraph.network.tokens import untoken
from spygraph.patterns import Table

pytest_plugins = ("explorerfixtures",)
READERS = Path(__file__).parent / "readers"
G = "{http://graphml.graphdrawing.org/xmlns}"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def saved(visit: Visit, name: str, folder: Path) -> Path:
    """Save what is shown in a format."""
    visit.page.click("#save summary")
    with visit.page.expect_download() as download:
        visit.page.locator("#formats button", has_text=name).click()
    path = folder / str(download.value.suggested_filename)
    download.value.save_as(path)
    return path


@pytest.fixture(name="asking")
def _asking(browser: Any, asking_path: Path) -> Iterator[Visit]:
    visit = Visit(browser, asking_path)
    yield visit
    assert visit.faults == []
    visit.page.context.close()


class TestPassages:
    """The words, and the words around them."""

    def opened(self, browser: Any, folder: Path, passage: Passage, around: str) -> Visit:
        path = folder / "page.html"
        write_html(small(passages=(passage,)), path, Besides(paragraph=lambda _: around))
        visit = Visit(browser, path)
        visit.find("Bo")
        return visit

    def test_long_text_is_shortened_on_both_sides_at_a_space(self, browser: Any, tmp_path: Path) -> None:
        text = f"{'before ' * 60}a few words{' after' * 60}"
        visit = self.opened(browser, tmp_path, Passage("paper", 1, "a  few words"), text)
        shown = visit.page.locator("#panel .around").first
        assert re.fullmatch(r"\u2026 (before )+a\s+few words( after)+ \u2026", shown.inner_text())
        assert shown.locator("mark").inner_text().split() == ["a", "few", "words"]

    def test_a_row_of_a_table_is_no_paragraph(self, browser: Any, tmp_path: Path) -> None:
        visit = self.opened(browser, tmp_path, Passage("paper", 12, "amount", in_row=True), "3,000 euros")
        quotation = visit.page.locator("#panel blockquote").first
        assert "Column amount: 3,000 euros" in quotation.inner_text()
        assert "row 12" in quotation.inner_text()
        assert "paragraph" not in quotation.inner_text()
        assert quotation.locator("a").get_attribute("href") == "https://example.org/a"


class TestTime:
    """The lanes."""

    def test_a_lane_a_case_with_its_undated_counted(self, visit: Visit, network: Network) -> None:
        rows = visit.page.locator("#time .lanes li:not(.axis)").all_inner_texts()
        assert len(rows) == sum(case.unit == "case" for case in network.cases)
        assert all("undated" in row for row in rows)

    def test_nothing_stands_at_the_day_of_publication(self, visit: Visit) -> None:
        titles = visit.page.locator("#time .date title").all_text_contents()
        assert titles
        assert not [title for title in titles if title.startswith(("2024-05-23", "2019-11-01", "2024-06-11"))]

    def test_a_year_is_a_span_and_a_month_a_dot(self, visit: Visit) -> None:
        year = visit.page.locator("#time .date", has_text="2004: ").first
        month = visit.page.locator("#time .date", has_text="2012-02: ").first
        assert (year.locator("line").count(), year.locator("circle").count()) == (1, 0)
        assert (month.locator("line").count(), month.locator("circle").count()) == (0, 1)

    def test_no_dot_is_filled_without_a_court_record(self, visit: Visit) -> None:
        assert visit.page.locator("#time .dot.sure").count() == 0

    def test_years_and_the_switch_filter_and_keep_what_may_lie_within(self, visit: Visit) -> None:
        before = int(visit.table_title.split()[0])
        visit.page.locator("#time input[type=number]").first.fill("2012")
        visit.page.keyboard.press("Enter")
        kept = int(visit.table_title.split()[0])
        visit.page.locator("#time input[type=checkbox]").uncheck()
        dated = int(visit.table_title.split()[0])
        assert 0 < dated < kept < before
        assert "customs" in visit.page.inner_text("#time") + " ".join(
            visit.page.locator("#time .date title").all_text_contents()
        )

    def test_one_case_has_a_row_a_date_in_words(self, visit: Visit) -> None:
        visit.page.locator("#panel .caselist button", has_text="met at a conference").click()
        assert "is introduced to the later handler" in visit.page.inner_text("#time")


class TestMatrix:
    """The pathways."""

    def test_a_row_a_case_and_headings_for_both(self, visit: Visit, network: Network) -> None:
        rows = visit.page.locator("#pathways tbody tr")
        assert rows.count() == sum(case.unit == "case" for case in network.cases)
        assert visit.page.locator("#pathways tbody th[scope=row]").count() == rows.count()
        heads = visit.page.locator("#pathways thead th[scope=col]").all_text_contents()
        assert {"Contact", "Cultivation", "Delivery", "Exposure", "Inducement", "Outcome"} <= set(heads)

    def test_arrows_walk_and_enter_selects(self, visit: Visit) -> None:
        page = visit.page
        assert page.locator('#pathways .chip[tabindex="0"]').count() == 1
        page.locator('#pathways .chip[tabindex="0"]').focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        words = page.inner_text("#told")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')").endswith(words)
        page.keyboard.press("Enter")
        assert visit.page.inner_text("#panel h2")

    def test_every_mark_says_who_says_so(self, visit: Visit) -> None:
        labels = [one.get_attribute("aria-label") for one in visit.page.locator("#pathways .chip").all()]
        names = [standing.label for standing in STANDINGS]
        assert [label for label in labels if not any(name in str(label) for name in names)] == []

    def test_an_empty_cell_is_explained(self, visit: Visit) -> None:
        assert "nothing is said of it, never that it did not happen" in visit.page.inner_text("#pathways")

    def test_words_can_stand_in_the_cells(self, visit: Visit) -> None:
        visit.page.get_by_role("button", name="Words in the cells").click()
        assert "meets a foreign expert" in visit.page.inner_text("#pathways table")


class TestCombinations:
    """What recurs."""

    def test_members_near_misses_and_the_rest_are_told_apart(self, visit: Visit) -> None:
        visit.page.locator(".pattern", has_text="volunteered").first.click()
        text = visit.panel
        assert "state all" in text
        assert "At its weakest it rests on: Official claim" in text
        assert text.index("Fits wholly") < text.index("States no part of it")
        assert "Dealt out by chance" in text

    def test_the_tally_counts_whole_members_only(self, visit: Visit) -> None:
        for toggle in visit.page.locator(".pattern").all():
            tally = int(toggle.locator(".tally").inner_text().split()[0])
            toggle.click()
            assert visit.page.locator("#pathways tr.whole").count() == tally
            partial = visit.page.locator("#pathways tbody tr:not(.whole) .tally").all_inner_texts()
            assert len(partial) == 9 - tally

    def test_silence_is_named_as_silence(self, visit: Visit) -> None:
        visit.page.locator(".pattern", has_text="volunteered").first.click()
        official = visit.page.locator("#panel .card", has_text="A county publicity official").inner_text()
        assert "not stated" in official
        assert "denied" not in official

    def test_marks_of_members_are_outlined_and_others_are_not(self, visit: Visit) -> None:
        visit.page.locator(".pattern").first.click()
        members = visit.page.locator('#pathways tr.whole .chip[data-look="member"]').count()
        assert members > 0
        assert visit.page.locator('#pathways tr:not(.whole) .chip[data-look="member"]').count() == 0

    def test_a_link_restores_it(self, visit: Visit, browser: Any, page_path: Path) -> None:
        visit.page.locator(".pattern").nth(1).click()
        visit.page.wait_for_url("**pattern=*")
        again = Visit(browser, page_path)
        again.page.goto(visit.page.url)
        again.page.reload()
        again.page.wait_for_selector("html[data-ready]", state="attached")
        assert again.panel == visit.panel


class TestSaving:
    """What leaves the page holds what is shown, and who disclosed it."""

    def test_graphml_is_what_is_shown(self, visit: Visit, network: Network, tmp_path: Path) -> None:
        mentions = {case.id for case in network.cases if case.unit == "mention"}
        shown = {edge.id: edge for edge in network.edges if edge.case and edge.case not in mentions}
        root = ElementTree.parse(saved(visit, "GraphML", tmp_path)).getroot()
        edges = {untoken(one.attrib["id"]): one for one in root.iter(f"{G}edge")}
        assert edges.keys() == shown.keys()
        for id_, edge in shown.items():
            values = {one.get("key"): one.text for one in edges[id_]}
            ends = [untoken(edges[id_].attrib[end]) for end in ("source", "target")]
            assert ends == [edge.source, edge.target]
            assert values["e_standing"] == network.claims[edge.claim].standing
            assert values["e_claimant"] == network.claims[edge.claim].says
            assert values.get("e_procedure", "") == edge.procedure
            assert values["e_unit"] == "case"
        nodes = {untoken(one.attrib["id"]) for one in root.iter(f"{G}node")}
        assert {end for edge in shown.values() for end in (edge.source, edge.target)} <= nodes
        assert nodes <= {node.id for node in network.nodes}
        assert "not sampled" in str(root.find(f"{G}graph/{G}data[@key='g_disclosure']").text)  # type: ignore[union-attr]

    def test_graphml_follows_its_published_schema(self, visit: Visit, tmp_path: Path) -> None:
        xmllint("--schema", schema("graphml.xsd", tmp_path), saved(visit, "GraphML", tmp_path))

    def test_graphml_follows_the_filters(self, visit: Visit, network: Network, tmp_path: Path) -> None:
        visit.page.locator("#filters label", has_text="Official claim").locator("input").uncheck()
        root = ElementTree.parse(saved(visit, "GraphML", tmp_path)).getroot()
        standings = {one.text for one in root.iter(f"{G}data") if one.get("key") == "e_standing"}
        assert standings
        assert "official-claim" not in standings

    def test_csv_has_the_statements_of_the_table(self, visit: Visit, tmp_path: Path) -> None:
        visit.find("Jack")
        rows = list(csv.DictReader(StringIO(saved(visit, "CSV", tmp_path).read_text(encoding="utf-8-sig"))))
        assert len(rows) == int(visit.table_title.split()[0])
        assert all("not sampled" in row["disclosure"] and row["data version"] for row in rows)
        assert {row["standing"] for row in rows} <= {"Official claim", "Party's own claim", "Verdict, as reported"}

    def test_no_cell_is_a_formula(self, browser: Any, tmp_path: Path) -> None:
        path = tmp_path / "page.html"
        write_html(small(says="=HYPERLINK(1)", via="+1", when="-1"), path)
        rows = list(csv.reader(StringIO(saved(Visit(browser, path), "CSV", tmp_path).read_text(encoding="utf-8-sig"))))
        assert not [cell for row in rows[1:] for cell in row if cell.startswith(("=", "+", "-", "@"))]

    def test_the_picture_has_title_version_legend_and_disclosure(self, visit: Visit, tmp_path: Path) -> None:
        visit.find("Jack")
        words = " ".join(ElementTree.parse(saved(visit, "SVG", tmp_path)).getroot().itertext())
        for piece in (
            "Recruitment cases, as reported",
            "Jack",
            "Official claim",
            "Handler, as reported",
            "data ",
            "saved ",
        ):
            assert piece in words
        assert "not sampled" in words.replace("\n", " ")

    def test_on_a_narrow_screen_every_case_is_named(self, browser: Any, page_path: Path, tmp_path: Path) -> None:
        visit = Visit(browser, page_path, viewport={"width": 390, "height": 844})
        words = " ".join(ElementTree.parse(saved(visit, "SVG", tmp_path)).getroot().itertext())
        titles = visit.page.locator("#panel .caselist").first.locator(".entry").all_inner_texts()
        assert titles
        assert [title for title in titles if title.strip() not in words] == []

    def test_pixels_are_a_png_of_twice_the_size(self, visit: Visit, tmp_path: Path) -> None:
        data = saved(visit, "PNG", tmp_path).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert int.from_bytes(data[16:20]) > 1600

    @pytest.mark.parametrize("text", [*HOSTILE, "control \x01 byte"])
    def test_hostile_text_is_saved_as_text(self, browser: Any, tmp_path: Path, text: str) -> None:
        path = tmp_path / "page.html"
        write_html(poisoned(text), path)
        visit = Visit(browser, path)
        for name in ("GraphML", "SVG"):
            root = ElementTree.parse(saved(visit, name, tmp_path)).getroot()
            assert not [one.tag for one in root.iter() if str(one.tag).endswith(("script", "img", "}a"))]
        assert visit.faults == []


class TestQuestions:
    """SPARQL over file://."""

    def ask(self, visit: Visit, query: str = "") -> str:
        if query:
            visit.page.fill("#sparql", query)
        visit.page.get_by_role("button", name="Ask", exact=True).click()
        visit.page.wait_for_selector("#ask:not([data-busy]) #answer > *", timeout=30_000)
        return str(visit.page.inner_text("#answer"))

    def test_named_questions_are_answered_with_what_rests_on_claims(self, asking: Visit, cases: ox.Store) -> None:
        answer = self.ask(asking)
        rows = asking.page.locator("#answer tbody tr").count()
        query = asking.page.input_value("#sparql")
        assert rows == len(list(cases.query(query, use_default_graph_as_union=True)))  # type: ignore[arg-type]
        assert f"{rows} of them rest on claims that no court result covers" in answer

    def test_what_is_found_can_be_selected(self, asking: Visit) -> None:
        self.ask(asking, "SELECT ?p WHERE { ?p s:recruitedBy ?who }")
        asking.page.locator("#answer td button").first.click()
        assert "said to be recruited by" in asking.panel

    def test_yes_and_graphs(self, asking: Visit) -> None:
        assert self.ask(asking, "ASK { ?a s:recruitedBy ?b }").startswith("yes")
        assert "recruitedBy" in self.ask(asking, "CONSTRUCT { ?a s:recruitedBy ?b } WHERE { ?a s:recruitedBy ?b }")

    def test_no_row_is_not_a_no(self, asking: Visit) -> None:
        assert "not stated in these sources" in self.ask(asking, "SELECT * WHERE { ?a s:noSuchThing ?b }")

    def test_a_slip_is_shown_at_its_place(self, asking: Visit) -> None:
        assert "Line 1, column 17" in self.ask(asking, "SELECT * WHERE {")

    @pytest.mark.parametrize(
        "query", ["SELECT * { SERVICE <https://example.org/> { ?a ?b ?c } }", "DELETE WHERE { ?a ?b ?c }"]
    )
    def test_nothing_is_written_and_nobody_else_is_asked(self, asking: Visit, query: str) -> None:
        self.ask(asking, query)
        assert asking.page.locator("#answer [role=alert]").count() == 1

    def test_the_next_question_need_not_wait_for_what_the_last_one_rests_on(self, asking: Visit) -> None:
        asking.page.get_by_role("button", name="Ask", exact=True).click()
        asking.page.wait_for_selector("#tally")
        asking.page.fill("#sparql", "ASK { ?a s:recruitedBy ?b }")
        asking.page.get_by_role("button", name="Ask", exact=True).click()
        asking.page.wait_for_selector("#ask:not([data-busy]) #tally")
        assert re.fullmatch(r"yes, in \d+ ms", asking.page.inner_text("#tally"))

    def test_a_long_question_can_be_stopped_and_the_next_one_asked(self, asking: Visit) -> None:
        self.ask(asking, "ASK { ?a ?b ?c }")
        asking.page.fill("#sparql", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        asking.page.get_by_role("button", name="Ask", exact=True).click()
        asking.page.get_by_role("button", name="Stop").click()
        asking.page.wait_for_selector("#answer [role=alert]")
        assert self.ask(asking, "ASK { ?a ?b ?c }").startswith("yes")

    @pytest.mark.parametrize("text", HOSTILE[:5])
    def test_hostile_answers_are_only_text(self, browser: Any, tmp_path: Path, text: str) -> None:
        store = ox.Store()
        store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal(text), ox.DefaultGraph()))
        path = tmp_path / "page.html"
        path.write_text(render(poisoned(text), Besides(quads=quads(store))), encoding="utf-8")
        visit = Visit(browser, path)
        assert text in self.ask(visit, "SELECT ?o { ?s ?p ?o }")
        assert visit.faults == []


class TestReach:
    """Everybody can read it: assistive technology, paper, no scripts, another browser."""

    @pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
    def test_axe_finds_nothing_in_three_states(self, browser: Any, asking_path: Path, options: dict[str, Any]) -> None:
        axe = READERS / "node_modules" / "axe-core" / "axe.min.js"
        if not axe.exists():
            pytest.skip("needs axe-core: npm install in tests/readers")
        visit = Visit(browser, asking_path, bypass_csp=True, **options)
        visit.page.add_script_tag(path=str(axe))

        def found() -> list[str]:
            result = visit.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
            return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in result["violations"]]

        assert found() == []
        visit.find("Jack")
        visit.page.wait_for_timeout(400)
        assert found() == []
        visit.page.locator(".pattern").first.evaluate("button => button.click()")
        visit.page.wait_for_timeout(400)
        assert found() == []

    def test_paper_shows_the_sheet_in_light_colours(self, browser: Any, page_path: Path) -> None:
        visit = Visit(browser, page_path, color_scheme="dark")
        assert len(visit.page.pdf(prefer_css_page_size=True)) > 20_000
        visit.page.emulate_media(media="print")
        assert visit.page.locator("#sheet svg").is_visible()
        assert visit.page.locator("#stage").is_hidden()
        visit.page.emulate_media(media="screen")
        visit.find("Jack")
        visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert visit.page.get_attribute("html", "data-theme") == "light"
        assert "Jack" in visit.page.locator("#sheet").text_content()

    def test_without_scripts_there_is_the_picture(self, browser: Any, page_path: Path) -> None:
        context = browser.new_context(java_script_enabled=False, offline=True)
        page = context.new_page()
        page.goto(page_path.as_uri())
        assert page.locator("#sheet svg").is_visible()
        assert "not sampled" in page.inner_text("body")
        context.close()

    def test_in_the_frame_of_a_notebook(self, browser: Any, tmp_path: Path, network: Network) -> None:
        from spygraph.explorer.notebook import Page

        path = tmp_path / "notebook.html"
        path.write_text(f"<!DOCTYPE html>{Page(render(network))._repr_html_()}", encoding="utf-8")
        faults: list[str] = []
        page = browser.new_context(offline=True).new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.goto(path.as_uri())
        frame = page.frame_locator("iframe")
        frame.locator("html[data-ready]").wait_for(state="attached")
        frame.locator("#panel .caselist button").first.click()
        assert "Not stated in its sources" in frame.locator("#panel").inner_text()
        assert faults == []

    def test_firefox_shows_and_answers_the_same(self, visit: Visit, asking_path: Path) -> None:
        firefox, node = shutil.which("firefox-esr") or shutil.which("firefox"), shutil.which("node")
        if not firefox or not node or not (READERS / "node_modules" / "puppeteer-core").exists():
            pytest.skip("needs firefox-esr, node, and puppeteer-core: npm install in tests/readers")
        command = [node, READERS / "firefox.mjs", firefox, asking_path]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        told = json.loads(done.stdout)
        assert told["faults"] == []
        assert told["height"] > 300
        assert told["first"].split() == visit.panel.split()
        assert "handled by Jack" in told["selected"]
        assert told["chips"] == visit.page.locator("#pathways .chip").count()
        assert told["dates"] == visit.page.locator("#time .date").count()
        assert "At its weakest it rests on" in told["pattern"]
        assert "rows in" in told["answer"]

    def test_a_table_of_other_cases_shows_no_combination(self, browser: Any, tmp_path: Path) -> None:
        path = tmp_path / "page.html"
        write_html(small(), path, Besides(table=Table(("one",), ())))
        assert "No two cases state the same two things" in Visit(browser, path).page.inner_text("#filters")
