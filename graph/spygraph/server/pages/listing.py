"""All cases, some on each page: a row a case, with the furthest outcome that is reported, and on whose word."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox

from spygraph.casefile.grammar import NS, VOCAB, grammar
from spygraph.casefile.model import BASE
from spygraph.explorer.marks import stage_of
from spygraph.network import CaseInfo, Claim, SourceInfo, disclosure_of, record_of
from spygraph.network.graphs import Names, read_graph
from spygraph.network.model import Record
from spygraph.network.whole import sources_in
from spygraph.server.pages.site import render
from spygraph.store import select

ON_A_PAGE = 200  # what is read in a second or two
_TITLES = f"SELECT ?case ?title ?unit {{ ?case <{NS}unit> ?unit ; <{NS}title> ?title }} ORDER BY ?case"
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Listed:
    """A row: the case, the outcomes of its subjects with their claims, its sources, and how many claims there are."""

    case: CaseInfo
    outcomes: tuple[tuple[str, Claim], ...]  # stage of procedure, the claim that says what the outcome is
    sources: tuple[SourceInfo, ...]
    claims: int


def cases_page(
    store: ox.Store, withdrawn: Mapping[str, str] = _NONE, *, find: str = "", number: str = "1"
) -> str | None:
    """Return a page of the list of cases, mentions last; None where there is no such page.

    Args:
        store: What `spygraph.store.load` returned.
        withdrawn: Ids of withdrawn cases, each with when and why (`spygraph.casefile.folder.tombstones`).
        find: Only cases with all these words in their titles or ids.
        number: Of the page, from 1.
    """
    units = _units(store, find)
    last = max(-(-len(units) // ON_A_PAGE), 1)
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number[:9]) <= last:
        return None
    start = (int(number) - 1) * ON_A_PAGE
    names = Names(store, grammar())
    sources = sources_in(names)
    rows = [_listed(store, id_, names, sources) for id_ in list(units)[start : start + ON_A_PAGE]]
    return render(
        "cases.html.j2",
        here="/cases",
        cases=[one for one in rows if one.case.unit == "case"],
        mentions=[one for one in rows if one.case.unit != "case"],
        counts=(sum(unit == "case" for unit in units.values()), sum(unit != "case" for unit in units.values())),
        page=int(number),
        last=last,
        start=start,
        find=find,
        withdrawn=sorted(withdrawn.items()) if int(number) == last and not find else [],
        disclosure=disclosure_of(store).line(),
    )


def _units(store: ox.Store, find: str) -> dict[str, str]:
    """Return the cases that were asked for, each with its unit; mentions last."""
    words = find.casefold().split()
    found = {}
    for case, title, unit in select(store, _TITLES):
        id_, text = case.value.removeprefix(f"{BASE}case/"), f"{title.value} {case.value}".casefold()
        if all(word in text for word in words):
            found[id_] = unit.value.removeprefix(f"{VOCAB}unit-")
    return dict(sorted(found.items(), key=lambda item: (item[1] != "case", item[0])))


def _listed(store: ox.Store, id_: str, names: Names, sources: Mapping[str, SourceInfo]) -> Listed:
    record = record_of(read_graph(store, f"{BASE}case/{id_}"), id_, names)
    assert record.case is not None
    return Listed(
        record.case,
        tuple(_outcomes(record)),
        tuple(sources[key] for key in record.case.sources),
        len(record.claims),
    )


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
