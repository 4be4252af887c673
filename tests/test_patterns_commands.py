"""The commands: each form holds the same numbers, the cases behind them, and the line on who disclosed them."""

import csv
import json
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from spygraph import paths
from spygraph.patterns.catalogue import PATTERNS, analyse
from spygraph.patterns.figures import alone, draw
from spygraph.patterns.formats import FORMATS
from spygraph.patterns.material import Material, material
from spygraph.patterns.table import Table
from support import TESTS, spygraph, write

CASES = paths.shipped_cases()
DISCLOSED = "9 cases disclosed by Ministry of State Security (6), China Central Television (3)"
OUTPUT = TESTS / "fixtures" / "patterns.txt"
FORMS = tuple(FORMATS)
# what a reader of the ten answers must find in the output, word for word
ANSWERS = {
    1: ["named at least 2 of 9", "described at least 2 of 9", "handler not stated 5 of 9", "named at least 1 of 9"],
    2: [
        "3 of 7 known of 9 1 1 42.9 % [15.8, 75.0], descriptive 33.3 to 55.6 %",
        "4 of 7 known of 9 1 1 57.1 % [25.0, 84.2], descriptive 44.4 to 66.7 %",
    ],
    3: [
        "hospitality at least 2 of 9",
        "residency at least 2 of 9",
        "inducements-delivered hospitality at least 2 of 9",
    ],
    4: [
        "threat at least 1 of 9",
        "any financial need at least 4 of 9",
        "vulnerabilities-as-cause debt at least 1 of 9",
    ],
    5: ["any abroad at least 3 of 9 0 6", "any online at least 3 of 9", "research at least 2 of 9 0 6"],
    6: ["transferred at least 2 of 9", "sent at least 1 of 9", "found-in-possession at least 1 of 9"],
    7: ["any court sentence 4 of 8 known of 9", "administrative 1 of 8 known of 9", "arrested 1 of 8 known of 9"],
    8: [
        *("one article each 9 of 9", "confirmed by a second, independent family of sources 0 of 9"),
        *(
            "could not verify 1 of 9",
            "own voice: the accused, counsel, a witness 0 of 9",
            "discloser Ministry of State Security 3",
        ),
        "discloser China Central Television 6",
    ],
    9: ["denied by Zhang", "rejected", "arrested in the headline, prosecuted in the opening"],
    10: ["exit at least 2 of 9", "8.9 to 10 years", "21.1 to 23 months", "undated in 6 of 9"],
}


@pytest.fixture(scope="module", name="given")
def _given(shipped: ox.Store) -> Material:
    return material(shipped)


@pytest.fixture(scope="module", name="written")
def _written() -> str:
    done = spygraph("patterns", "--cases", CASES, "--members")
    assert done.code == 0, done.err
    return done.out


def test_the_output_for_the_shipped_cases_is_the_one_that_was_read_by_eye(written: str) -> None:
    """Write it anew with `spygraph patterns --cases cases --members`, read it against the articles, then keep it."""
    assert written == OUTPUT.read_text("utf-8")


@pytest.mark.parametrize("question", ANSWERS)
def test_the_ten_answers_are_in_the_output(question: int) -> None:
    rows = [" ".join(row) for row in _rows()]
    for answer in ANSWERS[question]:
        assert any(answer in row for row in rows), answer


def _rows() -> list[list[str]]:
    whole = json.loads(spygraph("patterns", "--cases", CASES, "--format", "json").out)
    tables = [table for one in whole["patterns"].values() for table in one["tables"]]
    return [[*row, *table["notes"]] for table in tables for row in table["rows"]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", [("patterns",), ("coverage",), ("similar", "naval-technologist-2013")])
def test_every_form_of_every_command_carries_the_line(command: tuple[str, ...], form: str) -> None:
    where = (CASES,) if command[0] == "coverage" else ("--cases", CASES)
    done = spygraph(*command, *where, "--format", form)
    assert done.code == 0, done.err
    assert DISCLOSED in done.out
    assert "nor anything about a person outside these cases" in " ".join(done.out.split())


@pytest.mark.parametrize("name", PATTERNS)
def test_each_analysis_can_be_asked_for_by_name(name: str) -> None:
    done = spygraph("patterns", name, "--cases", CASES)
    assert done.code == 0
    assert done.out.startswith(PATTERNS[name].title.upper())


@pytest.mark.parametrize("by", ["initiation", "period", "discloser", "outlet"])
def test_the_table_is_split_by_each(by: str) -> None:
    found = json.loads(spygraph("patterns", "table", "--by", by, "--cases", CASES, "--format", "json").out)
    parts = found["patterns"]["table"]["result"]["parts"]
    assert {case for part in parts for case in part["cases"]} == {path.stem for path in CASES.glob("*.yaml")} - MENTIONS


MENTIONS = {"apprehended-officers-1950s", "identified-citizens-2023", "navy-sailors-2023"}


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    done = spygraph("patterns", "scrpt", "--cases", CASES)
    assert (done.code, done.err) == (2, "no such pattern 'scrpt', did you mean 'script'?\n")


def test_csv_and_json_hold_every_row_with_its_cases() -> None:
    lines = list(csv.DictReader(StringIO(spygraph("patterns", "--cases", CASES, "--format", "csv").out)))
    numbers = {(line["analysis"], line["table"], line["row"]) for line in lines if line["row"]}
    assert len(numbers) == len(_rows())
    found = next(line for line in lines if line["value"] == "any financial need")
    assert found["cases"].split() == [
        *("unemployed-volunteer-2024", "unit-entrepreneur-2024", "unit-investor-2024", "university-student-2024")
    ]


def test_no_cell_of_a_csv_file_is_a_formula() -> None:
    table = Material(Table.from_rows([{"case": "a", "initiation": "=1+1"}, {"case": "@b", "initiation": "-x"}]))
    from spygraph.patterns.formats.report import report

    text = FORMATS["csv"](report(table, analyse(table, "table")))
    cells = [cell for line in csv.reader(StringIO(text)) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@")) or (cell.startswith("-") and cell != "-")]


class _Page(HTMLParser):
    """Counts what a page would load or run, and checks that its elements are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = dict(attrs)
        if tag in ("script", "iframe", "object", "img", "base", "form") or any(key.startswith("on") for key in here):
            self.found.append(tag)
        if "style" in here or (here.get("src") or "").strip():
            self.found.append(f"{tag} with {here}")


def test_the_page_runs_nothing_loads_nothing_and_says_so_in_its_policy() -> None:
    html = spygraph("patterns", "--cases", CASES, "--format", "html").out
    page = _Page()
    page.feed(html)
    assert page.found == []
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert "://" not in html.replace("http://www.w3.org/2000/svg", "")


def test_what_a_case_file_says_is_text_and_never_markup(tmp_path: Path) -> None:
    table = Table.from_rows([{"case": "<script>x</script>", "initiation": '"><img src=x onerror=y>'}] * 1)
    from spygraph.patterns.formats.report import report

    given = Material(table)
    html = FORMATS["html"](report(given, analyse(given)))
    page = _Page()
    page.feed(html)
    assert page.found == []
    path = tmp_path / "coded.csv"
    path.write_text("case,initiation\na\u202eb,x\x1b[31m\n", "utf-8")
    shown = spygraph("patterns", "--table", path).out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_no_name_of_a_value_or_a_feature_is_cut_in_a_figure(given: Material) -> None:
    words = " ".join(svg for result in analyse(given).values() for svg in draw(result))
    assert "transferred to prosecutors</text>" in words
    assert "\N{HORIZONTAL ELLIPSIS}</text>" not in words


def test_figures_are_well_formed_alone_and_named_for_those_who_cannot_see(given: Material) -> None:
    drawn = [svg for result in analyse(given).values() for svg in draw(result)]
    assert len(drawn) > 10
    for svg in drawn:
        root = ElementTree.fromstring(alone(svg))
        title = root.find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert title.text
        assert not [one for one in root.iter() if one.tag.endswith(("script", "image", "foreignObject"))]


def test_a_coded_table_is_analysed_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "coded.csv"
    path.write_text("case,initiation,coercion\n" + "".join(f"c{n},volunteered,threat\n" for n in range(6)), "utf-8")
    done = spygraph("patterns", "--table", path, "--mention", "coercion")
    assert done.code == 0
    assert "6 cases of a coded table, disclosed by: not stated (6)" in done.out
    assert "at least 6 of 6" in done.out
    assert "6 of 6 known of 6" in done.out
    assert spygraph("patterns", "script", "--table", path).err.startswith("'script' needs case files")


def test_similar_takes_a_case_of_the_folder_by_its_id() -> None:
    found = json.loads(spygraph("similar", "university-student-2024", "--cases", CASES, "--format", "json").out)
    result = found["patterns"]["similar"]["result"]
    assert result["nearest"][0]["case"].startswith("un")
    assert all(len(one["overlap"]) >= 4 for one in result["nearest"])
    assert result["not_compared"] == ["publicity-official-2019"]
    assert spygraph("similar", "university-studen-2024", "--cases", CASES).code == 2


PUBLISHED = """recruitments:
  main: {subject: porter, initiation: volunteered, response: acted, channel: online, at: [p1, "a porter"]}
vulnerabilities:
  need: {kind: debt, who: porter, bearing: background, at: [p1, "a porter"]}
outcomes:
  end: {kind: arrested, who: porter, at: [p1, "a porter"]}
not-stated: [main.handler, main.service, main.setting, main.cover, inducements, pressures, items]
"""


def test_similar_takes_a_file_and_says_that_it_tells_nothing_of_anybody(tmp_path: Path) -> None:
    done = spygraph("similar", write(tmp_path, PUBLISHED, unit="case"), "--cases", CASES)
    assert done.code == 0, done.err
    assert "tells nothing about any person outside these cases" in done.out
    met = [line for line in done.out.splitlines() if line.startswith("initiation: volunteered; vulnerabilities: any")]
    assert "2 of 2" in met[0]


@pytest.mark.parametrize(
    ("body", "unit", "message"),
    [
        (PUBLISHED, "mention", "only a published case is compared"),
        (
            PUBLISHED.replace('outcomes:\n  end: {kind: arrested, who: porter, at: [p1, "a porter"]}\n', "").replace(
                "inducements,", "inducements, outcomes,"
            ),
            "case",
            "an outcome that is stated",
        ),
    ],
)
def test_similar_refuses_what_is_no_published_case(body: str, unit: str, message: str, tmp_path: Path) -> None:
    done = spygraph("similar", write(tmp_path, body, unit=unit), "--cases", CASES)
    assert done.code == 2
    assert message in done.err
    assert "tells nothing about any person" in done.err


def test_similar_refuses_a_source_without_a_publisher(tmp_path: Path) -> None:
    path = write(tmp_path, PUBLISHED, unit="case")
    for registry in (tmp_path / "registry").glob("*.yaml"):
        text = registry.read_text("utf-8")
        registry.write_text(re.sub(r"publisher: [\w-]+,? ?\n?", "", text), "utf-8")
    done = spygraph("similar", path, "--cases", CASES)
    assert done.code == 2
    assert "a source with its publisher" in done.err


def test_names_are_left_out_on_demand() -> None:
    for command in (["patterns"], ["similar", "naval-technologist-2013"]):
        done = spygraph(*command, "--cases", CASES, "--pseudonyms")
        assert done.code == 0
        assert not re.search(r"\b(Zeng|Zhong|Jack|Chen Wei|Zhang)\b", done.out)


def test_nothing_is_cut_off_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "coded.csv"
    names = [f"value-{'x' * 20}-{number}" for number in range(12)]
    path.write_text("who,move\n" + "".join(f"p{n},{name}\n" for n, name in enumerate(names * 6)), "utf-8")
    done = spygraph("patterns", "table", "--table", path, "--id", "who", "--members")
    assert done.code == 0
    assert all(name in done.out for name in names)
    assert len(re.findall(r"8\.3 % \[\d\.\d, \d\d\.\d\] +8\.3 %", done.out)) == len(names)


def test_an_unknown_column_of_ids_is_answered_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "coded.csv"
    path.write_text("who,move\na,x\n", "utf-8")
    assert spygraph("coverage", "--table", path, "--id", "wo").err == "wo: no such column, did you mean 'who'?\n"


def test_build_writes_the_page_beside_the_explorer_and_links_to_it(tmp_path: Path) -> None:
    done = spygraph("build", CASES, "-o", tmp_path)
    assert done.code == 0, done.err
    html = (tmp_path / "patterns.html").read_text("utf-8")
    assert 'href="explorer.html"' in html
    assert DISCLOSED in html
