"""Shortcuts say no more than the claims: promised is not delivered, offered is not leaked, a denial removes nothing."""

from pathlib import Path

import pytest

from spygraph.store import load, select
from support import derived, write

MAIN = """recruitments:
  main: {{subject: porter, recruiter: agent, handler: agent, service: bureau, initiation: {initiation},
    response: {response}, {more} at: [p1, acted]}}
"""
SILENT = "not-stated: [main.channel, main.setting, main.cover, pressures, vulnerabilities{more}]\n"
ALL = {"inducements": "inducement", "items": "item", "outcomes": "outcome"}
COURT = "organizations:\n  court: {kind: court, at: [p4, the court]}\n"
ANSWERED = {("porter", "recruitedBy", "agent"), ("porter", "handledBy", "agent"), ("porter", "spiedFor", "bureau")}


def case(folder: Path, body: str = "", initiation: str = "recruited", response: str = "acted", more: str = "") -> Path:
    """Write a counted case with a recruitment, and with silences for all that the body does not hold."""
    text = MAIN.format(initiation=initiation, response=response, more=more) + body
    missing = "".join(f", {section}" for section in ALL if f"{section}:" not in text)
    return write(folder, text + SILENT.format(more=missing), unit="case")


def test_a_recruitment_that_stands_gives_its_shortcuts(tmp_path: Path) -> None:
    assert derived(case(tmp_path)) == ANSWERED


def test_a_mention_gives_none(tmp_path: Path) -> None:
    body = MAIN.format(initiation="recruited", response="acted", more="")
    body += "outcomes:\n  end: {kind: imprisonment, who: porter, offence: espionage, at: [p2, years]}\n"
    path = write(tmp_path, body, unit="mention")
    assert derived(path) | derived(path, "established") == set()


@pytest.mark.parametrize(
    ("initiation", "response", "expected"),
    [
        ("recruited", "attempted", {"recruitedBy", "handledBy"}),
        ("recruited", "refused", {"handledBy"}),
        ("volunteered", "acted", {"volunteeredTo", "handledBy", "spiedFor"}),
        ("unclear", "unclear", {"handledBy"}),
    ],
)
def test_what_is_derived_follows_the_first_move_and_the_response(
    tmp_path: Path, initiation: str, response: str, expected: set[str]
) -> None:
    assert {prop for _, prop, _ in derived(case(tmp_path, "", initiation, response))} == expected


@pytest.mark.parametrize(
    "state", ["sought", "offered", "agreed", "gathered", "retained", "found-in-possession", "sent", "unclear"]
)
def test_nothing_less_than_transferred_is_leaked(tmp_path: Path, state: str) -> None:
    item = "items:\n  files: {{what: files, who: porter, state: {}, at: [p2, files]}}\n"
    assert derived(case(tmp_path, item.format(state))) == ANSWERED
    assert derived(case(tmp_path, item.format("transferred"))) == ANSWERED | {("porter", "leaked", "files")}


@pytest.mark.parametrize(
    ("state", "held_out"),
    [("sought", False), ("refused", False), ("promised", True), ("agreed", True), ("delivered", True)],
)
def test_only_what_was_held_out_induces(tmp_path: Path, state: str, held_out: bool) -> None:
    gift = f"inducements:\n  gift: {{kind: gifts, target: porter, state: {state}, at: [p2, a gift]}}\n"
    assert (("porter", "inducedWith", "inducement-gifts") in derived(case(tmp_path, gift))) is held_out


def test_a_promise_is_never_shown_as_delivered(tmp_path: Path) -> None:
    gift = "inducements:\n  gift: {kind: gifts, by: agent, target: porter, state: promised, at: [p2, a gift]}\n"
    from spygraph.network import to_network

    edges = [edge for edge in to_network(load([case(tmp_path, gift)])).edges if "/inducement/gift/" in edge.claim]
    assert {edge.relation.rpartition(" ")[2] for edge in edges} == {"promised"}


def test_a_rival_version_feeds_no_shortcut(tmp_path: Path) -> None:
    versions = "versions:\n  tip-off: {what: a tip, at: [p3, a tip]}\n"
    assert derived(case(tmp_path, versions, more="version: tip-off,")) == set()


@pytest.mark.parametrize(
    ("dispute", "kept"),
    [
        ("{kind: denied, by: porter, of: main, at: [p4, denies]}", True),
        ("{kind: unverified, by: paper, of: main, at: [p4, unverified]}", True),
        ("{kind: conflicting, by: editor, of: main, at: [p4, differs]}", True),
        ("{kind: rejected, by: ministry, of: main, at: [p4, rejects]}", True),
        ("{kind: rejected, by: court, of: main, at: [p4, rejects]}", False),
        ("{kind: rejected, by: high-court, of: main, at: [p4, rejects]}", False),
        ("{kind: retracted, by: ministry, of: main, at: [p4, retracts]}", False),
        ("{kind: corrected, by: paper, of: main, at: [p4, corrects]}", False),
        ("{kind: retracted, by: porter, of: main, at: [p4, retracts]}", True),
        ("{kind: retracted, by: ministry, of: case, at: [p4, retracts]}", False),
        ("{kind: retracted, by: ministry, of: recruitments, at: [p4, retracts]}", False),
    ],
)
def test_only_a_retraction_a_correction_or_a_court_takes_a_shortcut_away(
    tmp_path: Path, dispute: str, kept: bool
) -> None:
    path = case(tmp_path, f"{COURT}disputes:\n  it: {dispute}\n")
    assert derived(path) == (ANSWERED if kept else set())
    disputed = "ASK { ?d s:disputes ?c . ?c s:about ?r ; s:handler ?who . ?d s:about/s:key 'it' }"
    prefix = "PREFIX s: <https://w3id.org/spygraph/ns#> "
    assert bool(select(load([path]), prefix + disputed)), "a dispute is always shown with what it is about"


def test_a_dispute_about_one_key_takes_only_that_away(tmp_path: Path) -> None:
    """The recruitment is told key by key, so that each key is a claim of its own."""
    path = case(tmp_path, "disputes:\n  it: {kind: retracted, by: ministry, of: main.handler, at: [p4, retracts]}\n")
    keys = ("subject", "recruiter", "handler", "service", "initiation", "response")
    places = ", ".join(f"{key}: [p{number}, {key}]" for number, key in enumerate(keys, 1))
    text = path.read_text("utf-8").replace("at: [p1, acted]}", f"at: {{{places}}}}}", 1)
    path.write_text(text, encoding="utf-8")
    assert derived(path) == ANSWERED - {("porter", "handledBy", "agent")}


@pytest.mark.parametrize(("offence", "spied"), [("espionage", True), ("other", False)])
def test_a_conviction_establishes_the_outcome_and_spying_where_espionage_is_named(
    tmp_path: Path, offence: str, spied: bool
) -> None:
    body = "items:\n  files: {what: files, who: porter, state: transferred, at: [p2, files]}\n"
    body += f"outcomes:\n  end: {{kind: imprisonment, who: porter, offence: {offence}, at: [p2, years]}}\n"
    path = case(tmp_path, body)
    spying = {("porter", "spiedFor", "bureau")} if spied else set()
    assert derived(path, "established") == {("porter", "hasOutcome", "end")} | spying
    assert derived(path) == (ANSWERED - spying) | {("porter", "leaked", "files")}


@pytest.mark.parametrize("kind", ["acquitted", "overturned", "arrested", "charged", "dropped"])
def test_no_outcome_but_a_conviction_establishes_spying(tmp_path: Path, kind: str) -> None:
    body = f"outcomes:\n  end: {{kind: {kind}, who: porter, offence: espionage, at: [p2, the end]}}\n"
    assert "spiedFor" not in {prop for _, prop, _ in derived(case(tmp_path, body), "established")}


def test_a_verdict_of_an_anonymous_voice_establishes_nothing(tmp_path: Path) -> None:
    body = "outcomes:\n  end: {kind: imprisonment, who: porter, offence: espionage, says: whisperer, at: [p2, years]}\n"
    assert derived(case(tmp_path, body), "established") == set()


@pytest.mark.parametrize("kind", ["acquitted", "overturned"])
def test_nobody_who_was_cleared_is_said_to_have_spied(tmp_path: Path, kind: str) -> None:
    path = case(tmp_path, f"outcomes:\n  end: {{kind: {kind}, who: porter, offence: espionage, at: [p2, years]}}\n")
    assert "spiedFor" not in {prop for _, prop, _ in derived(path) | derived(path, "established")}
