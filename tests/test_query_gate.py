"""A query only asks: it writes nothing, reads nothing from elsewhere, and cannot kill the program by its size."""

from collections.abc import Iterator
from socketserver import BaseRequestHandler, TCPServer
from threading import Thread

import pyoxigraph as ox
import pytest

from spygraph.errors import SpygraphError
from spygraph.queries.answers import answer
from spygraph.queries.gate import Gate
from support import spygraph, started


class _Server(TCPServer):
    """Notes who connects, and hangs up."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), BaseRequestHandler)
        self.visits: list[object] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"

    def process_request(self, request: object, client_address: object) -> None:
        self.visits.append(client_address)
        self.shutdown_request(request)  # type: ignore[arg-type]


@pytest.fixture(name="server")
def _server() -> Iterator[_Server]:
    """Yield a server on this machine; whoever connects to it has left the store."""
    with _Server() as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def refused(store: ox.Store, query: str) -> str:
    with pytest.raises(SpygraphError) as error:
        list(answer(store, query, "json"))
    return str(error.value)


OUTSIDE = [
    ("SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}", "SERVICE asks another server"),
    (
        "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }} }} }} }}",
        "SERVICE asks another server",
    ),
    ("SELECT * {{ BIND(<{url}> AS ?u) SERVICE ?u {{ ?s ?p ?o }} }}", "SERVICE asks another server"),
    ("PREFIX x: <{url}> select * {{ service x: {{ ?s ?p ?o }} }}", "SERVICE asks another server"),
    ("SELECT * FROM <{url}> {{ ?s ?p ?o }}", "FROM names data to read"),
    ("SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", "FROM names data to read"),
    ("SELECT * FROM <file:///etc/hostname> {{ ?s ?p ?o }}", "FROM names data to read"),
    ("LOAD <{url}>", "LOAD would write; only questions are answered"),
]


@pytest.mark.parametrize(("query", "message"), OUTSIDE, ids=range(len(OUTSIDE)))
def test_no_query_leaves_the_store(shipped: ox.Store, server: _Server, query: str, message: str) -> None:
    assert message in refused(shipped, query.format(url=server.url))
    assert server.visits == []


def test_the_server_would_notice_a_visit(shipped: ox.Store, server: _Server) -> None:
    with pytest.raises((OSError, RuntimeError), match=r"(?i)server|connection|http|response|service"):
        list(shipped.query(f"SELECT * {{ SERVICE <{server.url}> {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]
    assert server.visits


@pytest.mark.parametrize(
    "word",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "CREATE GRAPH <a:a>",
    ],
)
@pytest.mark.parametrize("before", ["", "PREFIX a: <https://example.org/>\n "], ids=["bare", "prefixed"])
def test_no_query_writes(shipped: ox.Store, word: str, before: str) -> None:
    size = len(shipped)
    assert f"{word.split()[0]} would write; only questions are answered" in refused(shipped, before + word)
    assert len(shipped) == size


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { ?s ?p ?o FILTER" + "(" * 5_000 + "1" + ")" * 5_000 + " }", "nested more than 60 levels deep"),
        ("SELECT * " + "{" * 5_000 + "?s ?p ?o" + "}" * 5_000, "nested more than 60 levels deep"),
        ("SELECT * { ?a ?b ?c FILTER(?a<" + "(" * 5_000 + "1" + ")" * 5_000 + "&&?c>0) }", "nested too deeply"),
        ("SELECT * { {} " + "UNION {} " * 10_000 + "}", "longer than 64,000 characters"),
        ("SELECT * { {}" + "UNION{}" * 6_000 + "}", "more than 500 alternatives"),
        ("SELECT * { ?s " + "|".join(["a"] * 6_000) + " ?o }", "more than 500 alternatives"),
        ("ASK {}" + " " * 64_000, "longer than 64,000 characters"),
        ("ASK { FILTER(1" + "+1" * 30_000 + ") }", "joins more than 2,000 parts"),
        ("ASK { FILTER(1" + "&&1" * 20_000 + ") }", "joins more than 2,000 parts"),
        ("ASK { ?s a" + "/a" * 30_000 + " ?o }", "joins more than 2,000 parts"),
        ("ASK { ?s a 1" + ",1" * 30_000 + " }", "joins more than 2,000 parts"),
        ("ASK { " + "{SELECT*{}}" * 5_800 + " }", "joins more than 2,000 parts"),
    ],
    ids=[
        *("parentheses", "braces", "parentheses that look like an IRI", "unions", "short unions", "paths", "blanks"),
        *("sums", "conditions", "steps", "objects", "selects"),
    ],
)
def test_a_query_that_would_kill_the_program_is_refused(shipped: ox.Store, query: str, message: str) -> None:
    assert message in refused(shipped, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?l { ?s rdfs:label ?l FILTER(?l = 'SERVICE <http://example.org/> { FROM LOAD') }",
        "SELECT ?l { ?s rdfs:label ?l } # SERVICE FROM INSERT " + "(" * 100,
        "SELECT ?service ?from { ?service s:by ?from }",
        "SELECT ?l { ?s rdfs:label ?l FILTER(?l != '" + "(" * 500 + "') } LIMIT 1",
        "ASK { ?s a <http://example.org/SERVICE#INSERT> }",
        "SELECT ?s { VALUES ?s { " + "v:unit-case " * 4_000 + "} } LIMIT 1",
    ],
    ids=range(6),
)
def test_words_in_strings_comments_names_and_iris_are_no_reason_to_refuse(shipped: ox.Store, query: str) -> None:
    assert list(answer(shipped, query, "json"))


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT ?s\nWHERE { ?s ?p }", "query:2:"),
        ("SELEKT * { ?s ?p ?o }", "query:1:1:"),
        ("", "query:1:1:"),
        ("ASK {} ASK {}", "query:1:8:"),
    ],
)
def test_a_slip_is_told_with_line_column_and_a_mark_under_it(shipped: ox.Store, query: str, place: str) -> None:
    told = refused(shipped, query)
    assert told.startswith(place)
    assert told.splitlines()[-1].strip() == "^"


def test_a_refused_query_ends_the_command_with_2() -> None:
    done = spygraph("query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert (done.code, done.out) == (2, "")


def test_a_command_runs_where_every_connection_is_an_error() -> None:
    assert started("-m", "spygraph", "query", "ASK { ?s a s:Case }").out == "yes\n"
    reach = "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert "a network connection was opened" in started("-c", reach).err


# the two parsers of a query must see one query: what ends a comment, a text or an IRI for one of them ends it for both
DISGUISED = [
    ("SELECT * {{ #\r SERVICE <{url}> {{ ?s ?p ?o }}\n }}", "carriage return"),
    ('SELECT * {{ BIND("a\\u0022 AS ?x) #" AS ?x) SERVICE <{url}> {{ ?s ?p ?o }}\n }}', "SERVICE asks another server"),
    ('SELECT * {{ BIND("\\\\u0022 AS ?x) #" AS ?x) SERVICE <{url}> {{ ?s ?p ?o }}\n }}', "SERVICE asks another server"),
    ("SELECT * {{ BIND('''\\'''' AS ?x) SERVICE <{url}> {{ ?s ?p ?o }} #'''\n }}", "SERVICE asks another server"),
]
# each passes, and then what looks like it to a reader that cannot tell an operator from an IRI
TWINS = [
    "SELECT * { FILTER(1<2)GRAPH#>\n<URL> { ?s ?p ?o } }",
    "SELECT * { BIND(1 AS ?b) FILTER(1<?b)GRAPH#>\n<URL> { ?s ?p ?o } }",
    "PREFIX x: <x:> SELECT * { FILTER(1<x:b)GRAPH#>\n<URL> { ?s ?p ?o } }",
    "PREFIX x: <x:> SELECT * { x:a\\#b ?p ?o . GRAPH <URL> { ?s ?p ?o }\n }",
    "PREFIX x: <x:> SELECT * { x:a\\'b ?p ?o . GRAPH <URL> { ?s ?p ?o } x:a\\'b ?p ?o }",
    "SELECT * { BIND('''\\'''' AS ?x) GRAPH <URL> { ?s ?p ?o } #'''\n }",
]


@pytest.mark.parametrize(("query", "message"), DISGUISED, ids=range(len(DISGUISED)))
def test_a_service_in_disguise_is_seen(shipped: ox.Store, server: _Server, query: str, message: str) -> None:
    assert message in refused(shipped, query.format(url=server.url))
    assert server.visits == []


@pytest.mark.parametrize("query", TWINS, ids=range(len(TWINS)))
def test_what_passed_lets_nothing_else_pass(query: str) -> None:
    gate = Gate()
    gate.passed(query)
    with pytest.raises(SpygraphError, match="SERVICE asks another server"):
        gate.passed(query.replace("GRAPH", "SERVICE"))


def test_lines_may_end_as_they_do_in_a_form(shipped: ox.Store) -> None:
    assert list(answer(shipped, 'ASK { # one\r\n ?s ?p "a\\u0022\\\\u0022" # two\r\n }', "json"))
