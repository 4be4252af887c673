"""What tests share: small case files of an invented case, and commands run in this process or in one of their own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

import spygraph as package
from spygraph.casefile.folder import collect
from spygraph.casefile.model import CaseFile
from spygraph.cli import main
from spygraph.errors import CaseFileError
from spygraph.store import load, select

TESTS = Path(__file__).parent
ROOT = TESTS.parent
HEADER = """schema: 1
case: {slug}
unit: {unit}
title: A porter
sources: [paper-2031]
says: {says}
coded: {{by: tests, on: 2031-05-03, codebook: 1}}
people:
  porter: {{name: Firefly, known-by: surname, at: [p1, "a porter"]}}
  agent: {{known-by: unnamed, at: [p1, "a stranger"]}}
"""


class Run(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


def spygraph(*args: str | Path) -> Run:
    """Run a command in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(list(map(str, args)))
        except SystemExit as left:
            return Run(int(left.code or 0), out.getvalue(), err.getvalue())
    raise AssertionError("a command must end with an exit code")


def started(*args: str | Path, cwd: Path = ROOT, path: Sequence[Path] = (), **env: str) -> Run:
    """Run `python ARGS` in a process of its own, which cannot reach the network."""
    # the package that the tests themselves import, wherever it is installed from
    found = os.pathsep.join(map(str, [TESTS / "offline", *path, Path(package.__file__).parents[1]]))
    done = subprocess.run(
        [sys.executable, *map(str, args)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": found, "PYTHONIOENCODING": "utf-8", **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def write(
    folder: Path, body: str = "", slug: str = "porter-2031", unit: str = "mention", says: str = "ministry"
) -> Path:
    """Write a case of a porter and an agent beside the registry of the tests; return its path."""
    if not (folder / "registry").exists():
        shutil.copytree(TESTS / "registry", folder / "registry")
    path = folder / f"{slug}.yaml"
    path.write_text(HEADER.format(slug=slug, unit=unit, says=says) + body, encoding="utf-8")
    return path


def read(path: Path) -> CaseFile:
    """Return the one case of a path."""
    return next(case for case in collect([path]).read() if case.slug)


def faults(path: Path) -> list[str]:
    """Return the faults of a path as messages without its own name."""
    try:
        for _ in collect([path]).read():
            pass
    except CaseFileError as error:
        return [str(one).removeprefix(f"{one.path}:").strip() for one in error.faults]
    return []


def expected(path: Path) -> list[str]:
    """Return the messages in the comments at the top of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# ") for line in lines if line.startswith("# ") and line[2].isdecimal()]


def shortcuts(store: ox.Store, strength: str = "claimed") -> set[tuple[str, str, str]]:
    """Return the shortcuts of a store by the last part of each id, such as ("porter", "leaked", "files")."""
    query = f"""SELECT ?s ?p ?o {{ GRAPH <https://w3id.org/spygraph/shortcuts/{strength}> {{
      ?s ?p ?o . FILTER(STRSTARTS(STR(?p), "https://w3id.org/spygraph/ns#")) }} }}"""
    return {(_last(row["s"].value), _last(row["p"].value), _last(row["o"].value)) for row in select(store, query)}


def derived(path: Path, strength: str = "claimed") -> set[tuple[str, str, str]]:
    """Return the shortcuts of the cases under a path."""
    return shortcuts(load([path]), strength)


def _last(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]
