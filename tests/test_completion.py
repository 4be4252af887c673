"""Shells complete names of queries, cases and concepts, and nothing heavy is imported for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from spygraph import paths
from spygraph.casefile.grammar import grammar
from spygraph.cli.completion import case_ids, concept_ids
from spygraph.queries.named import library, names
from support import Run, started

START = "from spygraph.cli import main; main(prog_name='spygraph')"


def complete(shell: str, *words: str) -> list[str]:
    """Return what a shell is told when the last of the words is to be completed."""
    last = words[-1] if shell == "fish" else str(len(words))
    line = " ".join(["spygraph", *words]) if shell != "fish" else " ".join(["spygraph", *words[:-1]])
    done = started("-c", START, _SPYGRAPH_COMPLETE=f"{shell}_complete", COMP_WORDS=line, COMP_CWORD=last)
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    if shell == "zsh":
        return lines[1::3]
    return [line.partition(",")[2].partition("\t")[0] for line in lines]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_names_cases_concepts_and_formats(shell: str) -> None:
    assert complete(shell, "query", "who-") == [name for name in names() if name.startswith("who-")]
    assert complete(shell, "query", "cases", "--case", "nav") == ["naval-technologist-2013", "navy-sailors-2023"]
    assert complete(shell, "query", "what-went-over", "--state", "s") == ["sent", "sought"]
    assert complete(shell, "query", "what-was-held-out", "--state", "s") == ["sought"]
    assert complete(shell, "query", "cases", "--format", "nt") == ["ntriples"]
    assert "--first-move" in complete(shell, "query", "who-moved-first", "--fi")
    assert complete(shell, "list", "q") == ["queries"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_a_script(shell: str) -> None:
    done = started("-c", START, _SPYGRAPH_COMPLETE=f"{shell}_source")
    assert "_SPYGRAPH_COMPLETE" in done.out
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=done.out, text=True, check=True)


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_bash_itself_completes(tmp_path: Path) -> None:
    program = tmp_path / "spygraph"
    program.write_text(f"#!{sys.executable}\n{START}\n", encoding="utf-8")
    program.chmod(0o755)
    script = """eval "$(_SPYGRAPH_COMPLETE=bash_source spygraph)"
    COMP_WORDS=(spygraph query who-m) COMP_CWORD=2
    _spygraph_completion spygraph; echo "${COMPREPLY[@]}" """
    env = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "who-moved-first"


def test_nothing_heavy_is_imported_to_complete() -> None:
    code = "import sys, spygraph.cli as cli\ntry:\n cli.main(prog_name='spygraph')"
    code += "\nfinally:\n print(*sys.modules, file=sys.stderr)"
    words = "spygraph query cases --case nav"
    done: Run = started("-c", code, _SPYGRAPH_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD="4")
    assert "naval" in done.out
    assert not {"pyoxigraph", "rdflib", "yaml", "rich", "networkx"} & set(done.err.split())


def test_what_is_read_as_text_is_what_the_reader_finds() -> None:
    assert sorted(case_ids([])) == sorted(path.stem for path in paths.shipped_cases().glob("*.yaml"))
    for query in library():
        for one in query.parameters:
            if one.scheme:
                assert sorted(concept_ids(one.scheme)) == sorted(grammar().schemes[one.scheme])
