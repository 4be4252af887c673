"""Files of coders: found, and written all or not at all."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from spygraph import paths
from spygraph.errors import SpygraphError


def yaml_files(given: Iterable[Path]) -> list[Path]:
    """Return the YAML files under some paths, those of registries too; those of ./cases where none is given.

    Raises:
        SpygraphError: where a path does not exist, or holds no such file.
    """
    roots = list(given) or [paths.default_cases()]
    found: set[Path] = set()
    for root in roots:
        if not root.exists():
            raise SpygraphError(f"{root}: there is no such file or folder")
        inside = [*root.rglob("*.yaml"), *root.rglob("*.yml")] if root.is_dir() else [root]
        found.update(path for path in inside if root.is_file() or not path.name.startswith("."))
    if not found:
        raise SpygraphError(f"{', '.join(map(str, roots))}: no case files (*.yaml) here")
    return sorted(found)


def replace_all(texts: Mapping[Path, str]) -> None:
    """Write files; whatever was there is replaced only when every one of them is written.

    Raises:
        OSError: where a file cannot be written; every file is then as it was.
    """
    written: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
                written[path] = Path(file.name)
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            written[path].chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        for path, temporary in written.items():
            temporary.replace(path)
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    """Return the mask of new files, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def new_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Write a folder of files, which appears only when it is complete.

    Raises:
        SpygraphError: where something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SpygraphError(f"{folder}: is not empty; give a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as temporary:
        built = Path(temporary) / folder.name
        for parent in {built, *((built / name).parent for name in texts)}:
            parent.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (built / name).write_bytes(text.encode())
        built.replace(folder)
