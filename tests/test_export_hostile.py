"""Text that is meant to break out of a format comes back from its readers as it was, or as a replacement character."""

import csv
import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from markdown_it import MarkdownIt

from foreign import rapper, run_node, xmllint
from spygraph.errors import printable
from spygraph.export import EXPORTERS, Options, export
from spygraph.intake.readback import from_graphml
from spygraph.network.graphs import RDFS_LABEL
from spygraph.network.tokens import token
from spygraph.store import load
from support import write

FIRM = "case/porter-2031/organization/firm"
TEXTS = {
    "markup": """</data><!-- ]]> --> <script>alert("1")</script> & &amp; <![CDATA[ ' """,
    "formula": '=HYPERLINK("https://example.org","x")',
    "cypher": "x'}) DETACH DELETE n; // \\' `; MATCH (n) \\u0027 /* */",
    "quotes": '"""\'\'\' \\ \\" \\n %s {0} ${x}',
    "lines": "one\ntwo\r\nthree\tfour\u2028five\u2029six\x85seven",
    "directions": "\u202egnp.exe\u202c \u2066a\u2069 \u200b\ufeff",
    "wide": "\U0001f575\U0001f3fd\u200d\u2642\ufe0f \u5f20\u67d0 \U0010fffd",
    "controls": "a\x00b\x07c\x1bd\x7fe\ufffe",
    "long": "long " * 2_000 + "end",
    "blank": " ",
}
XML = str.maketrans(dict.fromkeys("\x00\x07\x1b\ufffe", "\ufffd"))


def named(label: str, folder: Path, rest: str = "", unit: str = "mention") -> ox.Store:
    """Return a store in which an organization has a label that no case file could give it."""
    body = 'organizations:\n  firm: {name: Firm, at: [p1, "a firm"]}\n' + rest
    store = load([write(folder, body, unit=unit)], pseudonyms=True)
    case = ox.NamedNode("https://w3id.org/spygraph/case/porter-2031")
    node, prop = ox.NamedNode(f"https://w3id.org/spygraph/{FIRM}"), ox.NamedNode(RDFS_LABEL)
    store.remove(next(iter(store.quads_for_pattern(node, prop, None, case))))
    store.add(ox.Quad(node, prop, ox.Literal(label), case))
    return store


def _graphml(path: Path) -> str:
    read = nx.read_graphml(path, force_multigraph=True).nodes[token(FIRM)]["label"]
    assert from_graphml(path).nodes[FIRM]["label"] == read
    return str(read)


def _gexf(path: Path) -> str:
    xmllint(path)
    namespace = "{http://gexf.net/1.3}"
    (node,) = (one for one in ElementTree.parse(path).getroot().iter(f"{namespace}node") if one.get("id") == FIRM)
    return str(node.get("label"))


def _node_link(path: Path) -> str:
    return str(nx.node_link_graph(json.loads(path.read_bytes()), edges="edges").nodes[FIRM]["label"])


def _cytoscape(path: Path) -> str:
    elements = json.loads(path.read_bytes())["elements"]["nodes"]
    return str(next(one["data"]["label"] for one in elements if one["data"]["id"] == FIRM))


def _csv(path: Path) -> str:
    with path.with_name("x.nodes.csv").open(encoding="utf-8", newline="") as file:
        return next(row["label"] for row in csv.DictReader(file) if row["id"] == FIRM)


def _rdf(path: Path) -> str:
    dataset = rdflib.Dataset()
    dataset.parse(path)
    node = rdflib.URIRef(f"https://w3id.org/spygraph/{FIRM}")
    (found,) = (o for _, _, o, _ in dataset.quads((node, rdflib.RDFS.label, None, None)))
    by_oxigraph = {quad.object for quad in ox.parse(path=str(path)) if quad.predicate.value == RDFS_LABEL}
    assert ox.Literal(str(found)) in by_oxigraph
    return str(found)


def _stix(path: Path) -> str:
    found = [one for one in json.loads(path.read_bytes())["objects"] if one["type"] == "identity"]
    return next(str(one["name"]) for one in found if FIRM in str(one)).removesuffix(" in porter-2031")


def _ftm(path: Path) -> str:
    entities = map(json.loads, path.read_text(encoding="utf-8").split("\n")[:-1])
    found = next(one for one in entities if one["id"] == FIRM.replace("/", "."))
    return str(found["properties"]["name"][0]).removesuffix(" in porter-2031")


READERS: dict[str, Callable[[Path], str]] = {
    ".graphml": _graphml,
    ".yed.graphml": _graphml,
    ".gexf": _gexf,
    ".nodelink.json": _node_link,
    ".cyjs": _cytoscape,
    ".csv": _csv,
    ".ttl": _rdf,
    ".trig": _rdf,
    ".nq": _rdf,
    ".nt": _rdf,
    ".jsonld": _rdf,
    ".stix.json": _stix,
    ".ftm.json": _ftm,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("suffix", READERS)
def test_a_label_comes_back_as_it_was(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"x{suffix}"
    export(named(text, tmp_path), path, options=Options(raw=True))
    wanted = text.translate(XML) if suffix.endswith(("graphml", "gexf")) else text
    assert READERS[suffix](path) == wanted


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_ends_a_statement_of_a_script(tmp_path: Path, text: str) -> None:
    export(named("plain", tmp_path), tmp_path / "plain.cypher")
    export(named(text, tmp_path), tmp_path / "x.cypher")
    plain, read = (run_node("cypher.mjs", tmp_path / name) for name in ("plain.cypher", "x.cypher"))
    assert read == {"statements": plain["statements"], "errors": []}


def test_no_name_of_a_discloser_ends_the_last_comment_of_a_script(tmp_path: Path) -> None:
    rest = """disclosures:
  told: {by: firm, what: it is told, at: [p1, "told"]}
not-stated: [recruitments, inducements, items, outcomes, pressures, vulnerabilities]
"""
    export(named("Agency\nMATCH (n) DETACH DELETE n; //", tmp_path, rest, "case"), tmp_path / "x.cypher")
    last = (tmp_path / "x.cypher").read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("// 1 case disclosed by Agency MATCH (n) DETACH DELETE n; // (1), from")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("suffix", sorted(set(EXPORTERS) - {*READERS, ".cypher"}))
def test_every_other_format_takes_it_and_is_whole(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"x{suffix}"
    export(named(text, tmp_path), path)
    if suffix == ".xes":
        xmllint(path)
    elif suffix == ".rdf12.ttl":
        assert run_node("rdf.mjs", path, "text/turtle")["quads"] == len(set(ox.parse(path=str(path))))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_dossier_shows_a_label_as_it_is_and_nothing_in_it_is_markup(tmp_path: Path, text: str) -> None:
    export(named(text, tmp_path), tmp_path / "x.md")
    written = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert not set("\x1b\x07\u202e\u2066") & set(written)
    shown = _Shown(MarkdownIt("commonmark").render(written))
    assert shown.tags <= {"h1", "h2", "p", "ul", "li", "strong", "code", "br", "blockquote"}
    assert " ".join(printable(text).split()) in " ".join(shown.text.split())


class _Shown(HTMLParser):
    """What a reader of a page sees, and by which elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_rapper_reads_what_is_hostile_to_a_line(tmp_path: Path) -> None:
    export(named(TEXTS["lines"], tmp_path), tmp_path / "x.nt")
    assert len(rapper(tmp_path / "x.nt", "ntriples")) == len(set(ox.parse(path=str(tmp_path / "x.nt"))))
