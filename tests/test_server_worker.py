"""What fails is told as what it was: a fault as a fault, and a want of places as one."""

import asyncio
import errno
import platform
import resource
import subprocess
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest

from spygraph.lasting import build
from spygraph.server.answer import Answer, File, Job, Question, Sheet
from spygraph.server.application import application
from spygraph.server.lanes import FullError, Lanes
from spygraph.server.limits import Limits
from spygraph.server.member import Member
from spygraph.server.running import make_room
from spygraph.server.served import PAUSE, Site
from spygraph.server.worker import _Jobs
from support import write

T = TypeVar("T")


def aside(work: Coroutine[Any, Any, T]) -> T:
    """Return what some work gives, in a thread of its own: a browser of an earlier test keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_a_fault_of_ours_is_told_as_one_and_not_as_a_want_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "cases")
    version, _ = build(tmp_path / "store", [tmp_path / "cases"])
    jobs = _Jobs(str(version.path), Limits())

    def broken(*_: object) -> Answer:
        raise KeyError("a page")

    monkeypatch.setattr("spygraph.server.sheets.sheet", broken)
    answer = jobs.done(Sheet("/cases"))
    assert answer.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert b"a page" in answer.body


@pytest.mark.parametrize(("accept", "media"), [("text/html", "text/html"), ("text/turtle", "text/plain")])
def test_where_no_place_is_left_a_person_gets_a_page_and_a_program_a_line(accept: str, media: str) -> None:
    async def full(_: object) -> Answer:
        raise FullError("all places are taken")

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    sent: list[dict[str, Any]] = []
    stamp = SimpleNamespace(withdrawn={})
    site: Any = SimpleNamespace(
        limits=Limits(), served=SimpleNamespace(answer=full, version=SimpleNamespace(stamp=stamp))
    )
    headers = [(b"host", b"localhost"), (b"accept", accept.encode())]
    scope = {"type": "http", "method": "GET", "path": "/cases", "query_string": b"", "headers": headers}
    aside(application(site)(scope, receive, send))  # type: ignore[arg-type]
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert (sent[0]["status"], found["retry-after"]) == (503, "2")
    assert found["content-type"].startswith(media)


_PLUGGED = """
import socket, sys, pyoxigraph as ox
from spygraph.server.unplugged import unplug
before = socket.create_server(("127.0.0.1", 0))
assert unplug()
open(sys.argv[1], "w").write("a file")
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
    try:
        socket.socket(family)
    except PermissionError:
        continue
    sys.exit("a socket was opened")
try:
    list(ox.Store().query(f"SELECT * {{ SERVICE <http://127.0.0.1:{before.getsockname()[1]}/> {{ ?s ?p ?o }} }}"))
except OSError as error:
    sys.exit(0 if isinstance(error, PermissionError) else repr(error))
"""


@pytest.mark.skipif(platform.system() != "Linux", reason="other systems have no such filter")
def test_a_worker_could_not_dial_out_if_a_query_told_it_to(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _PLUGGED, tmp_path / "x"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_last_words_of_a_worker_are_written_down(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def asked() -> list[Answer]:
        members = [Member(str(tmp_path / "\x1b[31m"), Limits()) for _ in range(2)]
        found = [await member.ask(Question("ASK {}")) for member in members]
        for member in members:
            await member.buried()
        return found

    Member.told_at = -1_000.0
    answers = aside(asked())
    assert {(one.status, b"/health" in one.body) for one in answers} == {(HTTPStatus.SERVICE_UNAVAILABLE, True)}
    (line,) = caplog.messages  # the second in a row is not told
    assert line.startswith("a worker died: ")
    assert str(tmp_path) in line
    assert len(line) < 1_100
    assert line.isprintable()


def test_a_fault_in_following_is_told_and_following_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "cases")
    build(tmp_path / "store", [tmp_path / "cases"])
    lines: list[str] = []

    async def followed() -> tuple[str, str]:
        site = Site(tmp_path / "store", Limits(), lines.append)
        following = asyncio.ensure_future(site.follow())
        with monkeypatch.context() as broken:
            broken.setattr("spygraph.server.served.version_name", lambda _: {}["a name"])
            await asyncio.sleep(4 * PAUSE)
            trouble = site.trouble
        await asyncio.sleep(4 * PAUSE)
        following.cancel()
        await site.close()
        return trouble, site.trouble

    trouble, later = aside(followed())
    assert "by a fault of ours: KeyError('a name')" in trouble
    assert later == ""
    assert [line.split()[0] for line in lines] == ["a", "serving"]  # each once


def test_idle_connections_leave_room_for_workers() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        make_room(1_200)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == (1_200 if hard < 0 else min(1_200, hard))
        make_room(10)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 10
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("job", [Question("ASK {}"), File(".ttl", "", "x.ttl")])
def test_where_no_worker_can_be_started_that_is_told(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> Member:
        raise OSError(errno.EMFILE, "Too many open files")

    async def asked() -> str:
        lanes = Lanes("a folder", Limits())
        lanes.warm()
        with pytest.raises(FullError) as caught:
            await lanes.answer(job)
        return str(caught.value)

    monkeypatch.setattr("spygraph.server.lanes.Member", none_left)
    assert aside(asked()) == "no worker can be started at the moment: Too many open files"
