"""Files are written aside and renamed, so that a failure leaves what was there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
        folder = Path(mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:  # it names a folder that nobody asked for
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        yield folder / path.name
        written = sorted(folder.iterdir())
        for one in written:
            with one.open("rb") as file:
                os.fsync(file.fileno())
        for one in written:
            one.replace(path.parent / one.name)
    finally:
        shutil.rmtree(folder)
