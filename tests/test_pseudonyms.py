"""With --pseudonyms no printed name of anybody in a case leaves the program; the person's part stands instead."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from spygraph import paths
from spygraph.casefile.names import names, redactor
from spygraph.casefile.yamltext import parse
from spygraph.cli.build_command import FILES
from spygraph.store import load
from support import spygraph, write

CASES = sorted(paths.shipped_cases().glob("*.yaml"))
# the names printed in each case, with the parts of full names
PRINTED = {path.stem: set(names(parse(path.read_bytes(), str(path)))) for path in CASES}
EVERYBODY = {name for found in PRINTED.values() for name in found}
# surnames and ciphers that are English words too are looked for in their own case only
WORDS = {"A", "He"}
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def standing_in(text: str, wanted: set[str]) -> set[str]:
    """Return the names that stand in a text as whole words."""
    return {name for name in wanted if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)}


def literals(store: ox.Store, case: str) -> str:
    """Return every literal of a case: names, labels, titles, words of passages, descriptions, all else."""
    graph = ox.NamedNode(f"https://w3id.org/spygraph/case/{case}")
    return "\n".join(
        quad.object.value
        for quad in store.quads_for_pattern(None, None, None, graph)
        if isinstance(quad.object, ox.Literal)
    )


def test_the_shipped_cases_print_names_that_this_can_find(shipped: ox.Store) -> None:
    assert {"Zhang", "Zhang Xiangbin", "He", "A", "Jack"} <= EVERYBODY
    for case, printed in PRINTED.items():
        assert standing_in(literals(shipped, case), printed) >= {name for name in printed if " " not in name} - {
            "Xiangbin",
            "Wei",
        }


@pytest.mark.parametrize("file", FILES)
def test_no_file_of_a_build_holds_a_name(pseudonymous: Path, file: str) -> None:
    # the drawing library has variables of two letters; data is in the page as JSON and as text
    text = re.sub(r"<script>(?s:.*?)</script>", "", (pseudonymous / file).read_text(encoding="utf-8"))
    assert "translator" in text
    assert standing_in(text, EVERYBODY - WORDS) == set()


@pytest.mark.parametrize("case", [case for case, printed in PRINTED.items() if printed])
def test_no_literal_of_a_case_holds_a_name_of_that_case(pseudonymous: Path, case: str) -> None:
    store = ox.Store()
    store.bulk_load(path=str(pseudonymous / "graph.trig"), format=ox.RdfFormat.TRIG)
    found = literals(store, case)
    assert standing_in(found, PRINTED[case]) == set()
    assert re.search(r"\[[a-z-]+\]", found), "the part of a person stands where the name stood"


def test_no_node_or_edge_of_a_case_holds_a_name_of_that_case(pseudonymous: Path) -> None:
    tree = ElementTree.parse(pseudonymous / "graph.graphml")
    texts = dict.fromkeys(PRINTED, "")
    for part in [*tree.iter(f"{GRAPHML}node"), *tree.iter(f"{GRAPHML}edge")]:
        data = {one.get("key", "")[2:]: one.text or "" for one in part}
        if data.get("case"):
            texts[data["case"]] += "\n".join(data.values()) + "\n"
    assert all(texts.values())
    assert [name for case, text in texts.items() for name in standing_in(text, PRINTED[case])] == []


@pytest.mark.parametrize("case", [case for case, printed in PRINTED.items() if printed])
def test_show_why_and_query_hold_no_name(case: str) -> None:
    options = ("--cases", paths.shipped_cases() / f"{case}.yaml", "--pseudonyms")
    show, why = spygraph("show", case, *options), spygraph("why", f"case/{case}/recruitment/main", *options)
    text = f"SELECT ?v {{ GRAPH <https://w3id.org/spygraph/case/{case}> {{ ?s ?p ?v FILTER(isLiteral(?v)) }} }}"
    query = spygraph("query", text, *options, "--format", "json")
    assert [done.code for done in (show, why, query)] == [0, 0, 0]
    assert standing_in(show.out + why.out + query.out, PRINTED[case] - WORDS) == set()
    claims = "\n".join(line for line in show.out.splitlines() if line.startswith("  "))
    assert standing_in(claims, PRINTED[case]) == set()
    assert len(json.loads(query.out)["results"]["bindings"]) > 10


def test_a_name_in_an_account_is_replaced_too(tmp_path: Path) -> None:
    path = write(tmp_path)
    account = 'name: [{value: Rufus T. Firefly, says: paper, at: [p1, "Firefly"]}]'
    path.write_text(path.read_text("utf-8").replace("name: Firefly", account), encoding="utf-8")
    assert standing_in(literals(load([path], pseudonyms=True), path.stem), {"Rufus", "Firefly"}) == set()


def test_a_name_in_the_title_of_a_source_or_in_a_general_statement_is_replaced_too(tmp_path: Path) -> None:
    path = write(tmp_path)
    more = 'context:\n  talk: {what: Firefly is talked of, says: paper, at: [paper-2031, p1, "of Firefly"]}\n'
    registry = tmp_path / "registry" / "all.yaml"
    registry.write_text(
        registry.read_text("utf-8").replace("A porter is convicted", "Firefly is convicted") + more, encoding="utf-8"
    )
    named = [str(quad.object) for quad in load([path], pseudonyms=True) if "Firefly" in str(quad.object)]
    assert named == []
    assert "Firefly" in spygraph("query", "SELECT ?t { reg:paper-2031 s:title ?t }", "--cases", path).out


ADDRESSED = 'url: "https://example.org/{}", author: Firefly, file: the-firefly-story.txt, '


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("2031/firefly-convicted", True),
        ("2031/FIREFLY", True),
        ("2031/the%20firefly_story", True),
        ("2031/fireflies", False),
        ("2031/5", False),
    ],
)
@pytest.mark.parametrize("options", [("--pseudonyms",), ()], ids=["pseudonyms", "withheld"])
def test_an_address_that_holds_a_name_stays_as_evidence_and_is_named(
    tmp_path: Path, slug: str, told: bool, options: tuple[str, ...]
) -> None:
    path = write(tmp_path)
    if not options:
        path.write_text(path.read_text("utf-8").replace("name: Firefly", "name: Firefly, withhold-name: yes"), "utf-8")
    registry = tmp_path / "registry" / "all.yaml"
    text = registry.read_text("utf-8")
    assert "{title: A porter is convicted, " in text
    registry.write_text(
        text.replace("{title: A porter is convicted, ", f"{{title: X, {ADDRESSED.format(slug)}"), "utf-8"
    )
    done = spygraph("export", path, "-o", tmp_path / "x.nq", *options)
    assert (done.code, "stay, as evidence: paper-2031" in done.err) == (0, told)
    written = (tmp_path / "x.nq").read_text("utf-8")
    assert f"https://example.org/{slug}" in written
    assert "irefly" not in written.replace(f"https://example.org/{slug}", "")
    assert "the-[porter]-story.txt" in written


def test_no_address_is_named_where_no_name_is_replaced(tmp_path: Path) -> None:
    assert spygraph("export", write(tmp_path), "-o", tmp_path / "x.nq").err == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zhang Wei met Zhang's wife", "[subject] met [subject]'s wife"),
        ("Zhangjiakou and AZhang", "Zhangjiakou and AZhang"),
        ("the Wei river", "the [subject] river"),
        ("警方抓获了张某。", "警方抓获了[clerk]。"),
        ("A met A and B's man", "[cipher] met [cipher] and B's man"),
    ],
)
def test_names_are_replaced_as_whole_words_in_any_script(text: str, expected: str) -> None:
    people = "people:\n  subject: {name: Zhang Wei}\n  clerk: {name: 张某}\n  cipher: {name: A}\n  nobody: {name: ''}\n"
    assert redactor(names(parse(people.encode(), "x")))(text) == expected
