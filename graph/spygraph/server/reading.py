"""What arrives: bodies within bounds, and whether the client is still there for the answer."""

import asyncio
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from spygraph.server.protocol import RefusedError

_QUICK = 0.1  # seconds in which most answers are there
T = TypeVar("T")


async def body(request: Request, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        RefusedError: where it is larger than `most` bytes.
        ClientDisconnect: where the client has gone.
    """
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > most:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request has at most {most:,} bytes")
    return bytes(found)


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Return what some work gives; if it takes a while, it is given up when the client goes.

    Raises:
        ClientDisconnect: where it went.
    """
    working = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({working}, timeout=_QUICK)
    if done:
        return working.result()
    going = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({working, going}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise ClientDisconnect
    finally:
        going.cancel()
        working.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
