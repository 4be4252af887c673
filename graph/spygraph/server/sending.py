"""From answers to responses: complete, with their length known, in pieces that a slow reader cannot pile up."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from spygraph.server.answer import Answer

_PIECE = 256_000
RETRY = 2  # seconds after which a client that found no place may ask again


class Budget:
    """How many bytes of answers may be on their way at a time."""

    def __init__(self, most: int) -> None:
        self.most, self.taken = most, 0

    def fits(self, number: int) -> bool:
        """Whether so many bytes more may be sent now; an answer alone always may."""
        return not self.taken or self.taken + number <= self.most


class Whole(Response):
    """A complete answer, sent piece by piece."""

    def __init__(self, answer: Answer, budget: Budget, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(answer.body, answer.status, headers=dict(headers or {}))
        if answer.media:
            self.headers["content-type"] = answer.media
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.headers["retry-after"] = str(RETRY)
        self.budget = budget

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer; what HEAD asks for has no body."""
        size = len(self.body)
        if size <= _PIECE and scope["method"] != "HEAD":
            await super().__call__(scope, receive, send)
            return
        self.budget.taken += size
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            body = memoryview(self.body if scope["method"] != "HEAD" else b"")
            for start in range(0, len(body), _PIECE):
                await send(
                    {"type": "http.response.body", "body": bytes(body[start : start + _PIECE]), "more_body": True}
                )
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self.budget.taken -= size
