"""Runs the application with uvicorn."""

import socket

import uvicorn
from starlette.applications import Starlette

from spygraph.errors import SpygraphError
from spygraph.server.connection import connection
from spygraph.server.limits import Limits

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
        raise SpygraphError(f"{host}:{port}: {error.strerror or error}; another --port may be free") from None
    found.listen(1024)
    return found


def run(application: Starlette, listener: socket.socket, limits: Limits) -> None:
    """Serve until interrupted."""
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
