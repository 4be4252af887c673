"""What goes between the web application and its workers: jobs one way, complete answers the other."""

import pickle
import struct
from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus

_LENGTH = struct.Struct("!Q")
HEAD = _LENGTH.size
READY = b"!"  # what a worker says once, when its store is open


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query as a client put it.

    Attributes:
        query: SPARQL.
        accept: The Accept header.
        default: Graphs whose union is the default graph; with `named` empty too, the union of all graphs.
        named: Graphs that GRAPH may name.
    """

    query: str
    accept: str = "*/*"
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of ours, or a description in RDF.

    Attributes:
        path: A path of the site.
        accept: The Accept header.
        asked: What follows the question mark of the address: what the query page begins with, which cases are listed.
        withdrawn: The cases that were withdrawn, each with what may be said of it.
    """

    path: str
    accept: str = "*/*"
    asked: tuple[tuple[str, str], ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """An export: its suffix ("" for the explorer as a page of the site), its case ("" for all), where to write it."""

    suffix: str
    case: str
    path: str


Job = Question | Sheet | File


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: what HTTP sends."""

    status: int
    media: str
    body: bytes = b""
    worked: float = 0.0  # seconds of processor time that its worker has had in all

    @property
    def good(self) -> bool:
        """Whether it may be kept: the same question to the same version has the same answer."""
        return self.status == HTTPStatus.OK


def told(status: HTTPStatus, message: str) -> Answer:
    """Return an answer that says in words what went wrong."""
    return Answer(status, "text/plain; charset=utf-8", message.rstrip("\n").encode() + b"\n")


def packed(what: Job | Answer) -> bytes:
    """Return bytes that begin with their own length."""
    body = pickle.dumps(what)
    return _LENGTH.pack(len(body)) + body


def mark(job: Job) -> bytes:
    """Return what tells a job from others, whatever its length."""
    return blake2b(pickle.dumps(job), digest_size=16).digest()


def length(head: bytes | bytearray) -> int:
    """Return how many bytes follow the first ones."""
    return int(_LENGTH.unpack_from(head)[0])


def unpacked(body: bytes) -> Job | Answer:
    """Return what was packed. Both ends are processes of ours on one machine."""
    found: Job | Answer = pickle.loads(body)  # noqa: S301
    return found
