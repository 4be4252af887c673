"""Registers sources: an entry in the registry beside the user's cases, and the text that anchors point into."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from spygraph.casefile.folder import registry_folder
from spygraph.casefile.grammar import grammar
from spygraph.casefile.registry import read_registry
from spygraph.coding.entries import entry_of, new_actors
from spygraph.coding.extraction import SUFFIXES
from spygraph.coding.insertion import inserted
from spygraph.coding.paragraphs import numbered
from spygraph.errors import CaseFileError, Fault, SpygraphError, plural

SOURCES = "sources.yaml"
TEXTS = "texts"
_NEW = {
    "actors.yaml": "schema: 1\n# Actors that several cases may speak of: authorities, outlets, services, places.\n"
    "commentators:\n  editor: {name: the editor, description: whoever coded the case, speaks-as: inferred-by-editor}\n",
    SOURCES: "schema: 1\n# What the cases rest on.\n",
}


@dataclass(frozen=True, slots=True)
class Registration:
    """What is to be written, and what a person should know of it."""

    texts: dict[Path, str]
    notes: list[str]


def files_of(given: Path) -> list[Path]:
    """Return a file, or the files of a folder that can be read.

    Raises:
        SpygraphError: where there is none.
    """
    if given.is_file():
        return [given]
    found = sorted(path for path in given.glob("*") if path.suffix.lower() in SUFFIXES) if given.is_dir() else []
    if not found:
        raise SpygraphError(f"{given}: no text, HTML or PDF file here")
    return found


def register(files: list[Path], given: Mapping[str, str], cases: Path) -> Registration:
    """Return what registering some files takes; nothing is written yet.

    Args:
        files: Text, HTML or PDF files.
        given: Keys of a source, and "id", as the user states them; they outweigh what a file says of itself.
        cases: The folder of the cases.

    Raises:
        SpygraphError: where a file cannot be read, something needed is not stated, or a value is none.
    """
    folder = registry_folder(cases) or cases / "registry"
    registry = read_registry(sorted(folder.glob("*.yaml")), grammar())[0]
    out: dict[Path, str] = {} if folder.is_dir() else {folder / name: text for name, text in _NEW.items()}
    target = folder / SOURCES
    if target.is_file():
        out[target] = target.read_text(encoding="utf-8")
    out.setdefault(target, _NEW[SOURCES])
    notes: list[str] = []
    taken = set(registry.things)
    for file in files:
        entry, text = entry_of(file, dict(given), registry, taken)
        id_ = entry.pop("id")
        taken.add(id_)
        for section, key, node in new_actors(entry, registry, taken):
            out[target] = inserted(out[target], section, key, node, str(target))
            notes.append(f"new in the registry, under {section}: {key} ({node['name']})")
        out[target] = inserted(out[target], "sources", id_, entry, str(target))
        out |= _texts(cases.parent / TEXTS, id_, text)
        notes.append(
            f"{id_}: {entry['title']} ({plural(len(text), 'paragraph')}, {cases.parent / TEXTS / f'{id_}.txt'})"
        )
    _validate(out, folder)
    return Registration(out, notes)


def _texts(folder: Path, id_: str, paragraphs: list[str]) -> dict[Path, str]:
    """Return the text that anchors point into, the same with numbers, and what keeps both out of git."""
    return {
        folder / ".gitignore": "*\n",
        folder / f"{id_}.txt": "".join(f"{one}\n\n" for one in paragraphs),
        folder / f"{id_}.numbered.txt": "".join(f"{one}\n\n" for one in numbered(paragraphs)),
    }


def _validate(texts: Mapping[Path, str], folder: Path) -> None:
    """Read the registry as it will be.

    Raises:
        CaseFileError: with its faults, at the files that are to be written.
    """
    with TemporaryDirectory() as temporary:
        copy = Path(temporary) / folder.name
        if folder.is_dir():
            copytree(folder, copy)
        copy.mkdir(exist_ok=True)
        for path, text in texts.items():
            if path.parent == folder:
                (copy / path.name).write_text(text, encoding="utf-8")
        try:
            read_registry(sorted(copy.glob("*.yaml")), grammar())
        except CaseFileError as error:
            faults = [(str(folder / Path(f.path).name), f) for f in error.faults]
            raise CaseFileError(Fault(path, f.line, f.column, f.field, f.message) for path, f in faults) from None
