"""Nothing looks better established than it is: who says so decides, and disputes decide what may feed a shortcut."""

from pathlib import Path

import pytest

from spygraph.casefile.model import CaseFile
from support import read, spygraph, write

SENTENCE = "outcomes:\n  sentence: {{kind: {kind}, who: porter, offence: espionage, {more} at: [p3, years]}}\n"


def standing(case: CaseFile, thing: str) -> set[str]:
    """Return the standings of the claims about a thing."""
    return {claim.standing.rsplit("standing-", 1)[-1] for claim in case.claims if claim.thing.key == thing}


def verdict(tmp_path: Path, more: str = "", kind: str = "imprisonment") -> Path:
    return write(tmp_path, SENTENCE.format(kind=kind, more=more), unit="mention")


@pytest.mark.parametrize(
    ("voice", "expected"),
    [
        ("says: ministry,", "official-claim"),
        ("says: paper,", "reported"),
        ("says: pundit,", "quoted"),
        ("says: whisperer,", "anonymous"),
        ("says: editor,", "inferred-by-editor"),
        ("says: porter,", "party-claim"),
        ("says: agent, via: ministry,", "party-claim"),
        ("says: bureau,", "party-claim"),
        ("says: porter, via: ministry, standing: own-admission,", "own-admission"),
    ],
)
def test_a_claim_stands_as_its_claimant_speaks(tmp_path: Path, voice: str, expected: str) -> None:
    case = read(write(tmp_path, f"relations:\n  tie: {{kind: met, who: porter, with: agent, {voice} at: [p2, met]}}\n"))
    assert standing(case, "tie") == {expected}


@pytest.mark.parametrize(
    ("voice", "expected"),
    [
        ("says: ministry,", "adjudicated-as-reported"),
        ("says: paper,", "adjudicated-as-reported"),
        ("says: whisperer,", "anonymous"),
        ("says: pundit,", "quoted"),
        ("says: porter,", "party-claim"),
        ("says: editor,", "inferred-by-editor"),
    ],
)
def test_only_an_authority_or_an_outlet_can_report_a_verdict(tmp_path: Path, voice: str, expected: str) -> None:
    assert standing(read(verdict(tmp_path, voice)), "sentence") == {expected}


@pytest.mark.parametrize(
    "kind", ["arrested", "charged", "transferred-to-prosecutors", "administrative", "pleaded-guilty"]
)
def test_what_no_court_does_is_no_verdict(tmp_path: Path, kind: str) -> None:
    assert standing(read(verdict(tmp_path, kind=kind)), "sentence") == {"official-claim"}


def test_a_verdict_read_in_the_judgment_itself_is_a_court_record(tmp_path: Path) -> None:
    path = verdict(tmp_path)
    text = path.read_text("utf-8").replace("[paper-2031]", "[judgment-2031]")
    path.write_text(text, encoding="utf-8")
    assert standing(read(path), "sentence") == {"adjudicated"}


def test_a_claimant_is_explicit_only_where_the_source_names_it(tmp_path: Path) -> None:
    places = "timeline:\n" + "".join(
        f"  {key}: {{what: a step, stage: contact, says: {who}, at: {at}}}\n"
        for key, who, at in [
            ("named", "ministry", "[p2, a step]"),
            ("unnamed", "ministry", "[p3, a step]"),
            ("both", "ministry", "[[p2, a step], [p3, a step]]"),
            ("own", "paper", "[p3, a step]"),
        ]
    )
    case = read(write(tmp_path, places))
    found = {claim.thing.key: claim.attribution.rsplit("-", 1)[-1] for claim in case.claims}
    assert {key: found[key] for key in ("named", "unnamed", "both", "own")} == {
        "named": "explicit",
        "unnamed": "implied",
        "both": "implied",
        "own": "explicit",
    }


def test_no_shipped_case_has_a_court_record_and_only_verdicts_are_adjudicated() -> None:
    from spygraph.casefile.folder import collect
    from spygraph.paths import shipped_cases

    found = {
        (claim.thing.cls.name, claim.standing.rsplit("standing-", 1)[-1])
        for case in collect([shipped_cases()]).read()
        for claim in case.claims
    }
    assert {cls for cls, one in found if one.startswith("adjudicated")} == {"Outcome"}
    assert "adjudicated" not in {one for _, one in found}


def test_the_word_of_a_witness_is_not_called_that_of_the_accused(tmp_path: Path) -> None:
    body = """vulnerabilities:
  debts: {kind: debt, who: porter, bearing: background, says: agent, at: [p2, "in debt"]}
not-stated: [recruitments, inducements, pressures, items, outcomes]
"""
    shown = spygraph("build", write(tmp_path, body, unit="case"), "-o", tmp_path / "out").out
    assert "1 case and 0 mentions (not counted), 3 claims, 1 source, 0 disputes" in shown
    assert "the own voice of a party, such as the accused, counsel or a witness, in 1;" in shown
