"""The projection: which claims are drawn as edges is said by the shapes (s:edgeFrom, s:edgeTo), not here."""

from collections.abc import Iterator

from spygraph.casefile.grammar import Class, Grammar, Property, grammar
from spygraph.casefile.model import BASE
from spygraph.casefile.nquads import REGISTRY_GRAPH
from spygraph.network.claims import Reader
from spygraph.network.graphs import Names, Terms, case_graphs, read_graph, short
from spygraph.network.model import CaseInfo, Claim, Edge, Node, Record
from spygraph.network.trail import trail
from spygraph.store import Readable

_KINDS = {"intelligence-service": "service", "authority": "organization", "outlet": "organization"}
_DRAWN = ("Actor", "Item", "Outcome")
_DETAILS = ("kind", "state", "term")  # of the thing behind an edge
_LEADS = ("handler", "recruiter")


def records(store: Readable) -> Iterator[Record]:
    """Yield the nodes, edges and claims of each case, then of the registry; one is in memory at a time."""
    table = grammar()
    names = Names(store, table)
    for graph in case_graphs(store):
        yield _Projection(read_graph(store, graph), short(graph).removeprefix("case/"), names, table).record()
    yield _Projection(read_graph(store, REGISTRY_GRAPH), "", names, table).record()


def record_of(local: dict[str, Terms], case: str, names: Names) -> Record:
    """Return the nodes, edges and claims of one named graph that was read: of a case, or of the registry, id "".

    Raises:
        KeyError: where the graph holds no such case.
    """
    return _Projection(local, case, names, grammar()).record()


class _Projection:
    """One named graph on its way to nodes and edges."""

    def __init__(self, local: dict[str, Terms], case: str, names: Names, table: Grammar) -> None:
        self.local, self.case, self.names, self.table = local, case, names, table
        self.unit = local[f"case/{case}"]["unit"][0].removeprefix("vocab#unit-") if case else ""
        self.claims = Reader(local, case, names).claims()
        self.by_thing: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            self.by_thing.setdefault(claim.thing, []).append(claim)
        self.procedures = self._procedures()

    def record(self) -> Record:
        out = Record(self._info(), {}, list(self._edges()), self.claims)
        ends = {end for edge in out.edges for end in (edge.source, edge.target)}
        drawn = {id_ for id_, terms in self.local.items() if self.case and self._is_drawn(terms)}
        leads = {e.target for e in out.edges if e.id.split("|")[1] in _LEADS}
        out.nodes = {id_: self._node(id_, leads) for id_ in sorted(ends | drawn)}
        return out

    def _is_drawn(self, terms: Terms) -> bool:
        cls = self._class(terms)
        return cls is not None and any(f"{BASE}ns#{name}" in cls.supers for name in _DRAWN)

    def _class(self, terms: Terms) -> Class | None:
        return self.table.classes.get(terms.get("type", [""])[0].removeprefix("ns#"))

    def _node(self, id_: str, leads: set[str]) -> Node:
        if concept := self.names.concepts.get(id_):
            scheme = self.names.schemes[id_]
            unclear = concept.id == "unclear"
            label = f"{scheme}: unclear" if unclear else concept.label
            return Node(id_, label, concept.label_zh, scheme, "", "")
        cls = self._class(self.local.get(id_) or self.names.registry.get(id_, {}))
        kind = _KINDS.get(cls.segment, cls.segment) if cls else "organization"
        if kind == "person" and id_ in leads:
            kind = "handler"
        case = self.case if id_.startswith("case/") else ""
        unit = self.unit if case else ""
        return Node(id_, self.names.label(id_, self.local), "", kind, case, self.procedures.get(id_, ""), unit)

    def _edges(self) -> Iterator[Edge]:
        for thing, claims in self.by_thing.items():
            cls = self._class(self.local.get(thing, {}))
            for prop in cls.keys.values() if cls else ():
                if prop.edge_from or prop.edge_to:
                    for claim in claims:
                        if not _refuted(claim):
                            yield from self._role(thing, prop, claim, claims)

    def _role(self, thing: str, prop: Property, claim: Claim, claims: list[Claim]) -> Iterator[Edge]:
        other = prop.edge_from or prop.edge_to
        anchors = [thing] if other == "about" else _values(claims, other, claim.version)
        for value in [id_ for key, _, id_ in claim.values if key == prop.key and id_]:
            for anchor in anchors:
                source, target = (anchor, value) if prop.edge_from else (value, anchor)
                id_ = f"{claim.id}|{prop.key}|{value}" + (f"|{anchor}" if len(anchors) > 1 else "")
                procedure = self.procedures.get(source) or self.procedures.get(target, "")
                called = self._called(prop, claims)
                yield Edge(id_, source, target, *called, self.case, claim.id, procedure, self.unit)

    def _called(self, prop: Property, claims: list[Claim]) -> tuple[str, str, str]:
        """Return the relation in two languages, and what kind of tie it is or how far, unless the name says so."""
        found = {key: (text, id_) for claim in claims for key, text, id_ in claim.values if key in _DETAILS}
        words = {key: text for key, (text, _) in found.items()}
        zh = {key: self.names.concepts[id_].label_zh for key, (_, id_) in found.items() if id_ in self.names.concepts}
        told = {key: text for key, text in words.items() if key != prop.key and f"{{{key}}}" not in prop.name}
        state = [f"({told.pop('state')})"] if "state" in told else []
        detail = " ".join([*(told[key] for key in _DETAILS if key in told), *state])
        return prop.name.format_map(words), prop.name_zh.format_map(zh), detail

    def _procedures(self) -> dict[str, str]:
        """Return each person's furthest outcome, by the best standing first: a verdict outranks a headline."""
        best: dict[str, tuple[int, int, str]] = {}
        for thing, claims in self.by_thing.items():
            if not thing.startswith(f"case/{self.case}/outcome/"):
                continue
            for kind in [id_ for claim in claims for key, _, id_ in claim.values if key == "kind"]:
                concept = self.names.concepts[kind]
                standing = max(self.names.concepts[f"vocab#standing-{claim.standing}"].rank for claim in claims)
                for who in _values(claims, "who", ""):
                    best[who] = max(best.get(who, (0, 0, "")), (standing, concept.rank, concept.id))
        return {who: found[2] for who, found in best.items()}

    def _info(self) -> CaseInfo | None:
        if not self.case:
            return None
        terms = self.local[f"case/{self.case}"]
        disclosures = [claim for claim in self.claims.values() if claim.thing_class == "Disclosure"]
        disclosed = [text for claim in disclosures for key, text, _ in claim.values if key == "by"]
        return CaseInfo(
            self.case,
            terms["title"][0],
            self.unit,
            tuple(one.removeprefix("registry/") for one in terms.get("source", [])),
            tuple(sorted(self._silences())),
            tuple(terms.get("leavesOpen", [])),
            tuple(dict.fromkeys(disclosed)),
            trail(self.local, self.case),
        )

    def _silences(self) -> Iterator[str]:
        keys = {short(p.iri): p.key for cls in self.table.classes.values() for p in cls.keys.values()}
        sections = {short(cls.iri): cls.section for cls in self.table.classes.values()}
        for terms in self.local.values():
            for silent in terms.get("notStated", ()):
                yield sections.get(silent) or f"{terms['key'][0]}.{keys[silent]}"


def _values(claims: list[Claim], key: str, version: str) -> list[str]:
    found = [id_ for claim in claims if claim.version == version for name, _, id_ in claim.values if name == key]
    return list(dict.fromkeys(found))


def _refuted(claim: Claim) -> bool:
    """Whether a claim is kept but never drawn.

    That is one of a rival telling which somebody holds false, or one retracted, corrected or rejected by a court.
    """
    if claim.version:
        return any(text.startswith("rejected") for text in claim.disputes)
    return not claim.stands
