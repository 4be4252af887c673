"""By which names the server may be called: a page elsewhere must not reach it under a name of its own."""

import re
from collections.abc import Sequence
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL = ("127.0.0.1", "localhost", "[::1]")
_CALLED = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d+)?", re.ASCII)
_NAME = re.compile(r"\*|(?:\*\.)?[a-z0-9_-][a-z0-9._-]*|\[[0-9a-f:.]+\]", re.ASCII)


def known(name: str) -> str | None:
    """Return a name as it is compared, of a machine or `*.example.org` or `*` for all; None where it is no name."""
    name = name.lower()
    name = f"[{name}]" if name.count(":") > 1 and not name.startswith("[") else name
    return name if _NAME.fullmatch(name) else None


class Hosts:
    """Passes on what calls the server by one of its names."""

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or tell how its name can be allowed."""
        if scope["type"] == "http" and not self._ours(called := Headers(scope=scope).getlist("host")):
            told = (
                f"this server is not called {', '.join(called) or 'nothing'}; --allow-host NAME gives it another name\n"
            )
            await PlainTextResponse(told, HTTPStatus.BAD_REQUEST)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _ours(self, called: Sequence[str]) -> bool:
        found = _CALLED.fullmatch(called[0].lower()) if len(called) == 1 else None
        return found is not None and any(
            name in ("*", found[1]) or (name.startswith("*.") and found[1].endswith(name[1:])) for name in self.names
        )
