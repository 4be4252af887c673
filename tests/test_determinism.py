"""The same cases give the same bytes, in every file, whatever the hash seed and the order of the paths."""

from hashlib import sha256
from pathlib import Path

import pytest

from spygraph import paths
from spygraph.cli.build_command import FILES
from support import spygraph, started

SEEDS = ("0", "1")


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("option", [[], ["--pseudonyms"]], ids=["names", "pseudonyms"])
def test_two_builds_are_the_same_under_different_hash_seeds(tmp_path: Path, option: list[str]) -> None:
    printed = []
    for seed in SEEDS:
        done = started(
            "-m", "spygraph", "build", paths.shipped_cases(), "-o", seed, *option, cwd=tmp_path, PYTHONHASHSEED=seed
        )
        assert done.code == 0, done.err
        printed.append(done.out.replace(f"Written to {seed}", "Written to x"))
    first, second = (digests(tmp_path / seed) for seed in SEEDS)
    assert set(first) == set(FILES)
    assert first == second
    assert printed[0] == printed[1]


def test_every_format_is_the_same_twice_and_in_any_order_of_the_paths(tmp_path: Path) -> None:
    cases = sorted(paths.shipped_cases().glob("*.yaml"))[:3]
    suffixes = [line.split()[0] for line in spygraph("list", "formats").out.splitlines() if line.startswith(".")]
    for name, given in (("forward", cases), ("backward", cases[::-1])):
        (tmp_path / name).mkdir()
        for suffix in suffixes:
            done = spygraph("export", *given, "-o", tmp_path / name / f"graph{suffix}")
            assert done.code == 0 or "pip install" in done.err, done.err  # some formats need a library of their own
    assert digests(tmp_path / "forward") == digests(tmp_path / "backward")
    assert {"graph.trig", "graph.ttl", "graph.graphml", "graph.html", "graph.nq"} <= set(digests(tmp_path / "forward"))
