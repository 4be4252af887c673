"""What is served: one version of the store, its workers and their answers, until a newer one takes its place."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from spygraph.errors import SpygraphError, plural
from spygraph.lasting import Version, current, version_name
from spygraph.server.answer import Answer, File, Job, mark
from spygraph.server.lanes import Lanes
from spygraph.server.limits import Limits

_CASE_FILES = 200  # files of single cases that are kept
PAUSE = 0.2  # seconds between two looks at the store
_AGAIN = 5.0  # seconds after which a version that could not be served is looked at again, which reads all of it


class Served:
    """One version of a store, its workers, and the answers that were given of it.

    Args:
        version: A version of a kept store.
        limits: What strangers may take.
    """

    def __init__(self, version: Version, limits: Limits) -> None:
        self.version, self.limits = version, limits
        self.lanes = Lanes(str(version.path), limits)
        self._kept: OrderedDict[bytes, Answer] = OrderedDict()
        self._size = 0
        self._files = TemporaryDirectory(prefix="spygraph-")
        self._written: dict[tuple[str, str], asyncio.Future[Answer]] = {}

    @property
    def name(self) -> str:
        """What tells this version from others."""
        return self.version.name

    async def answer(self, job: Job) -> Answer:
        """Return the answer of a job, once made for all who ask the same.

        Raises:
            FullError: where there is no place for it.
        """
        key = mark(job)
        if (found := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return found
        answer = await self.lanes.answer(job)
        if answer.good and len(answer.body) <= self.limits.kept // 8:
            self._keep(key, answer)
        return answer

    def _keep(self, key: bytes, answer: Answer) -> None:
        if key in self._kept:
            return
        self._kept[key] = answer
        self._size += len(answer.body)
        while self._size > self.limits.kept:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.body)

    async def file(self, suffix: str, case: str) -> tuple[Answer, Path]:
        """Return what became of an export, and the file that holds it; it is written once.

        Raises:
            FullError: where too many wait for files.
        """
        path = Path(self._files.name) / f"{case or 'graph'}{suffix}"
        if (suffix, case) not in self._written:
            task = asyncio.ensure_future(self.lanes.answer(File(suffix, case, str(path))))
            self._written[suffix, case] = task
            task.add_done_callback(lambda done: self._forget_bad(suffix, case, done))
            self._make_room()
        return await asyncio.shield(self._written[suffix, case]), path

    def _forget_bad(self, suffix: str, case: str, done: "asyncio.Future[Answer]") -> None:
        if done.cancelled() or done.exception() or not done.result().good:
            self._written.pop((suffix, case), None)

    def _make_room(self) -> None:
        """Remove the oldest files of single cases; those of the whole graph are few."""
        old = [key for key, one in self._written.items() if key[1] and one.done()]
        for suffix, case in old[:-_CASE_FILES]:
            self._written.pop((suffix, case))
            (Path(self._files.name) / f"{case}{suffix}").unlink(missing_ok=True)

    async def close(self, grace: float) -> None:
        """End the workers, after some seconds for those that have a job."""
        await self.lanes.close(grace)
        with suppress(OSError):
            self._files.cleanup()


class Site:
    """The newest version of a kept store.

    Args:
        folder: What `build --store` wrote.
        limits: What strangers may take.
        told: Is told when a newer version is served, or cannot be.
    """

    def __init__(self, folder: Path, limits: Limits, told: Callable[[str], None] = lambda _: None) -> None:
        self.folder, self.limits, self.told = folder, limits, told
        self.served = Served(current(folder), limits)
        self.trouble = self._refused = ""
        self._leaving: set[asyncio.Task[None]] = set()

    async def follow(self) -> None:
        """Serve every newer version as soon as it stands; until then, and where it is damaged, the one before."""
        pause = PAUSE
        while True:
            await asyncio.sleep(PAUSE)
            try:
                name = version_name(self.folder)
                if name == self.served.name:
                    self._well()
                elif name != self._refused or (pause := pause - PAUSE) <= 0:
                    self._refused, pause = name, _AGAIN
                    self._replace(await asyncio.to_thread(current, self.folder))
            except (SpygraphError, OSError) as error:
                self._note(str(error))
            except Exception as error:  # noqa: BLE001 - told; or nobody would learn that newer versions are not served
                self._note(f"a newer version cannot be served, by a fault of ours: {error!r}")

    def _replace(self, version: Version) -> None:
        newer = Served(version, self.limits)
        newer.lanes.warm()
        before, self.served = self.served, newer
        self.trouble = ""
        self.told(f"serving {version.name}: {plural(version.stamp.count, 'statement')}")
        self._leave(before, self.limits.export)

    def _leave(self, served: Served, grace: float) -> None:
        task = asyncio.ensure_future(served.close(grace))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    def _well(self) -> None:
        if self.trouble:
            self.trouble = self._refused = ""
            self.told(f"serving {self.served.name} again")

    def _note(self, trouble: str) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self.told(trouble)

    async def close(self) -> None:
        """End all workers at once."""
        for task in self._leaving:
            task.cancel()
        await self.served.close(0)
