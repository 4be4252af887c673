"""Commands end with 0, 2, 130 or 141, tell every fault in one run, and write nothing of faulty cases."""

import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from spygraph import paths
from spygraph.cli import COMMANDS
from spygraph.cli.examples import EXAMPLES
from support import ROOT, TESTS, expected, spygraph, started, write

FAULTY = TESTS / "fail" / "unknown-concept.yaml"


def test_every_command_has_a_help_text_and_is_listed() -> None:
    listed = spygraph("--help").out
    for name in COMMANDS:
        done = spygraph(name, "--help")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("Usage: ")
        assert f"\n  {name} " in listed


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_in_the_help_of_a_command_names_options_that_it_has(name: str) -> None:
    _, *args = shlex.split(EXAMPLES[name])
    sub = args[:2] if name == "source" else args[:1]
    shown = spygraph(*sub, "--help").out
    assert shown.endswith(f"\n  For example:\n    {EXAMPLES[name]}\n")
    assert args[0] == name
    assert [one for one in args if one.startswith("-") and one not in shown.split("For example")[0]] == []


@pytest.mark.parametrize("name", ["codebook", "query", "list", "show", "why", "patterns", "coverage", "similar"])
def test_the_examples_about_the_cases_that_come_along_run(name: str) -> None:
    done = spygraph(*shlex.split(EXAMPLES[name])[1:])
    assert (done.code, done.err) == (0, "")
    assert done.out


def test_help_imports_no_library_of_the_work() -> None:
    code = """
import sys
from spygraph.cli import main
try: main(["--help"])
except SystemExit: pass
print(sorted({"rdflib", "pyoxigraph", "networkx", "yaml", "rich", "pyvis", "scipy"} & set(sys.modules)))
"""
    assert started("-c", code).out.splitlines()[-1] == "[]"


def test_sound_cases_end_with_0(tmp_path: Path) -> None:
    assert spygraph("check", write(tmp_path)).code == 0


@pytest.mark.parametrize(
    "command", [["check"], ["build", "-o", "out"], ["export", "-o", "out.trig"]], ids=lambda one: one[0]
)
def test_all_faults_of_all_files_are_told_in_order_with_exit_code_2(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = spygraph(*command, TESTS / "fail")
    lines = done.err.splitlines()
    assert (done.code, done.out) == (2, "")
    assert sorted(lines) == sorted(
        f"{path}:{one}" for path in (TESTS / "fail").glob("*.yaml") for one in expected(path)
    )
    files = [line.split(":")[0] for line in lines]
    assert files == sorted(files)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["biuld"], "no such command 'biuld', did you mean 'build'?"),
        (
            ["show", "naval-technologist-2031"],
            "no such case 'naval-technologist-2031', did you mean 'naval-technologist-2013'?",
        ),
        (["check", "nowhere.yaml"], "nowhere.yaml: there is no such file or folder"),
        (["export", "-o", "graph.graphlm"], "graph.graphlm: no format ends in '.graphlm', did you mean '.graphml'?"),
        (["export", "-o", "nowhere/graph.trig"], "No such file or directory"),
        (["query", "nowhere.rq"], "nowhere.rq: No such file or directory"),
        (["why", "case/nobody"], "nothing has the id 'case/nobody'"),
        (["why", "case/a", "s:handledBy", "case/b"], "no shortcut case/a s:handledBy case/b"),
        (["why", "naval-technologist-2013"], "; all about the case: spygraph show naval-technologist-2013"),
        (
            ["why", "case/naval-technologist-2013/person/handlr"],
            "did you mean 'case/naval-technologist-2013/person/handler'?",
        ),
        (
            ["check", paths.shipped_cases() / "registry" / "sources.yaml"],
            "a registry is read with the cases that share it",
        ),
        (["why", "one", "two"], "give one id, or SUBJECT PREDICATE OBJECT"),
        (["list", "persons"], "'persons' is not one of 'cases', 'terms', 'formats'"),
        (["show", "\x1b[31mx"], r"no such case '\x1b[31mx'"),
        (["\x1b[31mx"], r"no such command '\x1b[31mx'"),
        (["check", "\udcff"], r"\xdcff: there is no such file or folder"),
    ],
)
def test_a_mistake_is_told_with_exit_code_2_and_no_traceback(
    args: list[str | Path], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = spygraph(*args)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err


def test_a_query_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_bytes(b"SELECT \xff")
    assert spygraph("query", tmp_path / "bad.rq").err.endswith("bad.rq is not UTF-8 text\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt, click.Abort])
def test_an_interrupt_ends_with_130(error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise error

    monkeypatch.setattr("spygraph.casefile.folder.collect", interrupted)
    done = spygraph("check")
    assert done.code == 130
    assert "Traceback" not in done.err


def test_a_reader_who_leaves_ends_the_command_with_141_and_silence() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "spygraph", "list", "terms"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert (process.wait(60), process.stderr.read()) == (141, b"")
