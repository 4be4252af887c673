"""Every rule of the reader has a small case file that keeps it, or breaks it and says what must be told then."""

import shutil
from pathlib import Path

import pytest

from spygraph.casefile.folder import collect
from spygraph.casefile.model import CaseFile, Claim
from spygraph.errors import CaseFileError, SpygraphError
from support import TESTS, expected, faults, read, spygraph, write

PASS = sorted((TESTS / "pass").glob("*.yaml"))
FAIL = sorted((TESTS / "fail").glob("*.yaml"))
FAIL_REGISTRY = sorted((TESTS / "fail-registry").glob("*.yaml"))


def claims_of(name: str, thing: str) -> list[Claim]:
    case = read(TESTS / "pass" / f"{name}.yaml")
    return [claim for claim in case.claims if claim.thing.key == thing]


def values(case: CaseFile, key: str) -> list[str]:
    """Return the values of a property in a case, as they are written to the graph."""
    found = [term for claim in case.claims for prop, term in claim.statements if prop.endswith(f"#{key}")]
    return [term.split('"')[1] if term.startswith('"') else term for term in found]


@pytest.mark.parametrize("path", PASS, ids=lambda path: path.stem)
def test_a_sound_file_has_no_fault(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize("path", FAIL, ids=lambda path: path.stem)
def test_a_faulty_file_is_told_exactly_what_its_comments_say(path: Path) -> None:
    assert expected(path)
    assert faults(path) == expected(path)


@pytest.mark.parametrize("path", FAIL_REGISTRY, ids=lambda path: path.stem)
def test_a_faulty_registry_is_told_exactly_what_its_comments_say(path: Path, tmp_path: Path) -> None:
    shutil.copytree(TESTS / "registry", tmp_path / "registry")
    shutil.copy(TESTS / "pass" / "minimal.yaml", tmp_path)
    shutil.copy(path, tmp_path / "registry" / "more.yaml")
    assert expected(path)
    assert faults(tmp_path) == expected(path)


def test_what_looks_like_a_boolean_a_number_a_time_or_a_null_stays_text() -> None:
    case = read(TESTS / "pass" / "plain-text.yaml")
    keys = ("name", "givenName", "realName", "age", "nationality", "occupation", "access", "description")
    typed = ["no", "on", "null", "0123", "1.10", "12:30:45", "~", "2031-05-02"]
    assert [values(case, key)[0] for key in keys] == typed


def test_a_text_that_is_only_wrapped_has_blanks_where_its_lines_end() -> None:
    case = read(TESTS / "pass" / "wrapped-text.yaml")
    titles = [term for _, prop, term in case.direct if prop.endswith("#title")]
    assert (titles, values(case, "name")) == (['"A porter and a stranger"'], ["Fire fly"])
    assert values(case, "description") == ["a porter of the night"]


def test_each_account_becomes_a_claim_of_its_own_claimant() -> None:
    said = {
        (claim.keys, claim.says.rsplit("/", 1)[-1], claim.via.rsplit("/", 1)[-1])
        for claim in claims_of("accounts", "porter")
    }
    assert said == {
        (("known-by",), "ministry", ""),
        (("age",), "ministry", ""),
        (("age",), "paper", "wire"),
        (("occupation",), "pundit", ""),
        (("role",), "ministry", ""),
    }


def test_claims_of_one_thing_have_ids_of_their_own() -> None:
    ids = [claim.iri for path in PASS for claim in read(path).claims]
    assert len(ids) == len(set(ids))


def test_every_key_keeps_the_place_that_its_author_gave_it() -> None:
    places = {
        claim.keys: [(one.source, one.paragraph, one.words) for one in claim.passages]
        for claim in claims_of("places", "porter")
    }
    assert places == {
        ("known-by",): [("paper-2031", 1, "a porter")],
        ("role",): [("paper-2031", 1, "a porter"), ("wire-2031", 2, "the man")],
        ("age",): [("paper-2031", 1, "aged 50, or so, they say")],
    }


def test_a_length_of_time_that_the_store_would_rewrite_keeps_its_spelling() -> None:
    case = read(TESTS / "pass" / "durations.yaml")
    assert values(case, "term") == ["P15Y", "P2Y3M", "P1Y6M", "P10D", "P1Y2M3D"]
    assert values(case, "written") == ["term P18M"]


def test_a_silence_is_noted_on_the_thing_or_on_the_case() -> None:
    case = read(TESTS / "pass" / "silences.yaml")
    silent = {
        (one.rsplit("/", 1)[-1], term.rsplit("#", 1)[-1][:-1])
        for one, prop, term in case.direct
        if prop.endswith("notStated")
    }
    assert {("main", "handler"), ("porter", "age"), ("silences", "Outcome")} <= silent
    assert len(silent) == 10


def test_two_files_cannot_have_one_id(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    write(tmp_path)
    first = shutil.copy(write(tmp_path), tmp_path / "more")
    assert faults(tmp_path) == [f"1:1: case: 'porter-2031' is also the id of {first}"]


def test_the_faults_of_all_files_come_in_one_run_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    body = "outcomes:\n  end: {kind: jailed, who: porter, term: long, at: [p1, 'a cell']}\n"
    for slug in ("beta-2031", "alpha-2031"):
        write(tmp_path, body, slug=slug)
    with pytest.raises(CaseFileError) as error:
        list(collect([tmp_path]).read())
    places = [(Path(one.path).stem, one.line, one.field) for one in error.value.faults]
    fields = ["outcomes.end.kind", "outcomes.end.term"]
    assert places == [(slug, 12, field) for slug in ("alpha-2031", "beta-2031") for field in fields]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_path_without_cases_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SpygraphError, match=name):
        collect([tmp_path / name])


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = read(path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [(one.iri, one.statements) for one in read(path).claims] == [
        (one.iri, one.statements) for one in before.claims
    ]


def test_check_tells_the_faults_and_ends_with_2() -> None:
    path = TESTS / "fail" / "unknown-concept.yaml"
    done = spygraph("check", path)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [f"{path}:{line}" for line in expected(path)]
