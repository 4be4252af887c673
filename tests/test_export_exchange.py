"""Formats of other fields: their own readers take them whole, and nobody becomes a threat or a topic in them."""

import json
import re
import warnings
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pyoxigraph as ox
import pytest

from spygraph import paths
from spygraph.export import Options, Selection, export
from spygraph.export.xes import ordered
from spygraph.network import Claim, to_network
from spygraph.patterns.reading import read_table
from spygraph.store import load
from support import write

Files = dict[str, Path]


@pytest.fixture(scope="module", name="local")
def _local() -> ox.Store:
    return load([paths.shipped_cases()], pseudonyms=True)


@pytest.fixture(scope="module", name="files")
def _files(local: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("exchange")
    for suffix in (".stix.json", ".ftm.json", ".xes", ".md", ".table.csv", ".table.parquet"):
        export(local, folder / f"graph{suffix}")
    return {path.name.removeprefix("graph"): path for path in folder.iterdir()}


def objects(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["objects"]
    return found


def entities(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_stix2_takes_the_bundle_in_strict_mode_and_finds_every_object(files: Files) -> None:
    stix2 = pytest.importorskip("stix2", reason="needs stix2")
    bundle = stix2.parse(files[".stix.json"].read_text(encoding="utf-8"), allow_custom=False)
    assert Counter(one["type"] for one in bundle.objects) == Counter(
        one["type"] for one in objects(files[".stix.json"])
    )
    ids = {one["id"] for one in objects(files[".stix.json"])}
    assert len(ids) == len(bundle.objects)
    for one in objects(files[".stix.json"]):
        refs = [one[key] for key in ("source_ref", "target_ref", "created_by_ref") if key in one]
        assert {*refs, *one.get("object_refs", ()), *one.get("object_marking_refs", ())} <= ids


def test_a_stix_bundle_holds_no_threat_actor_and_every_claim(local: ox.Store, files: Files) -> None:
    found = objects(files[".stix.json"])
    kinds = {one["type"] for one in found}
    assert kinds == {
        *("identity", "relationship", "note", "grouping"),
        *("extension-definition", "marking-definition"),
    }
    told = {
        extension["claim"] for one in found for extension in one.get("extensions", {}).values() if "claim" in extension
    }
    assert len(told) == len(to_network(local).claims) - 1, "without the unsure judgement"
    for one in found:
        if one["type"] in ("note", "relationship"):
            (extension,) = one["extensions"].values()
            assert {"standing", "claimant"} <= set(extension)
            assert "confidence" not in one, "how far a statement is established is no number"


@pytest.mark.parametrize(
    ("when", "start", "stop", "told"),
    [
        ("2012-02-05", "2012-02-05T00:00:00.000Z", "2012-02-05T23:59:59.999Z", "time stamps"),
        ("2012-02-05/2013-01-09", "2012-02-05T00:00:00.000Z", "2013-01-09T23:59:59.999Z", "time stamps"),
        ("2012-02-05/..", "2012-02-05T00:00:00.000Z", "", "time stamps"),
        ("2012-02-05/2013", "2012-02-05T00:00:00.000Z", "", "not known to the day"),
        ("2012-02", "", "", "not known to the day"),
        ("2012-02-05~", "", "", "not known to the day"),
        ("195X", "", "", "not known to the day"),
    ],
)
def test_a_date_is_a_time_stamp_in_stix_only_where_it_is_a_day(
    tmp_path: Path, when: str, start: str, stop: str, told: str
) -> None:
    body = f'relations:\n  met: {{kind: met, who: porter, with: agent, when: "{when}", at: [p1, "met"]}}\n'
    tally = export(load([write(tmp_path, body)], pseudonyms=True), tmp_path / "x.stix.json")
    (link,) = (one for one in objects(tmp_path / "x.stix.json") if one["type"] == "relationship")
    assert (link.get("start_time", ""), link.get("stop_time", "")) == (start, stop)
    (extension,) = link["extensions"].values()
    assert extension["when"] == when
    assert [line for line in tally.lines() if told in line]
    stix2 = pytest.importorskip("stix2", reason="needs stix2")
    stix2.parse((tmp_path / "x.stix.json").read_text(encoding="utf-8"), allow_custom=False)


def test_followthemoney_keeps_every_value(files: Files) -> None:
    ftm = pytest.importorskip("followthemoney", reason="needs followthemoney, which needs ICU to be built")
    for data in entities(files[".ftm.json"]):
        ftm.model.get(data["schema"]).validate(data)
        proxy = ftm.model.get_proxy(data, cleaned=False)
        assert proxy.id == data["id"]
        assert {key: sorted(values) for key, values in data["properties"].items()} == {
            prop.name: sorted(proxy.get(prop)) for prop in proxy.iterprops()
        }


def test_no_entity_has_a_topic_and_every_reference_is_there(local: ox.Store, files: Files) -> None:
    found = entities(files[".ftm.json"])
    assert [one for one in found if "topics" in one["properties"]] == []
    ids = {one["id"] for one in found}
    assert len(ids) == len(found)
    for one in found:
        for key in ("subject", "object", "proof", "involved", "entity"):
            assert set(one["properties"].get(key, ())) <= ids
    schemes = Counter(one["schema"] for one in found)
    network = to_network(local)
    assert schemes["Person"] == sum(node.kind in ("person", "handler") for node in network.nodes)


@pytest.mark.parametrize(
    ("when", "key", "value"),
    [
        ("2012-02", "date", "2012-02"),
        ("2011/..", "startDate", "2011"),
        ("../2014", "endDate", "2014"),
        ("195X", "", ""),
        ("2014?", "", ""),
    ],
)
def test_a_date_stands_where_followthemoney_takes_it_and_always_in_the_words(
    tmp_path: Path, when: str, key: str, value: str
) -> None:
    body = f'relations:\n  met: {{kind: met, who: porter, with: agent, when: "{when}", at: [p1, "met"]}}\n'
    tally = export(load([write(tmp_path, body)], pseudonyms=True), tmp_path / "x.ftm.json")
    link = next(one for one in entities(tmp_path / "x.ftm.json") if one["schema"] == "UnknownLink")["properties"]
    assert {name: found for name, found in link.items() if "ate" in name and name != "status"} == (
        {key: [value]} if key else {}
    )
    assert f"When: {when}." in link["description"][0]
    assert any("without a place in FollowTheMoney" in line for line in tally.lines()) is not bool(key)


def test_a_date_that_a_note_cannot_hold_is_named(tmp_path: Path) -> None:
    body = 'items:\n  papers: {what: papers, who: porter, state: sought, when: "2012-02", at: [p1, "papers"]}\n'
    tally = export(load([write(tmp_path, body)], pseudonyms=True), tmp_path / "x.ftm.json")
    note = next(one for one in entities(tmp_path / "x.ftm.json") if "papers" in str(one))
    assert (note["schema"], "When: 2012-02." in note["properties"]["description"][0]) == ("Note", True)
    assert "1 dated note: without a date in FollowTheMoney" in "\n".join(tally.lines())


def test_a_reader_of_event_logs_finds_every_trace_and_event(local: ox.Store, files: Files) -> None:
    reader = pytest.importorskip("opyenxes.data_in.XUniversalParser", reason="needs opyenxes")
    with warnings.catch_warnings(), files[".xes"].open(encoding="utf-8") as file:
        warnings.simplefilter("ignore")
        (log,) = reader.XUniversalParser().parse(file)
    claims = [one for one in to_network(local).claims.values() if one.case and one.thing_class in ("Event", "Outcome")]
    assert len(log) == len(to_network(local).cases)
    assert sum(len(trace) for trace in log) == len({claim.thing for claim in claims})


def test_only_a_day_becomes_a_time_stamp(tmp_path: Path) -> None:
    steps = "\n".join(
        f'  {key}: {{when: "{when}", stage: contact, what: something, who: porter, at: [p1, "x {key}"]}}'
        for key, when in (("day", "2031-04-02"), ("month", "2031-03"), ("year", "2030"))
    )
    tally = export(load([write(tmp_path, f"timeline:\n{steps}\n")]), tmp_path / "x.xes")
    text = (tmp_path / "x.xes").read_text(encoding="utf-8")
    assert text.count("time:timestamp") == 1
    assert "2031-04-02T00:00:00.000+00:00" in text
    assert text.index('value="2030"') < text.index('value="2031-03"') < text.index('value="2031-04-02"')
    assert "2 events whose date is not known to the day" in "\n".join(tally.lines())


def test_steps_stand_after_what_they_follow(local: ox.Store) -> None:
    for case in to_network(local).cases:
        steps: dict[str, list[Claim]] = {}
        for claim in to_network(local).claims.values():
            if claim.case == case.id and claim.thing_class in ("Event", "Outcome"):
                steps.setdefault(claim.thing, []).append(claim)
        order = ordered(steps)
        assert sorted(order) == sorted(steps)
        for thing, claims in steps.items():
            for before in {id_ for one in claims for key, _, id_ in one.values if key == "after" and id_ in steps}:
                assert order.index(before) < order.index(thing)


def log(path: Path, body: str) -> tuple[list[dict[str, str]], str]:
    """Return the events of a case as their own attributes, and the summary of the export."""
    tally = export(load([write(path, body)], pseudonyms=True), path / "x.xes")
    events = ElementTree.parse(path / "x.xes").getroot().iter("{http://www.xes-standard.org/}event")
    return [{one.attrib["key"]: one.attrib["value"] for one in event} for event in events], "\n".join(tally.lines())


def test_a_step_without_a_date_stands_before_what_follows_it_or_as_the_article_tells(tmp_path: Path) -> None:
    body = """timeline:
  alarm: {stage: exposure, what: last told, who: porter, at: [p9, "alarm"]}
  birth: {stage: background, what: comes first, who: porter, at: [p8, "birth"]}
  school: {stage: contact, what: school, who: porter, when: "1986", after: birth, at: [p2, "school"]}
  work: {stage: delivery, what: told before it, who: porter, at: [p3, "work"]}
  year: {stage: payment, what: dated, who: porter, when: "1990", at: [p7, "year"]}
"""
    events, summary = log(tmp_path, body)
    assert [one["what"] for one in events] == ["comes first", "school", "dated", "told before it", "last told"]
    assert [one["order"] for one in events] == ["sequence as reported", "dated", "dated", "as told", "as told"]
    assert "2 events that nothing puts in order" in summary
    assert "where the telling has them" not in summary


def test_an_event_says_itself_how_far_it_is_established_and_a_rival_telling_is_no_step_like_others(
    tmp_path: Path,
) -> None:
    body = """versions:
  tip-off: {what: that he only meant to warn, says: porter, at: [p3, "meant to warn"]}
timeline:
  met: {stage: contact, what: meets him, who: porter, at: [p1, "met"]}
  warned: {stage: contact, what: warns them, who: porter, version: tip-off, says: porter, at: [p3, "warned"]}
disputes:
  denial: {kind: denied, by: porter, of: met, at: [p2, "denies it"]}
not-stated: [porter.age]
leaves-open: [whether they met again]
"""
    events, summary = log(tmp_path, body)
    assert [one["concept:name"] for one in events] == ["contact", "contact (in a rival telling)"]
    assert [one["standing"] for one in events] == ["official-claim", "party-claim"]
    assert (events[0]["disputes"], events[0]["claimant"]) == ("denied by [porter]", "Ministry of Vigilance")
    assert "1 event of a rival telling" in summary
    written = (tmp_path / "x.xes").read_text(encoding="utf-8")
    assert '<string key="not_stated" value="porter.age"/>' in written
    assert '<string key="leaves_open" value="whether they met again"/>' in written


def test_a_changed_case_is_a_later_version_of_its_stix_objects(tmp_path: Path) -> None:
    body = "changes: [{on: 2031-05-09, kind: correction, what: the age}, {on: 2031-05-04, kind: reply, what: x}]\n"
    export(load([write(tmp_path, body)], pseudonyms=True), tmp_path / "x.stix.json")
    (porter,) = (one for one in objects(tmp_path / "x.stix.json") if one.get("name", "").startswith("[porter]"))
    assert (porter["created"], porter["modified"]) == ("2031-05-03T00:00:00.000Z", "2031-05-09T00:00:00.000Z")


def test_what_is_shown_in_a_list_says_first_how_far_it_is_established(files: Files) -> None:
    for one in objects(files[".stix.json"]):
        if one["type"] == "note":
            (extension,) = one["extensions"].values()
            assert one["abstract"].startswith(extension["standing"])
    events = [one["properties"] for one in entities(files[".ftm.json"]) if one["schema"] == "Event"]
    assert all(re.match(r"[a-z-]+(, implied)?: ", one["name"][0]) for one in events)


def test_the_table_reads_the_same_in_pandas_from_both_files(local: ox.Store, files: Files) -> None:
    pytest.importorskip("pyarrow", reason="needs pyarrow")
    rows = pd.read_csv(files[".table.csv"], dtype=str, keep_default_na=False)
    columns = pd.read_parquet(files[".table.parquet"])
    assert columns.fillna("").to_dict("records") == rows.to_dict("records")
    table = read_table(local)
    for row in rows.to_dict("records"):
        for feature in table.features:
            assert row[feature.key] == "; ".join(table.values(row["case"], feature.key))


def test_a_dossier_names_an_owner_for_every_claim_and_begins_with_what_is_not_known(
    local: ox.Store, files: Files
) -> None:
    lines = files[".md"].read_text(encoding="utf-8").splitlines()
    claims = [number for number, line in enumerate(lines) if line.startswith("- **") and line.endswith("  ")]
    assert len(claims) == len(to_network(local).claims) - 1
    assert all(lines[number + 1].startswith("  Says ") for number in claims)
    first = next(number for number, line in enumerate(lines) if line.startswith("**Not stated"))
    assert first < claims[0]
    assert lines[-1].startswith("> 9 cases disclosed by")


def test_a_dossier_of_a_part_says_that_it_is_one(local: ox.Store, tmp_path: Path) -> None:
    export(local, tmp_path / "x.md", Selection(standings=frozenset({"official-claim"})), Options())
    assert "left out on request" in (tmp_path / "x.md").read_text(encoding="utf-8")


def test_a_dossier_says_who_coded_a_case_and_what_was_changed(tmp_path: Path) -> None:
    body = "changes: [{on: 2031-05-09, kind: correction, what: the age}]\n"
    export(load([write(tmp_path, body)]), tmp_path / "x.md")
    written = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert "- coded by tests on 2031-05-03, codebook 1\n- changed on 2031-05-09 (correction): the age\n" in written


def test_markup_in_a_case_file_is_text_in_a_dossier(tmp_path: Path) -> None:
    body = 'organizations:\n  firm: {name: "<b>[x](y)*", at: [p1, "a firm"]}\n'
    export(load([write(tmp_path, body)]), tmp_path / "x.md")
    assert r"\<b\>\[x\](y)\*" in (tmp_path / "x.md").read_text(encoding="utf-8")
