"""All cases on one page: a row a case, with the furthest outcome that is reported, and on whose word."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox

from spygraph.explorer.marks import stage_of
from spygraph.network import CaseInfo, Claim, Network, SourceInfo, disclosure_line, records
from spygraph.network.model import Record
from spygraph.network.whole import sources_of
from spygraph.server.pages.site import render

_OWN = ("party-claim", "own-admission")  # of these the line on disclosure tells
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Listed:
    """A row: the case, the outcomes of its subjects with their claims, its sources, and how many claims there are."""

    case: CaseInfo
    outcomes: tuple[tuple[str, Claim], ...]  # stage of procedure, the claim that says what the outcome is
    sources: tuple[SourceInfo, ...]
    claims: int


def cases_page(store: ox.Store, withdrawn: Mapping[str, str] = _NONE) -> str:
    """Return the page of all cases.

    Args:
        store: What `spygraph.store.load` returned.
        withdrawn: Ids of withdrawn cases, each with when and why (`spygraph.casefile.folder.tombstones`).
    """
    sources = sources_of(store)
    listed: list[Listed] = []
    voices: dict[str, Claim] = {}
    for record in records(store):
        if record.case:
            listed.append(_listed(record, record.case, sources))
            voices |= {id_: one for id_, one in record.claims.items() if one.standing in _OWN}
    network = Network((), (), voices, tuple(one.case for one in listed), {})
    return render(
        "cases.html.j2",
        here="/cases",
        cases=[one for one in listed if one.case.unit == "case"],
        mentions=[one for one in listed if one.case.unit != "case"],
        withdrawn=sorted(withdrawn.items()),
        disclosure=disclosure_line(network),
    )


def _listed(record: Record, case: CaseInfo, sources: Mapping[str, SourceInfo]) -> Listed:
    return Listed(case, tuple(_outcomes(record)), tuple(sources[key] for key in case.sources), len(record.claims))


def _outcomes(record: Record) -> list[tuple[str, Claim]]:
    """Return the furthest outcome of each subject: its stage of procedure, and the claim that says what it is."""
    plain = [one for one in record.claims.values() if not one.version]
    subjects = [id_ for one in plain for key, _, id_ in one.values if key == "subject"]
    kinds = {one.thing: (one, id_) for one in plain for key, _, id_ in one.values if key == "kind"}
    found: list[tuple[str, Claim]] = []
    for subject in dict.fromkeys(subjects):
        node = record.nodes.get(subject)
        reached = node.procedure if node else ""
        met = {one.thing for one in plain for key, _, id_ in one.values if key == "who" and id_ == subject}
        told = [one for thing, (one, id_) in kinds.items() if thing in met and id_ == f"vocab#outcome-{reached}"]
        found += [(stage_of(reached, subject=True), one) for one in told]
    return list(dict.fromkeys(found))
