"""Bundles of others become drafts that the reader takes, and nothing in them is taken for more than it is."""

import json
from pathlib import Path

import pytest

from spygraph.store import load
from support import read, spygraph

PEOPLE = [
    {"id": "a", "schema": "Person", "properties": {"name": ["Ana Example"], "birthDate": ["1970"]}},
    {"id": "b", "schema": "Person", "properties": {"name": ["Bo\u202e Example"]}},
    {"id": "c", "schema": "Company", "properties": {"name": ["=cmd()"]}},
    {"id": "d", "schema": "Person", "properties": {"name": ["Dee"], "topics": ["crime"]}},
    {"id": "e", "schema": "Family", "properties": {"person": ["a"], "relative": ["b"], "relationship": ["sister"]}},
    {"id": "f", "schema": "Employment", "properties": {"employee": ["b"], "employer": ["c"]}},
    {"id": "g", "schema": "UnknownLink", "properties": {"subject": ["a"], "object": ["elsewhere"]}},
    {"id": "h", "schema": "Vessel", "properties": {"name": ["A ship"]}},
]
STIX = {
    "type": "bundle",
    "id": "bundle--1",
    "objects": [
        {"type": "identity", "id": "identity--1", "name": "Ana Example", "identity_class": "individual"},
        {"type": "identity", "id": "identity--2", "name": "A firm", "identity_class": "organization"},
        {"type": "threat-actor", "id": "threat-actor--1", "name": "Somebody"},
        {
            "type": "relationship",
            "id": "relationship--1",
            "relationship_type": "employed-by",
            "source_ref": "identity--1",
            "target_ref": "identity--2",
        },
    ],
}


def ftm(folder: Path) -> Path:
    path = folder / "people.ftm.json"
    path.write_text("".join(json.dumps(one) + "\n" for one in PEOPLE), encoding="utf-8")
    return path


def stix(folder: Path) -> Path:
    path = folder / "people.stix.json"
    path.write_text(json.dumps(STIX), encoding="utf-8")
    return path


@pytest.mark.parametrize(("make", "drafts"), [(ftm, 2), (stix, 1)])
def test_drafts_are_sound_and_every_pointer_holds(tmp_path: Path, make: object, drafts: int) -> None:
    assert callable(make)
    done = spygraph("convert", make(tmp_path), "-o", tmp_path / "drafts")
    assert done.code == 0, done.err
    checked = spygraph("check", tmp_path / "drafts", "--sources", tmp_path / "drafts" / "sources")
    assert (checked.code, checked.err) == (0, "")
    assert "every anchor verified" in checked.out
    assert len(list((tmp_path / "drafts").glob("*.yaml"))) == drafts


def test_people_who_are_tied_to_each_other_are_one_draft(tmp_path: Path) -> None:
    spygraph("convert", ftm(tmp_path), "-o", tmp_path / "drafts")
    case = read(tmp_path / "drafts" / "draft-00001.yaml")
    assert {thing.label for thing in case.things.values()} >= {"Ana Example", "Bo Example", "=cmd()"}
    assert {key for key in case.things if key.startswith("tie-")} == {"tie-1", "tie-2"}
    text = (tmp_path / "drafts" / "draft-00001.yaml").read_text(encoding="utf-8")
    assert "kind: relative-of" in text
    assert "kind: employed-by" in text
    assert "1970" not in text, "no birth dates"


def test_what_is_not_taken_is_named_and_nobody_becomes_a_threat(tmp_path: Path) -> None:
    done = spygraph("convert", ftm(tmp_path), "-o", tmp_path / "ftm")
    assert "Left out: 1 Vessel" in done.out
    assert "Left out: 1 relation to what is no person" in done.out
    done = spygraph("convert", stix(tmp_path), "-o", tmp_path / "stix")
    assert "Left out: 1 threat-actor" in done.out
    drafts = [*(tmp_path / "ftm").glob("*.yaml"), *(tmp_path / "stix").glob("*.yaml")]
    assert not [path for path in drafts if "crime" in path.read_text("utf-8") or "threat" in path.read_text("utf-8")]


def test_what_a_bundle_does_not_say_is_listed_as_not_stated_and_a_draft_counts_nowhere(tmp_path: Path) -> None:
    spygraph("convert", ftm(tmp_path), "-o", tmp_path / "drafts")
    text = (tmp_path / "drafts" / "draft-00001.yaml").read_text(encoding="utf-8")
    for entry in ("recruitments", "inducements", "outcomes", "person-1.role", "person-2.occupation"):
        assert f"  - {entry}\n" in text
    assert "unit: mention" in text
    assert len(load([tmp_path / "drafts"])) > 0


def test_the_bundles_that_we_write_come_back_as_drafts(tmp_path: Path) -> None:
    for suffix in (".ftm.json", ".stix.json"):
        assert spygraph("export", "cases", "-o", tmp_path / f"x{suffix}").code == 0
        done = spygraph("convert", tmp_path / f"x{suffix}", "-o", tmp_path / suffix[1:])
        assert "11 drafts of 54 actors and 61 relations" in done.out, done.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", ":1: not JSON"),
        ('{"schema": "Vessel", "id": "x"}', "holds no person"),
        ("[" * 100_000, "not JSON"),
        ('{"type": "bundle", "objects": 5}', "holds no person"),
        ("[1, null, {}]", "holds no person"),
    ],
)
def test_what_is_no_bundle_is_refused_with_a_message(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    done = spygraph("convert", tmp_path / "x.json", "-o", tmp_path / "drafts")
    assert done.code == 2
    assert message in done.err
    assert not (tmp_path / "drafts").exists()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "mine.yaml").write_text("mine", encoding="utf-8")
    done = spygraph("convert", ftm(tmp_path), "-o", tmp_path / "drafts")
    assert done.code == 2
    assert [path.name for path in (tmp_path / "drafts").iterdir()] == ["mine.yaml"]
