"""Builds a version aside and lets it take the place of the current one, which stays until the build after that."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import pyoxigraph as ox

from spygraph import __version__
from spygraph.casefile.folder import Collection, collect
from spygraph.errors import SpygraphError
from spygraph.lasting.durable import ASIDE, locked, make_durable, replace_file
from spygraph.lasting.opening import LOCK, POINTER, STAMP, STORE, current, pointed
from spygraph.lasting.stamp import SCHEMA, Stamp, UnusableError, Version, digest, files, inputs
from spygraph.store import Notice, Progress, fill

# Oxigraph's own log and settings: nothing that reading needs
_UNREAD = ("LOG*", "LOCK", "OPTIONS-*")
_BATCH = 40_000_000  # characters: on disk, small batches make a store of twice the size
_THREADS = min(os.cpu_count() or 1, 4)


def build(
    folder: Path, given: Iterable[Path], *, pseudonyms: bool = False, progress: Progress = iter, notice: Notice = str
) -> tuple[Version, bool]:
    """Keep a store of some case files in a folder; unchanged files are not built again.

    Whenever it ends, also by a signal or for want of space, the folder holds the old version or the new one.

    Args:
        folder: A folder that is empty, not there yet, or that an earlier build made.
        given: Case files or folders of them; ./cases, else the shipped cases, where none is given.
        pseudonyms: Whether people are called by their keys instead of their names.
        progress: Wraps the cases while they are read.
        notice: Is told what a reader should know besides.

    Returns:
        The current version, and whether it was built anew.

    Raises:
        CaseFileError: with all faults of all files.
        SpygraphError: where the folder is not one of ours, another build is writing to it, or it cannot be written.
    """
    cases = collect(given, pseudonyms=pseudonyms)
    _claim(folder)
    with locked(folder / LOCK):
        _sweep(folder)
        made_of = inputs(cases)
        try:
            old = current(folder)
            if old.stamp.inputs == made_of:
                return old, False
        except UnusableError:
            pass  # what is damaged is built again
        try:
            _swap(folder, _built(folder, cases, made_of, progress, notice))
        except (OSError, RuntimeError) as error:
            raise SpygraphError(f"{folder}: not built, and what was kept stays: {_reason(error)}") from None
        finally:
            _sweep(folder)
        return current(folder), True


def _reason(error: Exception) -> str:
    """Return what a failure says: of the system with the file, of Oxigraph as it stands."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def _claim(folder: Path) -> None:
    """Make the folder, or see that it is ours.

    Raises:
        SpygraphError: where it holds anything, and no build made it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / LOCK).exists():
        raise SpygraphError(f"{folder}: this folder holds other things than a store; name an empty or a new one")


def _built(folder: Path, cases: Collection, made_of: dict[str, str], progress: Progress, notice: Notice) -> str:
    """Build a version aside, make it durable, and return its name."""
    aside = Path(mkdtemp(prefix=ASIDE, dir=folder))
    aside.chmod(folder.stat().st_mode & 0o777)
    store = aside / STORE
    _load(store, cases, progress, notice)
    for pattern in _UNREAD:
        for path in store.glob(pattern):
            path.unlink()
    count = len(ox.Store.read_only(str(store)))  # of what is on disk now, as readers will find it
    stamp = Stamp(
        SCHEMA, __version__, len(cases.things), count, cases.pseudonyms, made_of, cases.withdrawn, files(store)
    )
    data = stamp.to_bytes()
    (aside / STAMP).write_bytes(data)
    make_durable(*store.iterdir(), store, aside / STAMP, aside)
    name = f"version-{digest(data)}"
    aside.rename(folder / name)
    make_durable(folder)
    return name


def _load(path: Path, cases: Collection, progress: Progress, notice: Notice) -> None:
    """Write a store; it is closed on return."""
    store = ox.Store(str(path))
    fill(store, cases, progress=progress, notice=notice, batch=_BATCH, threads=_THREADS)
    store.flush()


def _swap(folder: Path, name: str) -> None:
    """Let a version be the current one; the pointer keeps the name of the one before, which may still be read."""
    before = []
    with suppress(UnusableError):
        before = pointed(folder)[:1]
    replace_file(folder / POINTER, "".join(f"{one}\n" for one in (name, *before)))


def _sweep(folder: Path) -> None:
    """Remove what killed builds left, and versions that the pointer no longer names."""
    left = list(folder.glob(f"{ASIDE}*"))
    with suppress(UnusableError):
        named = pointed(folder)
        left += [path for path in folder.glob("version-*") if path.name not in named]
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
