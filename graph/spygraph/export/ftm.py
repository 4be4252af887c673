"""FollowTheMoney entities, a line each: Person without topics, UnknownLink for ties, Event and Note for the rest.

Values are written as FollowTheMoney takes them, so that it drops none: a date only as YYYY, YYYY-MM or YYYY-MM-DD, and
every date as the source gives it in the description.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from spygraph.explorer.wording import claim_words
from spygraph.export.extract import Drawn, Extract
from spygraph.export.owner import owner
from spygraph.export.screening import NOTED, NOTICE, actors, caption, concerned, local_label, ties
from spygraph.export.tally import UNTOLD
from spygraph.network import Claim, Node, SourceInfo
from spygraph.network.model import Record

Properties = dict[str, list[str]]
_SCHEMES = {
    "person": "Person",
    "handler": "Person",
    "group": "LegalEntity",
    "service": "Organization",
    "organization": "Organization",
}
_EVENTS = ("Event", "Outcome")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_OPEN = re.compile(r"(?P<start>\d{4}[-\d]*)?(\.\.)?/(\.\.)?(?P<end>\d{4}[-\d]*)?")
_VAGUE = "dates such as 195X or 2014?: without a place in FollowTheMoney, so in the description"
_NOTES = "dated notes: without a date in FollowTheMoney, so it stands in the description"
_MENTIONS = "cases told as mentions only, which no count holds: nothing here sets a mention apart"
_WEB = re.compile(r"https?://\S+")


def write(extract: Extract, path: Path) -> None:
    """Write entities: sources, then case by case people, ties and other claims, then what cases share.

    Raises:
        SpygraphError: where people are called by their names and that was not asked for.
    """
    extract.refuse_names(".ftm.json")
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for line in _entities(extract):
            out.write(line)


def entity_id(iri: str) -> str:
    """Return an id that FollowTheMoney takes: its letters, digits, dots and hyphens only."""
    return re.sub(r"[^0-9A-Za-z-]+", ".", iri).strip(".-")


def _entities(extract: Extract) -> Iterator[str]:
    cited: set[str] = set()
    shared: dict[str, Node] = {}
    counts = extract.tally
    sources = extract.sources()
    counts.lost[UNTOLD] = 1
    for record in extract.records():
        known = actors(record)
        shared |= {id_: node for id_, node in known.items() if not node.case}
        counts.lost[NOTED] += sum(bool(node.case) for id_, node in record.nodes.items() if id_ not in known)
        counts.written["claims"] += len(record.claims)
        counts.leave_silences(record.case)
        counts.lost[_MENTIONS] += record.case is not None and record.case.unit == "mention"
        cited |= {place.source for claim in record.claims.values() for place in claim.passages}
        yield from (_actor(node, extract) for node in known.values() if node.case)
        yield from _claims(record, extract, sources)
    yield from (_actor(node, extract) for _, node in sorted(shared.items()))
    yield from (_article(sources[key], extract) for key in sorted(cited))


def _entity(extract: Extract, iri: str, schema: str, properties: Properties) -> str:
    extract.tally.written[f"{schema} entities"] += 1
    kept = {key: [one for one in values if one] for key, values in properties.items()}
    known = {key: values for key, values in kept.items() if values}
    return json.dumps({"id": entity_id(iri), "schema": schema, "properties": known}, ensure_ascii=False) + "\n"


def _actor(node: Node, extract: Extract) -> str:
    said = f"Furthest step of the procedure, as reported: {node.procedure}." if node.procedure else ""
    values: Properties = {"name": [local_label(node, extract)]}
    if node.case:
        values |= {
            "summary": [NOTICE],
            "description": [f"In the case {node.case}, told of as a {node.kind}. {said}".strip()],
        }
    return _entity(extract, node.id, _SCHEMES[node.kind], values)


def _article(source: SourceInfo, extract: Extract) -> str:
    relays = f"Relays {source.relays}." if source.relays else ""
    values: Properties = {
        "title": [source.title],
        "publisher": [source.publisher],
        "sourceUrl": _urls([source.url]),
        "date": [source.published] if _DATE.fullmatch(source.published) else [],
        "summary": [f"{source.kind}. {relays}".strip()],
    }
    return _entity(extract, f"source/{source.id}", "Article", values)


def _urls(found: Iterable[str]) -> list[str]:
    return sorted({url for url in found if _WEB.fullmatch(url)})


def _claims(record: Record, extract: Extract, sources: dict[str, SourceInfo]) -> Iterator[str]:
    edges, others = ties(record)
    for edge in edges:
        drawn = Drawn(edge, record.claims[edge.claim])
        values: Properties = {
            "subject": [entity_id(edge.source)],
            "object": [entity_id(edge.target)],
            "role": [drawn.attributes["label"]],
            "status": [drawn.claim.standing],
            "recordId": [edge.id],
            **_shared(drawn.claim, extract, sources, edge.procedure),
        }
        yield _entity(extract, edge.id, "UnknownLink", values)
    for claim in others:
        yield _other(claim, record, extract, sources)


def _other(claim: Claim, record: Record, extract: Extract, sources: dict[str, SourceInfo]) -> str:
    who = [entity_id(id_) for id_ in concerned(claim, record)]
    values = _shared(claim, extract, sources, "")
    if claim.thing_class in _EVENTS:
        values |= {"name": [caption(claim)], "involved": who, "recordId": [claim.id]}
        return _entity(extract, claim.id, "Event", values)
    dates = {"startDate", "endDate", "date"} & values.keys()
    extract.tally.lost[_NOTES] += bool(dates)
    values = {key: found for key, found in values.items() if key not in dates}
    return _entity(extract, claim.id, "Note", values | {"entity": who, "keywords": [claim.standing]})


def _shared(claim: Claim, extract: Extract, sources: dict[str, SourceInfo], procedure: str) -> Properties:
    """Return what says who states a claim, where and when."""
    found = [sources[key] for key in dict.fromkeys(one.source for one in claim.passages)]
    when = f"When: {claim.when}." if claim.when else ""
    step = f"Furthest step of the procedure, as reported: {procedure}." if procedure else ""
    words = [f"{claim_words(claim)}.", owner(claim), when, step]
    return {
        "description": [" ".join(part for part in words if part)],
        "summary": [NOTICE],
        "proof": [entity_id(f"source/{one.id}") for one in found],
        "publisher": sorted({one.publisher for one in found if one.publisher}),
        "sourceUrl": _urls(one.url for one in found),
        **_dates(claim, extract),
    }


def _dates(claim: Claim, extract: Extract) -> Properties:
    if not claim.when or _DATE.fullmatch(claim.when):
        return {"date": [claim.when]} if claim.when else {}
    ends = _OPEN.fullmatch(claim.when)
    out = {f"{key}Date": [day] for key, day in ends.groupdict().items() if day} if ends else {}
    if not out or not all(_DATE.fullmatch(day) for days in out.values() for day in days):
        extract.tally.lost[_VAGUE] += 1
        return {}
    return out
