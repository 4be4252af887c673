"""What part of a store is exported: one filter over the network records, whatever the format."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from spygraph.casefile.grammar import grammar
from spygraph.errors import SpygraphError, did_you_mean
from spygraph.network import Claim, Edge, Node
from spygraph.network.model import Record

_HEDGE = re.compile(r"^.*\bsaid(?:: | to be )")


@dataclass(frozen=True, slots=True)
class Selection:
    """Cases, standings and relations to keep; an empty set keeps all of them."""

    cases: frozenset[str] = frozenset()
    standings: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()

    @property
    def partial(self) -> bool:
        """Whether claims within a case are left out, so that a missing one is no silence of its source."""
        return bool(self.standings or self.relations)

    def checked(self, cases: Iterable[str]) -> "Selection":
        """Return this selection.

        Raises:
            SpygraphError: where a case is not among the given ones, or no standing has this name.
        """
        for chosen, known, what in (
            (self.cases, set(cases), "case"),
            (self.standings, set(grammar().schemes["standing"]), "standing"),
        ):
            for one in sorted(chosen - known):
                raise SpygraphError(f"no such {what} '{one}'{did_you_mean(one, known)}")
        return self

    def narrowed(self, record: Record) -> Record | None:
        """Return a record with what is kept of it, None where nothing is."""
        if self.cases and (record.case is None or record.case.id not in self.cases):
            return None
        claims = {id_: claim for id_, claim in record.claims.items() if self._keeps(claim)}
        edges = [edge for edge in record.edges if edge.claim in claims and self._draws(edge)]
        if self.relations:
            drawn = {edge.claim for edge in edges}
            claims = {id_: claim for id_, claim in claims.items() if id_ in drawn or (drawn and _disputes(claim))}
        if self.partial and all(map(_disputes, claims.values())):
            return None
        return replace(record, nodes=self._nodes(record, claims, edges), edges=edges, claims=claims)

    def _keeps(self, claim: Claim) -> bool:
        """Whether a claim is kept: a dispute always is, since a denial removes nothing and is always shown."""
        return not unsure(claim) and (not self.standings or claim.standing in self.standings or _disputes(claim))

    def _draws(self, edge: Edge) -> bool:
        return not self.relations or not self.relations.isdisjoint(relation_names(edge))

    def _nodes(self, record: Record, claims: dict[str, Claim], edges: list[Edge]) -> dict[str, Node]:
        if not self.partial:
            return dict(record.nodes)
        kept = {end for edge in edges for end in (edge.source, edge.target)}
        if not self.relations:
            kept |= {claim.thing for claim in claims.values()}
        return {id_: node for id_, node in record.nodes.items() if id_ in kept}


def relation_names(edge: Edge) -> tuple[str, str, str]:
    """Return what an edge may be asked for by: its relation, its last words as an id, and the key of the case file."""
    return edge.relation, _HEDGE.sub("", edge.relation).replace(" ", "-"), edge.id.split("|")[1]


def unsure(claim: Claim) -> bool:
    """Whether a claim leaves open if two are one: that stays in its case file and is never exported."""
    return claim.thing_class == "IdentityJudgement" and ("same", "vocab#identity-unsure") in {
        (key, id_) for key, _, id_ in claim.values
    }


def _disputes(claim: Claim) -> bool:
    return claim.thing_class == "Dispute"
