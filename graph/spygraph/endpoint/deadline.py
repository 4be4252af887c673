"""One end for a whole exchange over HTTP: logins, headers and every byte of the body, however slowly they come."""

from functools import partial
from http.client import HTTPConnection, HTTPResponse
from io import BufferedReader, RawIOBase
from socket import socket
from time import monotonic
from typing import Any
from urllib.request import HTTPHandler, HTTPSHandler, Request


class Timed(Request):
    """A request that is over at a moment of the monotonic clock, with every login that it takes."""

    def __init__(self, url: str, body: bytes, headers: dict[str, str], ends: float) -> None:
        super().__init__(url, body, headers)
        self.ends = ends


class TimedHandler(HTTPHandler, HTTPSHandler):
    """Opens connections whose answers end with their `Timed` request."""

    def do_open(self, http_class: Any, req: Request, **given: Any) -> HTTPResponse:
        """Open a connection that is over when its request is."""
        assert isinstance(req, Timed)
        req.timeout = min(req.timeout or 0, _left(req.ends))

        def connection(*args: Any, **more: Any) -> HTTPConnection:
            one: HTTPConnection = http_class(*args, **more)
            one.response_class = partial(_Response, ends=req.ends)  # type: ignore[assignment]
            return one

        return super().do_open(connection, req, **given)


class _Response(HTTPResponse):
    """An answer that http.client reads through a clock, the endless loop over `100 Continue` included."""

    def __init__(self, sock: socket, *args: Any, ends: float, **given: Any) -> None:
        super().__init__(sock, *args, **given)
        self.fp = BufferedReader(_Clocked(self.fp.detach(), sock, ends))


class _Clocked(RawIOBase):
    """The bytes of a socket, each waited for as long as the socket's timeout and the end allow."""

    def __init__(self, raw: RawIOBase, sock: socket, ends: float) -> None:
        self._raw, self._sock, self._ends = raw, sock, ends
        self._silence = sock.gettimeout() or 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(min(self._silence, _left(self._ends)))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _left(ends: float) -> float:
    left = ends - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
