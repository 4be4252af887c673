"""On the path of every command that a test starts: an attempt to reach another machine is an error."""

import socket

_connect = socket.socket.connect


def connect(self: socket.socket, address: object) -> None:
    if self.family != getattr(socket, "AF_UNIX", None):
        raise AssertionError(f"a network connection was opened: {address}")
    _connect(self, address)  # type: ignore[arg-type]


socket.socket.connect = socket.socket.connect_ex = connect  # type: ignore[method-assign,assignment]
