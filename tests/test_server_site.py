"""The site: pages for people, the same in RDF for programs, files, and a newer graph without a restart."""

import json
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import networkx as nx
import pyoxigraph as ox
import pytest

from serving import Server, serving
from spygraph import paths
from spygraph.casefile.grammar import NS
from spygraph.casefile.model import BASE
from spygraph.export import EXPORTERS
from support import spygraph, write

HTML, TURTLE, JSONLD = "text/html", "text/turtle", "application/ld+json"
CASE = "naval-technologist-2013"
SCREENING = {".stix.json", ".ftm.json"}  # refuse printed names


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(paths.shipped_cases()) as found:
        yield found


def subjects(shipped: ox.Store) -> list[str]:
    """Return every IRI of ours that the graph speaks of, but parts of documents."""
    found = {quad.subject.value for quad in shipped if isinstance(quad.subject, ox.NamedNode)}
    return sorted(iri for iri in found if iri.startswith(BASE) and "#" not in iri)


def test_every_iri_of_ours_can_be_looked_up(server: Server, shipped: ox.Store) -> None:
    found = subjects(shipped)
    assert len(found) > 1000
    for iri in found[::7]:
        path = "/" + iri.removeprefix(BASE)
        for media in (HTML, TURTLE, JSONLD):
            got = server.ask(path, headers={"Accept": media})
            assert (got.status, got.media) == (200, media), (path, media, got.text[:200])
        assert any(iri in str(quad) for quad in ox.parse(got.body, format=ox.RdfFormat.JSON_LD))


@pytest.mark.parametrize("name", ["ns", "vocab"])
def test_the_terms_are_documents_that_their_fragments_lead_into(server: Server, name: str) -> None:
    page = server.ask(f"/{name}", headers={"Accept": HTML})
    turtle = server.ask(f"/{name}", headers={"Accept": TURTLE})
    terms = {
        one.subject.value
        for one in ox.parse(turtle.body, format=ox.RdfFormat.TURTLE)
        if isinstance(one.subject, ox.NamedNode)
    }
    own = {iri.partition("#")[2] for iri in terms if iri.startswith(f"{BASE}{name}#")}
    assert len(own) > 50
    assert [one for one in own if f'id="{one}"' not in page.text] == []


def test_what_a_case_is_in_rdf_is_what_its_named_graph_holds(server: Server, shipped: ox.Store) -> None:
    graph = ox.NamedNode(f"{BASE}case/{CASE}")
    expected = {quad.triple for quad in shipped.quads_for_pattern(None, None, None, graph)}
    for media, form in ((TURTLE, ox.RdfFormat.TURTLE), (JSONLD, ox.RdfFormat.JSON_LD)):
        got = server.ask(f"/case/{CASE}", headers={"Accept": media})
        assert {quad.triple for quad in ox.parse(got.body, format=form)} >= expected


def test_what_is_not_there_is_said_so_and_what_was_meant(server: Server) -> None:
    got = server.ask("/case/naval-technologist-2031", headers={"Accept": HTML})
    assert got.status == 404
    assert CASE in got.text
    assert server.ask("/../../etc/passwd").status == 404
    assert server.ask("/case/%2e%2e%2f%2e%2e%2fetc%2fpasswd").status == 404
    assert server.ask("/assets/..%2f__init__.py").status == 404
    assert server.ask("/case/nothing.graphml").status == 404


@pytest.mark.parametrize("suffix", sorted(EXPORTERS))
def test_every_export_is_a_file_of_the_site(server: Server, suffix: str) -> None:
    got = server.ask(f"/graph{suffix}")
    if suffix in SCREENING:
        assert (got.status, "names" in got.text) == (409, True)
        return
    if suffix == ".md":
        assert server.ask(f"/case/{CASE}.md").status == 200
        return
    assert got.status == 200, got.text
    assert len(got.body) > 500
    assert got.headers["content-disposition"].startswith("attachment")
    assert server.ask(f"/graph{suffix}").body == got.body


def test_a_file_of_one_case_holds_that_case(server: Server) -> None:
    graph = nx.parse_graphml(server.ask(f"/case/{CASE}.graphml").text)
    assert {data["case"] for _, data in graph.nodes(data=True) if data.get("case")} == {CASE}


def test_a_format_of_several_files_is_one_archive(server: Server) -> None:
    got = server.ask("/graph.csv")
    assert got.media == "application/zip"
    assert ZipFile(BytesIO(got.body)).namelist() == ["graph.edges.csv", "graph.nodes.csv"]


def test_the_service_describes_itself(server: Server) -> None:
    got = server.ask("/sparql", headers={"Accept": TURTLE})
    store = ox.Store()
    store.load(got.body, format=ox.RdfFormat.TURTLE)
    sd = "http://www.w3.org/ns/sparql-service-description#"
    names = [row[0].value for row in store.query(f"SELECT ?name {{ ?g <{sd}name> ?name }}")]
    assert f"{BASE}case/{CASE}" in names


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a folder with a case of the tests and the store that is kept of it."""
    write(
        tmp_path / "cases",
        "recruitments:\n  main: {subject: porter, handler: agent, response: acted, at: [p1, acted]}\n",
    )
    assert spygraph("build", tmp_path / "cases", "--store", tmp_path / "store").code == 0
    return tmp_path


def claims(server: Server) -> int:
    got = server.sparql(f"SELECT (COUNT(*) AS ?n) {{ ?claim a <{NS}Claim> }}")
    return int(json.loads(got.body)["results"]["bindings"][0]["n"]["value"])


def test_a_newer_graph_is_served_without_a_restart(kept: Path) -> None:
    with serving("--store", kept / "store") as server:
        before, version = claims(server), json.loads(server.ask("/health").body)["version"]
        write(kept / "cases", slug="second-2031")
        assert spygraph("build", kept / "cases", "--store", kept / "store").code == 0
        until = time.monotonic() + 20  # the aim is a second; a test is no stopwatch
        while json.loads(server.ask("/health").body)["version"] == version:
            assert time.monotonic() < until
            time.sleep(0.02)
        assert claims(server) > before
        assert server.ask("/case/second-2031").status == 200


def test_a_damaged_newer_graph_leaves_the_one_before_in_service_and_says_so(kept: Path) -> None:
    with serving("--store", kept / "store") as server:
        before, health = claims(server), json.loads(server.ask("/health").body)
        (kept / "store" / "current").write_text("version-damaged\n", encoding="utf-8")
        until = time.monotonic() + 20
        while "trouble" not in (told := json.loads(server.ask("/health").body)):
            assert time.monotonic() < until
            time.sleep(0.02)
        assert "damaged" in told["trouble"]
        assert told["version"] == health["version"]
        assert claims(server) == before


def test_a_withdrawn_case_is_gone_and_says_so(kept: Path) -> None:
    path = kept / "cases" / "porter-2031.yaml"
    write(kept / "cases", slug="second-2031")
    path.write_text(
        "schema: 1\ncase: porter-2031\nunit: withdrawn\nwithdrawn: {on: 2031-06-01, because: a wish}\n",
        encoding="utf-8",
    )
    done = spygraph("build", kept / "cases", "--store", kept / "store")
    assert done.code == 0, done.err
    with serving("--store", kept / "store") as server:
        got = server.ask("/case/porter-2031", headers={"Accept": HTML})
        assert got.status == 410
        assert server.ask("/case/porter-2031/person/porter").status == 410
        assert server.ask("/case/porter-2031.graphml").status == 410
        assert server.ask("/case/second-2031").status == 200


def test_links_of_the_site_stay_on_the_site(server: Server) -> None:
    import re

    for path in ("/cases", f"/case/{CASE}", "/registry", "/query"):
        text = server.ask(path, headers={"Accept": HTML}).text
        for link in set(re.findall(r'(?:src|href)="([^"#]+)', text)):
            if not urlsplit(link).netloc:
                assert server.ask(link.replace("&amp;", "&")).status == 200, (path, link)
