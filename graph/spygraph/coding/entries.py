"""The entry of an article in a registry: what its file says of itself, what the user says, and the actors it names."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from spygraph.casefile.grammar import grammar
from spygraph.casefile.model import CaseFile, Registry, Scope
from spygraph.casefile.reader import ID
from spygraph.casefile.values import statements
from spygraph.casefile.yamltext import FORBIDDEN, Scalar
from spygraph.coding.extraction import article
from spygraph.errors import SpygraphError, did_you_mean

# keys of a source that name an actor, with the section and class of one that is new
_ACTORS = {
    "publisher": ("outlets", "Outlet"),
    "reprint-of": ("outlets", "Outlet"),
    "relays": ("authorities", "Authority"),
}


def entry_of(
    file: Path, given: dict[str, str], registry: Registry, taken: Iterable[str]
) -> tuple[dict[str, str], list[str]]:
    """Return the entry of a file in the registry, with its id, and its paragraphs."""
    found = article(file)
    entry = {"id": _slug(file.stem), **_sound(found.about), **given}
    entry["file"] = f"{entry['id']}.txt"
    text = "".join(f"{one}\n\n" for one in found.paragraphs)
    entry["sha256"] = sha256(text.encode()).hexdigest()
    id_ = entry["id"]
    if not ID.fullmatch(id_):
        raise SpygraphError(f"--id: '{id_}' is not an id: use a-z, 0-9 and single hyphens")
    if id_ in taken:
        raise SpygraphError(f"{file}: '{id_}' is registered already; choose another with --id")
    same = next((one.id for one in registry.sources.values() if one.sha256 == entry["sha256"]), "")
    if same:
        raise SpygraphError(f"{file}: its text is registered already, as '{same}'")
    for key, prop in grammar().classes["Source"].keys.items():
        if prop.required and not entry.get(key):
            values = did_you_mean("", grammar().schemes[prop.scheme]) if prop.scheme else ""
            raise SpygraphError(f"{file}: --{key} is needed{values}")
    return entry, found.paragraphs


def _sound(about: Mapping[str, str]) -> dict[str, str]:
    """Return what a file says of itself without what could not stand in a registry: the user may state that better."""
    keys, out = grammar().classes["Source"].keys, {}
    for key, text in about.items():
        scope = Scope("", grammar(), Registry(), CaseFile("", "", ""), [])
        value = Scalar(FORBIDDEN.sub("", text), 0, 0)
        if value.text and (keys[key].range or statements(keys[key], value, scope, key)):
            out[key] = value.text
    return out


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80].strip("-") or "source"


def new_actors(entry: dict[str, str], registry: Registry, taken: set[str]) -> Iterable[tuple[str, str, dict[str, str]]]:
    """Replace the names of actors by their keys, and yield section, key and fields of each that is new."""
    for field, (section, name) in _ACTORS.items():
        given = entry.get(field, "")
        known = {thing.label.casefold(): key for key, thing in registry.things.items()}
        if not given or given in registry.things:
            continue
        if given.casefold() in known:
            entry[field] = known[given.casefold()]
            continue
        hint = did_you_mean(given, [*known.values(), *known])
        if ID.fullmatch(given) and "did you mean" in hint:
            raise SpygraphError(f"--{field}: nothing is registered as '{given}'{hint}")
        entry[field] = key = _slug(given)
        if key not in taken:
            taken.add(key)
            yield section, key, {"name": given, **({"kind": entry["kind"]} if name == "Outlet" else {})}
