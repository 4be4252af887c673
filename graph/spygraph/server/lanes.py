"""Two lanes: a query starts in the fast one; what is not quick goes on in the slow one, with the worker that has it."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus

from spygraph.server.answer import Answer, File, Job, mark, told
from spygraph.server.limits import Limits
from spygraph.server.member import Member

_FULL = "all places are taken; try again in a moment"
_LATE = "the query took longer than {:g} seconds and was ended; ask for less, or for a part at a time"
_REMEMBERED = 1_000
_PRESSED = 5  # so many times sooner does patience end while others wait


class FullError(Exception):
    """There is no place left; a client may try again later."""


class Lanes:
    """The workers of one version of the store.

    A query that is still running after `limits.patience` leaves the fast lane together with its worker, which from
    then on yields to the others, and the fast lane gets a fresh worker. At the deadline the process is killed.

    Args:
        folder: The files of an Oxigraph store.
        limits: How many, how long, how much.
    """

    def __init__(self, folder: str, limits: Limits) -> None:
        self.folder, self.limits = folder, limits
        self._places = asyncio.Semaphore(limits.fast)
        self._files = asyncio.Semaphore(1)
        self._waiting = self._slow = 0
        self._idle: list[Member] = []
        self._writer: Member | None = None
        self._quick: set[Member] = set()  # at work in the fast lane
        self._busy: set[Member] = set()  # at work elsewhere
        self._known_slow: OrderedDict[bytes, None] = OrderedDict()
        self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()

    def warm(self) -> None:
        """Start the workers of the fast lane, and one that is ready when another is lost."""
        with suppress(FullError):  # whoever needs one tries again, and is told
            while len(self._idle) + len(self._quick) < self.limits.fast + 1 and not self._closed:
                self._idle.insert(0, self._started())

    def _started(self) -> Member:
        try:
            return Member(self.folder, self.limits)
        except OSError as error:
            raise FullError(f"no worker can be started at the moment: {error.strerror or error}") from None

    async def answer(self, job: Job) -> Answer:
        """Return the answer of a job, complete, or what became of it.

        Raises:
            FullError: where there is no place for it.
        """
        if isinstance(job, File):
            async with self._queued(self._files):
                return await self._alone(job)
        if mark(job) in self._known_slow and self._slow >= self.limits.slow:
            await asyncio.sleep(self.limits.patience)  # so that whoever asks without end does not ask at full speed
            raise FullError(_FULL)
        async with self._queued(self._places):
            member = self._taken()
            try:
                await member.ready()
                begun = time.monotonic()
                running = asyncio.ensure_future(member.ask(job))
                await self._patiently(member, running, begun)
            except asyncio.CancelledError:
                self._ended(member)
                raise
            if running.done():
                self._back(member)
                return running.result()
            self._leave_fast_lane(member, job)
        return await self._slowly(member, running, self.limits.timeout - (time.monotonic() - begun))

    async def _patiently(self, member: Member, running: "asyncio.Future[Answer]", begun: float) -> None:
        """Wait for an answer while it may still be quick: a worker that others keep from working is not slow."""
        while time.monotonic() - begun < self.limits.timeout - self.limits.patience:
            patience = self.limits.patience / (_PRESSED if self._waiting else 1)
            await asyncio.wait({running}, timeout=patience)
            if running.done() or member.busy >= patience * 0.8:
                return

    def _leave_fast_lane(self, member: Member, job: Job) -> None:
        self._quick.discard(member)
        self._busy.add(member)
        self.warm()
        self._known_slow[mark(job)] = None
        if len(self._known_slow) > _REMEMBERED:
            self._known_slow.popitem(last=False)
        if self._slow >= self.limits.slow:
            self._ended(member)
            raise FullError(_FULL)
        self._slow += 1
        member.lower()

    async def _slowly(self, member: Member, running: "asyncio.Future[Answer]", seconds: float) -> Answer:
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.shield(running)
        except TimeoutError:
            return told(HTTPStatus.GATEWAY_TIMEOUT, _LATE.format(self.limits.timeout))
        finally:
            self._slow -= 1
            self._ended(member)  # it has a low rank for good

    async def _alone(self, job: File) -> Answer:
        """Return what became of an export; the worker that writes them is kept, since its modules take a second."""
        member = self._writer
        if member is None or not member.alive:
            member = self._writer = self._started()
            member.lower()
        self._busy.add(member)
        try:
            async with asyncio.timeout(self.limits.export):
                return await member.ask(job)
        except TimeoutError:
            self._ended(member)
            return told(HTTPStatus.GATEWAY_TIMEOUT, _LATE.format(self.limits.export))
        except asyncio.CancelledError:
            self._ended(member)
            raise
        finally:
            self._busy.discard(member)

    @asynccontextmanager
    async def _queued(self, places: asyncio.Semaphore) -> AsyncIterator[None]:
        if self._waiting >= self.limits.waiting:
            raise FullError(_FULL)
        self._waiting += 1
        try:
            await places.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            places.release()

    def _taken(self) -> Member:
        while self._idle:
            member = self._idle.pop()
            if member.alive:
                break
            self._ended(member)
        else:
            member = self._started()
        self._quick.add(member)
        return member

    def _back(self, member: Member) -> None:
        self._quick.discard(member)
        if self._closed or not member.alive:
            self._ended(member)
        else:
            self._idle.append(member)

    def _ended(self, member: Member) -> None:
        self._quick.discard(member)
        self._busy.discard(member)
        member.end()
        task = asyncio.ensure_future(member.buried())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self, grace: float = 0.0) -> None:
        """End all workers; those that have a job may finish it within some seconds."""
        self._closed = True
        until = time.monotonic() + grace
        while (self._busy or self._quick) and time.monotonic() < until:
            await asyncio.sleep(0.05)
        for member in {*self._idle, *self._quick, *self._busy, *([self._writer] if self._writer else [])}:
            self._ended(member)
        self._idle.clear()
        await asyncio.gather(*self._tasks)
