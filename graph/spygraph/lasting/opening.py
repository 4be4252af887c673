"""Opens the current version, read-only, after every byte of it was compared with its stamp; never creates anything.

Everything hangs on one file: the pointer names the digest of the stamp, and the stamp holds the digests of the files.
Oxigraph's own checks do not do: it takes a cut MANIFEST for an empty store, and a damaged block can make a query hang.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from spygraph.errors import SpygraphError
from spygraph.lasting.stamp import Stamp, UnusableError, Version, digest, files, read

POINTER, LOCK, STAMP, STORE = "current", "spygraph.lock", "stamp.json", "store"
_NAME = re.compile(r"version-[0-9a-f]{64}", re.ASCII)
T = TypeVar("T")


def version_name(folder: Path) -> str:
    """Return the name of the current version; reads the pointer alone, so that it may be asked often.

    Raises:
        UnusableError: where there is no store, or its pointer is damaged.
    """
    return pointed(folder)[0]


def read_stamp(folder: Path) -> Stamp:
    """Return the stamp of the current version; its files are not looked at.

    Raises:
        SpygraphError: as `current` does.
    """
    return _settled(folder, _stamp)


def current(folder: Path) -> Version:
    """Return the current version, each of its files compared with the stamp.

    Raises:
        UnusableError: where there is no store, or it is damaged.
        SpygraphError: where a newer spygraph made it.
        OSError: where it cannot be read.
    """
    return _settled(folder, _verified)


def open_store(folder: Path) -> ox.Store:
    """Return the current version as a store to read; builds that come later do not change it.

    Raises:
        SpygraphError: as `current` does.
    """
    return _settled(folder, _opened)


def pointed(folder: Path) -> list[str]:
    """Return the names in the pointer: the current version, then the one before it where there was one.

    Raises:
        UnusableError: where there is no pointer, or it is damaged.
    """
    try:
        names = (folder / POINTER).read_bytes().decode("ascii", "replace").split("\n")[:-1]
    except (FileNotFoundError, NotADirectoryError):
        raise UnusableError(f"{folder}: no store here; make one: spygraph build --store {folder}") from None
    if not names or not all(map(_NAME.fullmatch, names)):
        raise _damaged(folder, f"{POINTER} names no version")
    return names


def _settled(folder: Path, look: Callable[[Path, str], T]) -> T:
    """Return what is seen of the current version; looks again where another one took its place meanwhile."""
    name = version_name(folder)
    while True:
        try:
            return look(folder, name)
        except (SpygraphError, OSError):
            before, name = name, version_name(folder)
            if name == before:
                raise


def _stamp(folder: Path, name: str) -> Stamp:
    try:
        data = (folder / name / STAMP).read_bytes()
    except FileNotFoundError:
        raise _damaged(folder, f"{name}/{STAMP} is missing") from None
    if f"version-{digest(data)}" != name:
        raise _damaged(folder, f"{name}/{STAMP} is not what was written")
    try:
        return read(data)
    except SpygraphError as error:
        raise SpygraphError(f"{folder}: {error}") from None


def _verified(folder: Path, name: str) -> Version:
    stamp, path = _stamp(folder, name), folder / name / STORE
    try:
        found = files(path)
    except FileNotFoundError as error:
        raise _damaged(folder, f"{error.filename} is missing") from None
    wrong = sorted(file for file in stamp.files.keys() | found.keys() if stamp.files.get(file) != found.get(file))
    if wrong:
        change = "is missing" if wrong[0] not in found else "is not what was written"
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise _damaged(folder, f"{name}/{STORE}/{wrong[0]}{more} {change}")
    return Version(name, path, stamp)


def _opened(folder: Path, name: str) -> ox.Store:
    version = _verified(folder, name)
    try:
        return ox.Store.read_only(str(version.path))
    except (OSError, RuntimeError, ValueError) as error:
        raise _damaged(folder, str(error)) from None


def _damaged(folder: Path, what: str) -> UnusableError:
    return UnusableError(f"{folder}: the store is damaged: {what}; build it again: spygraph build --store {folder}")
