"""Hints that two cases may be one: possible, confirmed or rejected by somebody; nothing is ever merged.

Names mislead both ways. A hint is a pair of cases to look at; a judgement in the registry settles it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from spygraph.errors import plural
from spygraph.network import Network
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.nearest import OVERLAP, near
from spygraph.patterns.stories import values_of
from spygraph.patterns.table import Table

_NAMES_ALIKE = 85  # of 100, by rapidfuzz's token_set_ratio: "Zhang" is in "Zhang Xiangbin"
_CASES_ALIKE = 0.75
_ALL_PAIRS, _COMMON = 300, 20
_WORDS = {"same": "confirmed", "different": "rejected", "unsure": "left open"}


@dataclass(frozen=True, slots=True)
class Hint:
    """Two cases that may tell one story."""

    cases: tuple[str, str]
    status: str  # possible, confirmed, rejected or left open
    why: tuple[str, ...]
    because: str  # of the judgement, "" where there is none


@dataclass(frozen=True, slots=True)
class Hints:
    """All hints."""

    hints: tuple[Hint, ...]

    def grids(self) -> list[Grid]:
        """Return the hints."""
        rows = [
            ((" and ".join(one.cases), one.status, "; ".join(one.why), one.because or "no judgement yet"), one.cases)
            for one in self.hints
        ]
        note = (
            "A hint asks somebody to look; it merges nothing and counts nothing together. Write a judgement (same, "
            "different or unsure, with a reason) into the registry to settle it. Among more than 300 cases only those "
            "are compared that share a part of a name which at most 20 bear."
        )
        return [grid("may be the same case", ("cases", "status", "alike in", "judgement"), rows, (note,))]


def hints(network: Network, table: Table) -> Hints:
    """Return the pairs of cases whose subjects have names alike, or that are alike in nearly all that both state."""
    names = _names(network)
    judged = _judged(network)
    out = []
    for pair in sorted({*_candidates(table.cases, names), *(pair for pair in judged if set(pair) <= set(table.cases))}):
        why = tuple(_why(pair, names, table))
        if why or pair in judged:
            same, because = judged.get(pair, ("", ""))
            out.append(Hint(pair, _WORDS.get(same, "possible"), why, because))
    return Hints(tuple(out))


def _candidates(cases: tuple[str, ...], names: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs to compare: all; among very many cases those that share a part of a name that few bear."""
    if len(cases) <= _ALL_PAIRS:
        yield from combinations(cases, 2)
        return
    bearers: dict[str, set[str]] = {}
    for case in cases:
        for part in " ".join(names.get(case, ())).casefold().split():
            bearers.setdefault(part, set()).add(case)
    for found in bearers.values():
        if len(found) <= _COMMON:
            yield from combinations(sorted(found), 2)


def _why(pair: tuple[str, str], names: dict[str, list[str]], table: Table) -> Iterator[str]:
    from rapidfuzz.fuzz import token_set_ratio

    for one in names.get(pair[0], ()):
        for other in names.get(pair[1], ()):
            if token_set_ratio(one.casefold(), other.casefold()) >= _NAMES_ALIKE:
                yield f"names as printed: {one}, {other}"
    found = near(table, *pair)
    if len(found.overlap) >= OVERLAP and found.similarity >= _CASES_ALIKE:
        yield f"similarity {found.similarity:.2f} over {plural(len(found.overlap), 'field')}"


def _names(network: Network) -> dict[str, list[str]]:
    """Return the names that subjects are printed under, by case."""
    subjects = {
        one
        for claim in network.claims.values()
        if claim.thing_class == "Recruitment" and claim.stands
        for one in values_of([claim], "subject")
    }
    out: dict[str, list[str]] = {}
    for claim in network.claims.values():
        if claim.thing in subjects and claim.stands:
            out.setdefault(claim.case, []).extend(values_of([claim], "name"))
    return out


def _judged(network: Network) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the judgements on things of different cases, by the pair of cases."""
    out: dict[tuple[str, str], tuple[str, str]] = {}
    for claim in network.claims.values():
        if claim.thing_class == "IdentityJudgement":
            cases = sorted({one.split("/")[1] for one in values_of([claim], "of") if one.startswith("case/")})
            same = next(iter(values_of([claim], "same")), "").rsplit("identity-", 1)[-1]
            because = next(iter(values_of([claim], "because")), "")
            out |= dict.fromkeys(combinations(cases, 2), (same, because))
    return out
