"""The query operation of the SPARQL 1.1 Protocol: from a request of HTTP to a question, or to why it is none."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl

from spygraph.server.answer import Question

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_READ_ONLY = "this endpoint answers questions and changes nothing"
_GRAPHS = ("default-graph-uri", "named-graph-uri")


@dataclass(frozen=True, slots=True)
class Request:
    """What the protocol looks at.

    Attributes:
        method: GET, HEAD or POST.
        query: What follows the question mark of the address.
        media: The media type of the body, without parameters.
        charset: Its charset, "" where none is given.
        body: The body.
        accept: The Accept header.
    """

    method: str
    query: bytes
    media: str
    charset: str
    body: bytes
    accept: str


class RefusedError(Exception):
    """A request that is no query."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        self.status = status
        super().__init__(message)


def question(request: Request) -> Question | None:
    """Return the question of a request; None where a GET asks nothing, which asks for the description of the service.

    Raises:
        RefusedError: where it is no query of the protocol.
    """
    pairs = _pairs(request.query, "the address")
    text = None
    if request.method == "POST":
        if request.media == UPDATE:
            raise RefusedError(HTTPStatus.FORBIDDEN, _READ_ONLY)
        if request.media not in (FORM, DIRECT):
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"a POST carries {FORM} or {DIRECT}")
        if request.charset.lower() not in ("", "utf-8", "utf8"):
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "a query is written in UTF-8")
        if request.media == DIRECT:
            text = _decoded(request.body)
        else:
            pairs += _pairs(request.body, "the form")
    names = [name for name, _ in pairs]
    if "update" in names:
        raise RefusedError(HTTPStatus.FORBIDDEN, _READ_ONLY)
    texts = [value for name, value in pairs if name == "query"] + ([text] if text is not None else [])
    if not names and not texts and request.method != "POST":
        return None
    if len(texts) != 1:
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"a request has one query, this one has {len(texts) or 'none'}")
    default, named = (tuple(value for name, value in pairs if name == key) for key in _GRAPHS)
    return Question(texts[0], request.accept, default, named)


def _pairs(text: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=10_000)
    except (UnicodeDecodeError, ValueError):
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"{where} is not percent-encoded UTF-8") from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "the query is not UTF-8") from None
