"""What changed is told in words; what is withdrawn counts nowhere; a name that is withheld stands nowhere."""

import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from spygraph.cli import COMMANDS
from spygraph.cli.build_command import FILES
from spygraph.coding.watching import changes as watch
from spygraph.published import json_schema
from spygraph.store import load
from support import ROOT, faults, read, spygraph, write

BODY = """recruitments:
  main:
    subject: porter
    handler: agent
    initiation: recruited
    response: acted
    at:
      {subject: [p2, "the porter"], handler: [p2, "the man"], initiation: [p3, "asked Firefly"], response: [p4, "gave"]}
inducements:
  pay: {kind: money, target: porter, state: promised, amount: 59 coins of Firefly, at: [p3, "a bonus"]}
not-stated: [main.service, main.channel, main.setting, main.cover, pressures, vulnerabilities, items, outcomes]
"""
MAIN, PAY = "recruitments.main", "inducements.pay (kind, target, state, amount)"
TOMBSTONE = """schema: 1
case: gone-2031
unit: withdrawn
withdrawn: {on: 2031-06-01, because: the article was retracted}
changes:
  - {on: 2031-06-01, kind: takedown, what: withdrawn}
"""


@pytest.fixture(name="old")
def _old(tmp_path: Path) -> Path:
    (tmp_path / "old").mkdir()
    return write(tmp_path / "old", BODY, unit="case")


def changed(old: Path, *edits: tuple[str, str]) -> list[str]:
    """Return what is told of a version with some edits."""
    new = old.parent.parent / "new"
    new.mkdir()
    write(new)
    text = old.read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    (new / old.name).write_text(text, encoding="utf-8")
    done = spygraph("diff", old, new / old.name)
    assert done.code == 0, done.err
    return done.out.splitlines()


def test_an_older_version_needs_no_registry_of_its_own(old: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "of" / "yesterday" / old.name
    alone.parent.mkdir(parents=True)
    alone.write_text(old.read_text(encoding="utf-8").replace("59 coins", "58 coins"), encoding="utf-8")
    done = spygraph("diff", alone, old)
    assert (done.code, done.err) == (0, "")
    assert "inducements.pay.amount: was '58 coins of Firefly', is now '59 coins of Firefly'" in done.out


def test_the_same_case_in_another_layout_has_not_changed(old: Path) -> None:
    assert changed(old, ("kind: money, target: porter", "target: porter, kind: money")) == ["no claim changed"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("initiation: recruited", "initiation: unclear", f"{MAIN}.initiation: was 'recruited', is now 'unclear'"),
        ("kind: money,", "kind: money, says: paper,", f"{PAY}: said by paper, was ministry"),
        ('"a bonus"', '"some bonus"', f'{PAY}: stands at paper-2031 p3 "some bonus", was paper-2031 p3 "a bonus"'),
        ("title: A porter", "title: A night porter", "title: was 'A porter', is now 'A night porter'"),
        ("59 coins", "60 coins", "inducements.pay.amount: was '59 coins of Firefly', is now '60 coins of Firefly'"),
        ("not-stated: [", "not-stated: [porter.age, ", "not-stated: porter.age is now listed"),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(old: Path, before: str, after: str, told: str) -> None:
    lines = changed(old, (before, after))
    assert lines == ["porter-2031:", f"  {told}", "  nothing is recorded under changes: add {on, kind, what} there"]


def test_things_that_come_and_go_are_told_with_all_they_say(old: Path) -> None:
    lines = changed(old, ("  pay: {kind: money", "  gift: {kind: gifts"))
    assert lines[1].startswith("  inducements.pay: taken out (kind money, target porter, state promised, ")
    assert lines[2].startswith("  inducements.gift: added (kind gifts, target porter, state promised, ")


def test_a_recorded_change_is_not_asked_for(old: Path) -> None:
    recorded = "changes: [{on: 2031-06-01, kind: correction, what: a slip}]\nnot-stated: ["
    assert changed(old, ("recruited", "volunteered"), ("not-stated: [", recorded))[1:] == [
        "  recruitments.main.initiation: was 'recruited', is now 'volunteered'"
    ]


def test_no_difference_tells_a_name_that_either_version_withholds(old: Path) -> None:
    lines = changed(
        old, ("name: Firefly,", "name: Firefly, withhold-name: yes,"), ('"asked Firefly"', '"asked of Firefly"')
    )
    assert "  porter: the name is now withheld" in lines
    assert "Firefly" not in "\n".join(lines)


def test_a_withheld_name_stands_in_no_output(old: Path, tmp_path: Path) -> None:
    registry = old.parent / "registry" / "all.yaml"
    registry.write_text(
        registry.read_text("utf-8").replace("A porter is convicted", "FIREFLY is convicted"), encoding="utf-8"
    )
    text = old.read_text("utf-8").replace("name: Firefly", "withhold-name: yes, name: Firefly")
    text = text.replace("title: A porter", "title: Firefly's night").replace(
        "not-stated:", "leaves-open: [where Firefly is]\nnot-stated:"
    )
    old.write_text(text, encoding="utf-8")
    outputs = [spygraph("build", old, "-o", tmp_path / "out").out, spygraph("show", "porter-2031", "--cases", old).out]
    outputs += [(tmp_path / "out" / name).read_text(encoding="utf-8") for name in FILES]
    outputs += [str(quad) for quad in load([old])]
    assert not [one for one in outputs if re.search("firefly", one, re.IGNORECASE)]
    assert "[porter]'s night" in outputs[1]


def test_a_name_is_withheld_however_it_is_typed(tmp_path: Path) -> None:
    what = "Rene\u0301e, RENÉE and Renée"
    body = f'relations:\n  r: {{kind: met, who: porter, with: agent, what: "{what}", at: [p1, "a man"]}}\n'
    path = write(tmp_path, body)
    path.write_text(
        path.read_text("utf-8").replace("name: Firefly", "name: Renée, withhold-name: yes"), encoding="utf-8"
    )
    said = [term for claim in read(path).claims for _, term in claim.statements]
    assert '"[porter], [porter] and [porter]"' in said


def test_only_yes_withholds(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(
        path.read_text("utf-8").replace("name: Firefly", "name: Firefly, withhold-name: no"), encoding="utf-8"
    )
    assert faults(path) == ["9:42: people.porter.withhold-name: 'no' is not 'yes'; write yes, or leave the key out"]


@pytest.fixture(name="withdrawn")
def _withdrawn(old: Path) -> Path:
    (old.parent / "gone-2031.yaml").write_text(TOMBSTONE, encoding="utf-8")
    return old.parent


def test_a_withdrawn_case_is_listed_and_counts_nowhere(withdrawn: Path, tmp_path: Path) -> None:
    assert spygraph("list", "cases", "--cases", withdrawn).out.splitlines()[-1].split(maxsplit=1) == [
        "gone-2031",
        "(withdrawn on 2031-06-01: the article was retracted; not counted)",
    ]
    assert spygraph("check", withdrawn).out.startswith("1 file, 1 withdrawn, ")
    built = spygraph("build", withdrawn, "-o", tmp_path / "out")
    assert built.out.startswith("1 case and 0 mentions")
    assert not [name for name in FILES if "gone-2031" in (tmp_path / "out" / name).read_text(encoding="utf-8")]
    assert not [quad for quad in load([withdrawn]) if "gone-2031" in str(quad)]


def test_editors_take_a_withdrawn_case_and_a_withheld_name_and_nothing_else_for_them() -> None:
    schema = json_schema()
    tombstone = yaml.load(TOMBSTONE, yaml.BaseLoader)
    jsonschema.validate(tombstone, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tombstone | {"title": "A clerk"}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({key: value for key, value in tombstone.items() if key != "withdrawn"}, schema)


def test_the_hooks_run_commands_that_there_are() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["entry"] for hook in hooks] == ["spygraph format", "spygraph check"]
    for hook in hooks:
        assert re.search(hook["files"], "my/cases/x-2031.yaml")
        assert not re.search(hook["files"], "texts/x.yaml")
        assert hook["entry"].split()[1] in COMMANDS


def test_what_a_withdrawn_case_still_tells_is_an_error(withdrawn: Path) -> None:
    path = withdrawn / "gone-2031.yaml"
    path.write_text(
        TOMBSTONE.replace("changes:", "title: A clerk\npeople: {a: {name: X}}\nchanges:").replace(
            "on: 2031-06-01, because", "because"
        ),
        encoding="utf-8",
    )
    kept = "a withdrawn case holds nothing but schema, case, unit, withdrawn, coded, checked, changes"
    assert faults(path) == ["4:12: withdrawn: 'on' is missing", f"5:1: title: {kept}", f"6:1: people: {kept}"]


def test_a_case_that_stands_cannot_be_withdrawn_by_the_way(tmp_path: Path) -> None:
    path = write(tmp_path, "withdrawn: {on: 2031-06-01, because: a whim}\n")
    assert "stands only in a case that is withdrawn" in faults(path)[0]


def test_diff_tells_that_a_case_was_withdrawn(old: Path, withdrawn: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    write(before, slug="gone-2031")
    told = spygraph("diff", before, withdrawn).out.splitlines()
    assert told == ["gone-2031: withdrawn on 2031-06-01: the article was retracted", "porter-2031: is new"]


def test_show_tells_who_coded_checked_and_changed_a_case(old: Path) -> None:
    trail = "checked: [{by: reader, on: 2031-05-09, what: all anchors}]\n"
    trail += "changes: [{on: 2031-06-01, kind: reply, what: he wrote in}]\n"
    old.write_text(old.read_text("utf-8") + trail, encoding="utf-8")
    shown = spygraph("show", "porter-2031", "--cases", old).out.splitlines()
    told = [line for line in shown if line.startswith(("Coded", "Checked", "Changed"))]
    assert told == [
        "Coded by tests on 2031-05-03, codebook 1.",
        "Checked by reader on 2031-05-09: all anchors.",
        "Changed on 2031-06-01 (reply): he wrote in.",
    ]


def test_watching_sleeps_between_looks_and_tells_each_change_once(tmp_path: Path) -> None:
    path = write(tmp_path)
    slept: list[float] = []

    def pause(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            path.write_text("schema: 1\n", encoding="utf-8")
        if len(slept) == 5:
            path.unlink()
        if len(slept) == 7:
            raise KeyboardInterrupt

    seen: list[list[Path]] = []

    def look() -> None:
        for files in watch([path], pause=pause):
            seen.append(files)  # noqa: PERF402 - it never ends

    with pytest.raises(KeyboardInterrupt):
        look()
    assert seen == [[path], [path], [path]]
    assert min(slept) >= 0.5


def test_check_watch_goes_on_after_a_slip(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from spygraph.coding import watching

    def twice(*_: object) -> object:
        yield []
        old.write_text(
            old.read_text("utf-8").replace("initiation: recruited", "initiation: recruted"), encoding="utf-8"
        )
        yield [old]

    monkeypatch.setattr(watching, "changes", twice)
    done = spygraph("check", "--watch", old)
    assert done.code == 0
    assert done.out.startswith("1 file, ")
    assert "did you mean 'recruited'?" in done.out
