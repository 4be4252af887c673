"""Ways through the page: there and back, by link and by key, and that everything on it tells the same."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from explorerpages import Visit, small
from spygraph.explorer import contents
from spygraph.explorer.page import write_html
from spygraph.network import Network

pytest_plugins = ("explorerfixtures",)
SVG = "{http://www.w3.org/2000/svg}"
HAND = {"width": 390, "height": 844}
# Of a saved picture: how far each text hangs out of the shaded field that it stands in.
HANGING = """() => {
  const [frame] = document.querySelectorAll("[clip-path]");
  const fields = [...frame.querySelectorAll('path[fill="#f3f5f8"]')].map((one) => one.getBoundingClientRect());
  const out = (a, b) => Math.max(b.left - a.left, b.top - a.top, a.right - b.right, a.bottom - b.bottom);
  return [...frame.querySelectorAll("text")].filter((one) => one.textContent !== "?")
    .map((one) => [one.textContent, Math.min(...fields.map((field) => out(one.getBoundingClientRect(), field)))]);
}"""


def picture(visit: Visit) -> str:
    """Save the picture of what is shown."""
    visit.page.locator("#save").evaluate("menu => { menu.open = true }")
    with visit.page.expect_download() as download:
        visit.page.locator("#formats button", has_text="SVG").click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def counted(visit: Visit) -> tuple[int, int]:
    """Return how many statements the panel found, and how many the table has."""
    return int(visit.page.inner_text("#panel h2").split()[-2]), int(visit.table_title.split()[0])


def focused(visit: Visit) -> str:
    return str(visit.page.evaluate("document.activeElement.textContent.trim()"))


class TestThereAndBack:
    """Steps of the browser, and links."""

    def test_back_from_a_case_shows_all_cases_as_before(self, visit: Visit) -> None:
        before = picture(visit)
        visit.page.locator("#panel .caselist button", has_text="met at a conference").click()
        visit.page.wait_for_url("**case=*")
        visit.page.go_back()
        visit.page.wait_for_selector("html[data-view=all]", state="attached")
        assert picture(visit) == before

    def test_a_link_names_what_it_selects(self, visit: Visit, browser: Any, page_path: Path) -> None:
        visit.find("Jack")
        visit.page.wait_for_url("**node=*")
        assert "naval-technologist-2013" in visit.page.url
        visit.page.locator("#panel .said button").first.click()
        visit.page.wait_for_url("**line=*")
        again = Visit(browser, page_path)
        again.page.goto(visit.page.url)
        again.page.reload()
        again.page.wait_for_selector("html[data-ready]", state="attached")
        assert again.panel == visit.panel

    @pytest.mark.parametrize("lost", ["node=case/gone/person/subject", "pattern=nothing", "case=gone", "line=12"])
    def test_a_link_to_what_is_gone_says_so(self, visit: Visit, page_path: Path, lost: str) -> None:
        visit.page.goto(f"{page_path.as_uri()}#{lost}")
        assert "this page does not hold" in visit.panel
        visit.page.locator("#home").click()
        assert "this page does not hold" not in visit.panel

    def test_a_combination_is_restored_where_the_page_begins_with_one_case(
        self, browser: Any, network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(contents, "EDGES_AT_ONCE", 0)
        write_html(network, tmp_path / "page.html")
        visit = Visit(browser, tmp_path / "page.html")
        assert visit.page.get_attribute("html", "data-view") == "case"
        visit.page.goto(f"{visit.page.url.partition('#')[0]}#q=money")
        visit.page.reload()
        visit.page.wait_for_selector("html[data-ready]", state="attached")
        assert visit.page.get_attribute("html", "data-view") == "all"


class TestKeys:
    """The keyboard."""

    def test_a_slash_is_a_letter_where_one_writes(self, browser: Any, asking_path: Path) -> None:
        visit = Visit(browser, asking_path)
        visit.page.fill("#sparql", "")
        visit.page.locator("#sparql").press_sequentially("ASK { ?a s:x/s:y ?b }")
        assert visit.page.input_value("#sparql") == "ASK { ?a s:x/s:y ?b }"
        assert visit.page.input_value("#query") == ""

    def test_the_focus_goes_on_at_the_heading_of_what_was_selected(self, visit: Visit) -> None:
        visit.page.locator("#panel .caselist button", has_text="met at a conference").press("Enter")
        assert focused(visit) == "Military technologist and a man met at a conference"
        visit.page.locator("#panel .people button").first.press("Enter")
        assert focused(visit) == "Zhang"
        visit.page.locator("#home").press("Enter")
        assert focused(visit) == "Overview"
        visit.page.locator("#statements td button").nth(1).press("Enter")
        assert focused(visit) == visit.page.inner_text("#panel h2")

    def test_more_rows_take_the_focus(self, visit: Visit) -> None:
        before = visit.page.locator("#statements tbody tr").count()
        visit.page.locator("#statements > .plain").press("Enter")
        assert visit.page.evaluate("document.activeElement.closest('tr').rowIndex") == before + 1

    def test_the_menu_closes_when_one_turns_away(self, visit: Visit) -> None:
        for leave in (lambda: visit.page.mouse.click(700, 500), lambda: visit.page.locator("#theme").focus()):
            visit.page.click("#save summary")
            leave()
            assert visit.page.locator("#formats").is_hidden()


class TestOneCount:
    """Panel, table and lanes count the same."""

    @pytest.mark.parametrize(
        "view", ["case=network-administrator-2014", "years=2010-2012&undated=no", "no-standings=official-claim"]
    )
    def test_search(self, visit: Visit, page_path: Path, view: str) -> None:
        visit.page.goto(f"{page_path.as_uri()}#{view}")
        visit.page.fill("#query", "the")
        found, listed = counted(visit)
        assert found == listed
        assert found > 0

    def test_a_search_in_one_case_can_go_on_in_all(self, visit: Visit, page_path: Path) -> None:
        visit.page.goto(f"{page_path.as_uri()}#case=naval-technologist-2013")
        visit.page.fill("#query", "money")
        assert counted(visit) == (0, 0)
        visit.page.get_by_role("button", name="Search all cases").press("Enter")
        assert counted(visit)[0] == counted(visit)[1] > 0
        assert focused(visit).endswith("statements")

    def test_a_search_in_one_case_ends_at_that_case(self, visit: Visit, page_path: Path) -> None:
        visit.page.goto(f"{page_path.as_uri()}#case=naval-technologist-2013")
        before = visit.panel
        for end in (lambda: visit.page.fill("#query", ""), lambda: visit.page.press("#query", "Escape")):
            visit.page.fill("#query", "money")
            assert visit.panel != before
            end()
            assert visit.panel == before

    def test_the_start(self, visit: Visit) -> None:
        visit.page.locator("#filters label", has_text="Official claim").locator("input").uncheck()
        total = sum(map(int, visit.page.locator("#panel .summary b").all_inner_texts()))
        assert total == int(visit.table_title.split()[0])
        assert f"None of the {total} statements" in visit.panel

    def test_what_is_not_dated(self, visit: Visit) -> None:
        def undated() -> int:
            return sum(int(text.split()[0]) for text in visit.page.locator("#time .undated").all_inner_texts())

        before = undated()
        visit.page.locator("#filters label", has_text="Official claim").locator("input").uncheck()
        assert 0 < undated() < before


class TestLooks:
    """No words over a mark, none outside of where they belong."""

    def test_every_label_stands_in_the_field_of_its_case(self, visit: Visit, browser: Any) -> None:
        page = browser.new_page()
        page.set_content(picture(visit))
        hanging = page.evaluate(HANGING)
        page.context.close()
        assert len(hanging) > 30
        assert [text for text, far in hanging if far > 3] == []

    def test_whatever_several_cases_share_is_named_with_how_many(self, visit: Visit) -> None:
        named = {text.text or "" for text in ElementTree.fromstring(picture(visit)).iter(f"{SVG}text")}
        written = " ".join(sorted(named))
        for wanted in ("money · 4", "volunteered · 4", "recruited · 3", "research · 3", "debt · 2", "residency · 2"):
            assert wanted in written, wanted

    def test_the_legend_of_a_picture_stands_beside_its_marks(self, visit: Visit) -> None:
        root = ElementTree.fromstring(picture(visit))
        wanted = {"Something set against the", "Person", "Outcome", "Verdict or sentence, as", "What it is"}
        anchors = {one.text: one.get("text-anchor") for one in root.iter(f"{SVG}text") if one.text in wanted}
        assert anchors == dict.fromkeys(wanted, "start")

    def test_the_open_menu_fits_in_a_hand(self, browser: Any, page_path: Path) -> None:
        visit = Visit(browser, page_path, viewport=HAND)
        visit.page.click("#save summary")
        menu = visit.page.locator("#formats").bounding_box()
        assert menu is not None
        assert menu["x"] >= 0
        assert menu["x"] + menu["width"] <= 390
        for one in visit.page.locator("#formats button").all():
            assert one.evaluate("button => button.scrollWidth <= button.clientWidth")

    def test_words_in_the_cells_are_not_broken(self, visit: Visit) -> None:
        visit.page.get_by_role("button", name="Words in the cells").click()
        for one in visit.page.locator("#pathways .told span", has_text="compromising conduct").all():
            assert one.evaluate("words => getComputedStyle(words).overflowWrap") == "break-word"
            assert one.evaluate("words => words.scrollWidth <= words.clientWidth + 1")

    @pytest.mark.parametrize("viewport", [{"width": 1440, "height": 950}, HAND])
    def test_no_long_name_is_cut(self, browser: Any, tmp_path: Path, viewport: dict[str, int]) -> None:
        base, name = small(), "W" * 180
        case = replace(base.cases[0], title=name)
        nodes = tuple(replace(one, label=name) for one in base.nodes)
        write_html(replace(base, cases=(case,), nodes=nodes), tmp_path / "page.html")
        visit = Visit(browser, tmp_path / "page.html", viewport=viewport)
        visit.page.locator("#filters details").evaluate("one => { one.open = true }")
        visit.page.locator("#panel .caselist button").first.click()
        for place in ("#where", "#filters", "#filters li:has-text('WWW') label", "#panel h2", "#statements-title"):
            assert visit.page.locator(place).first.evaluate("one => one.scrollWidth <= one.clientWidth + 1"), place

    def test_a_date_that_is_not_stated_is_not_broken(self, visit: Visit) -> None:
        words = visit.page.locator("#statements td:nth-child(5) .owner", has_text="not stated").first
        assert words.bounding_box()["height"] < 45  # of two rows

    def test_no_count_is_broken(self, visit: Visit, page_path: Path) -> None:
        visit.page.goto(f"{page_path.as_uri()}#case=naval-technologist-2013")
        assert {round(one.bounding_box()["height"] / 19) for one in visit.page.locator("#filters .count").all()} == {1}

    def test_the_graph_is_one_stop_of_the_keyboard_and_has_a_name(self, visit: Visit) -> None:
        stops = visit.page.locator("#graph, #graph [tabindex]")
        assert [one.get_attribute("aria-label") for one in stops.all()] == [
            "Graph of reported ties. The table of statements below holds the same."
        ]

    def test_a_step_of_a_case_reads_as_its_statement_does(self, visit: Visit) -> None:
        visit.page.locator("#panel .caselist button", has_text="military-industrial").click()
        steps = visit.page.inner_text("#panel .steps")
        assert "Outcome, as said of Zeng: charged" in steps
        assert "who said to be" not in steps
