"""Cases, claims and shortcuts as text that a person reads: what is not known first, and every line with its owner."""

from collections.abc import Iterator

from spygraph.casefile.grammar import NS
from spygraph.casefile.model import BASE
from spygraph.errors import SpygraphError, did_you_mean
from spygraph.network import CaseInfo, Claim, Network
from spygraph.network.tokens import untoken
from spygraph.network.wording import caveats, places, speaker, standing
from spygraph.queries.parameters import iri
from spygraph.store import Readable, select

_DERIVED = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?claim ?graph ?subject ?predicate ?object WHERE { GRAPH ?graph {
  ?shortcut rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; prov:wasDerivedFrom ?claim } }
ORDER BY ?claim
"""


def case_report(network: Network, slug: str) -> Iterator[str]:
    """Yield the lines of one case.

    Raises:
        SpygraphError: where there is no such case.
    """
    known = {case.id: case for case in network.cases}
    if slug not in known:
        raise SpygraphError(f"no such case '{slug}'{did_you_mean(slug, known)}")
    yield from _head(known[slug], network)
    claims = [claim for claim in network.claims.values() if claim.case == slug]
    for name in dict.fromkeys(claim.thing_class for claim in sorted(claims, key=_reading_order)):
        yield f"\n{name}"
        for claim in [one for one in claims if one.thing_class == name]:
            yield from claim_lines(claim)


def _head(case: CaseInfo, network: Network) -> Iterator[str]:
    yield f"{case.title} ({case.id})"
    if case.unit == "mention":
        yield "A mention: kept apart from every count."
    yield "\nNot stated in the sources listed: " + (", ".join(case.not_stated) or "nothing listed")
    if case.leaves_open:
        yield "Left open: " + "; ".join(case.leaves_open)
    for key in case.sources:
        source = network.sources[key]
        relays = f", relaying {source.relays}" if source.relays else ""
        reprint = f", from {source.reprint_of}" if source.reprint_of else ""
        date = source.published or "no date"
        yield f"Source {key}: {source.publisher}{reprint}{relays}, {date}. {source.url}".rstrip()
    yield from (f"{line[0].upper()}{line[1:]}." for line in case.trail)


_ORDER = (
    *("Recruitment", "Person", "Group", "IntelligenceService", "Organization", "Relation", "Inducement", "Pressure"),
    *("Vulnerability", "Event", "Item", "Outcome", "Disclosure", "Version", "Dispute", "Negative", "IdentityJudgement"),
)


def _reading_order(claim: Claim) -> tuple[int, str]:
    place = _ORDER.index(claim.thing_class) if claim.thing_class in _ORDER else len(_ORDER)
    return place, claim.thing_class


# steps and things pointed to are told by key: their labels are sentences
_BY_KEY = ("after", "of")


def claim_lines(claim: Claim) -> Iterator[str]:
    """Yield a claim: what it says, then who says so, how far it is established, and where it stands."""
    key = claim.thing.rsplit("/", 1)[-1]
    said = ", ".join(
        f"{name} {id_.rsplit('/', 1)[-1] if name in _BY_KEY else text}" for name, text, id_ in claim.values
    )
    yield f"  {key}: {said}"
    yield f"      says {speaker(claim)} ({standing(claim)}) - {places(claim)}"
    yield from (f"      {one}" for one in caveats(claim))


def edge_report(network: Network, edge_id: str) -> Iterator[str]:
    """Yield the claim under an edge of an export, a claim, or all claims about a thing.

    Raises:
        SpygraphError: where nothing has this id.
    """
    plain = edge_id.removeprefix(BASE)
    wanted = {plain, untoken(plain)}
    edges = [edge for edge in network.edges if not wanted.isdisjoint((edge.id, edge.claim))]
    for edge in edges:
        yield f"{edge.source} - {edge.relation} {edge.detail}".rstrip() + f" - {edge.target}"
    claims = {edge.claim for edge in edges} or {
        claim.id for claim in network.claims.values() if not wanted.isdisjoint((claim.id, claim.thing))
    }
    if not claims:
        raise SpygraphError(f"nothing has the id '{edge_id}'{_way_on(network, plain)}")
    for id_ in sorted(claims):
        yield from claim_lines(network.claims[id_])


def _way_on(network: Network, unknown: str) -> str:
    slug = unknown.removeprefix("case/").split("/")[0]
    if slug not in (case.id for case in network.cases):
        return "; take one from an export or a query"
    if unknown.endswith(slug):
        return f"; all about the case: spygraph show {slug}"
    things = {claim.thing for claim in network.claims.values() if claim.case == slug}
    return did_you_mean(unknown, things) or f"; spygraph show {slug} names the things of the case"


def shortcut_report(store: Readable, network: Network, subject: str, predicate: str, target: str) -> Iterator[str]:
    """Yield the claims that a shortcut is derived from.

    Raises:
        SpygraphError: where the store holds no such shortcut.
    """
    terms = {"subject": iri(subject), "predicate": iri(predicate, NS), "object": iri(target)}
    rows = [(row["claim"].value, row["graph"].value) for row in select(store, _DERIVED, **terms)]
    if not rows:
        raise SpygraphError(f"no shortcut {subject} {predicate} {target}; 'spygraph list terms' names the shortcuts")
    strength = rows[0][1].rsplit("/", 1)[-1]
    yield f"{subject} {predicate} {target}: {strength}"
    for claim, _ in rows:
        yield from claim_lines(network.claims[claim.removeprefix(BASE)])
