"""The library of named queries: each says what it is, runs, is ordered and linear, and takes parameters as terms."""

import re
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from spygraph import paths
from spygraph.errors import SpygraphError
from spygraph.queries.answers import rows, select
from spygraph.queries.named import FOLDER, Query, library, named, parse
from spygraph.store import load
from support import spygraph, write

LIBRARY = library()
SHORTCUTS = paths.ontology() / "shortcuts" / "claimed"
WITH_PARAMETERS = [(query, one.name) for query in LIBRARY for one in query.parameters]
VALUES = {
    "case": "naval-technologist-2013",
    "actor": "reg:cia",
    "text": "conference",
    "from": "2012",
    "to": "2012-02",
    "first-move": "volunteered",
    "inducement": "v:inducement-money",
    "response": "acted",
    "outcome": "imprisonment",
    "relation": "employed-by",
    "dispute": "conflicting",
    "judgement": "unsure",
}
STATES = {"what-was-held-out": "delivered", "what-went-over": "offered"}
HOSTILE = ['"} SELECT * { ?s ?p ?o } #', "<x>", "a\nb", r"\u0022} #", "\\", "?case", "}}", "x> <y", "'''", "\x00", ""]
named_query = pytest.mark.parametrize("query", LIBRARY, ids=[query.name for query in LIBRARY])


def sample(query: Query, parameter: str) -> str:
    return STATES.get(query.name, "") if parameter == "state" else VALUES[parameter]


def ask(store: ox.Store, query: str, values: dict[str, str]) -> list[dict[str, Any]]:
    columns, found = rows(store, query, values)
    return [dict(zip(columns, row, strict=True)) for row in found]


def plainly(store: ox.Store, query: str) -> list[Any]:
    found: Any = store.query(query, use_default_graph_as_union=True)
    return list(found)


def test_the_library_holds_the_ten_questions_and_as_many_again() -> None:
    assert len(LIBRARY) >= 20


@named_query
def test_a_query_says_what_it_is(query: Query) -> None:
    assert re.fullmatch(r"[A-Z][^.]{10,90}", query.title)
    assert query.documentation.endswith(".")
    comments = [line for line in query.text.splitlines() if line.startswith("#")]
    assert query.text.startswith("\n".join(comments))
    assert comments[0].startswith("# title: ")
    assert len(query.parameters) == sum(line.startswith("# param:") for line in comments)


@named_query
def test_a_query_runs_as_the_plain_sparql_that_it_is(query: Query, shipped: ox.Store) -> None:
    found = plainly(shipped, query.text)
    assert len(found) == len(select(shipped, query.name))
    assert found or query.name == "independent-confirmation"


@named_query
def test_a_query_is_linear_and_ordered_and_counts_no_mention(query: Query) -> None:
    assert not re.search(r"\b(NOT\s+)?EXISTS\b", query.text, re.IGNORECASE)
    assert re.search(r"ORDER BY [^{}]+$", query.text)
    if "COUNT(" in query.text and query.name not in ("cases", "timeline", "established-against-claimed"):
        assert "s:unit v:unit-case" in query.text


@named_query
def test_rows_come_in_the_same_order_from_another_store(query: Query, shipped: ox.Store) -> None:
    again = ox.Store()
    again.extend(sorted(shipped, key=str, reverse=True))
    assert select(again, query.name) == select(shipped, query.name)


@named_query
def test_what_can_be_asked_why_is_shown_with_its_id(query: Query, shipped: ox.Store) -> None:
    names = select(shipped, query.name)[:1]
    claimed = {"says", "standing"} & set(names[0]) if names else set()
    counted = query.name == "who-speaks"
    assert not claimed or counted or {"claim", "thing"} & set(names[0])


@pytest.mark.parametrize(("query", "name"), WITH_PARAMETERS, ids=[f"{q.name} {name}" for q, name in WITH_PARAMETERS])
def test_each_parameter_narrows_the_answer(query: Query, name: str, shipped: ox.Store) -> None:
    every = select(shipped, query.name)
    some = ask(shipped, query.name, {name: sample(query, name)})
    if query.name == "left-without":
        assert len(some) == 9
        return
    assert all(row in every for row in some)
    assert len(some) < len(every)
    if name == "case" and some:
        assert {row["case"] for row in some} == {"case/naval-technologist-2013"}


def test_every_place_for_a_parameter_is_documented_and_every_parameter_has_one() -> None:
    for query in LIBRARY:
        places = set(re.findall(r"# --([a-z-]+)", query.text))
        assert places == {one.name for one in query.parameters}, query.name


def test_two_parameters_of_one_place_in_the_answer_work_together(shipped: ox.Store) -> None:
    rows = select(shipped, "what-was-held-out", inducement="money", state="delivered")
    assert {row["case"] for row in rows} == {"case/military-group-employee-2023", "case/university-student-2024"}
    assert select(shipped, "timeline", case="naval-technologist-2013", from_="2013-12", to="2013")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text_whatever_it_holds(shipped: ox.Store, text: str) -> None:
    found = select(shipped, "claims-with-words", text=text)
    every = select(shipped, "claims-with-words")
    assert found == [row for row in every if text in row["words"].lower() or text in (row["what"] or "").lower()]
    probe = parse("# param: text text - any\nSELECT ?text {\n# --text\n}\n")
    bound = probe.bound({"text": str(ox.Literal(text))})
    assert [row["text"].value for row in plainly(ox.Store(), bound)] == [text]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("query", "name"), [("cases", "case"), ("claims-about", "actor"), ("timeline", "from")])
def test_no_other_parameter_takes_such_a_text(shipped: ox.Store, query: str, name: str, text: str) -> None:
    with pytest.raises(SpygraphError, match=f"^--{name}: "):
        ask(shipped, query, {name: text})


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["who-recruted-whom"], "no such query 'who-recruted-whom', did you mean 'who-recruited-whom'?"),
        (["zzz"], "no such query 'zzz'; 'spygraph list queries' names them"),
        (["cases", "--state", "sent"], "cases takes no parameter 'state'; known: case"),
        (["context", "--case", "x"], "context takes no parameter 'case'"),
        (["SELECT * { ?s ?p ?o }", "--case", "x"], "this query takes no parameter 'case'"),
        (["cases", "--stat", "sent"], "No such option '--stat'"),
        (
            ["cases", "--case", "naval-technologist-2031"],
            "--case: no such case 'naval-technologist-2031', did you mean 'naval-technologist-2013'?",
        ),
        (
            ["what-was-held-out", "--inducement", "mony"],
            "--inducement: no such inducement 'mony', did you mean 'money'?",
        ),
        (["claims-about", "--actor", "reg:cai"], "--actor: nothing has the id 'reg:cai', did you mean 'cia'?"),
        (["timeline", "--from", "1 May 2012"], "--from: '1 May 2012' is not a date; write 2012"),
        (["timeline", "--to", "2012/.."], "--to: '2012/..' is open at this end"),
        (["claims-with-words", "--text", "\udcff"], "--text: is not UTF-8 text"),
    ],
)
def test_a_slip_is_told_and_ends_with_2(args: list[str], message: str) -> None:
    done = spygraph("query", *args)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_case_and_a_thing_may_be_named_as_tables_show_them(shipped: ox.Store) -> None:
    for name in ("naval-technologist-2013", "case/naval-technologist-2013"):
        assert select(shipped, "cases", case=name) == select(
            shipped, "cases", case=f"https://w3id.org/spygraph/case/{VALUES['case']}"
        )
    jack = "case/naval-technologist-2013/person/handler"
    assert select(shipped, "claims-about", actor=jack) == select(
        shipped, "claims-about", actor=f"<https://w3id.org/spygraph/{jack}>"
    )


def test_a_file_of_a_user_takes_the_parameters_that_its_comments_name(tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text(
        "# param: case case - one\nSELECT ?case ?title {\n# --case\n?case s:title ?title }", encoding="utf-8"
    )
    done = spygraph("query", path, "--case", "naval-technologist-2013", "--format", "csv")
    assert done.out.splitlines()[0] == "case,title"
    assert len(done.out.splitlines()) == 2


def test_a_rival_telling_stands_in_no_query_that_is_not_about_it(shipped: ox.Store) -> None:
    tellings = {row["claim"] for row in select(shipped, "rival-tellings")}
    things = {claim.rsplit("/claim/", 1)[0] for claim in tellings}
    assert len(things) >= 7
    for query in LIBRARY:
        if query.name in ("rival-tellings", "disputes", "disputed-claims", "not-stated"):
            continue
        if query.name.startswith("claims-"):
            continue
        for row in select(shipped, query.name):
            assert not {row.get("claim"), row.get("thing")} & (tellings | things), query.name


def test_a_term_keeps_the_spelling_of_its_source(tmp_path: Path) -> None:
    body = 'outcomes: {jail: {kind: imprisonment, who: porter, term: P18M, at: [p1, "a porter"]}}\n'
    body += "not-stated: [inducements, pressures, vulnerabilities, items]\n"
    store = load([write(tmp_path, body, unit="case")])
    assert [row["term"] for row in select(store, "how-it-ended")] == ["P18M"]


def test_rows_come_as_values_of_python(shipped: ox.Store) -> None:
    (row,) = select(shipped, "cases", case="publicity-official-2019")
    assert row["sources"] == 1
    assert list(row) == ["case", "title", "counted_as", "sources", "claims"]
    (silent,) = select(shipped, "what-went-over", case="publicity-official-2019")
    assert silent["item"] is None
    assert select(shipped, "SELECT ?b ?a { VALUES (?a ?b) { (true 1.5) } }") == [{"b": 1.5, "a": True}]
    with pytest.raises(SpygraphError, match="only a SELECT has rows"):
        select(shipped, "ASK {}")


def test_a_frame_has_the_columns_in_order(shipped: ox.Store) -> None:
    pandas = pytest.importorskip("pandas", reason="the extra 'notebook' is not installed")
    frame = select(shipped, "who-moved-first", as_frame=True)
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == ["case", "person", "first_move", "says", "standing", "claim"]
    assert frame["first_move"].value_counts()["volunteered"] == 4
    assert list(select(shipped, "independent-confirmation", as_frame=True).columns) == ["case", "sources", "origins"]


def test_a_frame_without_pandas_says_which_extra_is_missing(shipped: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(SpygraphError, match=r"pip install 'spygraph\[notebook\]'"):
        select(shipped, "who-moved-first", as_frame=True)


def test_list_queries_names_every_query_and_parameter() -> None:
    done = spygraph("list", "queries")
    for query in LIBRARY:
        assert f"{query.name} " in done.out
        assert query.title in done.out
    assert "--from first-day: only steps" in done.out


def test_every_file_of_the_folder_is_a_named_query() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(f"{query.name}.rq" for query in LIBRARY)
    with pytest.raises(SpygraphError, match="no such query"):
        named("../cases")


def test_established_against_claimed_counts_every_shortcut() -> None:
    listed = re.search(r"VALUES \?property \{([^}]+)\}", named("established-against-claimed").text)
    assert listed is not None
    assert sorted(listed[1].split()) == [f"s:{path.stem}" for path in sorted(SHORTCUTS.glob("*.rq"))]
