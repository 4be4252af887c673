"""A stranger's query can only end itself: it is killed in time, within its memory, and never leaves this machine."""

import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from serving import DIRECT, JSON, Got, Server, serving
from spygraph import paths
from spygraph.server.hosts import Hosts, known
from support import spygraph

COUNT = "SELECT (COUNT(*) AS ?n) { ?c a s:Claim }"
# each would run for hours; what they hold in memory is small
ENDLESS = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g && STR(?c) != STR(?i)) }",
    "ASK { ?a (<a:>|!<a:>)+ ?b . ?b (<a:>|!<a:>)+ ?c . ?c (<a:>|!<a:>)+ ?d FILTER(STR(?d) = 'nothing') }",
    "SELECT ?x { ?x ?y ?z FILTER EXISTS { ?p ?q ?r . ?s ?t ?u . ?v ?w ?o FILTER(?r = ?o && STR(?u) = STR(?x)) } }",
]
GREEDY = [
    "SELECT (GROUP_CONCAT(?c) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT DISTINCT ?c ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(paths.shipped_cases(), "--timeout", "1") as found:
        yield found


def working(server: Server) -> int:
    """Return how many processes of a server are busy."""
    children = psutil.Process(server.process.pid).children(recursive=True)
    for child in children:
        with suppress(psutil.NoSuchProcess):
            child.cpu_percent()
    time.sleep(0.2)
    busy = 0
    for child in children:
        with suppress(psutil.NoSuchProcess):
            busy += child.cpu_percent() > 30
    return busy


def claims(server: Server) -> int:
    """Return what a good query is answered."""
    got = server.sparql(COUNT)
    assert got.status == 200, got.text
    return int(json.loads(got.body)["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize("query", ENDLESS)
def test_an_endless_query_is_ended_in_time_and_the_others_go_on(server: Server, query: str) -> None:
    begun = time.monotonic()
    got = server.sparql(query)
    assert got.status in (504, 507)  # its time, or its memory
    assert time.monotonic() - begun < 3
    assert claims(server) == 401
    assert working(server) == 0  # nobody works on for a client that was sent away


@pytest.mark.parametrize("query", GREEDY)
def test_a_query_that_wants_too_much_memory_is_told_so(server: Server, query: str) -> None:
    got = server.sparql(query)
    assert got.status in (504, 507)
    assert claims(server) == 401


def test_an_answer_is_whole_or_an_error(server: Server) -> None:
    got = server.sparql("SELECT * { ?a ?b ?c . ?d ?e 'Firefly' }  LIMIT 10000000")
    assert got.status == 200
    got = server.sparql("SELECT ?c ?f ?i { ?a s:words ?c . ?d s:words ?f . ?g s:words ?i } LIMIT 10000000")
    assert got.status in (504, 507)
    assert "LIMIT" in got.text or "seconds" in got.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE ?anywhere { ?s ?p ?o } } } } }",
        "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/>",
        "SELECT * { " + "{" * 5000 + "}" * 5000 + " }",
        "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 10000) + " }",
        "SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}",
        "SELECT * { ?s ?p ?o } #" + "x" * 64_000,
        "SELECT * { ?s ?p '\\uD800' }",
        "\x00",
        "",
    ],
    ids=range(13),
)
def test_what_reaches_outside_or_is_meant_to_break_the_engine_is_refused(server: Server, query: str) -> None:
    got = server.posted(query, DIRECT)
    assert got.status == 400, got.text
    assert claims(server) == 401


def test_a_body_that_is_too_large_is_refused(server: Server) -> None:
    assert server.posted(b"x" * 300_000, DIRECT).status == 413


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_page_elsewhere_cannot_call_the_server_by_a_name_of_its_own(server: Server, host: str) -> None:
    got = server.ask("/sparql?query=ASK%7B%7D", headers={"Host": host})
    assert (got.status, "--allow-host" in got.text) == (400, True)
    assert "'none'" in got.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:80", "[::1]", "[::1]:8000"])
def test_the_names_of_this_machine_are_its_own(server: Server, host: str) -> None:
    assert server.ask("/health", headers={"Host": host}).status == 200


@pytest.mark.parametrize(
    ("host", "given", "ours"),
    [
        ("a.example", "a.example", True),
        ("b.example", "a.example", False),
        ("x.a.example:80", "*.A.example", True),
        ("a.example", "*.a.example", False),
        ("[2001:db8::1]:80", "2001:db8::1", True),
        ("anything", "*", True),
        ("user@a.example", "a.example", False),
        ("a.example, b.example", "*", False),
    ],
)
def test_a_name_that_is_allowed_is_compared_as_a_whole(host: str, given: str, ours: bool) -> None:
    async def nothing(*_: object) -> None:
        pass

    assert Hosts(nothing, [known(given) or ""])._ours([host]) == ours


@pytest.mark.parametrize(
    ("option", "value"),
    [("--allow-host", "a*"), ("--allow-host", "http://a.example"), ("--cors", "a.example"), ("--cors", "https://a/b")],
)
def test_what_is_no_name_and_no_site_is_told(option: str, value: str) -> None:
    done = spygraph("serve", option, value)
    assert (done.code, value in done.err, option in done.err) == (2, True, True)


def test_no_other_site_is_let_in_unless_it_was_asked_for(server: Server) -> None:
    headers = {"Origin": "https://elsewhere.example", "Accept": JSON}
    got = server.ask("/sparql?query=ASK%7B%7D", headers=headers)
    assert "access-control-allow-origin" not in got.headers
    with serving(paths.shipped_cases(), "--cors", "https://elsewhere.example") as other:
        got = other.ask("/sparql?query=ASK%7B%7D", headers=headers)
        assert got.headers["access-control-allow-origin"] == "https://elsewhere.example"


@pytest.mark.parametrize(
    "path", ["/", "/sparql?query=ASK%7B%7D", "/health", "/cases", "/graph.ttl", "/nothing", "/query"]
)
def test_every_answer_tells_the_browser_to_do_no_more_than_show_it(server: Server, path: str) -> None:
    headers = server.ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "'none'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"].replace("wasm-unsafe-eval", "")


def test_only_this_machine_is_listened_to_unless_a_name_is_given_for_others() -> None:
    done = spygraph("serve", "--host", "0.0.0.0")
    assert (done.code, "--allow-host" in done.err) == (2, True)


def test_a_port_that_is_taken_is_told_before_anything_is_built(server: Server) -> None:
    done = spygraph("serve", "--port", str(server.port))
    assert (done.code, "--port" in done.err) == (2, True)


def test_a_folder_without_a_store_is_told_with_what_to_do(tmp_path: Path) -> None:
    done = spygraph("serve", "--port", "0", "--store", tmp_path)
    assert (done.code, "build --store" in done.err) == (2, True)


def test_a_client_that_leaves_takes_its_query_with_it(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        body = ENDLESS[0].encode()
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {DIRECT}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        connection.sendall(head.encode() + body)
        time.sleep(0.3)
    assert working(server) == 0
    assert claims(server) == 401


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: " + b"a" * 100_000,
        b"GET / HTTP/1.1\r\n" + b"X-A: a\r\n" * 20_000,
        b"\x16\x03\x01\x02\x00" * 50,
        b"GET  HTTP/1.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["long address", "long header", "many headers", "no http", "no address", "two lengths"],
)
def test_a_request_that_is_none_is_closed(server: Server, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            found = connection.recv(1000)
        except ConnectionError:
            found = b""
    assert not found.startswith(b"HTTP/1.1 200")
    assert claims(server) == 401


def _pour(connection: socket.socket, data: bytes, times: int) -> None:
    for _ in range(times):
        connection.sendall(data)
    for _ in range(2):  # the first finds out, the second is told
        time.sleep(0.5)
        connection.sendall(b"x")


@pytest.mark.parametrize("rest", [b"X: y\r\n" * 1_000_000, b""], ids=["trailers", "chunks"])
def test_a_body_without_end_is_left(server: Server, rest: bytes) -> None:
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {DIRECT}\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"6\r\nASK {}\r\n0\r\n" + rest if rest else b"1;" + b"x" * 1000 + b"\r\n \r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(head.encode())
        with pytest.raises(ConnectionError):
            _pour(connection, chunks, 1 if rest else 6_000)
    assert claims(server) == 401


@pytest.fixture(name="heeded")
def _heeded(number: signal.Signals) -> Iterator[signal.Signals]:
    """A signal that a new process heeds, also where these tests were started to outlive their terminal."""
    before = signal.signal(number, signal.SIG_DFL)
    yield number
    signal.signal(number, before)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_server_that_is_told_to_end_leaves_nothing(
    heeded: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving(paths.shipped_cases()) as found:
        assert list(tmp_path.glob("spygraph-*"))
        with ThreadPoolExecutor(1) as asking:
            asked = asking.submit(found.sparql, ENDLESS[0])
            time.sleep(0.5)
            workers = psutil.Process(found.process.pid).children(recursive=True)
            found.process.send_signal(heeded)
            assert found.process.wait(20) == 143
            assert asked.result().status == 503
        assert "Traceback" not in found.process.stderr.read()  # type: ignore[union-attr]
    assert list(tmp_path.glob("spygraph-*")) == []
    gone, alive = psutil.wait_procs(workers, 5)
    assert (len(gone) > 2, alive) == (True, [])


def test_good_clients_are_served_while_hostile_and_idle_ones_press(server: Server) -> None:
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
    over = threading.Event()

    def press(number: int) -> None:
        while not over.is_set():
            server.sparql(ENDLESS[number % len(ENDLESS)] + f" # {number}")

    def good(_: int) -> list[Got]:
        return [server.sparql("ASK {}" if one % 2 else COUNT + f" # {one}") for one in range(6)]

    with ThreadPoolExecutor(8) as hostile, ThreadPoolExecutor(16) as clients:
        pressing = [hostile.submit(press, number) for number in range(8)]
        try:
            found = [got for gots in clients.map(good, range(16)) for got in gots]
        finally:
            over.set()
            for one in pressing:
                one.result()
            for connection in idle:
                connection.close()
    assert {got.status for got in found} == {200}
