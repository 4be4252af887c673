"""Invents one case: a profile of a real one, keys as often as there, values as the shapes demand."""

from random import Random
from typing import Any

import wording
from choosing import Choice
from frequencies import APART, BETWEEN, ODDS, OFTEN, PROFILES

from spygraph.casefile.grammar import Class, Grammar

Thing = dict[str, Any]
_ABOUT_CLAIMS = ("disputes", "judgements", "stated-no")
_RIVAL = "version-1"


def invent(slug: str, source: str, claimant: str, table: Grammar, shared: dict[str, Class], rng: Random) -> Thing:
    """Return a case as a mapping in the order of a file."""
    choice = Choice(table, shared, rng)
    profile = rng.choice(PROFILES)
    sections: dict[str, dict[str, Thing]] = {}
    for section, count in profile.items():
        sections[section] = _section(table.sections[section], _varied(count, rng), choice)
    if "versions" in sections:
        _retell(sections, claimant)
    head: Thing = {"schema": "1", "case": slug, "unit": "case", "title": wording.phrase(rng)}
    head |= {"sources": [source], "says": claimant, "coded": {"by": "bench", "on": "2026-11-21", "codebook": "1"}}
    denied = {one["of"] for one in sections.get("stated-no", {}).values()}
    silent = [one for one in _silences(sections, table, rng) if one not in denied]
    open_ = [wording.phrase(rng) for _ in range(rng.randint(*BETWEEN["leaves-open"]))]
    return {**head, **sections, "not-stated": silent, "leaves-open": open_}


def _varied(count: int, rng: Random) -> int:
    return max(1, round(count * rng.uniform(0.85, 1.15)))


def _section(cls: Class, count: int, choice: Choice) -> dict[str, Thing]:
    out: dict[str, Thing] = {}
    for number in range(count):
        first = {"people": "subject", "recruitments": "main"}.get(cls.section, "")
        key = first if first and number == 0 else f"{cls.segment}-{number + 1}"
        if cls.section in ("people", "groups"):
            choice.add(key, cls)
        out[key] = _denial(choice, cls) if cls.section == "stated-no" else _thing(cls, choice)
        if cls.section not in ("people", "groups"):
            choice.add(key, cls)
        if cls.section not in _ABOUT_CLAIMS:
            choice.stated += [f"{key}.{name}" for name in cls.keys if name in out[key]]
    return out


def _thing(cls: Class, choice: Choice) -> Thing:
    rng, odds = choice.rng, ODDS.get(cls.section, {})
    chosen = [prop for prop in cls.keys.values() if prop.required or rng.random() < odds.get(prop.key, 0)]
    thing: Thing = {prop.key: value for prop in chosen if (value := choice.value(prop))}
    apart = [key for key in thing if isinstance(thing[key], str) and rng.random() < OFTEN["own-account"]]
    for key in apart:
        thing[key] = {"value": thing[key], "says": choice.thing("Actor"), "at": choice.places()}
    plain = [key for key in thing if key not in apart]
    if not plain:
        return thing
    if cls.section not in _ABOUT_CLAIMS and rng.random() < OFTEN["own-claimant"]:
        thing["says"] = choice.thing("Actor")
    spread = rng.random() < APART.get(cls.section, 0)
    return {**thing, "at": {key: choice.places() for key in plain} if spread else choice.places()}


def _denial(choice: Choice, cls: Class) -> Thing:
    """Return an explicit no: of a key that nothing states."""
    free = [f"main.{key}" for key in ("setting", "cover", "place", "motive") if f"main.{key}" not in choice.stated]
    thing = _thing(cls, choice)
    return {**thing, "of": choice.rng.choice(free)} if free else thing


def _retell(sections: dict[str, dict[str, Thing]], claimant: str) -> None:
    """Make the second recruitment and the last steps a rival telling by the subject."""
    rival = [*list(sections["recruitments"].values())[1:], *list(sections["timeline"].values())[-4:]]
    for thing in rival:
        thing |= {"version": _RIVAL, "says": "subject", "via": claimant}
    told = [
        key for section in ("recruitments", "timeline") for key, one in sections[section].items() if "version" in one
    ]
    for dispute, of in zip(sections["disputes"].values(), told, strict=False):
        dispute |= {"kind": "rejected", "by": claimant, "of": of}


def _silences(sections: dict[str, dict[str, Thing]], table: Grammar, rng: Random) -> list[str]:
    """Return what counts need and nothing states, and some of what else is not stated."""
    needed: list[str] = []
    other: list[str] = []
    for section, things in sections.items():
        for key, thing in things.items():
            for prop in table.sections[section].keys.values():
                if prop.key not in thing:
                    (needed if prop.reporting and "version" not in thing else other).append(f"{key}.{prop.key}")
    needed += [section for section, cls in table.sections.items() if cls.reporting and section not in sections]
    more = max(0, rng.randint(*BETWEEN["not-stated"]) - len(needed))
    return needed + rng.sample(other, min(more, len(other)))
