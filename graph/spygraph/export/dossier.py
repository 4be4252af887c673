"""A dossier in Markdown: what is not known first, then every claim with its owner."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from spygraph.errors import printable
from spygraph.explorer.wording import claim_words
from spygraph.export.extract import Extract
from spygraph.export.owner import owner
from spygraph.network import CaseInfo, Claim, SourceInfo
from spygraph.network.model import Record

_FIRST = ("Recruitment", "Inducement", "Pressure", "Vulnerability", "Event", "Item", "Outcome", "Dispute", "Disclosure")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")


def write(extract: Extract, path: Path) -> None:
    """Write the cases one after another, then what the sources say beside them."""
    sources = extract.sources()
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for record in extract.records():
            extract.tally.written["cases"] += record.case is not None
            extract.tally.written["claims"] += len(record.claims)
            out.writelines(f"{line}\n" for line in _record(record, sources))
        out.write(f"> {_text(extract.disclosure())}\n")


def _text(value: str) -> str:
    """Return a text as it may stand in Markdown: nothing in it is markup."""
    return _MARKUP.sub(r"\\\1", printable(value).replace("\n", " "))


def _record(record: Record, sources: dict[str, SourceInfo]) -> Iterator[str]:
    if record.case:
        yield from _head(record.case, sources)
    elif record.claims:
        yield "# Beside the cases\n"
    yield from _people(record)
    claims = sorted(record.claims.values(), key=_reading_order)
    for name, found in groupby(claims, lambda claim: claim.thing_class):
        yield f"## {re.sub('(?<=[a-z])(?=[A-Z])', ' ', name)}\n"
        for claim in found:
            dated = f" ({_text(claim.when)})" if claim.when else ""
            yield f"- **{_text(claim_words(claim))}**{dated}  \n  {_text(owner(claim))}"
        yield ""


def _reading_order(claim: Claim) -> tuple[int, str, str]:
    place = _FIRST.index(claim.thing_class) if claim.thing_class in _FIRST else len(_FIRST)
    return place, claim.thing_class, claim.id


def _head(case: CaseInfo, sources: dict[str, SourceInfo]) -> Iterator[str]:
    yield f"# {_text(case.title)}\n\n`{case.id}`\n"
    if case.unit == "mention":
        yield "A mention: kept apart from every count.\n"
    silent = ", ".join(map(_text, case.not_stated)) or "nothing is listed"
    yield f"**Not stated in the sources listed:** {silent}\n"
    if case.leaves_open:
        yield "**Left open by the sources:**\n"
        yield from (f"- {_text(one)}" for one in case.leaves_open)
        yield ""
    yield "**Sources:**\n"
    yield from (f"- {_text(_source(sources[key]))}" for key in case.sources)
    yield "\n**This case file:**\n"
    yield from (f"- {_text(one)}" for one in case.trail)
    yield ""


def _source(source: SourceInfo) -> str:
    parts = [f"{source.id}: {source.title}", source.publisher, source.published or "no date", source.url]
    parts += [f"from {source.reprint_of}"] if source.reprint_of else []
    parts += [f"relaying {source.relays}"] if source.relays else []
    return ". ".join(part for part in parts if part)


def _people(record: Record) -> Iterator[str]:
    """Yield where the procedure stands for each person: reported steps, never more."""
    known = [node for node in record.nodes.values() if node.procedure]
    if known:
        yield "**Furthest step of the procedure, as reported:**\n"
        yield from (f"- {_text(node.label)}: {_text(node.procedure)}" for node in known)
        yield ""
