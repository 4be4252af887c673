"""Third-party code that pages carry: where it comes from, under which licence, and its digest.

`python -m spygraph.explorer.carried` fetches all of it again with npm, which only developers need: the package holds
the files. It writes nothing unless what npm delivers has the digests that are listed.
"""

import gzip
import json
import re
import subprocess
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_FOLDER = files(__package__) / "assets" / "carried"
_LIST = "carried.json"
_PACKAGE = Path(__file__).parents[1]
SCRIPT, PROGRAM = "oxigraph.js", "oxigraph.wasm.gz"
_EXPORT = re.compile(r"^export (?=class |function )", re.MULTILINE)
# What only a module may say: the page runs the script in a worker that loads nothing.
_MAP = re.compile(r"\n?(//# sourceMappingURL=[^\n]*|/\*# sourceMappingURL=[^*]*\*/)\s*$")  # else a browser asks for it
_MODULE_ONLY = (re.compile(r"^export \{[^}]*\};?$", re.MULTILINE), re.compile(r"new URL\([^)]*import\.meta\.url\)"))


def listed(folder: Traversable = _FOLDER) -> list[dict[str, Any]]:
    """Return each carried file: name, version, licence, package, file, sha256, kept name, and notices."""
    found: list[dict[str, Any]] = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    return found


def engine() -> tuple[str, bytes]:
    """Return the query engine: its script and its program."""
    return (_FOLDER / SCRIPT).read_text(encoding="utf-8"), gzip.decompress((_FOLDER / PROGRAM).read_bytes())


def classic(script: str, notice: str) -> str:
    """Return a module as a script that a worker runs without loading anything, with a notice at its top.

    Raises:
        ValueError: where something of a module is left, or it could end the element that carries it.
    """
    text = _MODULE_ONLY[1].sub("undefined", _MODULE_ONLY[0].sub("", _EXPORT.sub("", script)))
    if re.search(r"^(export|import)\b|import\.meta|</script|<!--", text, re.MULTILINE | re.IGNORECASE):
        raise ValueError("this script cannot be carried in a page")
    return f"/* {notice} */\n{text.rstrip()}\n"


def kept(data: bytes, one: Mapping[str, Any]) -> bytes:
    """Return a file as the package keeps it: a script for a worker as such, others compressed; text with a notice."""
    notice = f"{one['package']} {one['version']}, {one['licence']}, {one['home']}"
    if one["keep"] == SCRIPT:
        return classic(data.decode(), notice).encode()
    if one["keep"].endswith((".js.gz", ".css.gz")):
        more = f"; the parts of it and their licences: {one['notices']}" if "notices" in one else ""
        data = f"/*! {notice}{more} */\n{_MAP.sub('', data.decode())}\n".encode()
    return gzip.compress(data, 9, mtime=0)


def _fetched(name: str, version: str, folder: Path) -> Path:
    """Return the folder of a package that npm has delivered and whose files are unpacked."""
    command = ["npm", "pack", "--silent", f"{name}@{version}"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603
    subprocess.run(["tar", "xzf", done.stdout.split()[-1]], cwd=folder, check=True)  # noqa: S603, S607
    return folder / "package"


def fetch(target: Path) -> None:
    """Fetch what npm has of the list in a folder, compare the digests, and write what is kept into it.

    Raises:
        ValueError: where a file is not the one that is listed.
        CalledProcessError: where npm fails.
    """
    for one in listed(target):
        if one["from"] != "npm":
            continue
        with TemporaryDirectory() as folder:
            data = (_fetched(one["package"], one["version"], Path(folder)) / one["file"]).read_bytes()
        if sha256(data).hexdigest() != one["sha256"]:
            raise ValueError(f"{one['package']}/{one['file']} is not the file that is listed")
        (target / one["keep"]).write_bytes(kept(data, one))


if __name__ == "__main__":
    for found in sorted(_PACKAGE.rglob(_LIST)):
        fetch(found.parent)
