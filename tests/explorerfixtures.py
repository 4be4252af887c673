"""Fixtures of the tests of the page: the shipped cases, their pages, and a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from explorerpages import CHROMIUM, Visit
from spygraph.explorer import explore
from spygraph.explorer.notebook import besides
from spygraph.explorer.page import write_html
from spygraph.network import Network, to_network
from spygraph.store import load


@pytest.fixture(scope="session", name="cases")
def _cases() -> ox.Store:
    return load()


@pytest.fixture(scope="session", name="network")
def _network(cases: ox.Store) -> Network:
    return to_network(cases)


@pytest.fixture(scope="session", name="page_path")
def _page_path(cases: ox.Store, network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    write_html(network, path, besides(cases))
    return path


@pytest.fixture(scope="session", name="asking_path")
def _asking_path(cases: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asking") / "explorer.html"
    explore(cases, sparql=True).write(path)
    return path


@pytest.fixture(scope="session", name="browser")
def _browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not CHROMIUM.exists():
        pytest.skip("needs chromium at /usr/bin/chromium")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(name="visit")
def _visit(browser: Any, page_path: Path) -> Iterator[Visit]:
    visit = Visit(browser, page_path)
    yield visit
    assert visit.faults == []
    visit.page.context.close()
