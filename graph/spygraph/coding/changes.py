"""What changed between two versions of case files, in words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from spygraph.casefile.grammar import NS
from spygraph.casefile.model import CaseFile
from spygraph.coding.said import Said, both_redactions, header, last, passage_text, read, silences, statements

Group = dict[str, list[Said]]
_CHANGES = NS + "changes"


def changes(old: Path, new: Path) -> Iterator[str]:
    """Yield a line for everything that differs between two files or folders of cases.

    Raises:
        CaseFileError: where either has faults.
    """
    before, gone_before = read(old, new)
    after, gone_after = read(new, old)
    for slug in sorted({*before, *after, *gone_before, *gone_after}):
        if slug in before and slug in after:
            lines = list(_case(before[slug], after[slug]))
            yield from ([f"{slug}:", *(f"  {line}" for line in lines)] if lines else [])
        elif slug in gone_after and slug not in gone_before:
            yield f"{slug}: {gone_after[slug]}"
        elif slug in gone_before and slug in after:
            yield f"{slug}: was withdrawn, is a case again"
        elif slug in before or slug in gone_before:
            yield f"{slug}: is gone" + ("" if slug in gone_before else "; a withdrawn case leaves unit: withdrawn")
        elif slug in after:
            yield f"{slug}: is new"


def _case(old: CaseFile, new: CaseFile) -> Iterator[str]:
    old.redact = new.redact = both_redactions(old.redact, new.redact)
    found = [*_header(old, new), *_instructions(old, new), *_things(old, new), *_silences(old, new)]
    if found and _recorded(new) <= _recorded(old):
        found.append("nothing is recorded under changes: add {on, kind, what} there")
    yield from map(new.redact, found)


def _instructions(old: CaseFile, new: CaseFile) -> Iterator[str]:
    before, after = (
        {subject for subject, prop, _ in case.direct if prop == NS + "withholdName"} for case in (old, new)
    )
    yield from (f"{last(one)}: the name is now withheld" for one in sorted(after - before))
    yield from (f"{last(one)}: the name is no longer withheld" for one in sorted(before - after))


def _recorded(case: CaseFile) -> int:
    return sum(prop == _CHANGES for _, prop, _ in case.direct)


def _header(old: CaseFile, new: CaseFile) -> Iterator[str]:
    before, after = header(old), header(new)
    for key in dict.fromkeys([*before, *after]):
        hidden = ([old.redact(one) for one in values.get(key, [])] for values in (before, after))
        yield from _values(key, *hidden)


def _values(where: str, before: list[str], after: list[str]) -> Iterator[str]:
    lost = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    if len(lost) == len(come) == 1:
        yield f"{where}: was '{lost[0]}', is now '{come[0]}'"
        return
    yield from (f"{where}: no longer '{one}'" for one in lost)
    yield from (f"{where}: now {'also ' if before else ''}'{one}'" for one in come)


def _things(old: CaseFile, new: CaseFile) -> Iterator[str]:
    before, after = _by_thing(old), _by_thing(new)
    for thing in dict.fromkeys([*before, *after]):
        if thing not in after:
            yield f"{thing}: taken out ({_summary(before[thing], old)})"
        elif thing not in before:
            yield f"{thing}: added ({_summary(after[thing], new)})"
        else:
            keys = [_by_key(before[thing]), _by_key(after[thing])]
            both = [(where, keys[0].get(where, []), keys[1].get(where, [])) for where in dict.fromkeys(chain(*keys))]
            for where, was, now in both:
                yield from _values(where, [one.value for one in was], [one.value for one in now])
            yield from _told(thing, "said by", both, _claimants)
            yield from _told(thing, "stands at", both, lambda said: _places(said, new))


def _by_thing(case: CaseFile) -> Group:
    out: Group = {}
    for one in statements(case):
        hidden = replace(one, value=case.redact(one.value))
        out.setdefault(f"{one.thing.cls.section}.{one.thing.key}", []).append(hidden)
    return out


def _by_key(said: list[Said]) -> Group:
    out: Group = {}
    for one in said:
        out.setdefault(one.where, []).append(one)
    return out


def _summary(said: list[Said], case: CaseFile) -> str:
    values = ", ".join(f"{one.prop.key} {one.value}" for one in said)
    return f"{values}; says {said[0].claimant}, {said[0].place(case)}"


Both = list[tuple[str, list[Said], list[Said]]]


def _told(thing: str, what: str, both: Both, tell: Callable[[list[Said]], list[str]]) -> Iterator[str]:
    """Yield what differs about values that both versions have, one line for all keys that differ alike."""
    alike: dict[tuple[str, str], list[str]] = {}
    for where, before, after in both:
        for value in dict.fromkeys(one.value for one in after):
            was = tell([one for one in before if one.value == value])
            now = tell([one for one in after if one.value == value])
            if was and sorted(was) != sorted(now):
                alike.setdefault((" and ".join(now), " and ".join(was)), []).append(where.rsplit(".", 1)[-1])
    for (now_text, was_text), keys in alike.items():
        yield f"{thing} ({', '.join(dict.fromkeys(keys))}): {what} {now_text}, was {was_text}"


def _claimants(said: list[Said]) -> list[str]:
    own = {True: " (own admission)", False: ""}
    return list(dict.fromkeys(one.claimant + own[one.claim.standing.endswith("own-admission")] for one in said))


def _places(said: list[Said], case: CaseFile) -> list[str]:
    return list(dict.fromkeys(passage_text(place, case) for one in said for place in one.claim.passages))


def _silences(old: CaseFile, new: CaseFile) -> Iterator[str]:
    before, after = silences(old), silences(new)
    for one in sorted(after - before):
        yield f"not-stated: {one} is now listed"
    for one in sorted(before - after):
        yield f"not-stated: {one} is no longer listed"
