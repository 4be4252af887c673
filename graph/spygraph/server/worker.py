"""A worker: one process, one read-only store, one job at a time, until it is told or made to end."""

import os
import resource
import signal
import socket
import time
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

from spygraph.server.answer import HEAD, READY, Answer, Job, Question, Sheet, length, packed, told, unpacked
from spygraph.server.limits import Limits
from spygraph.server.unplugged import unplug

_PAGE = resource.getpagesize()
_GRACE = 1.0  # seconds after the deadline at which a worker ends itself, should nobody be left to end it


def work(connection: socket.socket, words: socket.socket, folder: str, limits: Limits) -> None:
    """Answer jobs from a socket until it is closed.

    Args:
        connection: Jobs come in, answers go out.
        words: Takes what an engine says when it dies.
        folder: The files of an Oxigraph store; they are opened for reading only.
        limits: Memory beyond what the open store takes, rows, bytes and seconds.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _say_to(words)
    unplug()  # a second wall behind the gate
    jobs = _Jobs(folder, limits)
    _bound(limits.memory)
    with connection:
        connection.sendall(READY)
        while head := _read(connection, HEAD):
            job = unpacked(_read(connection, length(head)))
            assert not isinstance(job, Answer)
            signal.setitimer(signal.ITIMER_REAL, limits.seconds(job) + _GRACE)
            answer = jobs.done(job)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.sendall(packed(replace(answer, worked=time.process_time())))


class _Jobs:
    def __init__(self, folder: str, limits: Limits) -> None:
        import pyoxigraph as ox

        from spygraph.server.answering import Answering

        self.store = ox.Store.read_only(folder)
        self.answering = Answering(self.store, limits.rows, limits.size)
        self.answering.answer(Question("ASK {}"))  # the parser's first query takes ten times as long as its second

    def done(self, job: Job) -> Answer:
        """Return the answer of a job; what fails tells that it did."""
        try:
            if isinstance(job, Question):
                return self.answering.answer(job)
            if isinstance(job, Sheet):
                from spygraph.server.sheets import sheet

                return sheet(self.store, job)
            from spygraph.server.files import write

            return write(self.store, job)
        except MemoryError:
            return told(HTTPStatus.INSUFFICIENT_STORAGE, "this takes more memory than a query may have")
        except Exception as error:  # noqa: BLE001 - told as what it is; a worker that died would pass for one out of memory
            return told(HTTPStatus.INTERNAL_SERVER_ERROR, f"this cannot be answered, by a fault of ours: {error!r}")


def _read(connection: socket.socket, number: int) -> bytes:
    """Return as many bytes as were asked for; none where the other end has gone."""
    parts = bytearray()
    while len(parts) < number:
        part = connection.recv(number - len(parts))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def _bound(memory: int) -> None:
    """Let the address space grow by so many bytes; an allocation beyond them ends the process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * _PAGE + memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _say_to(words: socket.socket) -> None:
    """Send what is said on stderr to whoever asked; what nobody takes is dropped, so that nothing waits for it."""
    words.setblocking(False)
    os.dup2(words.fileno(), 2)
    words.close()
