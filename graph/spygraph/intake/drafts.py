"""Drafts of case files from a bundle: each group of people who are tied to each other is a draft of its own.

A draft is a mention, so that no count takes it for a case before somebody has read what it rests on.
"""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from spygraph.casefile.folder import collect
from spygraph.casefile.grammar import grammar
from spygraph.coding.files import new_folder
from spygraph.coding.layout import laid_out
from spygraph.coding.trees import tree
from spygraph.intake.bundles import Actor, Bundle, Tie, read_bundle

Fields = dict[str, Any]
SOURCE, MAKER = "bundle", "bundle-maker"
TEXTS = "sources/bundle.txt"
_KEYS = {"people": "person", "groups": "group", "organizations": "organization"}
_ASKED = ("description", "role", "nationality", "occupation")  # what a reader of a person's case asks first


def convert(bundle: Path, folder: Path) -> tuple[int, Bundle]:
    """Write drafts of cases, their registry and the text that they point to into a new folder.

    Returns:
        How many drafts there are, and what was found in the bundle and not taken.

    Raises:
        SpygraphError: where it is no bundle of people, or the folder is not empty.
        OSError: where something cannot be read or written.
    """
    found = read_bundle(bundle)
    day = datetime.fromtimestamp(bundle.stat().st_mtime, UTC).date().isoformat()
    texts = "\n".join(map(_sayable, found.texts)) + "\n"
    drafts = {f"draft-{n:05}": part for n, part in enumerate(_parts(found), 1)}
    files = {f"{slug}.yaml": laid_out(tree(_case(slug, part, found, day))) for slug, part in drafts.items()}
    files |= {TEXTS: texts, "registry/bundle.yaml": laid_out(tree(_registry(found, texts, day)))}
    new_folder(folder, files)
    for _ in collect([folder]).read():  # the reader itself says whether a draft is sound
        pass
    return len(drafts), found


def _sayable(text: str) -> str:
    """Return a text without what a case file refuses: what cannot be seen, or turns the writing round."""
    kept = (c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else " " for c in text)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def _parts(bundle: Bundle) -> Iterator[tuple[list[Actor], list[Tie]]]:
    """Yield actors that ties connect, with these ties, in the order of the bundle; each part has a person in it."""
    near: dict[str, set[str]] = {id_: set() for id_ in bundle.actors}
    for tie in bundle.ties:
        near[tie.who].add(tie.other)
        near[tie.other].add(tie.who)
    seen: set[str] = set()
    for id_ in bundle.actors:
        if id_ in seen:
            continue
        part: set[str] = set()
        waiting = {id_}
        while waiting:
            part |= waiting
            waiting = set().union(*(near[one] for one in waiting)) - part
        seen |= part
        actors = [bundle.actors[one] for one in sorted(part, key=lambda one: bundle.actors[one].line)]
        if any(actor.section == "people" for actor in actors):
            yield actors, [tie for tie in bundle.ties if tie.who in part]
        else:
            bundle.left["organization or group that no relation ties to a person"] += len(actors)


def _case(slug: str, part: tuple[list[Actor], list[Tie]], bundle: Bundle, day: str) -> Fields:
    actors, ties = part
    numbers: dict[str, int] = {}
    keys: dict[str, str] = {}
    for actor in actors:
        numbers[actor.section] = numbers.get(actor.section, 0) + 1
        keys[actor.id] = f"{_KEYS[actor.section]}-{numbers[actor.section]}"
    case: Fields = {
        "schema": "1",
        "case": slug,
        "unit": "mention",
        "title": f"Draft {int(slug.rsplit('-', 1)[-1])} of the bundle {_sayable(bundle.name)}",
        "sources": [SOURCE],
        "says": MAKER,
        "coded": {"by": "spygraph convert", "on": day, "codebook": "1"},
    }
    for actor in actors:
        named = {"name": _sayable(actor.name) or "unclear", "known-by": "unclear", "at": _at(actor.line)}
        case.setdefault(actor.section, {})[keys[actor.id]] = named
    relations = {f"tie-{n}": _tie(tie, keys) for n, tie in enumerate(ties, 1)}
    return case | ({"relations": relations} if relations else {}) | {"not-stated": _silences(case, keys)}


def _tie(tie: Tie, keys: dict[str, str]) -> Fields:
    ends = {"kind": tie.kind or "unclear", "who": keys[tie.who], "with": keys[tie.other]}
    return {**ends, "what": _sayable(tie.what) or "unclear", "at": _at(tie.line)}


def _at(line: int) -> list[str]:
    return [f"p{line}", f"object {line} of this bundle"]


def _silences(case: Fields, keys: dict[str, str]) -> list[str]:
    """Return everything that counts are made of, and what is asked of a person: a bundle of ties states none of it."""
    table = grammar()
    sections = [one.section for one in table.sections.values() if one.reporting or one.name == "Recruitment"]
    people = case.get("people", {})
    asked = [key for key in _ASKED if key in table.sections["people"].keys]
    things = [f"{key}.{prop}" for key in keys.values() if key in people for prop in asked]
    return [section for section in sections if section not in case] + things


def _registry(bundle: Bundle, texts: str, day: str) -> Fields:
    editor = {"name": "the editor", "description": "whoever makes a case of a draft", "speaks-as": "inferred-by-editor"}
    return {
        "schema": "1",
        "outlets": {MAKER: {"name": f"whoever made {_sayable(bundle.name)}", "kind": "aggregator"}},
        "commentators": {"editor": editor},
        "sources": {
            SOURCE: {
                "title": f"The bundle {_sayable(bundle.name)}, an object a line",
                "publisher": MAKER,
                "retrieved": day,
                "language": "und",
                "kind": "aggregator",
                "file": TEXTS.rsplit("/", 1)[-1],
                "sha256": sha256(texts.encode()).hexdigest(),
            }
        },
    }
