"""Our own files can be read again, and say what they said."""

import json
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from spygraph.errors import SpygraphError
from spygraph.export import Extract, Options, export
from spygraph.intake.readback import from_graphml, from_jsonld, from_table
from spygraph.network import to_network, to_networkx
from spygraph.patterns.reading import read_table


@pytest.mark.parametrize("suffix", [".graphml", ".yed.graphml"])
def test_graphml_gives_the_graph_that_it_was_made_of(shipped: ox.Store, tmp_path: Path, suffix: str) -> None:
    export(shipped, tmp_path / f"x{suffix}")
    ours, read = to_networkx(shipped), from_graphml(tmp_path / f"x{suffix}")
    assert nx.utils.graphs_equal(ours, read)


def test_jsonld_gives_a_store_with_the_same_network_table_and_files(shipped: ox.Store, tmp_path: Path) -> None:
    export(shipped, tmp_path / "x.jsonld")
    read = from_jsonld(tmp_path / "x.jsonld")
    assert to_network(read) == Extract(shipped).network(), "all but the unsure judgement"
    assert read_table(read) == read_table(shipped)
    for suffix in (".jsonld", ".graphml", ".trig"):
        export(shipped, tmp_path / f"first{suffix}")
        export(read, tmp_path / f"again{suffix}")
        assert (tmp_path / f"again{suffix}").read_bytes() == (tmp_path / f"first{suffix}").read_bytes()


@pytest.mark.parametrize("raw", [True, False])
def test_the_csv_table_gives_the_table_that_it_was_made_of(shipped: ox.Store, tmp_path: Path, raw: bool) -> None:
    export(shipped, tmp_path / "x.table.csv", options=Options(raw=raw))
    ours, read = read_table(shipped), from_table(tmp_path / "x.table.csv")
    assert (read.cases, read.cells, read.about) == (ours.cases, ours.cells, ours.about)
    reporting = {feature.key: feature.reporting for feature in ours.features}
    assert {feature.key: feature.reporting for feature in read.features} == reporting


def test_a_document_type_is_refused_before_any_parser_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "x.graphml"
    path.write_text('<!DOCTYPE a [<!ENTITY b "c">]><graphml/>', encoding="utf-8")
    with pytest.raises(SpygraphError, match="document type"):
        from_graphml(path)


@pytest.mark.parametrize("text", ["", "<graphml", "<graphml/>", "\x00"])
def test_what_is_no_graphml_gets_a_message(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.graphml").write_text(text, encoding="utf-8")
    with pytest.raises(SpygraphError, match="not a GraphML file"):
        from_graphml(tmp_path / "x.graphml")


@pytest.mark.parametrize("where", ["top", "inside"])
def test_no_context_but_our_own_is_taken(shipped: ox.Store, tmp_path: Path, where: str) -> None:
    path = tmp_path / "x.jsonld"
    export(shipped, path)
    found = json.loads(path.read_text(encoding="utf-8"))
    (found if where == "top" else found["@graph"][0]["@graph"][0])["@context"] = "https://example.org/context"
    path.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(SpygraphError, match="with the context of this version"):
        from_jsonld(path)
