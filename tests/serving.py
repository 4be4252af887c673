"""A real server in a process of its own, and requests to it as raw as a test needs them."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from support import ROOT, TESTS

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


class Got(NamedTuple):
    """A response."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    port: int
    process: "subprocess.Popen[str]"

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> Got:
        """Return the response to one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, dict(headers or {}))
            found = connection.getresponse()
            return Got(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        finally:
            connection.close()

    def sparql(self, query: str, accept: str = JSON, **more: str) -> Got:
        """Return the answer of a query that is asked with GET."""
        return self.ask("/sparql?" + urlencode({"query": query, **more}), headers={"Accept": accept})

    def posted(self, body: str | bytes, media: str, path: str = "/sparql", **headers: str) -> Got:
        """Return the answer to a body that is posted."""
        data = body.encode() if isinstance(body, str) else body
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask(path, method="POST", body=data, headers={"Content-Type": media, **given} if media else given)


@contextmanager
def serving(*args: str | Path, cwd: Path = ROOT) -> Iterator[Server]:
    """Run `spygraph serve` on a free port; it cannot reach the network, and ends with the block."""
    command = [sys.executable, "-m", "spygraph", "serve", "--port", "0", *map(str, args)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS / "offline"), os.environ.get("PYTHONPATH", "")])}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=cwd, env=env, **pipes) as process:  # type: ignore[call-overload]
        try:
            line = process.stdout.readline()
            if not line.startswith("http://127.0.0.1:"):
                process.kill()
                raise AssertionError(line + process.stderr.read())
            server = Server(int(line.split("/")[2].rpartition(":")[2]), process)
            _await(server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            finally:
                process.kill()


def _await(server: Server) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            if server.ask("/health").status == 200:
                return
        except OSError:
            if time.monotonic() > until:
                raise
        time.sleep(0.05)


def encoded(text: str) -> str:
    """Return a text for an address."""
    return quote(text, safe="")
