"""Logins on the way to an endpoint: names and passwords of the environment, and nothing sent to another address."""

import os
from email.message import Message
from typing import IO, Any
from urllib.parse import SplitResult, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)
from warnings import catch_warnings

from spygraph.endpoint.deadline import TimedHandler
from spygraph.errors import SpygraphError

USER, PASSWORD = "SPYGRAPH_ENDPOINT_USER", "SPYGRAPH_ENDPOINT_PASSWORD"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class _NoRedirects(HTTPRedirectHandler):
    """What is asked goes to the address that the user gave, and nowhere else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        fp.close()
        raise SpygraphError(f"{req.full_url}: sends on to {newurl}; give that address where you trust it")


class _Basic(HTTPBasicAuthHandler):
    """Basic authentication, but no password in the clear to another machine."""

    def http_error_401(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message) -> Any:
        if headers.get("WWW-Authenticate", "").lower().startswith("digest"):
            return None  # that was tried, and refused
        if req.type != "https" and urlsplit(req.full_url).hostname not in _LOOPBACK:
            fp.close()
            raise SpygraphError(f"{req.full_url}: wants the password in the clear; give an address with https://")
        with catch_warnings(action="ignore"):  # a realm without quotes is read all the same
            return super().http_error_401(req, fp, code, msg, headers)  # type: ignore[arg-type]


class _Digest(HTTPDigestAuthHandler):
    """Digest authentication; what is neither that nor Basic is told."""

    def http_error_401(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message) -> Any:
        try:
            return super().http_error_401(req, fp, code, msg, headers)  # type: ignore[arg-type]
        except ValueError:
            fp.close()
            raise SpygraphError(f"{req.full_url}: wants a login that is neither Basic nor Digest") from None


def opener(parts: SplitResult) -> OpenerDirector:
    """Return what opens an address with the login of the environment, and follows no redirect."""
    passwords = HTTPPasswordMgrWithDefaultRealm()
    if user := os.environ.get(USER):
        passwords.add_password(None, f"{parts.scheme}://{parts.netloc}/", user, os.environ.get(PASSWORD, ""))
    nearby = [ProxyHandler({})] if parts.hostname in _LOOPBACK else []
    return build_opener(TimedHandler, _NoRedirects, _Digest(passwords), _Basic(passwords), *nearby)
