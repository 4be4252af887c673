"""A worker as its lanes see it: a process that is asked, lowered in rank, or ended."""

import asyncio
import logging
import multiprocessing
import os
import socket
import time
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from spygraph.server.answer import HEAD, READY, Answer, Job, length, packed, told, unpacked
from spygraph.server.limits import Limits
from spygraph.server.worker import work

_SPAWN = multiprocessing.get_context("forkserver")
_SPAWN.set_forkserver_preload(["spygraph.server.worker", "spygraph.server.answering", "rdflib.plugins.sparql.parser"])
_TICKS = os.sysconf("SC_CLK_TCK")
_PIECE = 1 << 20  # bytes read at a time
_LOWER = 10  # what a slow query adds to its niceness
_WORDS = 1_000  # characters of its last words that are told
_RARELY = 5.0  # seconds between two last words that are told: strangers must not fill a disk with them
_LOG = logging.getLogger(__name__)
_SHUT = "the store cannot be opened at the moment; /health says what is known of it"
_GONE = "the query took more memory than it may have, or its engine failed; ask for less at a time"


class Member:
    """One worker process.

    Args:
        folder: The files of an Oxigraph store.
        limits: What a query may take.
    """

    told_at = -_RARELY

    def __init__(self, folder: str, limits: Limits) -> None:
        self._socket, theirs = socket.socketpair()
        self._words, mouth = socket.socketpair()
        self._socket.setblocking(False)
        self._words.setblocking(False)
        self._asked = self._over = self._open = False
        self._worked = 0.0
        self._process = _SPAWN.Process(target=work, args=(theirs, mouth, folder, limits), daemon=True)
        try:
            self._process.start()
        finally:
            theirs.close()
            mouth.close()

    async def ready(self) -> None:
        """Wait until the store is open; the time that takes is nobody's fault."""
        if not self._open:
            with suppress(EOFError, ConnectionError):  # told when it is asked
                self._open = await self._part(len(READY)) == READY
                self._worked = self.busy  # opening the store is not counted

    async def ask(self, job: Job) -> Answer:
        """Return the answer of a job; a worker that dies over it is told of, not raised."""
        await self.ready()
        self._asked = True
        try:
            await asyncio.get_running_loop().sock_sendall(self._socket, packed(job))
            answer = unpacked(await self._message())
        except (EOFError, ConnectionError):
            self._tell()
            self.end()
            if not self._open:
                return told(HTTPStatus.SERVICE_UNAVAILABLE, _SHUT)
            return told(HTTPStatus.INSUFFICIENT_STORAGE, _GONE)
        finally:
            self._asked = False
            if self._over:
                self._close()
        assert isinstance(answer, Answer)
        self._worked = answer.worked
        return answer

    async def _message(self) -> bytes:
        """Return what follows the length of an answer; most answers arrive in one piece."""
        found = bytearray()
        while len(found) < HEAD or len(found) < HEAD + length(found):
            found += await self._part(_PIECE)
        return bytes(memoryview(found)[HEAD:])

    async def _part(self, most: int) -> bytes:
        part = await asyncio.get_running_loop().sock_recv(self._socket, most)
        if not part:
            raise EOFError
        return part

    @property
    def alive(self) -> bool:
        """Whether it can be asked again."""
        if self._over:
            return False
        try:  # nothing comes unasked but the end
            return not self._open or bool(self._socket.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    @property
    def busy(self) -> float:
        """The seconds of processor time that it has had since its last answer."""
        try:
            with Path(f"/proc/{self._process.pid}/stat").open(encoding="utf-8") as file:
                parts = file.read().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(parts[11]) + int(parts[12])) / _TICKS - self._worked

    def lower(self) -> None:
        """Let others go first from now on."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid or 0, _LOWER)

    def end(self) -> None:
        """End the process at once, whatever it does."""
        self._over = True
        self._process.kill()
        if not self._asked:  # else whoever reads finds the end first: a socket must not be closed under a reader
            self._close()

    def _close(self) -> None:
        self._socket.close()
        self._words.close()

    def _tell(self) -> None:
        """Write down what a worker said when it died; nothing where it was ended."""
        if self._over or time.monotonic() - Member.told_at < _RARELY:
            return
        Member.told_at = time.monotonic()
        try:
            said = self._words.recv(_PIECE).decode("utf-8", "replace")
        except OSError:
            said = ""
        line = " | ".join(one.strip() for one in said.splitlines() if one.strip())
        if len(line) > _WORDS:  # an engine says first what happened, Python last
            line = f"{line[: _WORDS // 2]} ... {line[-_WORDS // 2 :]}"
        shown = "".join(one if one.isprintable() else "\ufffd" for one in line)
        _LOG.error("a worker died: %s", shown or "it said nothing")

    async def buried(self) -> None:
        """Wait until nothing is left of the process."""
        while self._process.is_alive():
            await asyncio.sleep(0.01)
        self._process.join()
