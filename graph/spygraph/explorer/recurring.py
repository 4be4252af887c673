"""Combinations that recur, for the page: what each case says of every part, and the statements that it rests on.

Which combinations recur is counted by spygraph.patterns on the case x feature table; nothing is counted here.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from spygraph.casefile.grammar import VOCAB, grammar
from spygraph.casefile.model import BASE
from spygraph.explorer.numbering import Numbered
from spygraph.network import Claim
from spygraph.patterns import State, Table
from spygraph.patterns.configurations import Configuration, configurations
from spygraph.patterns.exclusions import Item
from spygraph.patterns.groups import members
from spygraph.patterns.null import DRAWS

Json = dict[str, Any]
FEW_CASES = 20  # up to here all configurations are shown, with the same draws as everywhere else
_MOST = (40, 12)  # shown of few and of many cases
_DRAWS_OF_MANY = 99
_LEAST_SHARE = 10  # of many cases, a configuration recurs in a tenth at least
_LETTERS: Mapping[State, str] = {State.YES: "y", State.NO: "n", State.OTHER: "o", State.UNCLEAR: "u", State.SILENT: "s"}
_CALLED = {
    "initiation": "First move",
    "inducements": "Inducement",
    "inducements-delivered": "Inducement delivered",
    "pressures": "Pressure",
    "vulnerabilities": "Circumstance",
    "vulnerabilities-as-cause": "Circumstance said to be the cause",
    "items": "Material",
    "outcomes": "Outcome",
    "stages": "Step",
    "pose": "Own pose",
}
# Feature to the class and the key that its values stand under; all others are keys of recruitments.
_FROM = {
    "inducements": ("Inducement", "kind"),
    "inducements-delivered": ("Inducement", "kind"),
    "pressures": ("Pressure", "kind"),
    "vulnerabilities": ("Vulnerability", "kind"),
    "vulnerabilities-as-cause": ("Vulnerability", "kind"),
    "items": ("Item", "state"),
    "outcomes": ("Outcome", "kind"),
    "stages": ("Event", "stage"),
    "detection": ("Event", "detection"),
}
# Features that hold only of things that also say this of themselves.
_ONLY = {"inducements-delivered": "inducement-state-delivered", "vulnerabilities-as-cause": "bearing-cause"}


def found_in(table: Table) -> Sequence[Configuration]:
    """Return the recurring configurations, those that chance explains least first."""
    few = len(table.cases) <= FEW_CASES
    least = 2 if few else ceil(len(table.cases) / _LEAST_SHARE)
    return configurations(table, least=least, draws=DRAWS if few else _DRAWS_OF_MANY)


def recurring(table: Table, graph: Numbered) -> Json:
    """Return the parts and the combinations of them, for the page.

    Each part has a letter for every case in order ("y" stated, "n" denied, "o" other value stated, "u" unclear, "s" not
    stated, "-" a mention, which is no case) and the numbers of the claims that state it.
    """
    every = found_in(table)
    found = every[: _MOST[len(table.cases) > FEW_CASES]]
    items = sorted({item for one in found for item in one.values})
    place = {item: number for number, item in enumerate(items)}
    by_case = {
        case.id: [graph.claims[number] for number in told] for case, told in zip(graph.cases, graph.told, strict=True)
    }
    return {
        "items": [_part(item, table, graph, by_case) for item in items],
        "found": len(every),
        "patterns": [
            {"items": [place[item] for item in one.values], "chance": round(one.chance.mean, 1)} for one in found
        ],
    }


def _part(item: Item, table: Table, graph: Numbered, by_case: Mapping[str, Sequence[Claim]]) -> Json:
    feature = table.feature(item[0])
    if feature is None:
        raise KeyError(item[0])
    cases = set(table.cases)
    states = {case.id: table.state(case.id, feature, item[1]) for case in graph.cases if case.id in cases}
    labels = {one.id: one.label for one in grammar().schemes.get(feature.scheme, {}).values()}
    behind = {
        case: _behind(item, feature.scheme, by_case[case]) for case, state in states.items() if state is State.YES
    }
    return {
        "feature": _CALLED.get(item[0], item[0].replace("-", " ").capitalize()),
        "value": labels.get(item[1], item[1]),
        "states": "".join(_LETTERS[states[case.id]] if case.id in states else "-" for case in graph.cases),
        "claims": [graph.claim_of[claim.id] for case in graph.cases for claim in behind.get(case.id, ())],
    }


def _behind(item: Item, scheme: str, told: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a case that state a value; not those of a rival telling, which the table does not count."""
    sort, key = _FROM.get(item[0], ("Recruitment", item[0]))
    short = VOCAB.removeprefix(BASE)
    wanted = {f"{short}{scheme}-{value}" for value in members(*item)}
    claims = [claim for claim in told if claim.thing_class == sort and not claim.version]
    if item[0] in _ONLY:
        fit = {claim.thing for claim in claims for _, _, iri in claim.values if iri == short + _ONLY[item[0]]}
        claims = [claim for claim in claims if claim.thing in fit]
    return [claim for claim in claims if any(name == key and iri in wanted for name, _, iri in claim.values)]
