"""The objects of a STIX bundle: what STIX has no place for stands in one extension of ours."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

import pyoxigraph as ox

from spygraph.casefile.grammar import NS
from spygraph.casefile.model import BASE
from spygraph.explorer.wording import claim_words
from spygraph.export.extract import Drawn, Extract
from spygraph.export.owner import frame, owner
from spygraph.export.screening import ACTORS, NOTICE, actors, caption, concerned, local_label, ties
from spygraph.network import Claim, Node, SourceInfo
from spygraph.network.attributes import node_attributes
from spygraph.network.model import Record

Json = dict[str, Any]
_OURS = UUID("6f0c8ba2-4d3e-5a55-9b4e-0b8c6a6f7f11")
EXTENSION = "extension-definition--3b2a7a9e-7f0d-4c6b-8f37-5d9a0c1e2b44"
Since = tuple[str, str]  # when a thing of ours was made, and when it was last changed
SINCE = ("2026-11-21T00:00:00.000Z",) * 2  # of what belongs to no case
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_VAGUE = "relationships whose date is not known to the day: when, earliest and latest stand in the extension only"
_DAYS = "relationships whose days are time stamps: from the first to the last moment of the day, in UTC"
_NOTES = "dated notes: without a time in STIX, so when, earliest and latest stand in the extension"


class Bundle:
    """Makes the objects of one bundle."""

    def __init__(self, extract: Extract) -> None:
        self.extract, self.sources = extract, extract.sources()
        self.maker = self.id("identity", "spygraph")

    @staticmethod
    def id(kind: str, iri: str) -> str:
        """Return the same id for the same thing in every bundle."""
        return f"{kind}--{uuid5(_OURS, f'{kind} {iri}')}"

    def object(self, kind: str, iri: str, since: Since, own: dict[str, str], **values: Any) -> Json:
        """Return an object; what STIX has no place for stands in our extension."""
        self.extract.tally.written[f"{kind} objects"] += 1
        known = {"type": kind, "spec_version": "2.1", "id": self.id(kind, iri), "created": since[0]}
        known["modified"] = since[1]
        extension = {"extensions": {EXTENSION: {"extension_type": "property-extension", **own}}} if own else {}
        return known | {"created_by_ref": self.maker} | values | extension

    def head(self) -> Iterator[Json]:
        """Yield who made the bundle, what our extension is, and what must not be done with it."""
        yield self.object("identity", "spygraph", SINCE, {}, name="spygraph", identity_class="system")
        yield {
            **self.object("extension-definition", "claims", SINCE, {}),
            "id": EXTENSION,
            "name": "spygraph claims",
            "description": "Who says a statement, how far it is established, where it stands and who disputes it.",
            "schema": BASE + "ontology",
            "version": "1.0.0",
            "extension_types": ["property-extension"],
        }
        marking = self.object("marking-definition", "notice", SINCE, {}, definition_type="statement")
        yield {key: value for key, value in marking.items() if key != "modified"} | {
            "definition": {"statement": NOTICE}
        }

    def record(self, record: Record) -> Iterator[Json]:
        """Yield relationships and notes, then the grouping of a case; shared actors come last of all."""
        since = self.since(record)
        for node in actors(record).values():
            if node.case:
                yield self.identity(node, since)
        edges, others = ties(record)
        refs = [self.id("identity", id_) for id_ in actors(record)]
        for edge in edges:
            refs.append(self.id("relationship", edge.id))
            yield self.relationship(Drawn(edge, record.claims[edge.claim]), since)
        for claim in others:
            refs.append(self.id("note", claim.id))
            yield self.note(claim, record, since)
        if record.case:
            yield self.grouping(record, refs, since)

    def since(self, record: Record) -> Since:
        """Return when a case was coded and last changed: receivers keep what was modified last."""
        if record.case is None:
            return SINCE
        case = f"{BASE}case/{record.case.id}"
        days: dict[str, list[str]] = {}
        for quad in self.extract.store.quads_for_pattern(None, ox.NamedNode(NS + "on"), None, ox.NamedNode(case)):
            if _DAY.fullmatch(day := str(getattr(quad.object, "value", ""))):
                part = str(quad.subject).removeprefix(f"<{case}/").rstrip(">").split("/")[0]
                days.setdefault(part, []).append(f"{day}T00:00:00.000Z")
        made = min(days.get("coding", SINCE[:1]))
        return made, max([made, *days.get("change", ())])

    def identity(self, node: Node, since: Since) -> Json:
        """Return a person, group or organization."""
        own = {key: value for key, value in node_attributes(node).items() if value and key not in ("label", "label_zh")}
        values = {"name": local_label(node, self.extract), "identity_class": ACTORS[node.kind]}
        return self.object("identity", node.id, since, own | {"iri": BASE + node.id}, **values, **self.marked())

    def marked(self) -> Json:
        """Return the reference to what must not be done with an object."""
        return {"object_marking_refs": [self.id("marking-definition", "notice")]}

    def relationship(self, drawn: Drawn, since: Since) -> Json:
        """Return a statement between two actors."""
        edge, claim = drawn.edge, drawn.claim
        kind = "-".join(re.findall("[a-z0-9]+", edge.relation.lower()))
        own = {key: value for key, value in drawn.attributes.items() if value}
        ends = {"source_ref": self.id("identity", edge.source), "target_ref": self.id("identity", edge.target)}
        about = {"relationship_type": kind, "description": f"{drawn.attributes['label']}. {owner(claim)}"}
        values = {**about, **ends, **self.lasting(claim.when), **self.told(claim), **self.marked()}
        return self.object("relationship", edge.id, since, own, **values)

    def note(self, claim: Claim, record: Record, since: Since) -> Json:
        """Return any other claim, about the actors that it names, else about its case."""
        self.extract.tally.lost[_NOTES] += bool(claim.when)
        refs = [self.id("identity", id_) for id_ in concerned(claim, record)]
        refs = refs or [self.id("grouping", record.case.id) if record.case else self.maker]
        content = f"{claim_words(claim)}. {owner(claim)}"
        values = {"abstract": caption(claim), "content": content, "object_refs": refs}
        return self.object("note", claim.id, since, frame(claim), **values, **self.told(claim), **self.marked())

    def lasting(self, when: str) -> dict[str, str]:
        """Return what STIX can carry of a date: an end that is known to the day. A month is not its first day."""
        out, whole = times(when)
        if when:
            self.extract.tally.lost[_DAYS if whole else _VAGUE] += 1
        return out

    def told(self, claim: Claim) -> Json:
        """Return where a claim is published."""
        found = [self.sources[key] for key in dict.fromkeys(one.source for one in claim.passages)]
        return {"external_references": [_reference(one) for one in found]} if found else {}

    def grouping(self, record: Record, refs: list[str], since: Since) -> Json:
        """Return a case, with what its sources do not state."""
        assert record.case
        case = record.case
        own = {"case": case.id, "unit": case.unit, "not_stated": ", ".join(case.not_stated)}
        own |= {"leaves_open": "; ".join(case.leaves_open)}
        values = {"name": case.title, "context": "unspecified", "object_refs": refs or [self.maker]}
        return self.object("grouping", case.id, since, {k: v for k, v in own.items() if v}, **values, **self.marked())


def times(when: str) -> tuple[dict[str, str], bool]:
    """Return the time stamps of an EDTF date, and whether they say all of it: not of a year, a month or a doubt."""
    first, slash, last = when.partition("/")
    ends = {"start_time": (first, "00:00:00.000"), "stop_time": (last if slash else first, "23:59:59.999")}
    out = {key: f"{day}T{moment}Z" for key, (day, moment) in ends.items() if _DAY.fullmatch(day)}
    return out, all(day in ("", "..") or _DAY.fullmatch(day) for day, _ in ends.values())


def _reference(source: SourceInfo) -> Json:
    said = ", ".join(part for part in (source.publisher, source.published) if part)
    out = {"source_name": source.title or source.id, "description": said, "external_id": source.id, "url": source.url}
    return {key: value for key, value in out.items() if value}
