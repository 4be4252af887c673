"""One request to an endpoint and what came back, or a clear error: bounded in size and time, never sent elsewhere."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlencode, urlsplit
from urllib.request import OpenerDirector

from spygraph import __version__
from spygraph.endpoint.deadline import Timed
from spygraph.endpoint.logins import PASSWORD, USER, opener
from spygraph.errors import SpygraphError

_CHUNK = 1 << 16
Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: its media type, its headers and the whole body."""

    media: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Wire:
    """The way to one address.

    Args:
        url: An address that begins with http:// or https://.
        silence: Seconds without a byte after which the server counts as gone.
        patience: Seconds for the whole exchange, with logins, headers and body.
        most: Bytes of the largest answer.

    Raises:
        SpygraphError: where the address is not of that kind, or holds a user's name.
    """

    url: str
    silence: float = 120
    patience: float = 1800
    most: int = 128_000_000  # read, it takes about eight times as much memory
    _opener: OpenerDirector = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_opener", opener(_parts(self.url)))

    def ask(self, query: str, accept: str, parameters: Parameters = ()) -> Answer:
        """Return the answer to a query, sent as a form."""
        body = urlencode([("query", query), *parameters]).encode()
        return self._post(body, "application/x-www-form-urlencoded", accept)

    def change(self, update: str) -> None:
        """Run an update, sent as it is, or as a form where the server takes only that."""
        try:
            self._post(update.encode(), "application/sparql-update", "*/*")
        except _MediaTypeError:
            body = urlencode([("update", update)]).encode()
            self._post(body, "application/x-www-form-urlencoded", "*/*")

    def _post(self, body: bytes, kind: str, accept: str) -> Answer:
        headers = {"Content-Type": kind, "Accept": accept, "User-Agent": f"spygraph/{__version__}"}
        ends = time.monotonic() + self.patience
        try:
            with self._opener.open(Timed(self.url, body, headers, ends), timeout=self.silence) as response:
                return Answer(response.headers.get_content_type(), response.headers, self._read(response))
        except HTTPError as error:
            with error:
                raise _refusal(self.url, error, _first_line(error)) from None
        except TimeoutError:
            raise self._late(ends) from None
        except URLError as error:
            why = error.reason
            if isinstance(why, TimeoutError):
                raise self._late(ends) from None
            raise SpygraphError(f"{self.url}: cannot be reached: {getattr(why, 'strerror', '') or why}") from None
        except (HTTPException, OSError) as error:
            raise SpygraphError(f"{self.url}: the answer broke off ({type(error).__name__})") from None
        except (ValueError, LookupError) as error:  # of urllib, where a header is malformed
            raise SpygraphError(f"{self.url}: a header of the answer cannot be read: {error}") from None

    def _late(self, ends: float) -> SpygraphError:
        if time.monotonic() < ends:
            return SpygraphError(f"{self.url}: no answer within {self.silence:g} seconds")
        return SpygraphError(
            f"{self.url}: the answer took longer than {self.patience:g} seconds; ask for less, or see to the server"
        )

    def _read(self, response: HTTPResponse) -> bytes:
        parts = bytearray()
        while part := response.read1(_CHUNK):
            parts += part
            if len(parts) > self.most:
                raise SpygraphError(f"{self.url}: the answer is longer than {self.most:,} bytes; ask for less")
        told = response.headers.get("Content-Length", "")
        if told.isdecimal() and int(told) != len(parts):
            raise SpygraphError(f"{self.url}: the answer broke off after {len(parts):,} of {int(told):,} bytes")
        return bytes(parts)


class _MediaTypeError(SpygraphError):
    """The server does not take this type of request."""


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SpygraphError(f"{url}: is no address of an endpoint") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or not url.isascii() or " " in url:
        raise SpygraphError(f"{url}: an endpoint's address begins with http:// or https:// and names a host")
    if "@" in parts.netloc:
        raise SpygraphError(f"an endpoint's address holds no user or password; set {USER} and {PASSWORD}")
    return parts


def _first_line(error: HTTPError) -> str:
    """Return the first line that says something; nothing of a web page."""
    try:
        text = error.read(4_000).decode("utf-8", "replace")
    except (OSError, HTTPException):
        return ""
    if "<html" in text.lower():
        return ""
    return next((line.strip()[:300] for line in text.splitlines() if line.strip()), "")


def _refusal(url: str, error: HTTPError, said: str) -> SpygraphError:
    told = f": {said}" if said else ""
    if error.code in (401, 403):
        return SpygraphError(f"{url}: not allowed ({error.code}){told}; set {USER} and {PASSWORD}")
    if error.code == 415:
        return _MediaTypeError(f"{url}: does not take this type of request (415){told}")
    if error.code in (404, 405):
        return SpygraphError(f"{url}: there is no endpoint at this address ({error.code}){told}")
    return SpygraphError(f"{url}: the server answered {error.code}{told}")
