"""One writer at a time, and files that outlast a loss of power."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spygraph.errors import SpygraphError

ASIDE = "aside-"  # how the names of what is not yet complete begin


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that ends with this process, however it ends.

    Raises:
        SpygraphError: at once, where another process holds it.
    """
    import fcntl  # not on Windows, where stores can be read but not built

    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise SpygraphError(f"{path.parent}: another build is writing this store; wait until it is done") from None
    finally:
        os.close(descriptor)


def make_durable(*paths: Path) -> None:
    """Return when files and entries of folders are on disk."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def replace_file(path: Path, text: str) -> None:
    """Put a text in the place of a file, at one moment and durably."""
    aside = path.with_name(ASIDE + path.name)
    aside.write_text(text, encoding="utf-8", newline="\n")
    make_durable(aside)
    aside.replace(path)
    make_durable(path.parent)
