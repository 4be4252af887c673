"""What fails is told as what it was: a fault as a fault, and a want of places as one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from spygraph.lasting import build
from spygraph.server.answer import Answer, Sheet
from spygraph.server.application import application
from spygraph.server.lanes import FullError
from spygraph.server.limits import Limits
from spygraph.server.worker import _Jobs
from support import write


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
    # in a thread of its own: a browser that an earlier test opened keeps a loop running in this one
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, application(site)(scope, receive, send)).result()  # type: ignore[arg-type]
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert (sent[0]["status"], found["retry-after"]) == (503, "2")
    assert found["content-type"].startswith(media)
