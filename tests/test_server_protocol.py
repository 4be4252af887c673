"""The endpoint holds to the SPARQL 1.1 Protocol, as its test suite asks, and answers clients that people use."""

import json
import subprocess
from collections.abc import Iterator
from shutil import which
from urllib.parse import urlencode

import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON as AS_JSON
from SPARQLWrapper import SPARQLWrapper

from serving import DIRECT, FORM, JSON, XML, Server, encoded, serving
from spygraph import paths
from spygraph.casefile.model import BASE

REGISTRY, ONTOLOGY = f"{BASE}registry", f"{BASE}ontology"
HERE = "ASK { ?source a s:Source }"
THERE = "ASK { GRAPH ?g { ?source a s:Source } }"
NAMES = "SELECT ?x WHERE { ?x a s:Source } LIMIT 1"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(paths.shipped_cases()) as found:
        yield found


def truth(server: Server, query: str, **graphs: str | list[str]) -> bool:
    """Return what an ASK answers when it is asked with GET; the same must come by POST."""
    text = urlencode({"query": query, **{key.replace("_", "-"): value for key, value in graphs.items()}}, doseq=True)
    got = [server.ask(f"/sparql?{text}", headers={"Accept": JSON}), server.posted(text, FORM, Accept=JSON)]
    assert [one.status for one in got] == [200, 200], got[0].text
    first, second = (json.loads(one.body)["boolean"] for one in got)
    assert first == second
    return bool(first)


class TestQueriesOfTheSuite:
    """The tests of the suite that are answered, on graphs of ours instead of its own."""

    def test_query_get(self, server: Server) -> None:
        got = server.sparql("ASK {}")
        assert (got.status, got.media, json.loads(got.body)["boolean"]) == (200, JSON, True)

    def test_query_post_form(self, server: Server) -> None:
        got = server.posted(f"query={encoded('ASK {}')}", FORM)
        assert (got.status, json.loads(got.body)["boolean"]) == (200, True)

    def test_query_post_direct(self, server: Server) -> None:
        got = server.posted("ASK {}", DIRECT)
        assert (got.status, json.loads(got.body)["boolean"]) == (200, True)

    def test_query_dataset_default_graphs_get_and_post(self, server: Server) -> None:
        assert truth(server, HERE, default_graph_uri=[REGISTRY, ONTOLOGY])
        assert not truth(server, HERE, default_graph_uri=ONTOLOGY)
        assert not truth(server, THERE, default_graph_uri=REGISTRY)

    def test_query_dataset_named_graphs_get_and_post(self, server: Server) -> None:
        assert truth(server, THERE, named_graph_uri=[REGISTRY, ONTOLOGY])
        assert not truth(server, THERE, named_graph_uri=ONTOLOGY)
        assert not truth(server, HERE, named_graph_uri=REGISTRY)

    def test_query_dataset_full(self, server: Server) -> None:
        both = {"default_graph_uri": REGISTRY, "named_graph_uri": ONTOLOGY}
        assert truth(server, HERE, **both)
        assert truth(server, "ASK { GRAPH ?g { ?x a skos:Concept } }", **both)
        assert not truth(server, THERE, **both)

    def test_query_multiple_dataset_the_protocol_goes_before_from(self, server: Server) -> None:
        asked = f"ASK FROM <{ONTOLOGY}> {{ ?source a s:Source }}"
        assert not truth(server, asked)
        assert truth(server, asked, default_graph_uri=REGISTRY)

    @pytest.mark.parametrize("media", [XML, JSON, "text/tab-separated-values", "text/csv"])
    def test_query_content_type_select(self, server: Server, media: str) -> None:
        assert server.sparql(NAMES, media).media == media

    @pytest.mark.parametrize("media", [XML, JSON])
    def test_query_content_type_ask(self, server: Server, media: str) -> None:
        assert server.sparql("ASK {}", media).media == media

    @pytest.mark.parametrize(
        "query", ["DESCRIBE <http://example.org/>", "CONSTRUCT {?s ?p ?o} WHERE {?s ?p ?o} LIMIT 3"]
    )
    @pytest.mark.parametrize(
        "media", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
    )
    def test_query_content_type_describe_and_construct(self, server: Server, query: str, media: str) -> None:
        got = server.sparql(query, media)
        assert (got.status, got.media) == (200, media)

    def test_bad_query_method(self, server: Server) -> None:
        got = server.ask(f"/sparql?query={encoded('ASK {}')}", method="PUT", body=b"")
        assert (got.status, set(got.headers["allow"].split(", "))) == (405, {"GET", "HEAD", "POST"})

    def test_bad_multiple_queries(self, server: Server) -> None:
        assert server.ask(f"/sparql?query={encoded('ASK {}')}&query={encoded('SELECT * {}')}").status == 400

    def test_bad_query_wrong_media_type(self, server: Server) -> None:
        assert server.posted("ASK {}", "text/plain").status == 415

    def test_bad_query_missing_form_type(self, server: Server) -> None:
        assert server.posted(f"query={encoded('ASK {}')}", "").status == 415

    def test_bad_query_missing_direct_type(self, server: Server) -> None:
        assert server.posted("ASK {}", "").status == 415

    def test_bad_query_non_utf8(self, server: Server) -> None:
        assert server.posted("ASK {}".encode("utf-16"), f"{DIRECT}; charset=UTF-16").status == 415
        assert server.posted(b"ASK { ?x ?y '\xff' }", DIRECT).status == 400
        assert server.ask("/sparql?query=ASK%20%7B%7D%FF").status == 400

    def test_bad_query_syntax(self, server: Server) -> None:
        got = server.sparql("ASK {")
        assert got.status == 400
        assert "query:1:" in got.text


@pytest.mark.parametrize(
    ("body", "media", "path"),
    [
        ("CLEAR ALL", "application/sparql-update", "/sparql"),
        ("update=CLEAR%20ALL", FORM, "/sparql"),
        ("", FORM, "/sparql?update=CLEAR%20ALL"),
        ("update=CLEAR%20ALL&using-graph-uri=http%3A%2F%2Fexample.org%2F", FORM, "/sparql"),
        ("query=ASK%20%7B%7D&update=CLEAR%20ALL", FORM, "/sparql"),
        ("CLEAR ALL", DIRECT, "/sparql"),
        ("query=INSERT%20DATA%20%7B%20%3Ca%3A%3E%20%3Ca%3A%3E%201%20%7D", FORM, "/sparql"),
        ("query=LOAD%20%3Chttp%3A%2F%2Fexample.org%2F%3E", FORM, "/sparql"),
    ],
)
def test_every_form_of_update_is_refused(server: Server, body: str, media: str, path: str) -> None:
    before = server.sparql("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").body
    assert 400 <= server.posted(body, media, path).status < 500
    assert server.sparql("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").body == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/sparql", "/sparql?graph=http%3A%2F%2Fexample.org%2F", "/case/a", "/"])
def test_nothing_can_be_put_or_deleted(server: Server, method: str, path: str) -> None:
    assert server.ask(path, method=method, body=b"<a:> <a:> <a:> .").status == 405


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.1", "application/xml"),
        (f"{JSON};q=0.1, text/csv;q=0.9", "text/csv"),
        ("text/*", "text/xml"),
        ("application/json", "application/json"),
        (f"{XML}, {JSON};q=0", XML),
    ],
)
def test_a_client_gets_the_form_that_it_likes_best(server: Server, accept: str, media: str) -> None:
    got = server.sparql("ASK {}", accept)
    assert (got.status, got.media) == (200, media)


def test_a_form_that_we_do_not_have_is_refused_and_the_others_named(server: Server) -> None:
    got = server.sparql("ASK {}", "image/png")
    assert got.status == 406
    assert JSON in got.text


def test_a_head_request_gets_the_length_and_no_body(server: Server) -> None:
    path = f"/sparql?query={encoded('ASK {}')}"
    got, same = server.ask(path, method="HEAD"), server.ask(path)
    assert (got.status, got.body, got.headers["content-length"]) == (200, b"", str(len(same.body)))


def test_columns_stand_in_the_order_of_the_select_and_our_prefixes_are_declared(server: Server) -> None:
    got = server.sparql(
        "SELECT ?title ?source { ?source a s:Source ; s:title ?title } ORDER BY ?title LIMIT 2", "text/csv"
    )
    lines = got.text.split("\r\n")
    assert lines[0] == "title,source"
    assert lines[1].split(",")[-1].startswith(BASE)


class TestClients:
    def test_sparqlwrapper(self, server: Server) -> None:
        client = SPARQLWrapper(f"{server.url}/sparql")
        client.setReturnFormat(AS_JSON)
        client.setQuery("PREFIX s: <https://w3id.org/spygraph/ns#> SELECT ?c { ?c a s:Case } ORDER BY ?c")
        rows = client.queryAndConvert()["results"]["bindings"]  # type: ignore[index, call-overload]
        assert len(rows) == 12

    def test_sparqlwrapper_with_post_and_xml(self, server: Server) -> None:
        client = SPARQLWrapper(f"{server.url}/sparql")
        client.setMethod("POST")
        client.setRequestMethod("postdirectly")
        client.setReturnFormat("xml")
        client.setQuery("ASK { ?s ?p ?o }")
        assert "true" in client.queryAndConvert().toxml()  # type: ignore[union-attr]

    def test_sparqlstore_of_rdflib(self, server: Server) -> None:
        store = SPARQLStore(f"{server.url}/sparql", returnFormat="json")
        found = list(store.query("SELECT ?c { ?c a <https://w3id.org/spygraph/ns#Case> }"))
        assert len(found) == 12

    @pytest.mark.skipif(which("curl") is None, reason="needs curl")
    def test_curl(self, server: Server) -> None:
        query = "SELECT (COUNT(?c) AS ?n) { ?c a s:Claim }"
        command = [
            "curl",
            "-sS",
            "-H",
            "Accept: text/csv",
            f"{server.url}/sparql",
            "--data-urlencode",
            f"query={query}",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout.split() == ["n", "401"]
