"""Where a thing is mentioned: the claims that name it, by case; where there are too many, only how many."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.grammar import NS, hyphened
from spygraph.casefile.model import BASE
from spygraph.explorer.wording import claim_words, edge_words
from spygraph.network import Claim
from spygraph.network.graphs import RDF_TYPE, short
from spygraph.server.pages import links
from spygraph.server.pages.reading import Link, Reading, property_link
from spygraph.server.pages.statements import label

IN_FULL = 24  # cases whose claims are listed one by one
EACH = 60  # claims that are listed of each
_TYPE, _CLAIM = ox.NamedNode(RDF_TYPE), ox.NamedNode(NS + "Claim")
# what frames a claim: of these only the number is told
_COUNTED = {"says": "made", "via": "passed on", "standing": "so", "attribution": "so"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim that names a thing: in which part, in what words, and where to read it."""

    role: str
    words: Link
    standing: str


@dataclass(frozen=True, slots=True)
class InCase:
    """The mentions of one case, or of the registry: some in full, and how many more by what they are."""

    case: Link
    mentions: tuple[Mention, ...]
    more: tuple[str, ...]


def mentions(store: ox.Store, node: ox.NamedNode, own: Reading) -> list[InCase]:
    """Return the claims that name a node, other than those about it, by case.

    Args:
        store: What `spygraph.store.load` returned.
        node: What is mentioned.
        own: What was read already of its own case, or of the registry.
    """
    named: dict[str, list[tuple[str, str]]] = {}
    counted: dict[str, Counter[str]] = {}
    for quad in store.quads_for_pattern(None, None, node):
        subject: Any = quad.subject
        key = short(quad.predicate.value).removeprefix("ns#")
        graph: Any = quad.graph_name
        if key in ("about", "disputes") or not _is_claim(store, subject):
            continue
        case = links.case_of(graph.value)
        if key in _COUNTED:
            counted.setdefault(case, Counter())[_COUNTED[key]] += 1
        else:
            named.setdefault(case, []).append((key, short(subject.value)))
    found = []
    for at, case in enumerate(sorted(named.keys() | counted.keys())):
        every = sorted(named.get(case, []))
        shown = every[: EACH if at < IN_FULL else 0]
        more = counted.get(case, Counter()) + Counter({"more": len(every) - len(shown)})
        reading = own if case == own.case or not shown else Reading(store, case)
        told = tuple(_mention(reading, key, id_) for key, id_ in shown)
        found.append(InCase(_link(store, case), told, tuple(_counted(more))))
    return found


def _is_claim(store: ox.Store, subject: Any) -> bool:
    return isinstance(subject, ox.NamedNode) and any(store.quads_for_pattern(subject, _TYPE, _CLAIM))


def _link(store: ox.Store, case: str) -> Link:
    if not case:
        return Link("Beside the cases", "/registry")
    return Link(label(store, ox.NamedNode(f"{BASE}case/{case}")) or case, f"/case/{case}")


def _counted(more: Counter[str]) -> Iterator[str]:
    for what, number in sorted(more.items()):
        yield f"{number} {'claim' if number == 1 else 'claims'} {what}"


def _mention(reading: Reading, key: str, id_: str) -> Mention:
    claim = reading.record.claims[id_]
    words = Link(_words(reading, claim), links.on_its_page(id_))
    return Mention(property_link(hyphened(key)).text, words, claim.standing)


def _words(reading: Reading, claim: Claim) -> str:
    edges = [edge for edge in reading.record.edges if edge.claim == claim.id]
    return edge_words(edges[0], reading.record.nodes) if edges else claim_words(claim)
