"""The pages of the server: complete, linked, readable by everybody, harmless whatever a source holds."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import pyoxigraph as ox
import pytest

from explorerpages import HOSTILE
from pageserver import Guest, Site, Taken, answer, flat, poisoned, served
from spygraph.casefile.model import BASE
from spygraph.explorer import carried
from spygraph.explorer.marks import STANDINGS
from spygraph.network import Network, disclosure_line, disclosure_of, to_network
from spygraph.queries import named
from spygraph.server import pages
from spygraph.server.pages import links, marks
from spygraph.store import load
from support import write

pytest_plugins = ("explorerfixtures",)
READERS = Path(__file__).parent / "readers"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CASE = "/case/naval-technologist-2013"
READ = (CASE, f"{CASE}/person/handler", "/registry", "/registry/mss")
OTHERS = ("/cases", "/ns", "/vocab", "/mice", "/rascls", "/registry", "/shortcuts/claimed", "/shortcuts/established")
LOOKS = ({}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}})


@pytest.fixture(scope="module", name="pages_of_cases")
def _pages_of_cases(cases: ox.Store, network: Network) -> dict[str, Taken]:
    return {case.id: Taken(pages.case_page(cases, case.id)) for case in network.cases}


@pytest.fixture(scope="module", name="site")
def _site(cases: ox.Store) -> Iterator[Site]:
    with served(cases) as site:
        yield site


def ours(store: ox.Store) -> set[str]:
    """Return every IRI of ours that a store holds, in any place."""
    terms = (term for quad in store for term in (*quad.triple, quad.graph_name))
    return {term.value for term in terms if isinstance(term, ox.NamedNode) and term.value.startswith(BASE)}


class TestCase:
    """One case on one page."""

    def test_every_claim_stands_there_once_with_all_that_it_says(
        self, pages_of_cases: dict[str, Taken], network: Network
    ) -> None:
        for case, page in pages_of_cases.items():
            told = {links.anchor(one.id): one for one in network.claims.values() if one.case == case}
            assert page.articles.keys() == told.keys()
            assert len(page.ids) == len(set(page.ids))
            for anchor, claim in told.items():
                text = flat(page.articles[anchor])
                said = [words for _, words, _ in claim.values if words != f"case/{case}"]
                words = [*said, claim.says, claim.via, claim.when, *claim.disputes]
                words += [part for one in claim.passages for part in (one.words, str(one.paragraph))]
                assert [one for one in words if flat(one) not in text] == []

    def test_every_claim_says_how_far_it_is_established(
        self, pages_of_cases: dict[str, Taken], network: Network
    ) -> None:
        called = {one.key: one.label for one in STANDINGS}
        for claim in network.claims.values():
            if claim.case:
                assert called[claim.standing] in pages_of_cases[claim.case].articles[links.anchor(claim.id)]

    def test_no_line_is_solid_but_that_of_a_court_record(self) -> None:
        assert [one.key for one in STANDINGS if "dasharray" not in marks.line(one.key)] == ["adjudicated"]
        assert "dasharray" in marks.line("a standing of tomorrow")

    def test_what_is_not_known_stands_before_the_claims(self, cases: ox.Store, network: Network) -> None:
        html = pages.case_page(cases, "naval-technologist-2013")
        info = next(case for case in network.cases if case.id == "naval-technologist-2013")
        assert all(flat(one)[1:] in flat(Taken(html).text) for one in info.leaves_open)
        assert html.index("What is not stated") < html.index("The story, step by step") < html.index("Every claim")
        assert "None of the 63 claims below rests on a court record" in html

    def test_silence_is_shown_as_silence(self, cases: ox.Store) -> None:
        html = pages.case_page(cases, "publicity-official-2019")
        assert re.search(r"<dt>Outcome</dt>\s*<dd class=\"silent\">not stated in its sources</dd>", html)

    def test_a_rival_telling_stands_apart_from_the_story(self, pages_of_cases: dict[str, Taken]) -> None:
        text = flat(pages_of_cases["university-student-2024"].text)
        story, rival = text.rindex("The story, step by step"), text.index("A rival telling:")
        assert "makes contact with the agency" in text[story:rival]
        assert "tricks the agency into paying" not in text[:rival]

    def test_a_link_opens_the_article_at_the_words(self, pages_of_cases: dict[str, Taken]) -> None:
        found = [one for one in pages_of_cases["naval-technologist-2013"].links if ":~:text=" in one]
        assert any(one.endswith("#:~:text=sentenced%20to%2015%20years") for one in found)

    def test_a_mention_is_never_counted_as_a_case(self, pages_of_cases: dict[str, Taken]) -> None:
        text = flat(pages_of_cases["navy-sailors-2023"].text)
        assert "A mention, kept apart from every count" in text
        assert "case disclosed by" not in text

    def test_there_is_no_page_of_what_is_no_case(self, cases: ox.Store) -> None:
        with pytest.raises(KeyError):
            pages.case_page(cases, "nobody-2031")


class TestEveryAddress:
    """Every IRI of ours leads somewhere, and every link of every page."""

    def test_every_iri_has_a_page_and_two_descriptions(self, cases: ox.Store) -> None:
        every = ours(cases)
        assert len(every) > 1500
        for iri in sorted({iri.partition("#")[0] for iri in every} | {f"{BASE}ns#says", f"{BASE}mice#money"}):
            assert pages.thing_page(cases, iri), iri
        for iri in sorted(every):
            for form in pages.FORMS:
                assert pages.description(cases, iri, form), (iri, form)

    def test_every_link_of_every_page_leads_to_something(self, cases: ox.Store) -> None:
        seen: dict[str, set[str] | None] = {}
        broken = set()

        def ids(path: str) -> set[str] | None:
            if path not in seen:
                found = answer(cases, path)
                page = Taken(found.body.decode()) if found and found.media.startswith("text/html") else None
                seen[path] = None if found is None else set(page.ids) if page else set()
                todo.extend((path, one) for one in ([*page.links, *page.loaded] if page else ()))
            return seen[path]

        todo = [("/", one) for one in ("/cases", "/query", *OTHERS)]
        while todo:
            page, link = todo.pop()
            target = urlsplit(urljoin(page, link))
            if target.scheme or link.startswith(("data:", "/sparql")):
                continue
            there = ids(target.path + (f"?{target.query}" if target.query else ""))
            if there is None or (target.fragment and unquote(target.fragment) not in there):
                broken.add((page, link))
        assert broken == set()
        assert len(seen) > 1000

    def test_pages_are_well_formed_and_hold_no_script_and_no_style(self, cases: ox.Store) -> None:
        for path in (*OTHERS, CASE, f"{CASE}/person/handler", "/registry/mss", "/registry/gt-2024-05-23"):
            found = answer(cases, path)
            assert found is not None
            page = Taken(found.body.decode())
            assert page.faults == []
            assert len(page.ids) == len(set(page.ids))
            assert b"<script" not in found.body
            assert b"<style" not in found.body

    @pytest.mark.parametrize(
        "id_", ["", "nothing", "case/x y", "ns#Nothing", "ns/9.9", "ns/<>", "case/", "shortcuts/no"]
    )
    def test_what_the_store_does_not_know_has_no_page(self, cases: ox.Store, id_: str) -> None:
        assert pages.thing_page(cases, BASE + id_) is None
        assert pages.description(cases, BASE + id_, "turtle") is None
        assert pages.thing_page(cases, f"https://example.org/{id_}") is None

    def test_a_term_has_its_names_in_two_languages_and_its_place(self, cases: ox.Store) -> None:
        html = pages.thing_page(cases, f"{BASE}vocab#standing-official-claim") or ""
        assert 'id="standing-official-claim"' in html
        assert '<span class="zh" lang="zh-Hans">官方指称</span>' in html

    def test_a_thing_tells_where_it_is_mentioned(self, cases: ox.Store) -> None:
        text = flat(Taken(pages.thing_page(cases, f"{BASE}{CASE[1:]}/person/handler") or "").text)
        assert "Zhang is said to be handled by Jack" in text
        assert "Military technologist and a man met at a conference" in text

    def test_pages_and_descriptions_are_the_same_every_time(self, cases: ox.Store) -> None:
        again = load()
        for iri in (f"{BASE}{CASE[1:]}", f"{BASE}registry/mss", f"{BASE}vocab", f"{BASE}registry"):
            assert pages.thing_page(cases, iri) == pages.thing_page(again, iri)
            for form in pages.FORMS:
                assert pages.description(cases, iri, form) == pages.description(again, iri, form)


class TestDescription:
    """The same as data."""

    def test_a_case_is_its_whole_graph_in_both_forms(self, cases: ox.Store) -> None:
        iri = f"{BASE}{CASE[1:]}"
        graph = {quad.triple for quad in cases.quads_for_pattern(None, None, None, ox.NamedNode(iri))}
        for form, kind in (("turtle", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)):
            data = pages.description(cases, iri, form)
            assert data is not None
            assert {quad.triple for quad in ox.parse(data, format=kind)} == graph

    def test_a_claim_never_travels_without_its_owner_and_its_words(self, cases: ox.Store) -> None:
        data = pages.description(cases, f"{BASE}{CASE[1:]}/person/handler", "turtle")
        found = ox.Store()
        found.load(data, format=ox.RdfFormat.TURTLE)
        about = {quad.subject for quad in found.quads_for_pattern(None, ox.NamedNode(f"{BASE}ns#about"), None)}
        assert about
        for claim in about:
            for name in ("says", "standing", "evidence"):
                assert any(found.quads_for_pattern(claim, ox.NamedNode(f"{BASE}ns#{name}"), None))
        words = list(found.quads_for_pattern(None, ox.NamedNode(f"{BASE}ns#words"), None))
        assert words

    def test_too_many_statements_that_lead_to_a_node_are_left_out_and_that_is_said(
        self, cases: ox.Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("spygraph.server.pages.describing.MOST", 10)
        data = (pages.description(cases, f"{BASE}registry/mss", "turtle") or b"").decode()
        assert "left out of this description" in data
        assert "claim" not in data.replace("left out", "")


class TestListing:
    """The list of cases, however many there are."""

    def test_it_is_told_in_parts_that_hold_every_case_once(
        self, cases: ox.Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = listed(pages.cases_page(cases))
        monkeypatch.setattr("spygraph.server.pages.listing.ON_A_PAGE", 5)
        parts = [listed(pages.cases_page(cases, number=str(number))) for number in (1, 2, 3)]
        assert [len(one) for one in parts] == [5, 5, 2]
        assert [one for part in parts for one in part] == whole
        text = Taken(pages.cases_page(cases, number="2") or "").text
        assert "9 cases" in flat(text)
        assert "6 to 10 of 12, mentions last" in flat(text)

    def test_words_find_cases_by_title_and_id(self, cases: ox.Store) -> None:
        page = pages.cases_page(cases, find="UNIT former") or ""
        assert listed(page) == ["/case/unit-entrepreneur-2024", "/case/unit-investor-2024"]
        assert "2 cases with “UNIT former”" in flat(Taken(page).text)
        none = Taken(pages.cases_page(cases, find="<b>nobody</b> at all") or "")
        assert "There is none." in none.text
        assert none.faults == []

    def test_it_ends_with_who_disclosed_all_cases_not_those_shown(self, cases: ox.Store) -> None:
        line = disclosure_line(to_network(cases))
        assert disclosure_of(cases).line() == line
        assert line in flat(Taken(pages.cases_page(cases, find="student") or "").text)

    @pytest.mark.parametrize("number", ["0", "2", "-1", "one", "", "\u0661", "9" * 5000])
    def test_there_is_no_other_page(self, cases: ox.Store, number: str) -> None:
        assert pages.cases_page(cases, number=number) is None


def listed(page: str | None) -> list[str]:
    """Return the cases that a page lists, in order."""
    return re.findall(r'<th scope="row"><a href="(/case/[^"]+)"', page or "")


class TestMessages:
    """Pages that say why there is no other page."""

    def test_a_slip_is_met_with_what_was_probably_meant(self, cases: ox.Store) -> None:
        page = Taken(pages.missing_page(cases, "/case/naval-technologits-2013"))
        assert CASE in page.links

    def test_a_withdrawn_case_says_when_and_why(self, cases: ox.Store) -> None:
        why = "withdrawn on 2031-06-01: the article was retracted"
        text = flat(Taken(pages.withdrawn_page("night-porter-2031", why)).text)
        assert "410" in text
        assert f"The case night-porter-2031 was {why}." in text
        assert why in Taken(pages.cases_page(cases, {"night-porter-2031": why}) or "").text

    def test_a_full_house_says_when_to_come_again(self) -> None:
        assert "Try again in 5 seconds" in pages.busy_page(5)

    def test_a_store_of_one_mention_has_its_pages(self, tmp_path: Path) -> None:
        store = load([write(tmp_path)], ontology=False)
        assert "A porter" in (pages.cases_page(store) or "")
        assert Taken(pages.case_page(store, "porter-2031")).faults == []
        assert pages.thing_page(store, f"{BASE}ns") is None


class TestAssets:
    """What pages load."""

    def test_each_has_a_type_a_digest_and_an_address_that_changes_with_it(self) -> None:
        for name in pages.ASSETS:
            media, data = pages.asset(name) or ("", b"")
            assert data
            assert pages.digest(name) == sha256(data).hexdigest()[:16]
            assert pages.address(name) == f"/assets/{name}?v={pages.digest(name)}"
            assert media.split(";")[0] in ("text/css", "text/javascript", "image/svg+xml", "text/plain")

    @pytest.mark.parametrize("name", ["", "nothing.js", "../pages/site.py", "carried/carried.json", "SITE.CSS"])
    def test_nothing_else_is_served(self, name: str) -> None:
        assert pages.asset(name) is None

    def test_yasgui_is_the_listed_one(self) -> None:
        for one in carried.listed(files("spygraph.server") / "assets" / "carried"):
            name = one["keep"].removesuffix(".gz")
            notice, _, text = (pages.asset(name) or ("", b""))[1].decode().partition("\n")
            assert all(part in notice for part in (one["package"], one["version"], one["licence"]))
            original = text.removesuffix("\n")
            mapped = f"{original}\n//# sourceMappingURL={Path(one['file']).name}.map"  # what a browser would ask for
            assert one["sha256"] in {sha256(each.encode()).hexdigest() for each in (original, mapped)}

    def test_the_notices_of_what_yasgui_is_made_of_come_along_and_are_served(self) -> None:
        script, notices = ((pages.asset(name) or ("", b""))[1].decode() for name in ("yasgui.js", "licences.txt"))
        assert "their licences: licences.txt" in script.partition("\n")[0]
        assert all(
            part in notices for part in ("Triply", "CodeMirror 5", "OpenJS", "Monsanto Company", "Fair Oaks Labs")
        )
        assert "The above copyright notice and this permission notice shall be included" in notices
        assert notices.count("Neither the name of") == 2

    def test_no_page_allows_inline_script_or_eval_or_another_origin(self) -> None:
        for policy in pages.POLICIES.values():
            rules = dict(one.strip().split(" ", 1) for one in policy.split(";") if " " in one.strip())
            assert "unsafe" not in policy
            assert "http" not in policy
            assert rules["frame-ancestors"] == "'none'"


def _hostile(text: str) -> bytes:
    iri = "javascript:alert(1)"
    row = {"a": {"type": "literal", "value": text}, "b": {"type": "uri", "value": iri}}
    row |= {text: {"type": "literal", "value": text, "datatype": text}, "c": {"type": "uri", "value": f"{BASE}{text}"}}
    return json.dumps({"head": {"vars": ["a", "b", "c", text]}, "results": {"bindings": [row]}}).encode()


class TestHostile:
    """Whatever a source, an address or an answer holds: nothing of it runs, and nothing of it turns words round."""

    @pytest.mark.parametrize("text", HOSTILE)
    def test_pages_escape_it_and_show_it_as_text(self, cases: ox.Store, text: str) -> None:
        store = poisoned(cases, text)
        made = [
            pages.thing_page(store, BASE + path[1:]) or "" for path in (*OTHERS[1:], CASE, f"{CASE}/person/handler")
        ]
        made += [
            pages.cases_page(store, {text: text}) or "",
            pages.cases_page(store, find=text) or "",
            pages.missing_page(store, text),
            pages.withdrawn_page(text, text),
        ]
        made += [
            pages.query_page(store, text),
            pages.query_page(store, name=text),
            pages.message_page(404, text, text, [(text, text)]),
        ]
        for html in made:
            page = Taken(html)
            assert [one for one in page.faults if not one.startswith("<script")] == []
            assert not [one for one in page.links if not one.startswith(("/", "#", "https://", "http://"))]
            assert not set(html) & {"\u202e", "\x00", "\x1b"}

    def test_nothing_runs_even_without_a_policy(self, cases: ox.Store, browser: Any) -> None:
        with served(poisoned(cases, "".join(HOSTILE)), policies=False) as site:
            guest = Guest(browser, site, CASE)
            for path in ("/cases", *READ, "/<img src=x onerror=alert(1)>"):
                guest.go(path)
            guest.go("/query?name=%3Cimg%20src=x%20onerror=alert(1)%3E")
            guest.go("/query?query=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E")
            missing = "console: Failed to load resource: the server responded with a status of 404 (Not Found)"
            assert [one for one in guest.faults if one != missing] == []
            guest.context.close()

    @pytest.mark.parametrize("text", HOSTILE)
    def test_an_answer_runs_nothing(self, cases: ox.Store, browser: Any, text: str) -> None:
        with served(cases, answers=_hostile(text)) as site:
            guest = Guest(browser, site, "/query")
            guest.page.click(".yasqe_queryButton")
            guest.page.wait_for_selector("#answer td")
            assert guest.page.locator("#answer a[href^='javascript' i]").count() == 0
            guest.page.click(".yasr .select_response")
            guest.page.wait_for_selector("#answer .CodeMirror")
            assert guest.faults == []
            guest.context.close()


class TestQueryPage:
    """The editor at work in a real browser."""

    @pytest.fixture(name="guest")
    def _guest(self, browser: Any, site: Site) -> Iterator[Guest]:
        guest = Guest(browser, site, "/query")
        yield guest
        assert guest.faults == []
        guest.context.close()

    @staticmethod
    def ask(guest: Guest) -> list[str]:
        guest.page.click(".yasqe_queryButton")
        guest.page.wait_for_selector("#answer tbody tr")
        return TestQueryPage.rows(guest)

    @staticmethod
    def rows(guest: Guest) -> list[str]:
        return [str(one) for one in guest.page.locator("#answer tbody tr").all_inner_texts()]

    @staticmethod
    def text(guest: Guest) -> str:
        return str(guest.page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()"))

    def test_every_named_query_is_there_to_begin_with(self, guest: Guest) -> None:
        shown = guest.page.locator("[data-query]").evaluate_all("all => all.map(one => one.dataset.query)")
        assert sorted(shown) == named.names()

    def test_an_example_fills_the_editor_and_its_answer_has_our_links(self, guest: Guest) -> None:
        guest.page.click("[data-query=who-moved-first]")
        assert self.text(guest) == named.named("who-moved-first").text
        rows = self.ask(guest)
        assert len(rows) == 9
        assert any("Zhang Xiangbin" in row for row in rows)
        assert guest.page.get_attribute("#answer td a", "href") == "/case/military-group-employee-2023"
        assert "9 rows" in guest.page.inner_text("#told")
        assert guest.site.asked[-1] == named.named("who-moved-first").text
        guest.page.click("#answer td a")
        guest.page.wait_for_selector("h1")
        assert "CIA, as alleged" in guest.page.inner_text("h1")

    def test_a_parameter_narrows_the_question(self, guest: Guest) -> None:
        guest.page.click("[data-query=who-moved-first]")
        guest.page.select_option("#parameter-first-move", label="volunteered")
        rows = self.ask(guest)
        assert rows
        assert all("volunteered" in row for row in rows)

    def test_what_is_typed_into_a_parameter_cannot_leave_it(self, guest: Guest) -> None:
        for query in named.library():
            for one in query.parameters:
                if one.kind in ("text", "thing"):
                    guest.page.click(f"[data-query={query.name}]")
                    guest.page.fill(f"#parameter-{one.name}", 'a" } } # \\ > \n')
                    written = self.text(guest)
                    assert written == query.text or 'a\\" } } # \\\\ >' in written

    def test_a_case_leads_to_a_question_about_itself(self, guest: Guest) -> None:
        page = Taken(pages.case_page(guest.site.store, CASE[6:]))
        guest.go(next(one for one in page.links if one.startswith("/query?")))
        assert f"VALUES ?case {{ <{BASE}{CASE[1:]}> }}" in self.text(guest)
        assert guest.page.input_value("#parameter-case") == BASE + CASE[1:]
        rows = self.ask(guest)
        assert all("naval-technologist-2013" in row for row in rows)

    def test_a_query_in_the_address_stands_in_the_editor(self, guest: Guest) -> None:
        guest.go("/query?query=SELECT%20(1%20AS%20%3Fone)%20%7B%7D")
        assert self.text(guest) == "SELECT (1 AS ?one) {}"
        assert self.ask(guest)[0].split() == ["1"]

    def test_it_completes_our_terms_and_asks_nobody(self, guest: Guest) -> None:
        guest.page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('')")
        guest.page.locator(".CodeMirror textarea").first.focus()
        guest.page.keyboard.type("PREFIX s: <https://w3id.org/spygraph/ns#> SELECT * { ?a s:recruite")
        guest.page.keyboard.press("Control+Space")
        guest.page.wait_for_selector(".CodeMirror-hints")
        assert "s:recruitedBy" in guest.page.inner_text(".CodeMirror-hints")

    def test_only_the_last_query_is_kept_and_only_here(self, guest: Guest) -> None:
        guest.page.click("[data-query=cases]")
        self.ask(guest)
        kept = guest.page.evaluate("Object.entries(localStorage)")
        assert [(key, value) for key, value in kept if "cctv" in value or "Zhang" in value] == []
        assert dict(kept)["spygraph-query"] == named.named("cases").text
        assert guest.context.cookies() == []

    def test_tab_leaves_the_editor(self, guest: Guest) -> None:
        guest.page.locator(".CodeMirror textarea").first.focus()
        guest.page.keyboard.press("Tab")
        assert guest.page.evaluate("document.activeElement.closest('.CodeMirror textarea')") is None

    def test_rows_are_sorted_found_and_saved_without_formulas(self, guest: Guest, tmp_path: Path) -> None:
        formula = "SELECT * { VALUES (?a ?b) { ('=cmd' 10) ('b' 9) ('-2' 100) } }"
        guest.go(f"/query?query={quote(formula)}")
        assert [row.split()[1] for row in self.ask(guest)] == ["10", "9", "100"]
        guest.page.click("#answer th button:text-is('b')")
        assert [row.split()[1] for row in self.rows(guest)] == ["9", "10", "100"]
        assert guest.page.get_attribute("#answer th[aria-sort]", "aria-sort") == "ascending"
        with guest.page.expect_download() as download:
            guest.page.click("#answer .yasr_downloadIcon")
        saved = tmp_path / "answer.csv"
        download.value.save_as(saved)
        assert saved.read_text().splitlines() == ['"a","b"', '"b","9"', '"\'=cmd","10"', '"-2","100"']
        guest.page.fill("#answer input[type=search]", "CMD")
        assert guest.page.locator("#answer tbody tr").count() == 1

    def test_many_rows_are_shown_some_at_a_time(self, guest: Guest) -> None:
        guest.go(f"/query?query={quote('SELECT ?s { ?s ?p ?o } LIMIT 1500')}")
        assert len(self.ask(guest)) == 200
        guest.page.click("#answer .more")
        assert guest.page.locator("#answer tbody tr").count() == 1200
        assert "1,500 rows" in guest.page.inner_text("#told")

    def test_examples_are_found_by_their_words(self, guest: Guest) -> None:
        guest.page.fill("#finder", "relative held out")
        visible = guest.page.locator(".examples li:visible").all_inner_texts()
        assert visible == ["What is said to have been held out for somebody else's benefit"]

    def test_without_script_there_is_a_form(self, browser: Any, site: Site) -> None:
        guest = Guest(browser, site, "/cases", java_script_enabled=False)
        guest.page.goto(f"{site.origin}/query?name=cases")
        assert guest.page.input_value("textarea") == named.named("cases").text
        assert guest.page.get_attribute("form[method=get]", "action") == "/sparql"
        guest.context.close()


class TestForEverybody:
    """Assistive technology, a small screen, paper, and closed connections."""

    @pytest.mark.parametrize("options", LOOKS)
    def test_axe_finds_nothing(self, browser: Any, site: Site, options: dict[str, Any]) -> None:
        axe = READERS / "node_modules" / "axe-core" / "axe.min.js"
        if not axe.exists():
            pytest.skip("needs axe-core: npm install in tests/readers")
        guest = Guest(browser, site, "/cases", bypass_csp=True, **options)
        for path in ("/cases", *READ, "/case/university-student-2024", "/mice", "/query"):
            guest.go(path)
            if path == "/query":
                TestQueryPage.ask(guest)
            guest.page.add_script_tag(path=str(axe))
            result = guest.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
            assert [f"{path} {one['id']}: {one['nodes'][0]['html'][:200]}" for one in result["violations"]] == []
        guest.context.close()

    @pytest.mark.parametrize("path", ["/cases", *READ, "/ns", "/nothing", "/query"])
    def test_a_small_screen_needs_no_scrolling_sideways(self, browser: Any, site: Site, path: str) -> None:
        guest = Guest(browser, site, path, viewport={"width": 390, "height": 844})
        assert guest.page.evaluate("document.documentElement.scrollWidth") == 390
        assert [one for one in guest.faults if "404" not in one] == []
        guest.context.close()

    def test_paper_shows_the_claims_in_light_colours_and_no_navigation(self, browser: Any, site: Site) -> None:
        guest = Guest(browser, site, CASE, color_scheme="dark")
        guest.page.emulate_media(media="print")
        assert guest.page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert guest.page.locator("header.site nav").is_hidden()
        assert guest.page.locator("article.claim").first.is_visible()
        assert len(guest.page.pdf()) > 50_000
        guest.context.close()

    def test_an_address_with_an_anchor_opens_at_its_claim(self, browser: Any, site: Site) -> None:
        guest = Guest(browser, site, f"{CASE}#outcome/sentence/claim/kind")
        assert guest.page.locator("[id='outcome/sentence/claim/kind']").evaluate(
            "one => { const box = one.getBoundingClientRect(); return box.top >= 40 && box.top < innerHeight; }"
        )
        assert guest.faults == []
        guest.context.close()
