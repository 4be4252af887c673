"""A coded table becomes case files, each statement pointing to its cell; a bad cell stops it with nothing written."""

from pathlib import Path

import pytest

from spygraph.casefile.folder import collect
from spygraph.coding.tables import imported
from spygraph.store import load, select
from support import Run, spygraph

TABLE = """Case ID,Headline,Who moved first,Channels,Agency,Job,Offered,How far,Pressure,End,Years,Notes
Case 17,A porter,Recruited,"social media; in-person",Bureau,clerk,money;gifts,promised;delivered,no,imprisonment,P3Y,x
Case 18,,unknown,no,,,,,,,,
,,,,,,,,,,,
19,"Third: a 'case' #1",VOLUNTEERED,,,"an old
clerk",money,,threat,,,
"""
MAP = """Case ID: case
Headline: title
Who moved first: initiation
Channels: main.channel
Agency: services.service.name
Job: subject.occupation
Offered: inducements
How far: inducements.state
Pressure: pressures
End: outcomes.sentence.kind
Years: outcomes.sentence.term
"""


MOVE, UNSEEN = "t.csv:2:3: row 2, Who moved first", "the character U+{} is not allowed: it cannot be seen"
WITHOUT = "give the table without that filter"


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(table: str = TABLE, mapping: str = MAP) -> Run:
    Path("t.csv").write_text(table, encoding="utf-8")
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    return spygraph("import", "t.csv", "--map", "map.yaml", "-o", "out")


def test_each_row_becomes_a_case_that_checks_against_its_table_and_is_laid_out() -> None:
    assert run().out == "out: 3 case files\nnot mapped, so not imported: Notes\n"
    assert sorted(path.name for path in Path("out").glob("*.yaml")) == ["19.yaml", "case-17.yaml", "case-18.yaml"]
    assert spygraph("check", "out", "--sources", ".").out.endswith("0 errors; every anchor verified\n")
    assert spygraph("format", "--check", "out").code == 0
    assert spygraph("check", "--shacl", "out").code == 0


def test_every_statement_points_to_its_cell() -> None:
    run()
    case = next(case for case in collect([Path("out/case-17.yaml")]).read() if case.slug)
    places = {
        f"{claim.thing.key}.{key}": [(one.place, one.words) for one in claim.passages]
        for claim in case.claims
        for key in claim.keys
    }
    assert places["main.initiation"] == [("row 2", "Who moved first")]
    assert places["inducement-2.state"] == [("row 2", "How far")]
    assert places["sentence.term"] == [("row 2", "Years")]
    assert (
        'says whoever coded the table (inferred-by-editor, implied) - t row 2 "Who moved first"'
        in spygraph("show", "case-17", "--cases", "out").out
    )


def test_what_a_table_leaves_empty_is_not_stated_and_a_no_is_denied() -> None:
    run()
    text = Path("out/case-18.yaml").read_text(encoding="utf-8")
    assert '  no-1: {of: main.channel, at: [row 3, "Channels"]}\n' in text
    for silent in ("main.initiation", "main.service", "subject.occupation", "inducements", "outcomes", "pressures"):
        assert f"\n  - {silent}\n" in text
    assert "no-1: {of: pressures" in Path("out/case-17.yaml").read_text(encoding="utf-8")


def test_what_the_table_does_not_say_of_a_thing_is_unclear_and_values_are_taken_in_turn() -> None:
    run()
    where = "{ ?a s:about ?t ; s:kind ?k . ?b s:about ?t ; s:state ?s }"
    asked = f"PREFIX s: <https://w3id.org/spygraph/ns#> SELECT ?k ?s {where}"
    found = sorted(tuple(term.value.rsplit("-", 1)[-1] for term in row) for row in select(load(["out"]), asked))
    assert found == [("gifts", "delivered"), ("money", "promised"), ("money", "unclear")]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Recruited", "Recruted", f"{MOVE}: no such initiation 'Recruted', did you mean 'recruited'?"),
        ("P3Y", "3 years", "t.csv:2:11: row 2, Years: '3 years' is not a length of time; write P15Y, P2Y3M or P18M"),
        ("threat,", "thret,", "t.csv:5:9: row 5, Pressure: no such kind 'thret', did you mean 'threat'?"),
        ("Case 18,", "case-17,", "t.csv:3:1: row 3, Case ID: 'case-17' is also the id of row 2"),
        ("Case 18,", "---,", "t.csv:3:1: row 3, Case ID: '---' gives no id: use a-z and 0-9"),
        ("A porter", "A \u202eporter", f"t.csv:2:2: row 2, Headline: {UNSEEN.format('202E')}"),
        ("clerk,money", "cl\u200berk,money", f"t.csv:2:6: row 2, Job: {UNSEEN.format('200B')}"),
        ("Recruited", "left out", f"{MOVE}: 'left out' is no value: a filter took what is stated; {WITHOUT}"),
        (",P3Y,x", ",P3Y,x,y", "t.csv:2:13: row 2: more cells than the header names"),
        ("promised;delivered", "promised;delivered;sought", "row 2, Offered: has 2 values for 3 things"),
    ],
    ids=["value", "duration", "list", "twice", "no id", "bidi", "zero width", "left out", "too many", "not in turn"],
)  # fmt: skip
def test_a_bad_cell_is_told_by_row_and_column_and_nothing_is_written(before: str, after: str, told: str) -> None:
    assert before in TABLE
    done = run(TABLE.replace(before, after, 1))
    assert (done.code, done.out, done.err) == (2, "", f"{told}\n")
    assert not Path("out").exists()
    assert sorted(path.name for path in Path().iterdir()) == ["map.yaml", "t.csv"]


def test_all_bad_cells_are_told_in_one_run() -> None:
    done = run(TABLE.replace("Recruited", "x").replace("P3Y", "y").replace("threat", "z"))
    assert [line.split(": ")[1] for line in done.err.splitlines()] == [
        "row 2, Who moved first",
        "row 2, Years",
        "row 5, Pressure",
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Headline: title", "Headlin: title", "map.yaml:2:1: Headlin: no column has this name, did you mean"),
        (": initiation", ": iniciation", "'iniciation' is no property of a case file, did you mean 'initiation'?"),
        ("main.channel", "initiation", "'initiation' is mapped to 'Who moved first' already"),
        ("Case ID: case\n", "", "no column is mapped to case, the id"),
        ("main.channel", "main.handler", "would have to be the key of something; map names"),
        ("Headline: title", "Headline: [title]", "must be one property"),
    ],
    ids=["column", "property", "twice", "no id", "reference", "list"],
)  # fmt: skip
def test_a_slip_in_the_map_is_told_at_its_line(before: str, after: str, told: str) -> None:
    done = run(mapping=MAP.replace(before, after))
    assert done.code == 2
    assert told in done.err
    assert not Path("out").exists()


def test_a_longer_map_names_the_table_the_coder_and_what_its_words_mean() -> None:
    head = "source: {id: survey-2031, title: A survey, language: en, published: 2031}\n"
    head += "coded: {by: Ann, on: 2031-05-03, codebook: 2}\n"
    values = "values: {Who moved first: {Recruited: recruited-by-associate}}\n"
    body = "columns:\n" + "".join(f"  {line}\n" for line in MAP.splitlines())
    assert run(mapping=head + values + body).code == 0
    text = Path("out/case-17.yaml").read_text(encoding="utf-8")
    assert "sources: [survey-2031]" in text
    assert "coded: {by: Ann, on: 2031-05-03, codebook: 2}" in text
    assert "initiation: recruited-by-associate" in text
    assert "codeds" in run(mapping="codeds: {}\n" + head + values + body).err


HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "@SUM(A1)",
    "+1",
    "-1+1",
    "{a: b}",
    "[p1, x]",
    "- x",
    "# x",
    "a: b",
    "&a *a !!x",
]
HOSTILE += ["'\"", "no: yes", "%s {0}", "<script>", "\\u202e", "|", "null"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_cell_stays_text(text: str) -> None:
    import csv

    with Path("t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "title", "job"], ["a", f"T {text}", text]])
    Path("map.yaml").write_text("{id: case, title: title, job: subject.occupation}\n", encoding="utf-8")
    assert spygraph("import", "t.csv", "--map", "map.yaml", "-o", "out").code == 0
    assert spygraph("check", "out", "--sources", ".").code == 0
    asked = "SELECT ?o { ?c s:occupation ?o }"
    told = spygraph("query", asked, "--format", "csv", "--cases", "out").out
    cells = [row[0] for row in csv.reader(told.splitlines())][1:]
    assert cells in ([text], [f"'{text}"], [])
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert cells or text == "null"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_tables_with_other_separators_are_read(separator: str) -> None:
    assert run(f"id{separator}move\na{separator}recruited\n", "id: case\nmove: initiation\n").code == 0
    assert spygraph("check", "out", "--sources", ".").code == 0


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfe", "not a table"),
        (b"", "no rows"),
        (b"id\n", "no rows"),
        (b'id\n"' + b"x" * 200_000 + b'"\n', "not a table"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, told: str) -> None:
    Path("t.csv").write_bytes(data)
    Path("map.yaml").write_text("id: case\n", encoding="utf-8")
    done = spygraph("import", "t.csv", "--map", "map.yaml", "-o", "out")
    assert done.code == 2
    assert f"t.csv: {told}" in done.err


def test_a_folder_with_files_is_left_alone() -> None:
    run()
    assert "is not empty" in run().err


def test_anchors_of_a_table_that_changed_or_lacks_the_cell_are_told() -> None:
    run()
    case = Path("out/case-17.yaml")
    case.write_text(
        case.read_text("utf-8")
        .replace('[row 2, "Job"]', '[row 3, "Job"]')
        .replace('[row 2, "Agency"]', '[row 2, "Agenci"]')
        .replace('[row 2, "Years"]', '[row 99, "Years"]'),
        encoding="utf-8",
    )
    told = [line.split(": ", 1)[1] for line in spygraph("check", "out", "--sources", ".").err.splitlines()]
    assert "t row 3: the cell of 'Job' is empty" in told
    assert "t row 2: 'Agenci' is the name of no column, did you mean 'Agency'?" in told
    assert "t row 99: the table has the rows 2 to 5" in told
    Path("t.csv").write_text(TABLE + "x", encoding="utf-8")
    assert "its sha256 differs" in spygraph("check", "out", "--sources", ".").err


def test_a_row_is_a_place_in_a_table_only() -> None:
    run()
    case = Path("out/case-17.yaml")
    case.write_text(case.read_text("utf-8").replace('[row 2, "Job"]', '[p2, "Job"]'), encoding="utf-8")
    assert "'p2' is not a row of a table; write row 12, the header being row 1" in spygraph("check", case).err
    registry = Path("out/registry/table.yaml")
    registry.write_text(registry.read_text("utf-8").replace("kind: table", "kind: independent"), encoding="utf-8")
    assert "'row 2' is a place in a table, but 't' is none; write p10" in spygraph("check", case).err


def test_the_same_table_gives_the_same_files() -> None:
    run()
    first = imported(Path("t.csv"), Path("map.yaml"))
    assert imported(Path("t.csv"), Path("map.yaml")) == first
