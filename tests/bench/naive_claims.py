"""The naive peer's claims: plain records made of what yaml.safe_load returns."""

from dataclasses import dataclass, field
from typing import Any

BASE = "https://w3id.org/spygraph/"
_CLAIM_KEYS = ("says", "via", "version", "at")


@dataclass
class Claim:
    id: str
    thing: str
    section: str
    says: str
    via: str
    version: str
    values: list[tuple[str, str]]  # key, value
    places: list[tuple[str, int, str]]  # source, paragraph, words


@dataclass
class Case:
    slug: str
    raw: dict[str, Any]
    things: dict[str, str] = field(default_factory=dict)  # key to IRI
    sections: dict[str, str] = field(default_factory=dict)  # key to section
    claims: list[Claim] = field(default_factory=list)


def read(raw: dict[str, Any], table: dict[str, Any], registry: dict[str, Any]) -> Case:
    """Return the things and claims of a case file."""
    case = Case(raw["case"], raw)
    for section, things in raw.items():
        if section in table["sections"] and section not in ("sources",):
            for key in things:
                case.things[key] = f"{BASE}case/{case.slug}/{table['sections'][section]['segment']}/{key}"
                case.sections[key] = section
    for key, section in case.sections.items():
        case.claims += _claims(case, key, section, raw[section][key])
    return case


def _claims(case: Case, key: str, section: str, node: dict[str, Any]) -> list[Claim]:
    """Return one claim for each set of places, and one for each account of its own."""
    bundles: dict[str, list[tuple[str, Any]]] = {}
    for name, value in node.items():
        if name in _CLAIM_KEYS:
            continue
        at = node["at"].get(name) if isinstance(node.get("at"), dict) else node.get("at")
        accounts = [value] if isinstance(value, dict) else [one for one in _list(value) if isinstance(one, dict)]
        for one in accounts or [{"value": value, "at": at, "bundled": True}]:
            mark = repr(one.get("at")) if "bundled" in one else f"{name} {id(one)}"
            bundles.setdefault(mark, []).append((name, {**{k: node.get(k) for k in _CLAIM_KEYS}, **one}))
    return [_claim(case, key, section, parts, number) for number, parts in enumerate(bundles.values(), 1)]


def _claim(case: Case, key: str, section: str, parts: list[tuple[str, Any]], number: int) -> Claim:
    first = parts[0][1]
    source = case.raw["sources"][0]
    values = [(name, str(value)) for name, one in parts for value in _list(one["value"])]
    at = first["at"] or []
    places = at if at and isinstance(at[0], list) else [at] if at else []
    says, via, version = (first.get(name) or "" for name in ("says", "via", "version"))
    return Claim(
        f"{case.things[key]}/claim/{number}",
        key,
        section,
        says or case.raw["says"],
        via,
        version,
        values,
        [(place[-3] if len(place) > 2 else source, int(place[-2][1:]), str(place[-1])) for place in places],
    )


def texts(value: Any) -> list[str]:
    """Return the values of a key as texts, also where it brings a claimant of its own."""
    return [str(one["value"]) if isinstance(one, dict) else str(one) for one in _list(value)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
