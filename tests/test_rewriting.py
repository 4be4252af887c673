"""A case file, the graph it makes, and the file that the graph makes say the same."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from spygraph import paths
from spygraph.casefile.folder import collect
from spygraph.casefile.nquads import quads
from spygraph.coding.layout import formatted
from spygraph.coding.rewriting import case_files
from support import TESTS, spygraph, write


def graphs(folder: Path) -> dict[str, set[str]]:
    return {case.slug: set(quads(case).splitlines()) for case in collect([folder]).read() if case.slug}


def rewritten(folder: Path, registry: Path, target: Path) -> dict[str, set[str]]:
    """Return the graphs of the files that the graph of a folder makes."""
    store = ox.Store()
    for case in collect([folder]).read():
        store.bulk_load(quads(case).encode(), format=ox.RdfFormat.N_QUADS)
    shutil.copytree(registry, target / "registry")
    for id_, text in case_files(store).items():
        (target / f"{id_}.yaml").write_text(text, encoding="utf-8")
    return graphs(target)


@pytest.fixture(name="shipped_again", scope="module")
def _shipped_again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, set[str]]]:
    target = tmp_path_factory.mktemp("again")
    return target, rewritten(paths.shipped_cases(), paths.shipped_cases() / "registry", target)


@pytest.mark.parametrize("slug", [path.stem for path in sorted(paths.shipped_cases().glob("*.yaml"))])
def test_every_claim_anchor_and_dispute_of_a_shipped_case_comes_back(
    shipped_again: tuple[Path, dict[str, set[str]]], slug: str
) -> None:
    before = graphs(paths.shipped_cases())
    assert shipped_again[1][slug] == before[slug]
    assert len(before[slug]) > 100


def test_what_comes_back_is_laid_out(shipped_again: tuple[Path, dict[str, set[str]]]) -> None:
    for path in shipped_again[0].glob("*.yaml"):
        assert formatted(path.read_bytes(), str(path)) == path.read_text(encoding="utf-8")


def test_every_form_that_the_reader_takes_comes_back(tmp_path: Path) -> None:
    assert rewritten(TESTS / "pass", TESTS / "registry", tmp_path) == graphs(TESTS / "pass")


def test_a_trail_and_a_withheld_name_come_back_without_the_name(tmp_path: Path) -> None:
    body = """checked: [{by: reader, on: 2031-05-09}, {by: other, on: 2031-05-10, what: half}]
changes: [{on: 2031-06-01, kind: correction, what: Firefly was misspelt}, {on: 2031-06-02, kind: reply, what: "yes"}]
groups: {others: {known-by: unnamed, name: The Fireflies, withhold-name: yes, at: [p1, "a few"]}}
"""
    (tmp_path / "before").mkdir()
    path = write(tmp_path / "before", body)
    path.write_text(
        path.read_text("utf-8").replace("name: Firefly", "name: Firefly, withhold-name: yes"), encoding="utf-8"
    )
    after = rewritten(tmp_path / "before", TESTS / "registry", tmp_path / "after")
    assert after == graphs(tmp_path / "before")
    assert "Firefl" not in (tmp_path / "after" / path.name).read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".trig", ".nq"])
def test_an_exported_graph_is_imported(suffix: str, tmp_path: Path) -> None:
    assert spygraph("export", paths.shipped_cases(), "-o", tmp_path / f"graph{suffix}").code == 0
    done = spygraph("import", tmp_path / f"graph{suffix}", "-o", tmp_path / "out")
    assert done.out.startswith(f"{tmp_path / 'out'}: 12 case files\n")
    shutil.copytree(paths.shipped_cases() / "registry", tmp_path / "out" / "registry")
    assert sure(tmp_path / "out") == sure(paths.shipped_cases())


def sure(folder: Path) -> dict[str, set[str]]:
    """Return the graphs without what exports leave out: judgements that somebody is perhaps somebody else."""
    return {
        slug: {line for line in lines if "/identity-judgement/" not in line} for slug, lines in graphs(folder).items()
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a> <b> <c> .",
        "nonsense",
        "<https://w3id.org/spygraph/case/x> <b:p> <c:o> <https://w3id.org/spygraph/case/x> .",
    ],
)
def test_a_graph_of_others_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(text, encoding="utf-8")
    done = spygraph("import", tmp_path / "graph.nq", "-o", tmp_path / "out")
    assert done.code == 2
    assert done.err.startswith(f"{tmp_path / 'graph.nq'}: ")
    assert not (tmp_path / "out").exists()
