"""The documentation builds without a dead link, and what it shows is what happens."""

import doctest
import importlib.util
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from spygraph.cli import COMMANDS
from spygraph.export import EXPORTERS
from spygraph.terms import table
from support import ROOT, Run, spygraph, started

TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ spygraph (.+)\n((?s:.+?))```", TUTORIAL)
NEEDS = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("sphinx", "myst_parser", "furo")), reason="needs the extra docs"
)


def build(docs: Path, site: Path) -> Run:
    return started("-m", "sphinx", "-q", "-W", "-b", "html", docs, site)


@pytest.fixture(name="copy")
def _copy(tmp_path: Path) -> Path:
    (tmp_path / "examples").mkdir()
    shutil.copy(ROOT / "examples" / "notebook.py", tmp_path / "examples")
    ignored = shutil.ignore_patterns("reference", "_build", "__pycache__")
    return shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=ignored)


class _Links(HTMLParser):
    """Collects where a page leads, and what can be led to on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        if tag in ("a", "img", "script", "link"):
            self.links.add(given.get("href", given.get("src", "")))


@NEEDS
def test_the_site_builds_with_every_link_alive_and_everything_in_it(copy: Path, tmp_path: Path) -> None:
    done = build(copy, tmp_path / "site")
    assert (done.code, done.err) == (0, "")
    pages = {path: _Links(path.read_text(encoding="utf-8")) for path in (tmp_path / "site").rglob("*.html")}
    for page, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            target = (page.parent / unquote(parts.path)).resolve()
            assert target.exists(), f"{page.name}: {link}"
            assert not parts.fragment or target not in pages or parts.fragment in pages[target].ids, link
    reference = {path.name: path.read_text(encoding="utf-8") for path in (copy / "reference").iterdir()}
    assert [name for name in COMMANDS if f"## {name}\n" not in reference["commands.md"]] == []
    assert [term.name for term in table() if f"`{term.name}`" not in reference["terms.md"]] == []
    assert [suffix for suffix in EXPORTERS if f"`{suffix}`" not in reference["formats.md"]] == []


@NEEDS
@pytest.mark.parametrize("link", ["[](nowhere.md)", "[x](howto.md#nowhere)", "![x](nowhere.png)"])
def test_a_dead_link_fails_the_build(copy: Path, tmp_path: Path, link: str) -> None:
    with (copy / "tutorial.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{link}\n")
    assert build(copy, tmp_path / "site").code != 0


@pytest.mark.parametrize(("command", "expected"), SHOWN, ids=[command[:40] for command, _ in SHOWN])
def test_the_tutorial_shows_what_happens(
    command: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shlex

    monkeypatch.chdir(tmp_path)
    done = spygraph(*shlex.split(command))
    assert done.code == 0, done.err
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.OutputChecker().check_output(expected, done.out, flags), done.out


def test_the_example_runs_as_it_stands(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    done = started(ROOT / "examples" / "notebook.py", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert "edges read again" in done.out
    assert "given, not sampled" in done.out
