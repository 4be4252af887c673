"""Files are written aside and renamed, so that a failure leaves what was there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, EISDIR, ENOSPC
from pathlib import Path
from tempfile import mkdtemp


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """Yield a path to write to, in a folder beside the target; on success what stands there takes the target's place.

    A format of several files writes them beside the path that it is given; each is renamed when all are complete.

    Raises:
        OSError: where the folder is missing or cannot be written.
    """
    try:
        folder = Path(mkdtemp(prefix=f".{path.name[:40]}.", dir=path.parent))
    except OSError as error:  # it names a folder that nobody asked for
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        yield folder / path.name
        written = sorted(folder.iterdir())
        for one in written:
            with one.open("rb") as file:
                os.fsync(file.fileno())
        for target in (path.parent / one.name for one in written):
            if target.is_dir():  # found before the first file of several takes its place
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(target))
        for one in written:
            one.replace(path.parent / one.name)
    except OSError as error:
        if _names(error, folder):
            raise OSError(error.errno, error.strerror or str(error), str(path)) from None
        raise
    finally:
        shutil.rmtree(folder)


def _names(error: OSError, folder: Path) -> bool:
    """Whether an error names a folder that nobody asked for, or a full disk without any name."""
    if isinstance(error.filename, str):
        return folder in Path(error.filename).parents
    return error.errno in (ENOSPC, EDQUOT) or str(error).endswith("(os error 28)")  # the latter from the RDF writer
