"""`spygraph format`: one layout, comments kept, nothing else changed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spygraph import paths
from spygraph.casefile.folder import collect
from spygraph.casefile.nquads import quads
from spygraph.casefile.yamltext import FORBIDDEN, Mapping, Scalar, parse
from spygraph.coding.comments import comments, texts
from spygraph.coding.layout import WIDTH, formatted
from spygraph.coding.scalars import quoted, scalar
from spygraph.errors import CaseFileError
from support import TESTS, spygraph, write

SHIPPED = sorted(paths.shipped_cases().rglob("*.yaml"))
PASS = sorted((TESTS / "pass").glob("*.yaml"))
UNTIDY = """# top of the file

coded: {on: 2031-05-03, codebook: 1, by: tests}   # who
schema:   1
sources:
   - paper-2031   # the only one
case: porter-2031
says: ministry
unit: mention
title: 'A porter'
# about the items

items:
    files: {state: sent, # the files
       who: porter, what: "files, old", at: [p1, a porter]}
people:
  # the man
  porter: {at: {known-by: [p1, "a porter"], name: [p1, a porter]}, known-by: surname, name: "Firefly"}
  # nobody else
not-stated: [porter.age,
  porter.role] # of him
# the end
"""
TIDY = """# top of the file

schema: 1
case: porter-2031
unit: mention
title: A porter

sources:
  - paper-2031  # the only one
says: ministry
coded: {by: tests, on: 2031-05-03, codebook: 1}  # who

people:
  # the man
  porter: {name: Firefly, known-by: surname, at: {name: [p1, "a porter"], known-by: [p1, "a porter"]}}
  # nobody else

# about the items

items:
  files: {what: "files, old", who: porter, state: sent, at: [p1, "a porter"]}  # the files

not-stated:
  - porter.age
  - porter.role  # of him

# the end
"""


def graph(folder: Path) -> set[str]:
    return {line for case in collect([folder]).read() for line in quads(case).splitlines()}


def test_keys_come_in_the_order_of_the_shapes_and_comments_stay_with_what_they_speak_of() -> None:
    assert formatted(UNTIDY.encode(), "x.yaml") == TIDY


@pytest.mark.parametrize("path", [*SHIPPED, *PASS], ids=lambda path: path.stem)
def test_what_is_laid_out_stays_as_it_is_and_keeps_every_comment(path: Path) -> None:
    once = formatted(path.read_bytes(), str(path))
    assert formatted(once.encode(), str(path)) == once
    before = comments(path.read_text("utf-8"), parse(path.read_bytes(), str(path)))
    assert texts(comments(once, parse(once.encode(), str(path)))) == texts(before)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_file_is_laid_out(path: Path) -> None:
    assert formatted(path.read_bytes(), str(path)) == path.read_text(encoding="utf-8")


def test_the_graph_of_laid_out_files_is_the_same(tmp_path: Path) -> None:
    write(tmp_path)
    for path in PASS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    before = graph(tmp_path)
    assert spygraph("format", tmp_path).code == 0
    assert graph(tmp_path) == before
    assert len(before) > 1000


def test_check_names_what_would_change_and_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "relations:\n  r: {with: agent, kind: met, who: porter, at: [p1, a man]}\n")
    before = path.read_bytes()
    done = spygraph("format", "--check", path)
    assert (done.code, done.err) == (2, f"{path}: not in the canonical layout; run spygraph format\n")
    assert path.read_bytes() == before
    assert spygraph("format", path).out == "1 file, 1 changed\n"
    assert spygraph("format", "--check", path).code == 0


def test_nothing_is_written_where_any_file_is_no_yaml(tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "bad.yaml").write_text("a: [", encoding="utf-8")
    before = path.read_bytes()
    done = spygraph("format", tmp_path)
    assert done.code == 2
    assert done.err.startswith(f"{tmp_path / 'bad.yaml'}:2:1: not valid YAML")
    assert path.read_bytes() == before


def test_what_fits_stands_on_one_line_and_nothing_is_wider_but_a_text() -> None:
    for path in SHIPPED:
        for line in formatted(path.read_bytes(), str(path)).splitlines():
            assert len(line) <= WIDTH or line.count(":") < 3 or '"' in line, line


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30).filter(lambda text: not FORBIDDEN.search(text))


@given(TEXT)
def test_a_text_is_read_back_as_it_was_in_every_style(text: str) -> None:
    text = text.replace("\r", " ")
    lines = [
        f"a: {scalar(text)}",
        f"b: {{k: {scalar(text)}, l: [{scalar(text)}, {quoted(text)}]}}",
        f"c:\n  - {scalar(text)}",
    ]
    root = parse("\n".join(lines).encode(), "x.yaml")
    found = {node.text for node in scalars(root)}
    assert found == {text}


def scalars(node: object) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    items = node.items.values() if isinstance(node, Mapping) else node.items  # type: ignore[attr-defined]
    return [found for item in items for found in scalars(item)]


REMARK = st.sampled_from(["# one", "# two: [", "#", '# "quoted', "# k: v"])


@given(st.data())
def test_comments_anywhere_are_kept_and_the_layout_settles_at_once(data: st.DataObject) -> None:
    lines = UNTIDY.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines)))
        lines.insert(at, " " * data.draw(st.integers(0, 6)) + data.draw(REMARK))
    text = "\n".join(lines) + "\n"
    once = formatted(text.encode(), "x.yaml")
    assert formatted(once.encode(), "x.yaml") == once
    assert once.count("# ") >= text.count("# ") - text.count("# \n")


def test_unknown_keys_are_kept_at_the_end() -> None:
    text = formatted(b"zebra: 1\npeople: {a: {odd: 1, name: X}}\nschema: 1\n", "x.yaml")
    assert text == "schema: 1\n\npeople:\n  a: {name: X, odd: 1}\nzebra: 1\n"


def test_a_file_that_is_refused_by_the_reader_is_refused_here() -> None:
    with pytest.raises(CaseFileError):
        formatted(b"a: &x 1\n", "x.yaml")
