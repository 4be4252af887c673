"""Runs the application with uvicorn."""

import errno
import resource
import signal
import socket
import sys

import uvicorn
from starlette.applications import Starlette

from spygraph.errors import SpygraphError
from spygraph.server.connection import connection
from spygraph.server.limits import Limits

_BESIDES = 200  # descriptors for workers and files, beside those of connections
_SHUTDOWN = 3  # seconds that answers may take to leave when the server ends


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        SpygraphError: where the port is taken or not allowed.
    """
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as error:
        found.close()
        more = "; another --port may be free" if error.errno in (errno.EADDRINUSE, errno.EACCES) else ""
        raise SpygraphError(f"{host}:{port}: {error.strerror or error}{more}") from None
    found.listen(1024)
    return found


def run(application: Starlette, listener: socket.socket, limits: Limits) -> None:
    """Serve until interrupted, or told to end."""
    make_room(limits.connections + _BESIDES)
    config = uvicorn.Config(
        application,
        http=connection(limits),
        ws="none",
        loop="auto",
        access_log=False,
        log_level="error",
        server_header=False,
        timeout_keep_alive=int(limits.idle),
        timeout_graceful_shutdown=_SHUTDOWN,
    )
    uvicorn.Server(config).run(sockets=[listener])


def make_room(number: int) -> None:
    """Let this process open so many files and connections, if it may: idle ones must not keep workers from starting."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = number if hard == resource.RLIM_INFINITY else min(number, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def end_tidily() -> None:
    """Let a process that is told to end remove what it wrote for its own time only; uvicorn passes SIGTERM on."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # not under nohup
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
