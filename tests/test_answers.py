"""Answers in every format, read back by readers that are not ours; what cannot be shown is told with its place."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.query import Result

from spygraph.cli import query_command
from spygraph.errors import SpygraphError
from spygraph.queries.answers import FORMATS, GRAPHS, answer, rows
from spygraph.queries.named import library
from support import spygraph

ROWS = ("csv", "tsv", "json", "xml")
SPARQL = "{http://www.w3.org/2005/sparql-results#}"
TEXTS = [
    "=1+1",
    "+1",
    "-x",
    "@SUM(A1)",
    "-12.5",
    'quotes " and , commas',
    "tab\tline\nreturn\rend",
    "<b>&amp;</b>",
    "\x01\x0b\x1f",
    "\ufffe\uffff",
    "\u202edesrever",
    "😀",
    "back\\slash \\n \\u0022",
    "",
]
ALL = "SELECT ?text ?number { ?thing <https://example.org/text> ?text ; <https://example.org/number> ?number } "
ORDERED = ALL + "ORDER BY ?number"
EXAMPLE = "https://example.org/"


@pytest.fixture(name="hostile", scope="module")
def _hostile() -> ox.Store:
    store = ox.Store()
    for number, text in enumerate(TEXTS):
        thing = ox.NamedNode(f"{EXAMPLE}{number}")
        store.add(ox.Quad(thing, ox.NamedNode(EXAMPLE + "text"), ox.Literal(text)))
        store.add(ox.Quad(thing, ox.NamedNode(EXAMPLE + "number"), ox.Literal(number)))
    return store


def told(store: ox.Store, query: str, form: str, *, raw: bool = False) -> str:
    return "".join(answer(store, query, form, raw=raw))


def refusal(store: ox.Store, query: str, form: str = "table") -> str:
    with pytest.raises(SpygraphError) as error:
        told(store, query, form)
    return str(error.value)


def without_what_xml_lacks(text: str) -> str:
    return "".join("\ufffd" if c in "\x01\x0b\x1f\ufffe\uffff" else c for c in text)


def test_the_command_offers_the_formats_that_there_are() -> None:
    assert query_command.FORMATS == FORMATS


def test_json_is_read_back(hostile: ox.Store) -> None:
    found = json.loads(told(hostile, ORDERED, "json"))
    assert found["head"]["vars"] == ["text", "number"]
    assert [one["text"]["value"] for one in found["results"]["bindings"]] == TEXTS


def test_csv_is_read_back_and_holds_no_formula(hostile: ox.Store) -> None:
    text = told(hostile, ORDERED, "csv")
    head, *found = csv.reader(StringIO(text, newline=""))
    assert head == ["text", "number"]
    assert [row[0] for row in found] == [
        "'" + one if one[:1] in ("=", "+", "@") or one == "-x" else one for one in TEXTS
    ]
    assert [row[0] for row in csv.reader(StringIO(told(hostile, ORDERED, "csv", raw=True), newline=""))][1:] == TEXTS
    assert "\r\n" in text


def test_xml_is_read_back_with_a_mark_for_what_it_cannot_carry(hostile: ox.Store) -> None:
    root = ElementTree.fromstring(told(hostile, ORDERED, "xml"))
    assert [one.get("name") for one in root.iter(SPARQL + "variable")] == ["text", "number"]
    found = ["".join(binding.itertext()) for binding in root.iter(SPARQL + "binding") if binding.get("name") == "text"]
    assert found == list(map(without_what_xml_lacks, TEXTS))


@pytest.mark.parametrize("form", ROWS)
def test_rdflib_reads_every_format_of_rows(hostile: ox.Store, form: str) -> None:
    # its TSV reader knows no empty literal and no bare line ends, its CSV reader no empty cell that is bound
    plain = ORDERED.replace("ORDER", "FILTER(?number IN (0, 5, 7, 11)) ORDER").replace("} FILTER", "FILTER")
    plain = plain.replace(") ORDER", ") } ORDER")
    found = Result.parse(BytesIO(told(hostile, plain, form, raw=True).encode()), format=form)
    assert found.vars is not None
    assert [str(one) for one in found.vars] == ["text", "number"]
    texts = [str(row[0]) for row in found]  # type: ignore[index]
    assert texts == [TEXTS[0], TEXTS[5], TEXTS[7], TEXTS[11]]


@pytest.mark.parametrize("form", ROWS)
@pytest.mark.parametrize("name", [query.name for query in library()])
def test_the_answer_of_every_named_query_is_read_back(shipped: ox.Store, name: str, form: str) -> None:
    columns, found = rows(shipped, name)
    text = told(shipped, name, form)
    if form == "json":
        read = json.loads(text)
        assert (read["head"]["vars"], len(read["results"]["bindings"])) == (columns, len(found))
    elif form == "xml":
        root = ElementTree.fromstring(text)
        assert [one.get("name") for one in root.iter(SPARQL + "variable")] == columns
        assert len(list(root.iter(SPARQL + "result"))) == len(found)
    else:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter="," if form == "csv" else "\t"))
        assert [one.removeprefix("?") for one in lines[0]] == columns
        assert len(lines) - 1 == len(found)


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?z s:by ?a ; s:kind ?m }", "z a m"),
        ("SELECT DISTINCT * WHERE { ?z s:by ?a . { SELECT * { ?z s:kind ?b } } }", "z a b"),
        ("# ?x ?a\nSELECT\n* { ?z s:words '?a ?x' ; s:by ?b . ?b s:name ?a }", "z b a"),
        ("SELECT ?z ?a { ?z s:by ?a }", "z a"),
        ("SELECT (COUNT(*) AS ?n) { ?z s:by ?a }", "n"),
        ("SELECT ?z { { SELECT * { ?z s:by ?a } } }", "z"),
        ("select * { $z s:by ?a }", "z a"),
        ("SELECT * { [] s:by [] }", ""),
    ],
)
def test_columns_come_in_the_order_of_the_select(shipped: ox.Store, query: str, columns: str) -> None:
    for form in ("json", "csv"):
        text = told(shipped, query, form)
        found = json.loads(text)["head"]["vars"] if form == "json" else text.splitlines()[0].split(",")
        assert [one for one in found if one] == columns.split()


@pytest.mark.parametrize(("form", "yes"), [("table", "yes\n"), ("csv", "true\n"), ("tsv", "true\n")])
def test_ask_is_answered_in_words(shipped: ox.Store, form: str, yes: str) -> None:
    assert told(shipped, "ASK { ?s a s:Case }", form) == yes
    assert told(shipped, "ASK { ?s a s:Nothing }", form) == {"yes\n": "no\n", "true\n": "false\n"}[yes]


@pytest.mark.parametrize("holds", [True, False])
def test_ask_is_answered_as_the_w3c_has_it(shipped: ox.Store, holds: bool) -> None:
    query = f"ASK {{ FILTER({str(holds).lower()}) }}"
    for form in ("json", "xml"):
        assert Result.parse(BytesIO(told(shipped, query, form).encode()), format=form).askAnswer is holds


@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")])
@pytest.mark.parametrize("query", ["CONSTRUCT { ?a s:by ?b } WHERE { ?a s:by ?b }", "DESCRIBE reg:mss"])
def test_a_graph_is_read_back(shipped: ox.Store, query: str, form: str, name: str) -> None:
    text = told(shipped, query, form)
    graph = rdflib.Graph().parse(data=text, format=name)
    assert len(graph) == len(rdflib.Graph().parse(data=told(shipped, query, "turtle"), format="turtle")) > 1
    assert text == told(shipped, query, form)


def test_a_form_that_does_not_fit_is_told(shipped: ox.Store) -> None:
    for form in GRAPHS:
        assert f"there is no {form} of that; take --format table, csv" in refusal(shipped, "ASK {}", form)
        assert "rows: there is no" in refusal(shipped, "cases", form)
    for form in ROWS:
        assert "take --format turtle, ntriples, jsonld" in refusal(shipped, "DESCRIBE reg:mss", form)


@pytest.mark.parametrize(
    ("query", "place", "line", "mark"),
    [
        ("SELECT ?a {\n  ?a foo:bar ?b }", "query:2:6: this prefix is not declared", "?a foo:bar ?b }", "foo"),
        ("SELECT ?a { ?a foo:bar ?b }", "query:1:16: this prefix is not declared", "SELECT", "foo"),
        ("SELECT ?x {\n\t?x ?y ?z .\n\tFILTR(?x) }", "query:3:2: not SPARQL from here on", "FILTR", "FILTR"),
        ("SELECT ?x\nWHERE { ?x ?y ?z } LIMIT x", "query:2:20: not SPARQL", "WHERE", "LIMIT"),
    ],
)
def test_a_slip_is_shown_at_its_place(shipped: ox.Store, query: str, place: str, line: str, mark: str) -> None:
    first, shown, caret = refusal(shipped, query).split("\n")
    assert first.startswith(place)
    assert line in shown
    assert shown[caret.index("^") :].startswith(mark)


def test_a_variable_that_is_not_counted_is_told(shipped: ox.Store) -> None:
    assert "neither grouped nor counted" in refusal(shipped, "SELECT ?a (COUNT(?b) AS ?n) { ?a ?c ?b }")


def test_a_table_ends_with_what_it_rests_on_and_how_to_ask_why(shipped: ox.Store) -> None:
    text = told(shipped, "who-recruited-whom", "table")
    *_, rests, why = text.splitlines()
    assert rests == "24 rows, from 9 cases; 24 rest on claims that no court result covers"
    assert "first move" in told(shipped, "who-moved-first", "table").splitlines()[0]
    done = spygraph("why", why.rpartition(" ")[2])
    assert done.code == 0
    assert "says Ministry of State Security" in done.out


def test_a_court_result_as_reported_is_told_from_claims(shipped: ox.Store) -> None:
    text = told(shipped, "SELECT ?c { ?c s:offence v:offence-espionage }", "table")
    assert "0 rest on claims" in text
    assert "8 rows, from 3 cases; 7 rest on claims" not in text
    counted = told(shipped, "SELECT (COUNT(?c) AS ?n) { ?c a s:Claim }", "table")
    assert "1 row; 1 rest on claims" in counted
    assert "0 rows; 0 rest on claims" in told(shipped, "SELECT ?c { ?c a s:Nothing }", "table")


def test_rows_that_show_what_decides_them_are_counted_as_the_slow_way_counts_them(shipped: ox.Store) -> None:
    from spygraph.queries.asked import asked
    from spygraph.queries.established import established_view, resting_on_claims
    from spygraph.queries.named import named

    view = established_view(shipped)
    for query in library():
        text = named(query.name).text
        found = [tuple(row) for row in asked(shipped, text)]
        left = [tuple(row) for row in asked(view, text)]
        assert resting_on_claims(shipped, text, found) == sum(row not in left for row in found), query.name


def test_no_row_of_a_file_is_folded(tmp_path: Path) -> None:
    done = spygraph("query", "who-recruited-whom")
    assert len(done.out.splitlines()) == 24 + 4


@pytest.fixture(name="stopped")
def _stopped(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    monkeypatch.setattr("spygraph.queries.established.established_view", lambda *_: seen.append("built"))
    return seen


def test_what_is_covered_is_not_worked_out_for_an_empty_answer(shipped: ox.Store, stopped: list[str]) -> None:
    told(shipped, "SELECT ?c { ?c a s:Nothing }", "table")
    told(shipped, "SELECT ?c { ?c s:standing v:standing-reported }", "table")
    assert stopped == []
