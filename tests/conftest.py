"""No test reaches another machine, and what many tests read is built once."""

import socket
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import settings

from spygraph import paths
from spygraph.store import load
from support import spygraph

# the same examples in every run, and no deadline that a busy machine would miss
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        here = isinstance(address, tuple) and address[0] in ("127.0.0.1", "localhost", "::1")
        if self.family != getattr(socket, "AF_UNIX", None) and not here:
            raise AssertionError(f"a network connection was opened: {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded)


@pytest.fixture(scope="session")
def shipped() -> ox.Store:
    """Return the store of the cases that come with spygraph."""
    return load([paths.shipped_cases()])


@pytest.fixture(scope="session")
def pseudonymous(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that `build --pseudonyms` wrote of the shipped cases."""
    folder = tmp_path_factory.mktemp("pseudonymous")
    done = spygraph("build", paths.shipped_cases(), "-o", folder, "--pseudonyms")
    assert done.code == 0, done.err
    return folder
