"""An endpoint that misbehaves: whatever it does, there is a clear error or a complete answer, and never a traceback."""

import gc
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler
from itertools import count
from ssl import SSLError

import pyoxigraph as ox
import pytest

from engines import Fake, Reply, Request, fake, free_port, say
from spygraph.endpoint import Endpoint, Publisher, Wire, update_address
from spygraph.endpoint.manifest import ours
from spygraph.endpoint.skeleton import bound, order, shown
from spygraph.endpoint.terms import inward, outward, term
from spygraph.errors import SpygraphError
from spygraph.queries.answers import rows
from spygraph.queries.named import FOLDER
from spygraph.store import select
from support import spygraph

JSON = "application/sparql-results+json"
SIMPLE = "SELECT ?thing { ?thing a ?class }"


@pytest.fixture(autouse=True)
def _collected_here() -> Iterator[None]:
    """Keep the garbage of this thread from those of the servers: what Oxigraph returns must end where it began."""
    gc.disable()
    yield
    gc.enable()
    gc.collect()


@pytest.fixture(autouse=True)
def _without_login(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SPYGRAPH_ENDPOINT_USER", "SPYGRAPH_ENDPOINT_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


Serve = Callable[[Reply], Fake]


@pytest.fixture(name="serve")
def _serve() -> Iterator[Serve]:
    with ExitStack() as stack:
        yield lambda reply: stack.enter_context(fake(reply))


def engine(store: ox.Store, limit: int = 0, header: bool = False) -> Reply:
    """Answer from a store, and cut rows at a limit."""

    def answer(query: str) -> bytes:
        # what Oxigraph returns must not outlive the thread that asked
        found = store.query(query, use_default_graph_as_union=True)
        assert not isinstance(found, ox.QueryTriples)
        return found.serialize(format=ox.QueryResultsFormat.JSON) or b""

    def reply(handler: BaseHTTPRequestHandler, request: Request) -> None:
        whole = json.loads(answer(request.form["query"][0]))
        given = whole.get("results", {}).get("bindings", [])
        more = {"X_SPARQL_MaxRows": str(limit)} if header and limit and len(given) >= limit else {}
        if limit:
            del given[limit:]
        say(handler, json.dumps(whole).encode(), JSON, **more)

    return reply


def error(do: Callable[[], object]) -> str:
    with pytest.raises(SpygraphError) as caught:
        do()
    return str(caught.value)


def ask(server: Fake, **bounds: float) -> Callable[[], object]:
    return lambda: list(Endpoint(server.url, Wire(server.url, **bounds)).named_graphs())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://127.0.0.1/x", "begins with http"),
        ("file:///etc/passwd", "begins with http"),
        ("http://", "names a host"),
        ("127.0.0.1:7878/query", "begins with http"),
        ("http://127.0.0.1:x/", "no address"),
        ("http://me:secret@127.0.0.1/", "SPYGRAPH_ENDPOINT_USER"),
        ("http://127.0.0.1/a b", "begins with http"),
    ],
)
def test_an_address_is_refused_before_anything_is_sent(url: str, why: str) -> None:
    assert why in error(lambda: Endpoint(url))
    done = spygraph("query", "--endpoint", url, "cases")
    assert (done.code, done.out) == (2, "")
    assert "secret" not in done.err


def test_a_server_that_is_not_there_is_named() -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    done = spygraph("query", "cases", "--endpoint", url)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{url}: cannot be reached: Connection refused\n"


@pytest.mark.parametrize(
    ("code", "media", "body", "told"),
    [
        (200, "text/html", b"<!DOCTYPE html><html>Welcome</html>", "answers with a web page"),
        (200, "application/json", b"<html>Welcome</html>", "answers with a web page"),
        (200, JSON, b'{"head": {"vars": ["x"]}, "results": {"bindings": [', "no answer to a SPARQL query"),
        (200, JSON, b'{"ok": true}', "no answer to a SPARQL query"),
        (200, JSON, b"[]", "no answer to a SPARQL query"),
        (
            200,
            JSON,
            b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"a b"}}]}}',
            "no answer",
        ),
        (200, JSON, b'{"head":{"vars":[]},"results":{"bindings":[{"x":{"type":"uri","value":"x:y"}}]}}', "no answer"),
        (200, "application/sparql-results+xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><sparql/>", "no answer"),
        (200, JSON, b'{"head":{"vars":["a b"]},"results":{"bindings":[]}}', "no answer to a SPARQL query"),
        (200, JSON, b'{"head":{"vars":["x"]},"results":{"bindings":' + b"[" * 100_000, "no answer to a SPARQL query"),
        (
            200,
            JSON,
            b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"triple","value":{}}}]}}',
            "no answer",
        ),
        (
            200,
            JSON,
            b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}',
            "answers a question of ours without",
        ),
        (200, "image/png", b"\x89PNG", "no answer to a SPARQL query (image/png, 4 bytes)"),
        (500, "text/plain", b"\nVirtuoso 37000 Error SP030\nSPARQL query:", "answered 500: Virtuoso 37000 Error SP030"),
        (400, "text/html", b"<html>Bad</html>", "the server answered 400"),
        (503, "text/plain", b"", "the server answered 503"),
        (404, "text/html", b"<html>Not found</html>", "there is no endpoint at this address (404)"),
        (401, "text/plain", b"", "not allowed (401)"),
        (403, "text/plain", b"no", "not allowed (403): no; set SPYGRAPH_ENDPOINT_USER"),
    ],
)
def test_an_answer_that_is_none_is_told_in_a_line(serve: Serve, code: int, media: str, body: bytes, told: str) -> None:
    server = serve(lambda handler, _: say(handler, body, media, code))
    message = error(ask(server))
    assert told in message
    assert "\n" not in message
    done = spygraph("list", "cases", "--endpoint", server.url)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")


def test_nothing_is_asked_of_the_server_that_another_one_sends_on_to(serve: Serve) -> None:
    other = serve(engine(ox.Store()))
    server = serve(lambda handler, _: say(handler, b"", "text/plain", 307, Location=other.url))
    assert f"sends on to {other.url}" in error(ask(server))
    assert other.asked == []


def test_a_body_that_breaks_off_is_no_answer(serve: Serve) -> None:
    def reply(handler: BaseHTTPRequestHandler, _: Request) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"head": {"vars": []}, "results": {"bindings": []}}')

    assert "the answer broke off" in error(ask(serve(reply)))


def test_a_chunked_body_that_breaks_off_is_no_answer(serve: Serve) -> None:
    def reply(handler: BaseHTTPRequestHandler, _: Request) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b'33\r\n{"head": {"vars": []}, "results": {"bindings": []}}\r\n')
        handler.close_connection = True

    assert "the answer broke off" in error(ask(serve(reply)))


def test_a_secure_connection_that_is_damaged_is_told_with_the_address(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object) -> bytes:
        raise SSLError(1, "bad record mac")

    server = serve(engine(ox.Store()))
    monkeypatch.setattr("http.client.HTTPResponse.read1", damaged)
    assert error(ask(server)) == f"{server.url}: the answer broke off (SSLError)"


def test_a_server_that_says_nothing_is_not_waited_for(serve: Serve) -> None:
    assert "no answer within 0.1 seconds" in error(ask(serve(lambda *_: time.sleep(0.5)), silence=0.1))


def _endless(pause: float) -> Reply:
    def reply(handler: BaseHTTPRequestHandler, _: Request) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.end_headers()
        while True:
            handler.wfile.write(b" " * 1_000)
            time.sleep(pause)

    return reply


def test_a_body_without_end_is_left(serve: Serve) -> None:
    assert "longer than 50,000 bytes" in error(ask(serve(_endless(0)), most=50_000))
    assert "took longer than 0.2 seconds" in error(ask(serve(_endless(0.05)), patience=0.2))


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@pytest.mark.parametrize(
    ("head", "drip"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"", b"H"),
        (_HEAD + b"X: ", b"a"),
        (_HEAD + b"\r\n", b" "),
        (_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        (_HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"Trailer: a\r\n"),
        (b"HTTP/1.1 500 Bad\r\n\r\n", b"a"),
        (b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=r\r\n\r\n", b"a"),
    ],
)
def test_an_answer_that_drips_is_over_at_the_deadline(serve: Serve, head: bytes, drip: bytes) -> None:
    def reply(handler: BaseHTTPRequestHandler, _: Request) -> None:
        handler.wfile.write(head)
        for _ in range(200):
            handler.wfile.write(drip)
            time.sleep(0.02)

    server = serve(reply)
    began = time.monotonic()
    message = error(ask(server, patience=0.3))
    assert time.monotonic() - began < 2
    late = "the answer took longer than 0.3 seconds; ask for less, or see to the server"
    refused = "the server answered 500", "not allowed (401)"
    assert message.startswith(tuple(f"{server.url}: {told}" for told in (late, *refused)))


def test_an_endpoint_without_our_graph_says_how_to_fill_it(serve: Serve) -> None:
    done = spygraph("query", SIMPLE, "--endpoint", serve(engine(ox.Store())).url)
    assert (done.code, done.out) == (2, "")
    assert "spygraph publish" in done.err


@pytest.mark.parametrize("header", [True, False])
def test_rows_that_a_server_leaves_out_are_fetched_in_parts(shipped: ox.Store, serve: Serve, header: bool) -> None:
    far = Endpoint(serve(engine(shipped, 1_000, header)).url)
    query = "SELECT ?subject ?object { ?subject rdf:type|rdfs:label|s:says ?object } ORDER BY ?object ?subject"
    assert rows(far, query)[1] == rows(shipped, query)[1]
    assert len(rows(far, query)[1]) > 2_000
    terms = ox.NamedNode("https://w3id.org/spygraph/ontology")
    assert sum(1 for _ in far.quads_for_pattern(None, None, None, terms)) == 4_135


@pytest.mark.parametrize("name", ["how-long", "timeline", "who-speaks"])
def test_rows_that_come_in_parts_stand_in_an_order_that_is_not_shown(
    shipped: ox.Store, serve: Serve, name: str
) -> None:
    query = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    wanted = rows(shipped, query)
    far = Endpoint(serve(engine(shipped, max(len(wanted[1]) // 3, 2), header=True)).url)
    assert rows(far, query) == wanted


def test_what_orders_a_query_is_shown_only_where_its_rows_stay() -> None:
    query = "SELECT ?a { ?a ?p ?c } ORDER BY DESC(?c) ?a"
    assert shown(query, ["a"]) == ("SELECT ?c  ?a { ?a ?p ?c } ORDER BY DESC(?c) ?a", ["c"])
    for other in (
        "SELECT ?a ?c { ?a ?p ?c } ORDER BY ?c",
        "SELECT DISTINCT ?a { ?a ?p ?c } ORDER BY ?c",
        "SELECT ?a { ?a ?p ?c } GROUP BY ?a ORDER BY ?c",
        "SELECT (COUNT(?a) AS ?n) { ?a ?p ?c } ORDER BY ?c",
        "SELECT ?a { ?a ?p ?c } ORDER BY STR(?c)",
        "SELECT * { ?a ?p ?c } ORDER BY ?d",
    ):
        assert shown(other, ["a", "c"] if "?a ?c {" in other else ["a"]) == (other, [])


def test_a_full_page_that_is_the_whole_answer_stays(shipped: ox.Store, serve: Serve) -> None:
    query = "SELECT ?subject { ?subject ?property ?object } LIMIT 1000"
    assert len(rows(Endpoint(serve(engine(shipped, 1_000)).url), query)[1]) == 1_000


def test_rows_that_cannot_be_had_are_an_error(shipped: ox.Store, serve: Serve) -> None:
    def stingy(handler: BaseHTTPRequestHandler, request: Request) -> None:
        limit = 5 if "STRSTARTS(MD5" in request.form["query"][0] else 1_000
        engine(shipped, limit)(handler, request)

    many = "SELECT ?subject ?object { ?subject rdf:type ?object }"
    assert " rows; ask for less" in error(lambda: rows(Endpoint(serve(stingy).url), many))
    few = Endpoint(serve(engine(shipped, 10, header=True)).url)
    assert "the endpoint gives out 10 at a time" in error(lambda: rows(few, many))


def test_triples_that_a_server_leaves_out_and_time_that_ran_out_are_errors(shipped: ox.Store, serve: Serve) -> None:
    def reply(handler: BaseHTTPRequestHandler, request: Request) -> None:
        if "CONSTRUCT" in request.form["query"][0]:
            say(handler, b"<a:a> <a:b> <a:c> .\n", "application/n-triples", X_SPARQL_MaxRows="1")
        elif "LATE" in request.form["query"][0]:
            say(handler, b"{}", JSON, X_SQL_State="S1TAT")
        else:
            engine(shipped)(handler, request)

    far = Endpoint(serve(reply).url)
    assert "only a part of the triples" in error(lambda: far.query("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }"))
    assert "ran out of time" in error(lambda: far.query('SELECT ?a { ?a ?b "LATE" }'))


def test_what_is_no_sparql_is_told_as_ever_and_not_sent(shipped: ox.Store, serve: Serve) -> None:
    server = serve(engine(shipped))
    near, far = (
        spygraph("query", "SELECT ?x WHERE { ?x "),
        spygraph("query", "SELECT ?x WHERE { ?x ", "--endpoint", server.url),
    )
    assert (far.code, far.err) == (near.code, near.err)
    assert server.asked == []


def test_values_stand_in_a_query_as_terms_that_nothing_can_end(shipped: ox.Store, serve: Serve) -> None:
    far = Endpoint(serve(engine(shipped)).url)
    query = "SELECT ?case ?title { ?case <https://w3id.org/spygraph/ns#title> ?title }"
    wanted = {"case": "https://w3id.org/spygraph/case/naval-technologist-2013"}
    assert [str(row["title"]) for row in select(far, query, **wanted)] == [
        str(row["title"]) for row in select(shipped, query, **wanted)
    ]
    for nasty in ('"} DROP ALL', "\\", "'''", "a\nb", "}} #"):
        assert list(select(far, query, title=nasty)) == []
        text = bound(query, {"title": ox.Literal(nasty)})
        assert text.replace(str(ox.Literal(nasty)), "") == bound(query, {"title": ox.Literal("")}).replace('""', "")


def test_terms_come_back_as_they_were_sent() -> None:
    for one in (
        ox.BlankNode("c14n7"),
        ox.Literal("P1Y", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#duration")),
    ):
        sent = ox.parse(f"<a:s> <a:p> {outward(one, carried=True)} .".encode(), format=ox.RdfFormat.N_TRIPLES)
        got = next(iter(sent)).object
        assert got != one
        kind = "uri" if isinstance(got, ox.NamedNode) else "typed-literal"
        datatype = {} if isinstance(got, ox.NamedNode) else {"datatype": got.datatype.value}  # type: ignore[union-attr]
        assert term(inward({"type": kind, "value": got.value, **datatype})) == one  # type: ignore[union-attr]
    truth = {"type": "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"}
    assert term(inward(truth)) == ox.Literal(True)


def test_the_order_of_a_query_is_read_off_its_outer_part() -> None:
    inner = "SELECT ?a ?b { { SELECT ?a { ?a ?p ?c } ORDER BY ?c LIMIT 3 } ?a ?q ?b }"
    assert order(inner, ["a", "b"]) == []
    assert order(f"{inner} ORDER BY DESC(?b) ?a # ORDER BY ?c\n LIMIT 5", ["a", "b"]) == [("b", True), ("a", False)]
    assert order(f"{inner} ORDER BY STR(?b)", ["a", "b"]) is None
    assert order(f"{inner} ORDER BY ?elsewhere", ["a", "b"]) is None


def test_a_password_goes_in_the_clear_to_this_machine_only(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    def reply(handler: BaseHTTPRequestHandler, request: Request) -> None:
        if request.login:
            engine(ox.Store())(handler, request)
        else:
            say(handler, b"", "text/plain", 401, WWW_Authenticate='Basic realm="r"')

    monkeypatch.setenv("SPYGRAPH_ENDPOINT_USER", "me")
    monkeypatch.setenv("SPYGRAPH_ENDPOINT_PASSWORD", "secret")
    server = serve(reply)
    assert list(Endpoint(server.url).named_graphs()) == []
    monkeypatch.setattr("spygraph.endpoint.logins._LOOPBACK", ())
    server.asked.clear()
    assert "wants the password in the clear" in error(ask(server))
    assert [one.login for one in server.asked] == [""]


def test_a_login_of_another_kind_is_told(serve: Serve) -> None:
    server = serve(lambda handler, _: say(handler, b"", "text/plain", 401, WWW_Authenticate="Negotiate"))
    assert "neither Basic nor Digest" in error(ask(server))


def test_a_refused_digest_asks_for_no_password_in_the_clear(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spygraph.endpoint.logins._LOOPBACK", ())
    digest = 'Digest realm="r", nonce="n"'
    server = serve(lambda handler, _: say(handler, b"", "text/plain", 401, WWW_Authenticate=digest))
    assert "not allowed (401)" in error(ask(server))


@pytest.mark.parametrize("user", ["", "me"])
@pytest.mark.parametrize(
    ("code", "headers", "told"),
    [
        (401, {"WWW_Authenticate": 'Digest realm="r", nonce="n"'}, "not allowed (401); set SPYGRAPH_ENDPOINT_USER"),
        (401, {"WWW_Authenticate": "Digest realm="}, "a header of the answer cannot be read"),
        (401, {"WWW_Authenticate": "Basic realm=r"}, "not allowed (401); set SPYGRAPH_ENDPOINT_USER"),
        (302, {"Location": "http://[::1/"}, "a header of the answer cannot be read: Invalid IPv6 URL"),
    ],
)
def test_headers_that_lead_nowhere_are_told_with_the_address(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, user: str, code: int, headers: dict[str, str], told: str
) -> None:
    monkeypatch.setenv("SPYGRAPH_ENDPOINT_USER", user)
    server = serve(lambda handler, _: say(handler, b"", "text/plain", code, **headers))
    done = spygraph("list", "cases", "--endpoint", server.url)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{server.url}: {told}")
    assert done.err.count("\n") == 1


def test_updates_go_as_a_form_where_a_server_takes_nothing_else(serve: Serve) -> None:
    def reply(handler: BaseHTTPRequestHandler, request: Request) -> None:
        say(handler, b"", "text/plain", 415 if request.kind == "application/sparql-update" else 204)

    server = serve(reply)
    Wire(server.url).change("CLEAR ALL")
    assert server.asked[-1].form == {"update": ["CLEAR ALL"]}


def test_updates_go_beside_the_queries_unless_told_otherwise() -> None:
    assert update_address("http://a/b/query") == "http://a/b/update"
    assert update_address("http://a/sparql") == "http://a/sparql"


def test_a_publish_that_is_refused_says_where_updates_may_go(serve: Serve) -> None:
    def reply(handler: BaseHTTPRequestHandler, request: Request) -> None:
        if request.form.get("query"):
            engine(ox.Store())(handler, request)
        else:
            say(handler, b"read only", "text/plain", 405)

    done = spygraph("publish", "--endpoint", serve(reply).url)
    assert (done.code, done.out) == (2, "")
    assert "read only; updates often have an address of their own: --update URL" in done.err


def test_an_engine_that_loses_statements_is_found_out(shipped: ox.Store, serve: Serve) -> None:
    kept = ox.Store()

    def reply(handler: BaseHTTPRequestHandler, request: Request) -> None:
        if request.form.get("query"):
            engine(kept)(handler, request)
            return
        kept.update(request.body.decode())
        for quad in list(kept.quads_for_pattern(None, ox.NamedNode("https://w3id.org/spygraph/ns#paragraph"), None))[
            :1
        ]:
            kept.remove(quad)
        say(handler, b"", "text/plain", 204)

    wire = Wire(serve(reply).url)
    assert "run publish again" in error(lambda: Publisher(shipped, wire, wire).run())
    assert "did not end" in error(lambda: list(Endpoint(wire.url).named_graphs()))


def _cut(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")


def _without_end(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        handler.wfile.write(b" " * 1_000_000)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (lambda handler: say(handler, b"disk full", "text/plain", 500), "the server answered 500: disk full"),
        (lambda handler: say(handler, b"<html>Hello</html>", "text/html"), "run publish again"),
        (lambda handler: say(handler, b"", "text/plain", 307, Location="http://127.0.0.1:1/"), "sends on to"),
        (lambda handler: say(handler, b"", "text/plain", 401, WWW_Authenticate='Basic realm="r"'), "not allowed (401)"),
        (lambda handler: None, "the answer broke off"),
        (_cut, "the answer broke off after 4 of 10 bytes"),
        (_without_end, "longer than 128,000,000 bytes"),
    ],
)
def test_a_publish_goes_on_where_a_broken_server_ended_it(
    shipped: ox.Store, serve: Serve, fault: Callable[[BaseHTTPRequestHandler], None], told: str
) -> None:
    kept, pieces = ox.Store(), count(1)

    def reply(handler: BaseHTTPRequestHandler, request: Request) -> None:
        if request.form.get("query"):
            engine(kept)(handler, request)
            return
        broken = b"INSERT DATA { GRAPH <https://w3id.org/spygraph/ontology>" in request.body and next(pieces) == 3
        if not broken or fault is _cut:  # what was cut was done all the same
            kept.update(request.body.decode())
        fault(handler) if broken else say(handler, b"", "text/plain", 204)

    server = serve(reply)
    done = spygraph("publish", "--endpoint", server.url)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{server.url}: ")
    assert told in done.err
    assert "did not end; run 'spygraph publish' again" in error(ask(server))
    Publisher(shipped, Wire(server.url), Wire(server.url)).run()
    there, wanted = ox.Dataset(Endpoint(server.url)), ox.Dataset(shipped)
    for one in (there, wanted):
        one.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert there == wanted


@pytest.mark.parametrize("name", ["case/a-1", "registry", "ontology", "shortcuts/claimed", "shortcuts/established"])
def test_the_graphs_of_ours_are_known_by_name(name: str) -> None:
    assert ours(f"https://w3id.org/spygraph/{name}")


@pytest.mark.parametrize("name", ["published", "case/a/b", "case/", "mine", "registry/", "case/a> { } #"])
def test_no_other_graph_is_taken_for_ours(name: str) -> None:
    assert not ours(f"https://w3id.org/spygraph/{name}")
