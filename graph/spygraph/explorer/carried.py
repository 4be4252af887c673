"""Third-party code that a page carries: where it comes from, under which licence, and its digest.

`python -m spygraph.explorer.carried` fetches it again with npm, which only developers need: the package holds the
files. It writes nothing unless what npm delivers has the digests that are listed.
"""

import gzip
import json
import re
import subprocess
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_FOLDER = files(__package__) / "assets" / "carried"
_LIST = "carried.json"
SCRIPT, PROGRAM = "oxigraph.js", "oxigraph.wasm.gz"
_EXPORT = re.compile(r"^export (?=class |function )", re.MULTILINE)
# What only a module may say: the page runs the script in a worker that loads nothing.
_MODULE_ONLY = (re.compile(r"^export \{[^}]*\};?$", re.MULTILINE), re.compile(r"new URL\([^)]*import\.meta\.url\)"))


def listed() -> list[dict[str, Any]]:
    """Return each carried file: name, version, licence, package, file, sha256, and the name it is kept under."""
    found: list[dict[str, Any]] = json.loads((_FOLDER / _LIST).read_text(encoding="utf-8"))
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


def _fetched(name: str, version: str, folder: Path) -> Path:
    """Return the folder of a package that npm has delivered and whose files are unpacked."""
    command = ["npm", "pack", "--silent", f"{name}@{version}"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603
    subprocess.run(["tar", "xzf", done.stdout.split()[-1]], cwd=folder, check=True)  # noqa: S603, S607
    return folder / "package"


def fetch(target: Path) -> None:
    """Fetch what npm has of the list, compare the digests, and write what is kept.

    Raises:
        ValueError: where a file is not the one that is listed.
        CalledProcessError: where npm fails.
    """
    for one in listed():
        if one["from"] != "npm":
            continue
        with TemporaryDirectory() as folder:
            data = (_fetched(one["package"], one["version"], Path(folder)) / one["file"]).read_bytes()
        if sha256(data).hexdigest() != one["sha256"]:
            raise ValueError(f"{one['package']}/{one['file']} is not the file that is listed")
        notice = f"{one['package']} {one['version']}, {one['licence']}, {one['home']}"
        kept = classic(data.decode(), notice).encode() if one["keep"] == SCRIPT else gzip.compress(data, 9, mtime=0)
        (target / one["keep"]).write_bytes(kept)


if __name__ == "__main__":
    fetch(Path(str(_FOLDER)))
