"""An XES event log for process mining: a trace a case, an event for each step and outcome, in the order that is told.

A date that the sources give to the day becomes a time stamp; any other stands as it is, with its earliest and latest
day, since a month is not its first day at midnight. Order comes from what follows what, then from the earliest day;
each event says in `order` what its place rests on: of many events only the place in the article is known.
"""

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from spygraph.export.extract import Extract
from spygraph.export.owner import frame
from spygraph.export.xmltext import text
from spygraph.network import Claim
from spygraph.network.model import Record
from spygraph.network.wording import speaker

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <global scope="trace"><string key="concept:name" value="UNKNOWN"/></global>
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <classifier name="Step" keys="concept:name"/>
"""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_VAGUE = "events whose date is not known to the day: no time stamp, but when, earliest and latest"
_UNDATED = "events without a date: no time stamp"
_AS_TOLD = "events that nothing puts in order: told as in the article ('order: as told'), not as time went"
_RIVAL = "events of a rival telling, or retracted, corrected or rejected: the name says so"
STEPS = ("Event", "Outcome")
Steps = dict[str, list[Claim]]


def write(extract: Extract, path: Path) -> None:
    """Write a log; claims about anything but steps and outcomes have no place in it."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_HEAD)
        for record in extract.records():
            out.writelines(_trace(record, extract))
        out.write(f"  {_string('disclosure', extract.disclosure())}\n</log>\n")


def _string(key: str, value: str) -> str:
    return f'<string key="{key}" value="{text(value)}"/>'


def _trace(record: Record, extract: Extract) -> Iterator[str]:
    steps: Steps = {}
    for claim in record.claims.values():
        if record.case and claim.thing_class in STEPS:
            steps.setdefault(claim.thing, []).append(claim)
        else:
            extract.tally.leave_out(claim)
    if record.case is None:
        return
    yield f"  <trace>\n    {_string('concept:name', record.case.id)}\n    {_string('title', record.case.title)}\n"
    yield f"    {_string('unit', record.case.unit)}\n"
    for key, found in (("not_stated", record.case.not_stated), ("leaves_open", record.case.leaves_open)):
        yield f"    {_string(key, '; '.join(found))}\n" if found else ""
    extract.tally.written["traces"] += 1
    tied = set().union(*_after(steps).values(), (thing for thing, before in _after(steps).items() if before))
    for thing in ordered(steps):
        yield _event(steps[thing], extract, tied=thing in tied)
    yield "  </trace>\n"


def _after(steps: Steps) -> dict[str, set[str]]:
    """Return of each thing what it is said to follow."""
    return {thing: _values(claims, "after") & steps.keys() for thing, claims in steps.items()}


def ordered(steps: Steps) -> list[str]:
    """Return things in order: what comes after something stands after it, else the earliest first, the undated last.

    What has no date is as early as what follows it; where no date tells, the order of the article does.
    """
    day = {thing: min(claim.earliest or claim.latest or "9999" for claim in steps[thing]) for thing in steps}

    def early(thing: str) -> tuple[str, str, int, str]:
        places = [(one.source, one.paragraph) for claim in steps[thing] for one in claim.passages]
        return day[thing], *min(places, default=("", 0)), thing

    after = _after(steps)
    try:
        for thing in reversed(list(TopologicalSorter(after).static_order())):
            for before in after[thing]:
                day[before] = min(day[before], day[thing])
    except CycleError:  # two tellings that order the same steps otherwise
        return sorted(steps, key=early)
    out: list[str] = []
    sorter = TopologicalSorter(after)
    sorter.prepare()
    ready: set[str] = set()
    while sorter.is_active():
        ready |= set(sorter.get_ready())
        first = min(ready, key=early)
        ready.remove(first)
        out.append(first)
        sorter.done(first)
    return out


def _values(claims: list[Claim], *keys: str) -> set[str]:
    return {id_ or value for claim in claims for key, value, id_ in claim.values if key in keys}


def _texts(claims: list[Claim], *keys: str) -> list[str]:
    return list(dict.fromkeys(value for claim in claims for key, value, _ in claim.values if key in keys))


def _name(claims: list[Claim]) -> str:
    """Return what a step is called; one that no claim which stands tells of is never called like one that is."""
    held = [claim for claim in claims if claim.stands]
    name = ", ".join(_texts(held or claims, "stage", "kind") or [claims[0].thing_label])
    if held:
        return name
    return f"{name} ({'in a rival telling' if any(one.version for one in claims) else 'no longer held'})"


def _event(claims: list[Claim], extract: Extract, *, tied: bool) -> str:
    """Return one step: claims about the same thing stand in it one by one, each with its owner."""
    counts = extract.tally
    counts.written["events"] += 1
    counts.written["claims"] += len(claims)
    counts.lost[_RIVAL] += not any(claim.stands for claim in claims)
    first = claims[0]
    order = "dated" if first.when else "sequence as reported" if tied else "as told"
    counts.lost[_AS_TOLD] += order == "as told"
    lines = [_string("concept:name", _name(claims)), _string("what", first.thing_label), _string("order", order)]
    for key, found in (
        ("standing", (claim.standing for claim in claims)),
        ("claimant", (speaker(claim) for claim in claims)),
        ("disputes", (one for claim in claims for one in claim.disputes)),
    ):
        lines += [_string(key, "; ".join(told))] if (told := list(dict.fromkeys(found))) else []
    lines += [_string("org:resource", ", ".join(who))] if (who := _texts(claims, "who")) else []
    if _DAY.fullmatch(first.when):
        lines.append(f'<date key="time:timestamp" value="{first.when}T00:00:00.000+00:00"/>')
    else:
        counts.lost[_VAGUE if first.when else _UNDATED] += 1
    for number, claim in enumerate(claims, 1):
        parts = "".join(_string(key, value) for key, value in frame(claim).items())
        lines.append(f'<string key="claim-{number}" value="{text(claim.id)}">{parts}</string>')
    return "    <event>\n" + "".join(f"      {line}\n" for line in lines) + "    </event>\n"
