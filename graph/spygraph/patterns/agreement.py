"""What the cases rest on: independent sources, reprint families, conflicts, and whose voice is missing."""

from dataclasses import dataclass

from spygraph.network import Claim, Network, SourceInfo
from spygraph.network.disclosure import own_voice
from spygraph.patterns.grids import Grid, grid


@dataclass(frozen=True, slots=True)
class Basis:
    """What one case rests on.

    Attributes:
        families: Articles that go back to one voice stand together: by publisher, by what they reprint or relay. Only
            different families can confirm each other.
        conflicts: How sources or parts of one source differ, or who denies, retracts or doubts what.
        own_voice: Whether a party speaks for itself: the accused, counsel or a witness.
    """

    case: str
    sources: tuple[str, ...]
    families: tuple[tuple[str, ...], ...]
    disclosers: tuple[str, ...]
    conflicts: tuple[str, ...]
    unverified: bool
    own_voice: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """What each case rests on."""

    bases: tuple[Basis, ...]

    def grids(self) -> list[Grid]:
        """Return the totals, then each case."""
        tests = (
            ("one article each", [one for one in self.bases if len(one.sources) == 1]),
            (
                "confirmed by a second, independent family of sources",
                [one for one in self.bases if len(one.families) > 1],
            ),
            ("a source says that it could not verify", [one for one in self.bases if one.unverified]),
            ("a party's own voice: the accused, counsel, a witness", [one for one in self.bases if one.own_voice]),
            ("accounts differ, or somebody disputes", [one for one in self.bases if one.conflicts]),
        )
        totals = [((name, f"{len(found)} of {len(self.bases)}"), [one.case for one in found]) for name, found in tests]
        by: dict[str, list[str]] = {}
        for one in self.bases:
            for name in one.disclosers or ("not stated",):
                by.setdefault(name, []).append(one.case)
        totals += [
            ((f"disclosed by {name}", f"{len(cases)} of {len(self.bases)}"), cases)
            for name, cases in sorted(by.items(), key=lambda each: -len(each[1]))
        ]
        rows = [
            (
                (
                    one.case,
                    ", ".join(one.sources),
                    str(len(one.families)),
                    ", ".join(one.disclosers) or "not stated",
                    "; ".join(one.conflicts) or "none stated",
                ),
                (one.case,),
            )
            for one in self.bases
        ]
        columns = ("case", "articles", "independent families", "disclosed by", "differences and disputes")
        return [grid("what the cases rest on", ("", "cases"), totals), grid("case by case", columns, rows)]


def agreement(network: Network) -> Agreement:
    """Return what each case that counts rests on."""
    claims: dict[str, list[Claim]] = {}
    for claim in network.claims.values():
        claims.setdefault(claim.case, []).append(claim)
    return Agreement(
        tuple(
            Basis(
                case.id,
                case.sources,
                tuple(families([network.sources[one] for one in case.sources])),
                case.disclosed_by,
                tuple(_conflicts(claims.get(case.id, []))),
                any(_kind(claim) == "unverified" for claim in claims.get(case.id, [])),
                any(map(own_voice, claims.get(case.id, []))),
            )
            for case in network.cases
            if case.unit == "case"
        )
    )


def families(sources: list[SourceInfo]) -> list[tuple[str, ...]]:
    """Return the sources in families: those of one publisher, or going back to one outlet or authority, together."""
    import networkx as nx

    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    for one in sources:
        graph.add_node(("source", one.id))
        graph.add_edges_from(
            (("source", one.id), ("voice", who)) for who in (one.publisher, one.reprint_of, one.relays) if who
        )
    parts = (sorted(name for kind, name in part if kind == "source") for part in nx.connected_components(graph))
    return sorted(map(tuple, parts))


def _kind(claim: Claim) -> str:
    if claim.thing_class != "Dispute":
        return ""
    return next((id_.removeprefix("vocab#dispute-") for key, _, id_ in claim.values if key == "kind"), "")


def _conflicts(claims: list[Claim]) -> list[str]:
    out = []
    for claim in claims:
        if kind := _kind(claim):
            said = {key: [text for name, text, _ in claim.values if name == key] for key in ("by", "what", "of")}
            what = said["what"] or [text.rsplit("/", 1)[-1] for text in said["of"]]
            out.append(f"{kind.replace('-', ' ')} by {', '.join(said['by'])}: {', '.join(what)}")
    return list(dict.fromkeys(out))
