"""One case on one page, for somebody who must be careful and has little time: what is not known stands near the top."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox

from spygraph.casefile.grammar import NS
from spygraph.casefile.model import case_iri
from spygraph.explorer.marks import STANDINGS, stage_of
from spygraph.explorer.statements import disputed_as_whole, things_called
from spygraph.explorer.wording import missing_words
from spygraph.export import EXPORTERS
from spygraph.network import Claim, Network, disclosure_line
from spygraph.network.graphs import case_graphs
from spygraph.server.pages import links
from spygraph.server.pages.facts import facts
from spygraph.server.pages.reading import Card, Link, Reading
from spygraph.server.pages.site import render
from spygraph.server.pages.story import Step, steps

ASKED = "claims-with-words"  # the query that a case page leads to
# formats of one case that people ask for; the others are on the command line
_OFFERED = (".graphml", ".yed.graphml", ".gexf", ".cyjs", ".md", ".trig", ".xes")
_SECTIONS = {
    "Dispute": "Disputes",
    "IdentityJudgement": "Who is who",
    "Person": "People",
    "Group": "Groups",
    "IntelligenceService": "Intelligence services",
    "Organization": "Organizations",
    "Place": "Places",
    "Recruitment": "The recruitment",
    "Relation": "Ties",
    "Inducement": "Inducements",
    "Pressure": "Pressure",
    "Vulnerability": "Circumstances",
    "Event": "Events",
    "Item": "Material",
    "Outcome": "Outcomes",
    "Disclosure": "How it came out",
    "Version": "Rival tellings",
    "Negative": "An explicit no",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with every claim about it."""

    label: str
    anchor: str
    path: str
    stage: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The things of one class."""

    id: str
    title: str
    things: tuple[Thing, ...]

    @property
    def count(self) -> int:
        """The number of claims."""
        return sum(len(one.cards) for one in self.things)


@dataclass(frozen=True, slots=True)
class Telling:
    """A rival telling: whose, and its steps."""

    label: Link
    steps: tuple[Step, ...]


def case_page(store: ox.Store, slug: str) -> str:
    """Return the page of a case.

    Raises:
        KeyError: where the store holds no such case.
    """
    order = [graph.rpartition("/")[2] for graph in case_graphs(store)]
    if slug not in order:
        raise KeyError(slug)
    reading = Reading(store, slug, on_page=True)
    info = reading.record.case
    assert info is not None
    at = order.index(slug)
    return render(
        "case.html.j2",
        case=info,
        facts=facts(reading),
        whole=disputed_as_whole(reading.claims),
        silences=missing_words(info.not_stated, things_called(reading.claims)),
        steps=steps(reading),
        rivals=rivals(reading),
        sections=list(sections(reading)),
        sources=[(reading.sources[key], links.web(reading.sources[key].url)) for key in info.sources],
        counts=counts(reading.claims),
        disclosure=disclosure_line(Network((), (), reading.record.claims, (info,), {})),
        ask=f"/query?{urlencode({'name': ASKED, 'case': slug})}",
        data=[(form, f"/case/{slug}{suffix}") for form, suffix in links.DATA.items()],
        exports=[(suffix, EXPORTERS[suffix][1], f"/case/{slug}{suffix}") for suffix in _OFFERED],
        previous=_titled(store, order[at - 1]) if at else None,
        following=_titled(store, order[at + 1]) if at + 1 < len(order) else None,
    )


def _titled(store: ox.Store, slug: str) -> Link:
    iri = ox.NamedNode(case_iri(slug))
    found: Any = next(store.quads_for_pattern(iri, ox.NamedNode(NS + "title"), None, iri), None)
    return Link(found.object.value if found else slug, f"/case/{slug}")


def counts(claims: list[Claim]) -> list[tuple[str, int]]:
    """Return how many claims have each standing, strongest first."""
    found = [(one.key, sum(claim.standing == one.key for claim in claims)) for one in STANDINGS]
    return [(key, count) for key, count in found if count]


def rivals(reading: Reading) -> list[Telling]:
    """Return the rival tellings of a case, each with its steps."""
    versions = dict.fromkeys(one.version for one in reading.claims if one.version)
    return [Telling(reading.link(one), tuple(steps(reading, one))) for one in versions]


def sections(reading: Reading) -> Iterator[Section]:
    """Yield every claim of a case, by the class of its thing and by thing; none is left out."""
    by_class: dict[str, dict[str, list[Card]]] = {}
    for claim in reading.claims:
        by_class.setdefault(claim.thing_class, {}).setdefault(claim.thing, []).append(reading.card(claim))
    order = [*(name for name in _SECTIONS if name in by_class), *sorted(by_class.keys() - _SECTIONS.keys())]
    subjects = {id_ for one in reading.claims for key, _, id_ in one.values if key == "subject"}
    for name in order:
        things = (_thing(reading, id_, cards, id_ in subjects) for id_, cards in by_class[name].items())
        yield Section(name.lower(), _SECTIONS.get(name, name), tuple(things))


def _thing(reading: Reading, id_: str, cards: list[Card], subject: bool) -> Thing:
    node = reading.record.nodes.get(id_)
    person = node is not None and "/person/" in id_
    stage = stage_of(node.procedure, subject=subject) if node and person else ""
    return Thing(reading.names.label(id_, reading.local), links.anchor(id_), links.local(id_), stage, tuple(cards))
