"""The YAML reader takes plain text with line and column, and refuses whatever could surprise."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from spygraph.casefile import yamltext
from spygraph.casefile.yamltext import MAX_BYTES, MAX_DEPTH, Mapping, Scalar, Sequence, parse
from spygraph.errors import CaseFileError

INVISIBLE = (
    "\x00\x07\x08\x0b\x1b\x7f\x85\x9b\u00ad\u061c\u180e\u200b\u200d\u200e\u200f\u2028\u202a\u202e\u2060\u2066\u2069"
    "\ufeff\U000e0041"
)


def refused(data: bytes) -> str:
    with pytest.raises(CaseFileError) as error:
        parse(data, "x.yaml")
    return str(error.value)


def test_every_node_knows_its_line_and_column() -> None:
    root = parse(b"case: a\npeople:\n  porter: [b,\n    c]\n", "x.yaml")
    people = root.items["people"]
    assert isinstance(people, Mapping)
    porter = people.items["porter"]
    assert isinstance(porter, Sequence)
    assert [(one.line, one.column) for one in (root.keys["case"], root.items["case"], people.keys["porter"])] == [
        (1, 1),
        (1, 7),
        (3, 3),
    ]
    assert [(one.text, one.line, one.column) for one in porter.items if isinstance(one, Scalar)] == [
        ("b", 3, 12),
        ("c", 4, 5),
    ]


def test_a_column_counts_characters_and_not_bytes() -> None:
    root = parse("{王某: 门卫, b: c}".encode(), "x.yaml")
    assert (root.keys["b"].line, root.keys["b"].column) == (1, 10)


@pytest.mark.parametrize("character", INVISIBLE, ids=lambda one: f"U+{ord(one):04X}")
def test_a_character_that_cannot_be_seen_is_refused(character: str) -> None:
    message = f"x.yaml:2:4: the character U+{ord(character):04X} is not allowed: it cannot be seen"
    assert refused(f"a: b\nc: {character}d\n".encode()) == message


@pytest.mark.parametrize("character", INVISIBLE, ids=lambda one: f"U+{ord(one):04X}")
def test_an_escape_does_not_bring_such_a_character_in(character: str) -> None:
    told = refused(f'a: b\nc: "\\U{ord(character):08X}"\n'.encode())
    assert told == f"x.yaml:2:4: the character U+{ord(character):04X} is not allowed: it cannot be seen"


def test_bytes_that_are_not_utf_8_are_refused_where_they_stand() -> None:
    assert refused(b"a: b\nc: \xff\n") == "x.yaml:2:4: not UTF-8 text; save the file as UTF-8"
    assert refused("a: ä\n".encode("utf-16")) == "x.yaml:1:1: not UTF-8 text; save the file as UTF-8"


def test_a_byte_order_mark_is_called_so() -> None:
    assert refused(b"\xef\xbb\xbfa: b\n") == (
        "x.yaml:1:1: the file begins with a byte order mark; save it as UTF-8 without one"
    )


SLIPS = {
    "a: b: c": "needs quotation marks",
    "a: {b: c: d}": "quotation marks",
    "a: {b: ?2031}": "quotation marks",
    "a: {b: 'it's'}": "quotation marks",
    "a: [b, c\nd: e": "(what is read here begins on line 1); a bracket or a quotation mark is not closed",
    'a: "b': "a quotation mark is not closed",
    "a: %b": "a text that begins with %, @ or ` needs quotation marks",
    "a: **b": "a text that begins with * or & needs quotation marks",
    "a:\n\tb: c": "a tab cannot indent",
    "a:\n    b: c\n   d: e": "begin where the lines beside it begin",
    "a:\n  - b\n  c: d": "those of a list with '- '",
    "a: b\nc:d\n": "after a key stand a colon and a blank",
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_what_is_not_yaml_says_how_it_is_probably_mended(
    slip: str, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yamltext, "_Parser", getattr(yaml, parser))
    assert SLIPS[slip] in refused(slip.encode())


def test_a_file_of_more_than_a_megabyte_is_refused_before_it_is_parsed() -> None:
    assert refused(b"[" * (MAX_BYTES + 1)) == "x.yaml:1:1: the file is larger than 1,000,000 bytes"
    assert parse(b"a: b #".ljust(MAX_BYTES, b"."), "x.yaml").items


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "], ids=["flow list", "flow mapping", "list"])
def test_a_hundred_thousand_brackets_are_refused_and_kill_nobody(bracket: str) -> None:
    assert f"more than {MAX_DEPTH} levels deep" in refused((bracket * 100_000).encode())


def test_depth_up_to_the_limit_is_read() -> None:
    inner = MAX_DEPTH - 1
    assert parse(f"a: {'[' * inner}{']' * inner}\n".encode(), "x.yaml").items
    assert "levels deep" in refused(f"a: {'[' * (inner + 1)}{']' * (inner + 1)}\n".encode())


def test_more_nodes_than_any_case_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltext, "MAX_NODES", 1_000)
    most = 1_000 - 3  # the mapping, its key and the list
    assert parse(f"a: [{'b,' * most}]\n".encode(), "x.yaml").items
    assert refused(f"a: [{'b,' * (most + 1)}]\n".encode()).endswith("the file has more than 1,000 nodes")


def test_nothing_is_resolved() -> None:
    words = ["no", "on", "~", "null", "017", "1.10", "12:30:45", "0x10", "2031-05-02", ".inf", "1_000", "+1"]
    root = parse(f"a: [{', '.join(words)}]\n".encode(), "x.yaml")
    found = root.items["a"]
    assert isinstance(found, Sequence)
    assert [one.text for one in found.items if isinstance(one, Scalar)] == words


VISIBLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"]), max_size=40)


@given(st.dictionaries(VISIBLE, st.lists(VISIBLE, max_size=4), max_size=4))
def test_quoted_text_comes_back_as_it_was(content: dict[str, list[str]]) -> None:
    content.pop("<<", None)
    root = parse(json.dumps(content, ensure_ascii=False).encode(), "x.yaml")
    found = {
        key: [one.text for one in node.items if isinstance(one, Scalar)]
        for key, node in root.items.items()
        if isinstance(node, Sequence)
    }
    assert found == content


@given(st.one_of(st.binary(max_size=200), st.text("[]{}:,-?&*!|>'\"%@`#\n \tab<", max_size=200).map(str.encode)))
def test_whatever_is_given_is_read_or_refused_with_a_place(data: bytes) -> None:
    faults = []
    try:
        parse(data, "x.yaml")
    except CaseFileError as error:
        faults = error.faults
    assert all(one.line >= 1 and one.column >= 1 for one in faults)
