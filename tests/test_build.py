"""What is written is written whole or not at all, of the cases that were meant, and under names that are shown."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from spygraph import paths
from spygraph.cli.build_command import FILES
from support import TESTS, spygraph, write

FAULTY = TESTS / "fail" / "unknown-concept.yaml"


def test_what_was_there_is_intact_when_a_case_is_faulty(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("of yesterday", encoding="utf-8")
    assert spygraph("build", FAULTY, "-o", tmp_path).code == 2
    assert spygraph("export", FAULTY, "-o", tmp_path / "graph.trig").code == 2
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == dict.fromkeys(FILES, "of yesterday")


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "graph.trig")

    (tmp_path / "graph.trig").write_text("of yesterday", encoding="utf-8")
    monkeypatch.setattr(ox, "serialize", full)
    done = spygraph("export", write(tmp_path), "-o", tmp_path / "graph.trig")
    assert (done.code, done.err) == (2, "graph.trig: No space left on device\n")
    assert (tmp_path / "graph.trig").read_text("utf-8") == "of yesterday"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_cases_are_those_of_the_folder_one_stands_in_else_the_shipped_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(spygraph("list", "cases").out.splitlines()) == len(list(paths.shipped_cases().glob("*.yaml")))
    (tmp_path / "cases").mkdir()
    write(tmp_path / "cases")
    assert spygraph("list", "cases").out.split()[0] == "porter-2031"
    assert len(spygraph("list", "cases").out.splitlines()) == 1


def test_a_build_writes_its_files_and_prints_the_line_on_disclosure(tmp_path: Path) -> None:
    done = spygraph("build", write(tmp_path), "-o", tmp_path / "deep" / "out")
    assert (done.code, done.err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "deep" / "out").iterdir()) == sorted(FILES)
    assert "These are patterns of publicity" in done.out


def test_control_characters_from_outside_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b]0;owned\x07\u202eb"
    folder.mkdir()
    done = spygraph("build", write(folder), "-o", folder)
    assert done.code == 0
    assert r"a\x1b]0;owned\x07\x202eb" in done.out
    assert "\x1b" not in done.out
