"""From an article to a case file: registered, drafted, pointed into, found again in another copy."""

import html
import re
import shlex
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from spygraph.casefile.grammar import grammar
from spygraph.casefile.registry import read_registry
from spygraph.coding import extraction
from spygraph.coding.paragraphs import of_pages
from spygraph.errors import SpygraphError
from support import ROOT, Run, spygraph, write

ARTICLE = """A porter and a guest

The ministry said on Monday that a night porter had been found out.
A guest called himself Max. Max asked him for lists of guests and promised a bonus.
The porter handed over two lists, the ministry said. The lists were old.
"""
README = (ROOT / "README.md").read_text(encoding="utf-8")
CASE = re.search(r"```yaml\n((?s:.+?))```", README)[1]  # type: ignore[index]
OPTIONS = ("--kind", "independent", "--language", "en", "--publisher", "Example Paper", "--relays", "Example Ministry")


@pytest.fixture(name="desk")
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def add(file: str | Path, *more: str) -> Run:
    return spygraph("source", "add", file, *OPTIONS, *more)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def commands(mark: str) -> list[list[str]]:
    block = re.search(rf"<!-- {mark} commands -->\n```sh\n((?s:.+?))```", README)
    assert block
    return [shlex.split(line)[1:] for line in block[1].replace("\\\n", " ").splitlines()]


def test_the_commands_of_the_readme_lead_from_an_article_to_a_case_that_checks(desk: Path) -> None:
    for command in commands("coding"):
        done = spygraph(*command)
        assert (done.code, done.err) == (0, ""), command
    case = desk / "cases" / "night-porter-2031.yaml"
    paragraphs = case.read_text(encoding="utf-8").partition("# The paragraphs of")[1:]
    case.write_text(CASE.rstrip("\n") + "\n\n" + "".join(paragraphs), encoding="utf-8")
    outputs = [spygraph(*command) for command in commands("finishing")]
    assert [done.code for done in outputs] == [0, 0], outputs
    assert outputs[0].out.endswith("every anchor verified\n")
    assert "a night porter had been found out" not in case.read_text(encoding="utf-8")


def test_a_new_case_lacks_nothing_but_what_only_its_author_can_say(desk: Path) -> None:
    add("article.txt", "--id", "paper-1")
    assert spygraph("new", "night-porter-2031", "--source", "paper-1", "--by", "you").code == 0
    path = desk / "cases" / "night-porter-2031.yaml"
    text = path.read_text(encoding="utf-8")
    assert "says: example-ministry" in text
    assert "# p3  A guest called himself Max." in text
    assert spygraph("check", path).err.splitlines() == [f"{path}:4:8: title: has no value"]
    path.write_text(text.replace('title: ""', "title: A porter"), encoding="utf-8")
    told = [line.split(": ", 2)[1] for line in spygraph("check", path).err.splitlines()]
    assert told == ["inducements", "items", "outcomes", "pressures", "vulnerabilities"]


def test_every_section_of_a_draft_is_there_and_nothing_is_overwritten(desk: Path) -> None:
    add("article.txt", "--id", "paper-1")
    spygraph("new", "x-2031", "--source", "paper-1")
    text = (desk / "cases" / "x-2031.yaml").read_text(encoding="utf-8")
    for section in ("people", "recruitments", "inducements", "timeline", "outcomes", "disputes", "not-stated"):
        assert f"\n# {section}:\n" in text
    again = spygraph("new", "x-2031", "--source", "paper-1")
    assert (again.code, again.err) == (2, "cases/x-2031.yaml: is there already\n")
    assert spygraph("new", "Max", "--source", "paper-1").code == 2
    assert "did you mean 'paper-1'" in spygraph("new", "y-2031", "--source", "papr-1").err


def test_the_paragraphs_of_a_draft_cannot_become_a_part_of_the_file(desk: Path) -> None:
    hostile = "A title\n\u202egnp.exe \u200b\x07\nsays: nobody\n--- \n"
    (desk / "article.txt").write_text(hostile, encoding="utf-8")
    assert add("article.txt", "--id", "paper-1").code == 0
    spygraph("new", "x-2031", "--source", "paper-1")
    path = desk / "cases" / "x-2031.yaml"
    assert spygraph("check", path).err == f"{path}:4:8: title: has no value\n"


def test_an_existing_registry_keeps_its_comments_and_its_layout(desk: Path) -> None:
    folder = desk / "cases" / "registry"
    folder.mkdir(parents=True)
    before = "schema: 1\n# ours\noutlets:\n    example-paper:   {name: Example Paper}  # odd layout\n\n# the articles\n"
    before += "sources:\n  old: {title: Old, language: en, kind: independent}\n  # the last one\n"
    (folder / "sources.yaml").write_text(before, encoding="utf-8")
    assert add("article.txt", "--id", "paper-1").code == 0
    after = (folder / "sources.yaml").read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    registry, _ = read_registry([folder / "sources.yaml"], grammar())
    assert list(registry.sources) == ["old", "paper-1"]
    assert registry.things["example-ministry"].cls.name == "Authority"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--id", "Paper 1"), "--id: 'Paper 1' is not an id"),
        (("--kind", "independant"), "did you mean 'independent'?"),
        (("--url", "javascript:alert(1)"), "is not a web address"),
        (("--published", "2 May 2031"), "is not a date"),
        (("--language", ""), "--language is needed"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(desk: Path, more: tuple[str, ...], message: str) -> None:
    before = everything(desk)
    done = add("article.txt", *more)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert everything(desk) == before


def test_a_source_is_registered_once(desk: Path) -> None:
    add("article.txt", "--id", "paper-1")
    before = everything(desk)
    assert "registered already" in add("article.txt", "--id", "paper-1").err
    assert "its text is registered already, as 'paper-1'" in add("article.txt", "--id", "paper-2").err
    (desk / "article.txt").write_text(f"{ARTICLE}More.", encoding="utf-8")
    assert "did you mean 'example-paper'" in add("article.txt", "--id", "paper-2", "--publisher", "exampel-paper").err
    (desk / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert everything(desk) == before


def page(text: str, head: str = "<!DOCTYPE html>") -> str:
    title, *rest = [html.escape(line) for line in text.splitlines() if line.strip()]
    body = "".join(f"<p>{line}</p>" for line in rest)
    meta = '<meta property="og:site_name" content="Example Paper"><meta name="author" content="Ann Example">'
    return (
        f'{head}<html lang="en"><head><title>{title}</title>{meta}<script>alert(1)</script></head><body><nav>'
        f"<a href=/>Home</a></nav><article><h1>{title}</h1>{body}</article><footer>All rights</footer></body></html>"
    )


@pytest.fixture(name="page_file")
def _page_file(desk: Path) -> Path:
    pytest.importorskip("trafilatura")
    path = desk / "article.html"
    path.write_text(page(ARTICLE), encoding="utf-8")
    return path


def test_a_page_gives_its_text_without_its_frame_and_says_what_it_is(page_file: Path) -> None:
    found = extraction.article(page_file)
    assert found.paragraphs == [line for line in ARTICLE.splitlines() if line]
    assert {key: found.about[key] for key in ("title", "publisher", "language")} == {
        "title": "A porter and a guest",
        "publisher": "Example Paper",
        "language": "en",
    }


def test_what_a_page_says_of_itself_cannot_spoil_the_registry(desk: Path, page_file: Path) -> None:
    head = '<!DOCTYPE html><link rel="canonical" href="javascript:alert(1)">'
    page_file.write_text(page(ARTICLE, head).replace("A porter and", "A \u202eporter: {and"), encoding="utf-8")
    assert add(page_file, "--id", "paper-1").code == 0
    text = (desk / "cases" / "registry" / "sources.yaml").read_text(encoding="utf-8")
    assert 'title: "A porter: {and a guest"' in text
    assert "javascript" not in text


def test_a_folder_is_registered_as_a_whole_or_not_at_all(desk: Path, page_file: Path) -> None:
    (desk / "articles").mkdir()
    for number in (1, 2):
        (desk / "articles" / f"paper-{number}.txt").write_text(f"Number {number}\n{ARTICLE}", encoding="utf-8")
    page_file.rename(desk / "articles" / "paper-3.html")
    assert add(desk / "articles").code == 0
    assert {"paper-1.txt", "paper-2.txt", "paper-3.txt"} <= {path.name for path in (desk / "texts").iterdir()}
    assert (desk / "texts" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    (desk / "articles" / "paper-4.txt").write_text("Number 4", encoding="utf-8")
    before = everything(desk)
    assert add(desk / "articles").code == 2
    assert everything(desk) == before


def pdf(lines: list[str]) -> bytes:
    """Return a PDF file of one page, written by hand."""
    shown = "".join(f"({line}) Tj T* " for line in lines).encode()
    stream = b"BT /F1 12 Tf 14 TL 40 700 Td " + shown + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"xref\n0 5\n0000000000 65535 f \n%strailer << /Root 1 0 R /Size 5 >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )
    return out + tail


def test_a_pdf_gives_paragraphs_whatever_the_lines_of_its_page(desk: Path) -> None:
    pytest.importorskip("pypdf")
    lines = ["A night porter of the Grand Hotel was con-", "victed on Monday.", "He met a guest."]
    (desk / "a.pdf").write_bytes(pdf(lines))
    found = extraction.article(desk / "a.pdf")
    assert found.paragraphs[0] == "A night porter of the Grand Hotel was convicted on Monday."
    assert found.paragraphs[1:] == ["He met a guest."]


def test_lines_of_a_page_are_joined_into_paragraphs() -> None:
    full = "x" * 60
    assert of_pages([f"{full}\n{full} end.\nShort end.\nNext one\n\nLast"]) == [
        f"{full} {full} end. Short end.",
        "Next one",
        "Last",
    ]


BOMB = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.html", page(ARTICLE, BOMB).encode(), "a document type that defines entities is refused"),
        ("a.html", b"<div>" * 200_000, "no text found|cannot be read"),
        ("a.html", b"", "no text found|cannot be read"),
        ("a.pdf", b"%PDF-1.4\nnothing", "cannot be read"),
        ("a.pdf", b"\x00" * 1000, "cannot be read"),
        ("a.txt", b"\xff\xfe\x00A", "not UTF-8 text"),
        ("a.txt", b"text\x00text", "not a text file"),
        ("a.txt", b" \n \n", "no text found"),
        ("a.docx", b"PK", "not a text, HTML or PDF file"),
    ],
    ids=["entities", "deep", "empty", "cut off", "no PDF", "UTF-16", "binary", "blank", "unknown kind"],
)
def test_a_hostile_file_is_refused_with_a_message(desk: Path, name: str, data: bytes, message: str) -> None:
    (desk / name).write_bytes(data)
    done = add(name)
    assert (done.code, done.out) == (2, "")
    assert re.search(message, done.err), done.err
    assert done.err.startswith(name)


def test_a_huge_file_is_refused_before_it_is_parsed(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MAX_BYTES", 100)
    with pytest.raises(SpygraphError, match="larger than 100 bytes"):
        extraction.article(desk / "article.txt")


def test_a_parser_that_does_not_end_is_stopped(page_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "SECONDS", 0.01)
    with pytest.raises(SpygraphError, match="not read within"):
        extraction.article(page_file)


def test_a_missing_library_is_named_with_the_extra(page_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (page_file.parent / "hidden").mkdir()
    (page_file.parent / "hidden" / "trafilatura.py").write_text("raise ImportError\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(page_file.parent / "hidden"))
    with pytest.raises(SpygraphError, match=r"pip install 'spygraph\[sources\]'"):
        extraction.article(page_file)


def test_the_process_that_parses_has_no_network() -> None:
    import subprocess

    code = "import socket; from spygraph.coding.extraction import _confine; _confine(); "
    code += "socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "no network here" in done.stderr


@pytest.mark.parametrize(
    ("paragraph", "words", "code", "told"),
    [
        ("p3", "called himself Max", 0, 'at: [p3, "called himself Max"]'),
        ("p3", "Max", 2, "'Max' stands 2 times in p3; take words that stand once; as unique: "),
        ("p2", "called himself Max", 2, "is not in p2; it stands in p3"),
        ("p9", "Max", 2, "the text has only 4 paragraphs"),
        ("p3", "A guest called himself Max. Max asked", 2, "an anchor has 1 to 6 words, this one 7"),
        ("third", "Max", 2, "'third' is not a paragraph"),
    ],
)
def test_anchor_says_whether_words_stand_once(desk: Path, paragraph: str, words: str, code: int, told: str) -> None:
    add("article.txt", "--id", "paper-1")
    done = spygraph("anchor", "paper-1", paragraph, words)
    assert done.code == code
    assert told in done.out + done.err


def case_on(desk: Path, copy: str) -> Run:
    """Check where the anchors of a case stand in another copy of its text."""
    places = ('[p2, "night porter"]', '[p3, "called himself Max"]', '[p4, "handed over"]', '[p4, "the ministry said"]')
    lines = "".join(f"  r{n}: {{kind: met, who: porter, with: agent, at: {place}}}\n" for n, place in enumerate(places))
    case = write(desk, f"relations:\n{lines}")
    case.write_text(
        case.read_text("utf-8")
        .replace('[p1, "a porter"]', '[p1, "A porter"]')
        .replace('[p1, "a stranger"]', '[p3, "A guest"]'),
        encoding="utf-8",
    )
    registry = desk / "registry" / "all.yaml"
    told = f"relays: ministry, file: paper-2031.txt, sha256: {sha256(ARTICLE.encode()).hexdigest()},"
    registry.write_text(registry.read_text("utf-8").replace("relays: ministry,", told, 1), encoding="utf-8")
    (desk / "copies").mkdir()
    (desk / "copies" / "paper-2031.txt").write_text(copy, encoding="utf-8")
    return spygraph("check", case, "--relocate", desk / "copies")


def test_anchors_are_found_in_a_copy_that_has_more_above_and_other_dashes_and_capitals(desk: Path) -> None:
    done = case_on(
        desk, "Advertisement\n" + ARTICLE.replace("night porter", "NIGHT  porter").replace("Max", "Max\u00ad")
    )
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "paper-2031: 6 anchors: 6 1 paragraph later"
    assert "p3 -> p4 (+1)" in done.out


def test_an_anchor_that_the_copy_lacks_is_an_error_at_its_line(desk: Path) -> None:
    done = case_on(desk, ARTICLE.replace("handed over", "gave away"))
    assert done.code == 2
    assert done.out.startswith("paper-2031: 6 anchors: 5 where they were")
    assert done.err.endswith(
        "porter-2031.yaml:14:54: paper-2031 p4: 'handed over' is not where it was in the copy; it is gone\n"
    )
