"""Bundles of people and relations, whatever their format: what is in them, line by line, and what is not taken."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spygraph.casefile.grammar import grammar
from spygraph.errors import SpygraphError

MOST = 64_000_000  # bytes
Json = dict[str, Any]

# FollowTheMoney: schema to the section of a case file
SCHEMES = {
    "Person": "people",
    **dict.fromkeys(("Organization", "Company", "PublicBody"), "organizations"),
    "LegalEntity": "groups",
}
# schema of a tie to its two ends, and the kind of relation that it surely is
TIES = {
    "UnknownLink": ("subject", "object", ""),
    "Employment": ("employee", "employer", "employed-by"),
    "Family": ("person", "relative", "relative-of"),
    "Associate": ("person", "associate", "in-contact"),
    "Membership": ("member", "organization", "affiliated-with"),
    "Directorship": ("director", "organization", "affiliated-with"),
}
_CLASSES = {"individual": "people", "group": "groups"}  # STIX: identity_class to section


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a bundle: the section of a case file, the name, and on which line of the bundle it stands."""

    id: str
    section: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of two actors: its kind, "" where it fits none of ours, and what the bundle calls it."""

    id: str
    who: str
    other: str
    kind: str
    what: str
    line: int


@dataclass(slots=True)
class Bundle:
    """What a bundle holds; `texts` is an object a line, so that a place in it can be pointed to."""

    name: str
    actors: dict[str, Actor] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)


def read_bundle(path: Path) -> Bundle:
    """Return the people, groups, organizations and relations of a STIX bundle or of FollowTheMoney entities.

    Raises:
        SpygraphError: where it is neither, or holds no person.
        OSError: where it cannot be read.
    """
    if path.stat().st_size > MOST:
        raise SpygraphError(f"{path}: is larger than {MOST // 1_000_000} MB; take a part of it")
    bundle = Bundle(path.name)
    objects = list(_objects(path))
    for number, one in enumerate(objects, 1):
        bundle.texts.append(f"object {number} of this bundle: {json.dumps(one, ensure_ascii=False, sort_keys=True)}")
        _actor(one, number, bundle)
    for number, one in enumerate(objects, 1):
        if _id(one) not in bundle.actors:
            _tie(one, number, bundle)
    if not any(actor.section == "people" for actor in bundle.actors.values()):
        raise SpygraphError(f"{path}: holds no person: neither a STIX identity nor a FollowTheMoney Person")
    return bundle


def _objects(path: Path) -> Iterator[Json]:
    """Yield the objects of a bundle: of a list, of a STIX bundle, or one a line."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if whole is not None and not (isinstance(whole, dict) and "schema" in whole):
        found = whole.get("objects", []) if isinstance(whole, dict) else whole
        yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                one = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise SpygraphError(f"{path}:{number}: not JSON: {error}") from None
            if isinstance(one, dict):
                yield one


def _id(one: Json) -> str:
    return str(one.get("id", ""))


def _first(one: Json, key: str) -> str:
    """Return the first value of a property, of either format, as text."""
    properties = one.get("properties")
    value = (properties if isinstance(properties, dict) else one).get(key, "")
    value = value[0] if isinstance(value, list) and value else value
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _actor(one: Json, number: int, bundle: Bundle) -> None:
    section = SCHEMES.get(str(one.get("schema")), "")
    if one.get("type") == "identity" and one.get("identity_class") != "system":
        section = _CLASSES.get(str(one.get("identity_class")), "organizations")
    if section and _id(one) and _first(one, "name"):
        bundle.actors.setdefault(_id(one), Actor(_id(one), section, _first(one, "name"), number))


def _tie(one: Json, number: int, bundle: Bundle) -> None:
    kind = ""
    if one.get("type") == "relationship":
        who, other, what = _first(one, "source_ref"), _first(one, "target_ref"), _first(one, "relationship_type")
    elif ends := TIES.get(str(one.get("schema"))):
        who, other, kind = _first(one, ends[0]), _first(one, ends[1]), ends[2]
        what = _first(one, "role") or _first(one, "relationship") or str(one["schema"])
    else:
        bundle.left[str(one.get("type") or one.get("schema") or "object without a type")] += 1
        return
    if {who, other} <= bundle.actors.keys() and who != other:
        bundle.ties.append(Tie(_id(one), who, other, kind or _kind(what), what, number))
    else:
        bundle.left["relation to what is no person, group or organization here"] += 1


def _kind(what: str) -> str:
    """Return the kind of relation that a bundle names in our own words; "" for anything else."""
    wanted = "-".join(re.findall("[a-z0-9]+", what.lower()))
    return wanted if wanted in grammar().schemes["relation"] else ""
