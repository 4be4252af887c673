"""The page in a real browser: it loads nothing, executes nothing foreign, and shows who says what."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from explorerpages import HOSTILE, Visit, claim, poisoned, small
from spygraph.casefile.grammar import grammar
from spygraph.explorer import drawing
from spygraph.explorer.layout import Dot, label_box, place
from spygraph.explorer.marks import KINDS, STANDINGS, stage_of
from spygraph.explorer.numbering import number
from spygraph.explorer.page import EDGES_AT_ONCE, render, write_html
from spygraph.explorer.policy import safe_json
from spygraph.explorer.statements import in_order
from spygraph.explorer.wording import claim_words, edge_words, missing_words
from spygraph.network import Claim, Network, Passage

pytest_plugins = ("explorerfixtures",)


class TestPage:
    """The file as such."""

    def test_is_small_and_names_nothing_to_load(self, page_path: Path) -> None:
        html = page_path.read_text(encoding="utf-8")
        assert len(html.encode()) <= 900_000
        assert re.findall(r"""<(?:script|link|img|iframe|style)[^>]*(?:src|href)=["'](?!data:,)""", html) == []
        assert "sourceMappingURL" not in html

    def test_policy_allows_hashes_only(self, page_path: Path) -> None:
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page_path.read_text(encoding="utf-8"))
        assert policy is not None
        assert "default-src 'none'" in policy[1]
        assert "unsafe" not in policy[1]

    def test_our_scripts_never_parse_text_as_html(self) -> None:
        scripts = Path(drawing.__file__).parent / "assets"
        for path in scripts.glob("*.js"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text)

    def test_same_cases_same_bytes_under_any_hash_seed(self) -> None:
        code = (
            "from hashlib import sha256; from spygraph.store import load; from spygraph.explorer import explore;"
            "print(sha256(explore(load(), sparql=True).html.encode()).hexdigest())"
        )
        digests = {
            subprocess.run(
                [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
            ).stdout
            for seed in ("1", "2")
        }
        assert len(digests) == 1

    def test_json_holds_no_character_that_html_would_read(self) -> None:
        assert not set("<>&\u2028\u2029") & set(str(safe_json(HOSTILE)))


class TestMarks:
    """What a line and a node look like."""

    def test_only_a_court_record_is_solid(self) -> None:
        assert [one.key for one in STANDINGS if not one.dashes] == ["adjudicated"]

    def test_no_two_standings_and_no_two_kinds_look_alike(self) -> None:
        assert len({one.dashes for one in STANDINGS}) == len(STANDINGS)
        assert len({one.outline for one in KINDS}) == len(KINDS)

    @pytest.mark.parametrize(
        ("procedure", "subject", "stage"),
        [
            ("imprisonment", True, "verdict"),
            ("transferred-to-prosecutors", True, "charged"),
            ("", True, "unstated"),
            ("", False, ""),
            ("no such outcome", False, ""),
        ],
    )
    def test_stage_of_procedure(self, procedure: str, subject: bool, stage: str) -> None:
        assert stage_of(procedure, subject=subject) == stage

    def test_silence_about_a_handler_gets_no_glyph(self) -> None:
        assert [one["stage"] for one in drawing.nodes(number(small()), {})] == ["", "unstated"]


class TestDrawing:
    """Lines and places."""

    def test_fifteen_statements_between_two_people_are_one_line(self) -> None:
        lines = drawing.lines(number(small(claims=15)))
        assert [len(line["said"]) for line in lines] == [15]

    def test_every_edge_is_behind_exactly_one_line(self, network: Network) -> None:
        lines = drawing.lines(number(network))
        assert sum(len(line["said"]) for line in lines) == len(network.edges)

    def test_unsure_identities_are_not_drawn(self, network: Network) -> None:
        judged = [one for one in network.claims.values() if one.thing_class == "IdentityJudgement"]
        assert judged
        assert not {one.id for one in judged} & {edge.claim for edge in network.edges}

    def test_no_label_lies_over_another_in_a_case(self, network: Network) -> None:
        graph = number(network)
        for case in range(len(graph.cases)):
            boxes = [(x, y, *label_box(graph.nodes[node].label)) for node, x, y in drawing.case_places(graph, case)]
            for one, two in combinations(boxes, 2):
                apart = (
                    abs(one[0] - two[0]) >= (one[2] + two[2]) / 2 - 3,
                    abs(one[1] - two[1]) >= (one[3] + two[3]) / 2 - 3,
                )
                assert any(apart), (graph.cases[case].id, one, two)

    def test_the_subject_stands_in_the_middle(self) -> None:
        places = place([Dot(7, "person", "Li"), Dot(8, "handler", "Bo")], [(0, 1)], 0)
        assert places[7] == (0, 0)
        assert places[8] != (0, 0)

    def test_nothing_to_place(self) -> None:
        assert place([], [], 0) == {}


class TestWording:
    """No sentence says more than its source."""

    def test_every_sentence_is_hedged(self, network: Network) -> None:
        nodes = {node.id: node for node in network.nodes}
        for edge in network.edges:
            assert re.search(r"\bsaid\b|as stated", edge_words(edge, nodes), re.IGNORECASE)

    def test_what_was_only_asked_for_is_not_said_to_be_held_out(self, network: Network) -> None:
        nodes = {node.id: node for node in network.nodes}
        (sought,) = [one for one in network.edges if "/unit-investor-2024/inducement/" in f"/{one.id}"]
        assert sought.relation == "inducement, as said: sought"
        assert edge_words(sought, nodes) == "Qi is said to have sought: money"

    def test_every_state_of_an_inducement_has_its_sentence(self, network: Network) -> None:
        nodes = {node.id: node for node in network.nodes}
        edge = network.edges[0]
        for state in grammar().schemes["inducement-state"]:
            for name in ("inducement, as said:", "inducement to, as said:"):
                text = edge_words(replace(edge, relation=f"{name} {state}", detail="gifts"), nodes)
                assert "as stated" not in text
                assert "aid to" in text
                assert ("unclear" if state == "unclear" else state[:5]) in text

    def test_an_event_is_said_of_somebody(self) -> None:
        event = claim(thing_class="Event", thing_label="meets a man", values=(("who", "Li", "x"),))
        assert claim_words(event) == "Said of Li: meets a man"

    def test_what_is_not_stated_is_put_in_words(self) -> None:
        keys = ["subject.given-name", "subject.age", "pressures", "sentence.court"]
        things = {"subject": "Li", "sentence": "imprisonment"}
        assert missing_words(keys, things) == ["pressures", "Li: given name, age", "imprisonment: court"]


class TestFirstLook:
    """The page as it opens."""

    def test_opens_without_a_request_an_error_or_a_violation(self, visit: Visit) -> None:
        box = visit.page.locator("#graph canvas").bounding_box()
        assert box["height"] > 300
        assert box["width"] > 300

    def test_says_that_nothing_is_solid(self, visit: Visit) -> None:
        assert "No line is solid" in visit.panel
        assert "not sampled" in visit.panel

    def test_what_is_not_stated_comes_first_in_the_list_of_cases(self, visit: Visit) -> None:
        first = visit.page.locator("#panel .caselist > li").first.inner_text().splitlines()
        assert list(filter(None, first))[1].startswith("Not stated:")

    def test_counts_what_is_solid_when_something_is(self, browser: Any, tmp_path: Path) -> None:
        path = tmp_path / "page.html"
        write_html(small(claims=2, standing="adjudicated"), path)
        assert "2 statements of 2 rest on a court record" in Visit(browser, path).panel

    def test_mentions_are_off_and_not_counted(self, visit: Visit, network: Network) -> None:
        mentions = {case.id for case in network.cases if case.unit == "mention"}
        counted = [one for one in network.claims.values() if one.case and one.case not in mentions]
        assert mentions
        assert visit.table_title == f"{len(counted)} statements in view"
        boxes = visit.page.locator("#filters fieldset", has_text="Mentions, not counted").locator("input")
        assert [box.is_checked() for box in boxes.all()] == [False] * len(mentions)

    @pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
    def test_nothing_sticks_out_at_the_side(self, browser: Any, page_path: Path, options: dict[str, Any]) -> None:
        visit = Visit(browser, page_path, **options)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert visit.page.locator("#graph canvas").bounding_box()["height"] > 300
        assert visit.faults == []


class TestUse:
    """Search, select, filter, read."""

    def test_a_person_shows_the_statements_with_their_owner(self, visit: Visit) -> None:
        visit.find("Jack")
        assert "Jack" in visit.page.inner_text("#panel h2")
        for piece in ("Official claim", "another person Jack", "Global Times", "paragraph 10", "Claimed by", "implied"):
            assert piece in visit.panel

    def test_the_link_opens_the_article_at_the_words(self, visit: Visit) -> None:
        visit.find("Jack")
        link = visit.page.locator("#panel a", has_text="open at these words").first.get_attribute("href")
        assert re.fullmatch(r"https?://\S+#:~:text=[\w%.~!*'()]+", link)

    def test_a_line_shows_all_that_it_bundles(self, visit: Visit) -> None:
        visit.find("Jack")
        visit.page.locator("#panel .said button", has_text="handled by").first.click()
        assert "drawn as the weakest" in visit.panel
        assert "said to be recruited by Jack" in visit.panel

    def test_a_case_says_first_what_is_not_stated(self, visit: Visit) -> None:
        visit.page.locator("#panel .caselist button").first.click()
        text = visit.panel
        assert text.index("Not stated in its sources") < text.index("Rests on") < text.index("In order, as told")

    def test_words_of_the_source_are_found(self, visit: Visit) -> None:
        visit.page.fill("#query", "lavish outings")
        assert all("lavish outings" in card for card in visit.page.locator("#panel .card").all_inner_texts())
        assert visit.page.inner_text("#panel h2").startswith("0 nodes")

    def test_nothing_found_is_not_a_no(self, visit: Visit) -> None:
        visit.page.fill("#query", "zzzz")
        assert "The articles themselves may still have them" in visit.panel

    def test_the_legend_is_the_filter(self, visit: Visit) -> None:
        before = int(visit.table_title.split()[0])
        visit.page.locator("#filters label", has_text="Official claim").locator("input").uncheck()
        after = int(visit.table_title.split()[0])
        assert 0 < after < before
        assert "Official claim" not in visit.page.inner_text("#statements table")

    def test_the_table_can_be_sorted(self, visit: Visit) -> None:
        visit.page.get_by_role("button", name="Claimed by").click()
        cells = visit.page.locator("#statements tbody tr td:nth-child(4)").all_inner_texts()
        names = [cell.partition(" (")[0] for cell in cells]
        assert names == sorted(names, key=str.casefold)
        assert visit.page.locator("th[aria-sort=ascending]").count() == 1

    def test_the_keyboard_alone_is_enough(self, visit: Visit) -> None:
        page = visit.page
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "query"
        page.keyboard.type("Jack")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        assert page.input_value("#query") == ""
        page.focus("#graph")
        page.keyboard.press("ArrowRight")
        first = page.inner_text("#panel h2")
        page.keyboard.press("ArrowRight")
        assert page.inner_text("#panel h2") != first
        assert "statements behind" in page.inner_text("#live")

    def test_a_link_restores_the_view(self, visit: Visit, browser: Any, page_path: Path) -> None:
        visit.page.locator("#panel .caselist button").first.click()
        visit.find("CIA")
        again = Visit(browser, page_path)
        again.page.goto(visit.page.url)
        again.page.reload()
        again.page.wait_for_selector("html[data-ready]", state="attached")
        assert again.panel == visit.panel
        assert again.table_title == visit.table_title

    def test_the_theme_can_be_switched(self, visit: Visit) -> None:
        visit.page.click("#theme")
        assert visit.page.get_attribute("html", "data-theme") == "dark"


class TestStrangers:
    """Text that nobody should execute, and more than fits at once."""

    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_text_is_only_text(self, browser: Any, tmp_path: Path, text: str) -> None:
        path = tmp_path / "page.html"
        path.write_text(render(poisoned(text)), encoding="utf-8")
        visit = Visit(browser, path)
        visit.page.locator("#panel .caselist button").first.click()
        visit.page.locator("#panel .people button").first.click()
        visit.page.locator("#panel .said button").first.click()
        visit.page.fill("#query", text)
        assert text.split("\u2028")[0] in visit.page.content().replace("&lt;", "<").replace("&gt;", ">")
        assert visit.page.locator("a[href^=javascript]").count() == 0
        assert visit.faults == []

    def test_many_cases_begin_with_one(self, browser: Any, tmp_path: Path) -> None:
        parts = [small(f"case-{i:03d}", claims=10) for i in range(EDGES_AT_ONCE // 10 + 1)]
        network = Network(
            tuple(node for part in parts for node in part.nodes),
            tuple(edge for part in parts for edge in part.edges),
            {key: one for part in parts for key, one in part.claims.items()},
            tuple(case for part in parts for case in part.cases),
            parts[0].sources,
        )
        path = tmp_path / "page.html"
        write_html(network, path)
        visit = Visit(browser, path)
        assert visit.page.inner_text("#where") == "Case case-000"
        assert visit.page.locator("#panel .caselist > li").count() == len(parts)
        visit.page.click("#home")
        assert visit.page.is_hidden("#where")
        assert visit.faults == []


class TestOrder:
    """The steps of a case in the panel."""

    def step(self, name: str, paragraph: int, after: str = "", when: str = "") -> Claim:
        values = (("after", after, after),) if after else ()
        places = (Passage("paper", paragraph, "words"),)
        return claim(
            name, thing=name, thing_class="Event", values=values, passages=places, when=when, earliest=when, latest=when
        )

    def test_after_and_dates_come_before_the_order_of_telling(self) -> None:
        steps = [
            self.step("verdict", 1, when="2013-01-01"),
            self.step("meeting", 4, when="2004-01-01"),
            self.step("gift", 3, after="meeting"),
            self.step("childhood", 2),
        ]
        order = in_order(dict(enumerate(steps)))
        assert [steps[number].thing for number in order] == ["childhood", "meeting", "verdict", "gift"]

    def test_a_circle_falls_back_to_the_telling(self) -> None:
        steps = [self.step("one", 2, after="two"), self.step("two", 1, after="one")]
        assert in_order(dict(enumerate(steps))) == [1, 0]
