"""A connection that nobody can hold for nothing: silent, slow and greedy ones are closed."""

from asyncio import TimerHandle
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from spygraph.server.limits import Limits

_HEAD = 32_000  # bytes of a request line with its headers
_WRAPPED = 8  # times its bytes that a body may take in chunks


class Connection(HttpToolsProtocol):
    """The protocol of uvicorn, held to limits: each request arrives, and each piece of an answer leaves, in time."""

    limits = Limits()
    _arriving: TimerHandle | None = None
    _leaving: TimerHandle | None = None
    _taken = 0
    _in_head = True

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request, unless there are too many connections."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            transport.abort()
            return
        self._arrive()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        _off(self._arriving)
        _off(self._leaving)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, while the request and its head are not too long."""
        self._taken += len(data)
        super().data_received(data)
        if self._taken > (_HEAD if self._in_head else _HEAD + _WRAPPED * self.limits.body):
            self.transport.abort()

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a request."""
        self._in_head, self._taken = True, 0
        self._arrive()
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; what follows a body as one is dropped."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Count on, with the body: of that, whoever reads it counts what is left without its chunks."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Stop waiting for the request."""
        _off(self._arriving)
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Begin to wait for the other end to read."""
        super().pause_writing()
        self._leaving = self.loop.call_later(self.limits.idle, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop waiting for the other end to read."""
        _off(self._leaving)
        super().resume_writing()

    def _arrive(self) -> None:
        _off(self._arriving)
        self._arriving = self.loop.call_later(self.limits.idle, self.transport.abort)


def connection(limits: Limits) -> type[Connection]:
    """Return the protocol with some limits: uvicorn makes its connections itself."""
    return type("Connection", (Connection,), {"limits": limits})


def _off(timer: TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
