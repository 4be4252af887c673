"""Graph formats hold what the network holds, and readers that are not ours agree on it."""

import csv
import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import igraph
import networkx as nx
import pandas as pd
import pyoxigraph as ox
import pytest

from foreign import READERS, run_node, schema, xmllint
from spygraph.explorer.marks import KINDS
from spygraph.export import EXPORTERS, Options, export
from spygraph.export.appearance import _SHAPES, line, look, rgb, shade
from spygraph.export.xmltext import text
from spygraph.network import Network, to_network, to_networkx
from spygraph.network.attributes import EDGE_KEYS, NODE_KEYS
from spygraph.network.tokens import token, untoken
from spygraph.store import load
from support import spygraph, write

GRAPHS = (".graphml", ".yed.graphml", ".gexf", ".csv", ".cyjs", ".nodelink.json", ".cypher")
GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
YED = "{http://www.yworks.com/xml/graphml}"
Files = dict[str, Path]


@pytest.fixture(scope="module", name="files")
def _files(shipped: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("graphs")
    for suffix in GRAPHS:
        export(shipped, folder / f"graph{suffix}")
    return {suffix: folder / f"graph{suffix}" for suffix in GRAPHS}


@pytest.fixture(scope="module", name="network")
def _network(shipped: ox.Store) -> Network:
    return to_network(shipped)


def read_graphs(files: Files) -> dict[str, nx.MultiDiGraph]:
    """Return the files that networkx reads; GraphML is read by our own ids, which are tokens there."""
    return {
        ".graphml": by_id(nx.read_graphml(files[".graphml"], force_multigraph=True)),
        ".yed.graphml": by_id(nx.read_graphml(files[".yed.graphml"], force_multigraph=True)),
        ".gexf": nx.read_gexf(files[".gexf"]),
        ".nodelink.json": nx.node_link_graph(json.loads(files[".nodelink.json"].read_text("utf-8")), edges="edges"),
    }


def by_id(read: nx.MultiDiGraph) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((untoken(id_), data) for id_, data in read.nodes(data=True))
    for source, target, key, data in read.edges(keys=True, data=True):
        graph.add_edge(untoken(source), untoken(target), untoken(key), **data)
    return graph


def standings(network: Network) -> Counter[str]:
    return Counter(network.claims[edge.claim].standing for edge in network.edges)


@pytest.mark.parametrize("suffix", [".graphml", ".yed.graphml", ".gexf", ".nodelink.json"])
def test_networkx_reads_the_same_nodes_edges_and_attributes(shipped: ox.Store, files: Files, suffix: str) -> None:
    ours, read = to_networkx(shipped), read_graphs(files)[suffix]
    assert set(read.nodes) == set(ours.nodes)
    assert {key for _, _, key in read.edges(keys=True)} == {key for _, _, key in ours.edges(keys=True)}
    for id_, data in ours.nodes(data=True):
        found = read.nodes[id_]
        # these readers put a label of the format itself there, which is never empty
        keys = [key for key in NODE_KEYS if key != "label" or data["label"]]
        assert {key: found.get(key, "") for key in keys} == {key: data[key] for key in keys}
    for source, target, key, data in ours.edges(keys=True, data=True):
        found = read.edges[source, target, key]
        assert {name: found.get(name, "") for name in EDGE_KEYS} == data


def test_what_is_of_a_mention_says_so(network: Network, files: Files) -> None:
    units = {case.id: case.unit for case in network.cases}
    assert set(units.values()) == {"case", "mention"}
    for graph in read_graphs(files).values():
        for _, node in graph.nodes(data=True):
            assert node.get("unit", "") == units.get(node.get("case", ""), "")
        for _, _, edge in graph.edges(data=True):
            assert edge.get("unit", "") == units.get(edge.get("case", ""), "")
    for name in ("nodes", "edges"):
        with files[".csv"].with_name(f"graph.{name}.csv").open(encoding="utf-8", newline="") as file:
            assert all(row["unit"] == units.get(row["case"], "") for row in csv.DictReader(file))
    cyjs = json.loads(files[".cyjs"].read_text("utf-8"))["elements"]
    told = [one["data"] for kind in ("nodes", "edges") for one in cyjs[kind]]
    assert all(one.get("unit", "") == units.get(one.get("case", ""), "") for one in told)
    lines = files[".cypher"].read_text(encoding="utf-8").splitlines()
    assert sum("`unit` = 'mention'" in line for line in lines) == sum(one.get("unit") == "mention" for one in told)


def test_igraph_reads_the_same_counts(network: Network, files: Files) -> None:
    read = igraph.Graph.Read_GraphML(str(files[".graphml"]))
    assert (read.vcount(), read.ecount()) == (len(network.nodes), len(network.edges))
    assert Counter(read.es["standing"]) == standings(network)


@pytest.mark.parametrize(
    ("script", "suffix"), [("graphml.mjs", ".graphml"), ("gexf.mjs", ".gexf"), ("cyjs.mjs", ".cyjs")]
)
def test_readers_in_javascript_find_the_same_counts(network: Network, files: Files, script: str, suffix: str) -> None:
    read = run_node(script, files[suffix])
    assert (read["nodes"], read["edges"]) == (len(network.nodes), len(network.edges))
    assert read["standing"] == standings(network)


def test_cytoscape_knows_every_shape_and_takes_every_place(files: Files) -> None:
    read, graph = run_node("cyjs.mjs", files[".cyjs"]), read_graphs(files)[".graphml"]
    assert read["drawn"]
    assert read["warnings"] == []
    assert read["places"] == {id_: {"x": data["x"], "y": data["y"]} for id_, data in graph.nodes(data=True)}


def test_the_places_are_those_of_the_page_and_apart(files: Files) -> None:
    graph, gexf = (read_graphs(files)[suffix] for suffix in (".graphml", ".gexf"))
    places = {id_: (data["x"], data["y"]) for id_, data in graph.nodes(data=True)}
    assert len(set(places.values())) == len(places)
    for id_, (x, y) in places.items():
        assert gexf.nodes[id_]["viz"]["position"] == {"x": x, "y": -y, "z": 0.0}


@pytest.mark.parametrize("suffix", [".graphml", ".yed.graphml", ".gexf"])
def test_xml_is_well_formed(files: Files, suffix: str) -> None:
    xmllint(files[suffix])


def test_graphml_follows_its_published_schema(files: Files, tmp_path: Path) -> None:
    wanted = schema("graphml.xsd", tmp_path)
    xmllint("--schema", wanted, files[".graphml"])
    # what yEd adds stands in a namespace of its own, in an attribute and in data; all around it is plain GraphML
    root = ElementTree.parse(files[".yed.graphml"]).getroot()
    for key in root.iter(f"{GRAPHML}key"):
        key.attrib.pop("yfiles.type", None)
    for data in root.iter(f"{GRAPHML}data"):
        for drawn in [one for one in data if one.tag.startswith(YED)]:
            data.remove(drawn)
    ElementTree.ElementTree(root).write(tmp_path / "plain.graphml")
    xmllint("--schema", wanted, tmp_path / "plain.graphml")
    broken = files[".graphml"].read_text(encoding="utf-8").replace('<node id="case:', '<node id="case/', 1)
    (tmp_path / "broken.graphml").write_text(broken, encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        xmllint("--schema", wanted, tmp_path / "broken.graphml")


def test_gexf_follows_the_rules_of_its_version(files: Files, tmp_path: Path) -> None:
    xmllint("--relaxng", READERS / "gexf-1.3.rng", files[".gexf"])
    broken = re.sub(r' start="(\d{4})-\d\d-\d\d"', r' start="\1"', files[".gexf"].read_text(encoding="utf-8"), count=1)
    (tmp_path / "broken.gexf").write_text(broken, encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        xmllint("--relaxng", READERS / "gexf-1.3.rng", tmp_path / "broken.gexf")


def test_gexf_follows_the_published_schema_in_what_the_version_before_had(files: Files, tmp_path: Path) -> None:
    old = files[".gexf"].read_text(encoding="utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
    old = re.sub(r'( timerepresentation="interval"| kind="[^"]*"|^ *<viz:.*/>$)', "", old, flags=re.MULTILINE)
    (tmp_path / "old.gexf").write_text(old.replace('version="1.3"', 'version="1.2"'), encoding="utf-8")
    xmllint("--schema", schema("gexf.xsd", tmp_path), tmp_path / "old.gexf")


def test_ids_become_different_name_tokens_and_come_back() -> None:
    ids = [
        "case/x-1/person/a",
        "case/x-1.person:a",
        "vocab#relation-met",
        "vocab.relation-met",
        "a|b",
        "a_b",
        "\u00b7",
        "張",
    ]
    assert [untoken(token(id_)) for id_ in ids] == ids
    assert len({token(id_) for id_ in ids}) == len(ids)


def test_an_edge_that_is_found_in_graphml_leads_back_to_its_claim(files: Files) -> None:
    edge = next(ElementTree.parse(files[".graphml"]).getroot().iter(f"{GRAPHML}edge")).attrib["id"]
    assert edge != untoken(edge)
    by_token, by_id = spygraph("why", edge), spygraph("why", untoken(edge))
    assert (by_token.code, by_token.out) == (0, by_id.out)
    assert "says" in by_token.out


@pytest.mark.parametrize("suffix", [".graphml", ".yed.graphml"])
def test_graphml_declares_its_keys_once_whatever_their_case_and_its_ids_are_unique(files: Files, suffix: str) -> None:
    root = ElementTree.parse(files[suffix]).getroot()
    keys = [key.attrib for key in root.iter(f"{GRAPHML}key")]
    assert len({key["id"].lower() for key in keys}) == len(keys)
    assert {key["attr.type"] for key in keys if "attr.type" in key} <= {"string", "double"}
    for kind in ("node", "edge"):
        ids = [one.attrib["id"] for one in root.iter(GRAPHML + kind)]
        assert len(set(ids)) == len(ids) > 0
    declared = {key["id"]: key["for"] for key in keys}
    for kind in ("node", "edge"):
        used = {data.attrib["key"] for one in root.iter(GRAPHML + kind) for data in one.iter(f"{GRAPHML}data")}
        assert {declared[key] for key in used} == {kind}


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".nodelink.json"])
def test_every_edge_says_who_claims_it_how_far_it_is_established_and_where(files: Files, suffix: str) -> None:
    for _, _, data in read_graphs(files)[suffix].edges(data=True):
        assert {"relation", "standing", "claimant", "claim"} <= set(data)
        assert data["standing"] == "inferred-by-editor" or {"source_id", "paragraph", "words"} <= set(data)


def test_a_span_runs_from_the_earliest_to_the_latest_day(network: Network, files: Files) -> None:
    claims, read = network.claims, read_graphs(files)[".gexf"]
    for _, _, key, data in read.edges(keys=True, data=True):
        claim = claims[next(edge.claim for edge in network.edges if edge.id == key)]
        assert (data.get("start", ""), data.get("end", "")) == (claim.earliest, claim.latest)
    assert any(data.get("start") == "2012-01-01" for *_, data in read.edges(data=True)) is False


def test_a_label_keeps_what_it_is_about_apart_from_what_is_said(files: Files) -> None:
    labels = set(pd.read_csv(files[".csv"].with_name("graph.edges.csv"), dtype=str)["label"])
    assert {"said to be done by (detained)", "said to be for (agreed)", "item, as said: found in possession"} <= labels
    assert "inducement to, as said: promised (education)" in labels


def test_the_csv_pair_reads_as_tables(network: Network, files: Files) -> None:
    nodes, edges = (
        pd.read_csv(files[".csv"].with_name(f"graph.{name}.csv"), keep_default_na=False, dtype=str)
        for name in ("nodes", "edges")
    )
    assert list(nodes["id"]) == list(dict.fromkeys(nodes["id"]))
    assert set(nodes["id"]) == {node.id for node in network.nodes}
    assert {*edges["source"], *edges["target"]} <= set(nodes["id"])
    assert Counter(edges["standing"]) == standings(network)


@pytest.mark.parametrize(("raw", "cell"), [(False, "'=1+1"), (True, "=1+1")])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path, raw: bool, cell: str) -> None:
    path = write(tmp_path, 'organizations:\n  firm: {name: "=1+1", at: [p1, "a firm"]}\n')
    tally = export(load([path]), tmp_path / "x.csv", options=Options(raw=raw))
    with (tmp_path / "x.nodes.csv").open(encoding="utf-8", newline="") as file:
        assert cell in {row["label"] for row in csv.DictReader(file)}
    assert any("apostrophe" in line for line in tally.lines()) is not raw


def test_neo4j_grammar_takes_the_script_statement_by_statement(network: Network, files: Files, tmp_path: Path) -> None:
    read = run_node("cypher.mjs", files[".cypher"])
    assert read == {"statements": len(network.nodes) + len(network.edges), "errors": []}
    broken = tmp_path / "broken.cypher"
    broken.write_text("MERGE (n:Reported {id: 'x) SET n;\n", encoding="utf-8")
    assert run_node("cypher.mjs", broken)["errors"]


def test_yed_draws_only_a_court_record_as_a_solid_line(network: Network, files: Files) -> None:
    styles = {
        untoken(edge.attrib["id"]): next(edge.iter(f"{YED}LineStyle")).attrib["type"]
        for edge in ElementTree.parse(files[".yed.graphml"]).getroot().iter(f"{GRAPHML}edge")
    }
    for edge in network.edges:
        standing = network.claims[edge.claim].standing
        assert (styles[edge.id] == "line") == (standing == "adjudicated")
    assert line("adjudicated") == "solid"


def test_every_program_gets_a_paler_line_for_what_is_less_established(network: Network, files: Files) -> None:
    graphs = read_graphs(files)
    pair = pd.read_csv(files[".csv"].with_name("graph.edges.csv"), dtype=str).set_index("id")
    gexf = {edge.attrib["id"]: edge for edge in ElementTree.parse(files[".gexf"]).getroot().iter(f"{GEXF}edge")}
    for edge in network.edges:
        standing = network.claims[edge.claim].standing
        for suffix in (".graphml", ".nodelink.json"):
            data = graphs[suffix].edges[edge.source, edge.target, edge.id]
            assert (data["color"], data["line"]) == (shade(standing), line(standing))
        assert tuple(pair.loc[edge.id, ["kind", "color", "line"]]) == (edge.relation, shade(standing), line(standing))
        drawn = {one.tag.rpartition("}")[2]: one.attrib for one in gexf[edge.id]}
        assert tuple(int(drawn["color"][one]) for one in "rgb") == rgb(shade(standing))
        assert drawn["shape"] == {"value": line(standing)}
    known = [shade(one) for one in ("adjudicated", "adjudicated-as-reported", "official-claim")]
    assert known == sorted(set(known)), "from black to grey"


def test_every_kind_of_the_page_has_a_shape_in_every_program() -> None:
    assert {kind.key for kind in KINDS} <= set(_SHAPES)
    assert len({look(kind.key).shape for kind in KINDS}) == len(KINDS)


def test_xml_text_replaces_what_xml_cannot_carry_and_escapes_the_rest() -> None:
    assert text('a\x00b<c>&"d"\ud800') == "a\ufffdb&lt;c&gt;&amp;&quot;d&quot;\ufffd"


def test_every_format_is_described() -> None:
    assert all(description for _, description in EXPORTERS.values())
