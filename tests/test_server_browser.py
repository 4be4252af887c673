"""The site in a real browser: pages show, the query page asks this server, and nothing asks any other."""

from collections.abc import Iterator
from typing import Any

import pytest

from serving import Server, serving
from spygraph import paths

pytest_plugins = ("explorerfixtures",)
CASE = "naval-technologist-2013"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(paths.shipped_cases()) as found:
        yield found


@pytest.fixture(name="tab")
def _tab(browser: Any, server: Server) -> Iterator[Any]:
    """Return a tab; a message of the browser, or a request to another server, fails the test."""
    tab = browser.new_context(viewport={"width": 1440, "height": 950}).new_page()
    faults: list[str] = []
    tab.on("console", lambda one: faults.append(one.text) if one.type in ("error", "warning") else None)
    tab.on("pageerror", lambda one: faults.append(str(one)))
    here = (server.url, "data:", "blob:")
    tab.on("request", lambda one: None if one.url.startswith(here) else faults.append(one.url))
    yield tab
    assert faults == []
    tab.context.close()


def test_the_explorer_is_the_first_page(tab: Any, server: Server) -> None:
    tab.goto(server.url)
    tab.wait_for_selector("html[data-ready]", state="attached")
    tab.get_by_role("link", name="Cases", exact=True).click()
    tab.wait_for_url("**/cases")


@pytest.mark.parametrize("path", ["/cases", f"/case/{CASE}", "/registry", "/ns", "/vocab"])
def test_pages_show_without_a_fault(tab: Any, server: Server, path: str) -> None:
    tab.goto(server.url + path)
    assert tab.locator("h1").count() == 1
    assert tab.locator("main").inner_text()


def test_from_an_example_to_its_answer_to_the_case_behind_it(tab: Any, server: Server) -> None:
    tab.goto(f"{server.url}/query")
    tab.locator("[data-query='cases']").click()
    tab.locator(".yasqe_queryButton").click()
    link = tab.locator(f"#answer a[href='/case/{CASE}']").first
    link.wait_for()
    link.click()
    tab.wait_for_url(f"**/case/{CASE}")
    assert tab.locator("h1").count() == 1


def test_a_slip_in_a_query_is_told_on_the_page(browser: Any, server: Server) -> None:
    tab = browser.new_page()
    tab.goto(f"{server.url}/query?query=SELECT%20%2A%20%7B%20%3Fa%20a%20nosuch%3AThing%20%7D")
    tab.locator(".yasqe_queryButton").click()
    tab.locator("#answer").get_by_text("this prefix is not declared").first.wait_for()
    tab.close()
