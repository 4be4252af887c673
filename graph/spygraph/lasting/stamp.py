"""What is known of a version: how much it holds, what it was made of, and the digest of each of its files."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path

import pyoxigraph as ox

from spygraph import __version__, paths
from spygraph.casefile.folder import Collection
from spygraph.errors import SpygraphError

SCHEMA = 1  # of this module: what is in a stamp, and where files lie
_CODE = Path(paths.__file__).parent


class UnusableError(SpygraphError):
    """There is no store, or none that can be trusted; a build makes one."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a version says of itself.

    Attributes:
        schema: The schema of stamps and folders.
        spygraph: The version of spygraph that made it.
        cases: How many case files it holds, mentions among them.
        count: How many statements it holds.
        pseudonyms: Whether people are called by their keys instead of their names.
        inputs: What it was made of: cases, registry, ontology, program and options, each with one digest.
        withdrawn: Id of a withdrawn case to when and why.
        files: Name of each file of the store to its bytes and digest.
    """

    schema: int
    spygraph: str
    cases: int
    count: int
    pseudonyms: bool
    inputs: dict[str, str]
    withdrawn: dict[str, str]
    files: dict[str, tuple[int, str]]

    def to_bytes(self) -> bytes:
        """Return the stamp as it is written."""
        return (json.dumps(asdict(self), indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a store: its name, which no other version ever has, the folder of its files, and its stamp."""

    name: str
    path: Path
    stamp: Stamp

    @property
    def size(self) -> int:
        """How many bytes its files have."""
        return sum(size for size, _ in self.stamp.files.values())


def read(data: bytes) -> Stamp:
    """Return a stamp from its bytes, whose digest is known to be right.

    Raises:
        SpygraphError: where a newer spygraph wrote it.
    """
    found = json.loads(data)
    if found["schema"] != SCHEMA:
        raise SpygraphError(
            f"this store was made by spygraph {found['spygraph']}, and this is {__version__}, which cannot read it: "
            "use that version, or build another store"
        )
    return Stamp(**found | {"files": {name: (size, digest) for name, (size, digest) in found["files"].items()}})


def digest(data: bytes) -> str:
    """Return the digest of some bytes."""
    return sha256(data).hexdigest()


def files(folder: Path) -> dict[str, tuple[int, str]]:
    """Return the name of each file of a folder with its bytes and digest."""
    # one after the other: Oxigraph's answers must not be collected as garbage by another thread than their own
    return {path.name: _measured(path) for path in sorted(folder.iterdir())}


def _measured(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        made = file_digest(file, sha256).hexdigest()
        return file.tell(), made


def inputs(cases: Collection) -> dict[str, str]:
    """Return digests of all that decides what a store will hold: an unchanged input need not be built again."""
    ontology = [path for path in paths.ontology().rglob("*") if path.suffix in (".ttl", ".rq")]
    program = [*(_CODE / "casefile").glob("*.py"), _CODE / "store.py"]
    options = f"pseudonyms: {cases.pseudonyms}, spygraph {__version__}, pyoxigraph {ox.__version__}, schema {SCHEMA}"
    return {
        "cases": _all(cases.files),
        "registry": _all(cases.registry_files),
        "ontology": _all(ontology),
        "program": _all(program),
        "options": digest(options.encode()),
    }


def _all(found: Iterable[Path]) -> str:
    """Return one digest of many files, whatever they are called and in whichever order they are found."""
    return digest("".join(sorted(digest(path.read_bytes()) for path in found)).encode())
