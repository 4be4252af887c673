"""RDF files say the same to every parser, keep cases apart, and assert nothing that is only claimed."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyld
import pyoxigraph as ox
import pytest
import rdflib

from foreign import rapper, run_node
from spygraph.export import Selection, export
from spygraph.export.spool import ordered
from spygraph.network import to_network
from spygraph.queries.prefixes import PREFIXES

FORMS = {
    ".ttl": (ox.RdfFormat.TURTLE, "turtle", "turtle", "text/turtle"),
    ".nt": (ox.RdfFormat.N_TRIPLES, "nt", "ntriples", "N-Triples"),
    ".nq": (ox.RdfFormat.N_QUADS, "nquads", "nquads", "N-Quads"),
    ".trig": (ox.RdfFormat.TRIG, "trig", "trig", "application/trig"),
}
NS = rdflib.Namespace("https://w3id.org/spygraph/ns#")
BASE = "https://w3id.org/spygraph/"
Files = dict[str, Path]


@pytest.fixture(scope="module", name="files")
def _files(shipped: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("rdf")
    for suffix in (*FORMS, ".jsonld", ".rdf12.ttl"):
        export(shipped, folder / f"graph{suffix}")
    return {path.name.removeprefix("graph"): path for path in folder.iterdir()}


def parsed(path: Path, form: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(path=str(path), format=form))


@pytest.mark.parametrize("suffix", FORMS)
def test_four_parsers_find_the_same_statements(files: Files, suffix: str) -> None:
    oxigraph, by_rdflib, by_rapper, by_n3 = FORMS[suffix]
    quads = parsed(files[suffix], oxigraph)
    dataset = rdflib.Dataset()
    dataset.parse(files[suffix], format=by_rdflib)
    assert sum(1 for _ in dataset.quads()) == len(quads)
    assert run_node("rdf.mjs", files[suffix], by_n3)["quads"] == len(quads)
    assert len(rapper(files[suffix], by_rapper)) == len(quads)


@pytest.mark.parametrize("suffix", [*FORMS, ".rdf12.ttl"])
def test_a_part_says_that_it_is_one_and_every_parser_reads_it(
    shipped: ox.Store, files: Files, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"x{suffix}"
    export(shipped, path, Selection(standings=frozenset({"official-claim"})))
    assert "left out on request" in path.read_text(encoding="utf-8").splitlines()[0]
    assert "left out on request" not in files[suffix].read_text(encoding="utf-8")
    found = len(set(ox.parse(path=str(path))))
    assert found > 0
    if suffix in FORMS:
        assert len(rapper(path, FORMS[suffix][2])) == run_node("rdf.mjs", path, FORMS[suffix][3])["quads"] == found


def test_turtle_holds_the_claims_and_no_shortcut(shipped: ox.Store, files: Files) -> None:
    graph = rdflib.Graph().parse(files[".ttl"])
    claims = to_network(shipped).claims
    assert len(set(graph.subjects(rdflib.RDF.type, NS.Claim))) == len(claims) - 1, "without the unsure judgement"
    assert not list(graph.subject_objects(NS.recruitedBy))
    assert not list(graph.subject_objects(NS.spiedFor))


def test_trig_keeps_each_case_and_each_strength_of_shortcut_apart(files: Files) -> None:
    graphs = {quad.graph_name.value.removeprefix(BASE) for quad in parsed(files[".trig"], ox.RdfFormat.TRIG)}
    assert {"registry", "shortcuts/established", "shortcuts/claimed"} <= graphs
    assert len([graph for graph in graphs if graph.startswith("case/")]) == 12


def test_jsonld_says_what_the_named_graphs_say_to_three_processors(files: Files) -> None:
    quads = {quad for quad in parsed(files[".nq"], ox.RdfFormat.N_QUADS) if "shortcuts/" not in quad.graph_name.value}
    assert parsed(files[".jsonld"], ox.RdfFormat.JSON_LD) == quads
    dataset = rdflib.Dataset()
    dataset.parse(files[".jsonld"], format="json-ld")
    triples = {(str(s), str(p), str(o), str(g)) for s, p, o, g in dataset.quads()}
    assert triples == {(q.subject.value, q.predicate.value, q.object.value, q.graph_name.value) for q in quads}
    by_pyld = pyld.jsonld.to_rdf(json.loads(files[".jsonld"].read_bytes()), {"format": "application/n-quads"})
    assert set(ox.parse(by_pyld.encode(), format=ox.RdfFormat.N_QUADS)) == quads


def test_rdf_1_2_reifies_every_claim_and_asserts_none(shipped: ox.Store, files: Files) -> None:
    triples = [quad.triple for quad in parsed(files[".rdf12.ttl"], ox.RdfFormat.TURTLE)]
    said = [one for one in triples if one.predicate.value == PREFIXES["rdf"] + "reifies"]
    assert run_node("rdf.mjs", files[".rdf12.ttl"], "text/turtle") == {
        "quads": len(triples),
        "graphs": 1,
        "quoted": len(said),
    }
    claims = {one.subject for one in triples if one.object == ox.NamedNode(NS.Claim)}
    assert {one.subject for one in said} <= claims
    assert {one.object for one in said}.isdisjoint(triples)
    plain = {quad.triple for quad in parsed(files[".ttl"], ox.RdfFormat.TURTLE)}
    assert len(plain) == len(triples), "as many statements as the claims hold"


@pytest.mark.parametrize("run", [1, 3, 100])
def test_lines_that_wait_in_files_come_back_in_order_one_run_at_a_time(run: int) -> None:
    given = [f"<{one % 7}/{one}> \u5f20" for one in range(20, 0, -1)]
    taken = 0

    def told() -> Iterator[str]:
        nonlocal taken
        for line in given:
            taken += 1
            yield line

    found = ordered(told(), run)
    assert taken == 0
    assert [next(found), *found] == sorted(given)
    assert taken == len(given)
    assert list(ordered([], run)) == []


def test_shortcuts_are_sorted_whatever_waits_in_files(
    shipped: ox.Store, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spygraph.export.shortcuts.ordered", partial(ordered, run=2))
    export(shipped, tmp_path / "x.nq")
    assert (tmp_path / "x.nq").read_bytes() == files[".nq"].read_bytes()
    lines = files[".nq"].read_text(encoding="utf-8").splitlines()
    claimed = [line for line in lines if line.endswith("<https://w3id.org/spygraph/shortcuts/claimed> .")]
    assert claimed == sorted(claimed)


def test_a_shortcut_goes_with_the_claims_that_bear_it(shipped: ox.Store, tmp_path: Path) -> None:
    export(shipped, tmp_path / "x.nq", Selection(standings=frozenset({"adjudicated-as-reported"})))
    quads = parsed(tmp_path / "x.nq", ox.RdfFormat.N_QUADS)
    kept = {quad.subject for quad in quads if quad.object == ox.NamedNode(NS.Claim)}
    borne = [quad for quad in quads if quad.predicate.value == PREFIXES["prov"] + "wasDerivedFrom"]
    assert borne
    assert {quad.object for quad in borne} <= kept
    nodes = {quad.subject for quad in borne}
    plain = [q for q in quads if "shortcuts/" in q.graph_name.value and q.subject not in nodes]
    assert len(plain) == len(nodes), "each shortcut is there once as a triple and once as a node"


def test_a_part_leads_to_nothing_that_is_left_out(shipped: ox.Store, tmp_path: Path) -> None:
    export(shipped, tmp_path / "x.nq", Selection(frozenset({"unit-investor-2024"}), frozenset({"official-claim"})))
    quads = parsed(tmp_path / "x.nq", ox.RdfFormat.N_QUADS)
    subjects = {quad.subject.value for quad in quads}
    linked = {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}
    ours = {iri for iri in linked if iri.startswith((BASE + "case/", BASE + "registry/"))}
    assert ours - subjects == set()
