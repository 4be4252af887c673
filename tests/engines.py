"""Real SPARQL servers on loopback, each with its data in a folder of the test, and a fake one that can misbehave."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs
from urllib.request import ProxyHandler, build_opener

import pytest

_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 7000
CaseMode = 2
StopCompilerWhenXOverRunTime = 1
MaxOptimizeLayouts = 100
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
"""
_WAIT = 60  # seconds for a server to answer


@dataclass(frozen=True)
class Served:
    """A server that runs: where it answers, where it takes updates, and who may."""

    name: str
    query: str
    update: str
    env: dict[str, str] = field(default_factory=dict)


@contextmanager
def oxigraph(folder: Path) -> Iterator[Served]:
    """Run `oxigraph serve`, whose default graph is no union."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("oxigraph (extra dev) is not installed")
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [program, "serve", "--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
    with _running(command, folder, f"{base}/query?query=ASK%7B%7D"):
        yield Served("oxigraph", f"{base}/query", f"{base}/update")


@contextmanager
def virtuoso(folder: Path, rows: int) -> Iterator[Served]:
    """Run Virtuoso, which gives out so many rows at a time."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso (Debian virtuoso-opensource-7-bin) is not installed")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=sql, http=http, rows=rows), encoding="utf-8")
    base = f"http://127.0.0.1:{http}"
    env = {"SPYGRAPH_ENDPOINT_USER": "dba", "SPYGRAPH_ENDPOINT_PASSWORD": "dba"}
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, folder, f"{base}/sparql?query=ASK%7B%7D"):
        yield Served("virtuoso", f"{base}/sparql", f"{base}/sparql-auth", env)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], folder: Path, address: str) -> Iterator[None]:
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        try:
            _await(process, address, folder / "output")
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await(process: subprocess.Popen[bytes], address: str, output: Path) -> None:
    opener = build_opener(ProxyHandler({}))
    for _ in range(_WAIT * 10):
        try:
            opener.open(address, timeout=5).close()
        except HTTPError as error:
            error.close()
        except (URLError, OSError):
            assert process.poll() is None, output.read_text(encoding="utf-8", errors="replace")
            time.sleep(0.1)
            continue
        return
    raise AssertionError(f"{address} does not answer")


@dataclass
class Request:
    """What a fake server was sent."""

    kind: str
    form: dict[str, list[str]]
    body: bytes
    login: str


Reply = Callable[[BaseHTTPRequestHandler, Request], None]


@dataclass
class Fake:
    """A server that answers as a test says."""

    url: str
    asked: list[Request]


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that each is waited for


@contextmanager
def fake(reply: Reply) -> Iterator[Fake]:
    """Run a server on loopback that leaves the answer to a function."""
    asked: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kind = self.headers.get_content_type()
            form = parse_qs(body.decode()) if kind.endswith("urlencoded") else {}
            asked.append(Request(kind, form, body, self.headers.get("Authorization", "")))
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked has heard enough
                reply(self, asked[-1])

        do_GET = do_POST  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield Fake(f"http://127.0.0.1:{server.server_port}/sparql", asked)
        finally:
            server.shutdown()
            thread.join()


def say(handler: BaseHTTPRequestHandler, body: bytes, media: str, code: int = 200, **headers: str) -> None:
    """Send an answer; names of headers are written with _ for -."""
    handler.send_response(code)
    for name, value in {"Content-Type": media, "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
