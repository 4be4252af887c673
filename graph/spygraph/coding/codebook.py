"""The codebook: every value with its definition, an example and a counter-example from the shipped cases."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from spygraph import paths
from spygraph.casefile.grammar import VOCAB, grammar, ontology_store, solutions
from spygraph.casefile.model import BASE
from spygraph.errors import SpygraphError, did_you_mean
from spygraph.store import Readable, load, select

_VALUES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?scheme ?schemeLabel ?schemeDefinition ?note ?concept ?label ?zh ?definition ?example ?broader ?own WHERE {
  ?concept skos:inScheme ?scheme ; skos:prefLabel ?label, ?zh ; skos:definition ?definition ; skos:example ?example .
  FILTER(lang(?label) = "en" && lang(?zh) = "zh-hans")
  ?scheme skos:prefLabel ?schemeLabel ; skos:definition ?schemeDefinition . FILTER(lang(?schemeLabel) = "en")
  OPTIONAL { ?scheme skos:scopeNote ?note }
  OPTIONAL { ?concept skos:scopeNote ?own }
  OPTIONAL { ?concept skos:broader ?broader }
} ORDER BY ?scheme ?concept
"""
_USES = """
PREFIX s: <https://w3id.org/spygraph/ns#>
PREFIX v: <https://w3id.org/spygraph/vocab#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?case ?thing ?claim ?paragraph ?words WHERE {
  ?concept skos:inScheme ?scheme . ?claim ?property ?concept ; s:about ?thing ; s:stands true .
  FILTER(?property != s:standing && ?property != s:attribution)
  ?thing s:inCase ?case . ?claim s:evidence ?passage . ?passage s:paragraph ?paragraph ; s:words ?words .
} ORDER BY ?concept ?case ?thing ?claim ?paragraph ?words
"""
_PLACES = 2  # of a claim that stands in several
_DERIVED = ("standing", "attribution")  # no coder chooses these
_HEAD = """# Codebook

Generated from the ontology and the shipped cases by `spygraph codebook`; a test holds it to them. For each value: what
it means, a case that is coded so, and a neighbour that is not: another case, or another thing of the same case, that is
coded with the value nearest to it, with the words that decide. People are called by their part in the case. `p11` is
the eleventh paragraph of the source of that case.

Three rules for every key. What the source does not say is listed under `not-stated`. `unclear` is for a source that
speaks of it and does not settle it. What it expressly denies stands under `stated-no`, with its place.
"""


@dataclass(frozen=True, slots=True)
class Use:
    """Where a shipped case is coded with a value."""

    thing: str  # with its case
    text: str


def codebook(scheme: str = "") -> Iterator[str]:
    """Yield the page in Markdown, or the part of one scheme.

    Raises:
        SpygraphError: where there is no such scheme.
    """
    known = sorted(grammar().schemes.keys() - set(_DERIVED))
    if scheme and scheme not in known:
        raise SpygraphError(f"no such scheme '{scheme}'{did_you_mean(scheme, known)}")
    rows = [row for row in map(_texts, solutions(ontology_store(), _VALUES)) if row["scheme"] in known]
    uses = _uses(load([paths.shipped_cases()], pseudonyms=True))
    if not scheme:
        yield _HEAD
    for name in [scheme] if scheme else known:
        yield from _scheme([row for row in rows if row["scheme"] == name], uses)


def _texts(row: ox.QuerySolution) -> dict[str, str]:
    names = ("scheme", "schemeLabel", "schemeDefinition", "note", "concept", "label", "zh", "definition", "example")
    found = {name: getattr(row[name], "value", "") for name in (*names, "broader", "own")}
    return found | {key: found[key].removeprefix(VOCAB) for key in ("scheme", "concept", "broader")}


def _uses(store: Readable) -> dict[str, list[Use]]:
    """Return the uses of each concept: those whose claim says nothing else of the kind, then the order of the cases."""
    claims: dict[tuple[str, str, str], list[str]] = {}
    for row in select(store, _USES):
        concept, _, thing, claim, paragraph, words = (term.value for term in row)
        place = f"p{paragraph} “{_cell(words)}”"
        claims.setdefault((concept.removeprefix(VOCAB), thing.removeprefix(BASE + "case/"), claim), []).append(place)
    shared = Counter((claim, concept.partition("-")[0]) for concept, _, claim in claims)

    def rank(used: tuple[str, str, str]) -> tuple[int, tuple[str, str, str]]:
        return shared[used[2], used[0].partition("-")[0]], used

    out: dict[str, dict[str, Use]] = {}
    for used in sorted(claims, key=rank):
        concept, thing, _ = used
        places = claims[used]
        case, _, key = thing.split("/")
        text = f"`{key}` of {case}, {', '.join(places[:_PLACES])}"
        out.setdefault(concept, {}).setdefault(thing, Use(thing, text))
    return {concept: list(found.values()) for concept, found in out.items()}


def _scheme(rows: list[dict[str, str]], uses: dict[str, list[Use]]) -> Iterator[str]:
    first = rows[0]
    yield f"## {first['schemeLabel']}\n"
    yield f"{first['schemeDefinition']} In a case file: {_keys(first['scheme'])}.\n"
    if first["note"]:
        yield f"> {first['note']}\n"
    yield "| value | it means | for instance | coded so | not coded so |\n|---|---|---|---|---|"
    for row in rows:
        own = uses.get(row["concept"], [])
        example = own[0].text if own else "no shipped case"
        means = _cell(row["definition"]) + (f" {_cell(row['own'])}" if row["own"] else "")
        name = row["concept"].removeprefix(f"{row['scheme']}-")
        yield (
            f"| `{name}` {row['zh']} | {means} | {_cell(row['example'])} | {example} | "
            f"{_counter_example(row, rows, uses) or 'no shipped case'} |"
        )
    yield ""


def _counter_example(row: dict[str, str], rows: list[dict[str, str]], uses: dict[str, list[Use]]) -> str:
    """Return a thing that has a neighbouring value and not this one: of the same branch first, `unclear` last."""
    own = {use.thing for use in uses.get(row["concept"], [])}

    def distance(other: dict[str, str]) -> tuple[bool, bool, int]:
        kin = (
            other["broader"] == row["broader"]
            or row["concept"] == other["broader"]
            or other["concept"] == row["broader"]
        )
        return other["concept"].endswith("-unclear"), not kin, abs(rows.index(other) - rows.index(row))

    for other in sorted((one for one in rows if one is not row), key=distance):
        for use in uses.get(other["concept"], []):
            if use.thing not in own:
                return f"`{other['concept'].removeprefix(row['scheme'] + '-')}`: {use.text}"
    return ""


def _keys(scheme: str) -> str:
    """Return the keys that take values of a scheme, with the sections or parts of the header that they stand in."""
    table = grammar()
    parts = {prop.range: prop.key for prop in table.classes["Case"].keys.values()}
    found = [
        f"`{cls.section or parts.get(cls.iri, '')}.{prop.key}`".replace("`.", "`")
        for cls in table.classes.values()
        for prop in cls.keys.values()
        if prop.scheme == scheme
    ]
    return ", ".join(dict.fromkeys(found))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
