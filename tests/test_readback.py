"""Our own files can be read again, and say what they said."""

import json
from pathlib import Path

import networkx as nx
import pandas as pd
import pyoxigraph as ox
import pytest

from spygraph.errors import SpygraphError
from spygraph.export import Extract, Options, Selection, export
from spygraph.intake.readback import from_graphml, from_jsonld, from_table
from spygraph.network import to_network, to_networkx
from spygraph.patterns.reading import read_table
from spygraph.patterns.table import Table


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


def test_a_filtered_table_tells_what_was_left_out_from_what_is_not_stated(shipped: ox.Store, tmp_path: Path) -> None:
    chosen = Selection(standings=frozenset({"official-claim"}))
    tally = export(shipped, tmp_path / "x.table.csv", chosen)
    whole, read = read_table(shipped), from_table(tmp_path / "x.table.csv")
    thinned = 0
    for ours, found in ((whole.cells, read.cells), (whole.about, read.about)):
        for case in read.cases:
            for key in {key for one, key in (*ours, *found) if one == case}:
                said, kept = set(ours.get((case, key), ())), found.get((case, key), ())
                assert ("left out" in kept) is (not said <= set(kept))
                thinned += "left out" in kept
    assert thinned
    lines = list(tally.lines())
    assert any(f"{thinned} cells in which 'left out' stands" in line for line in lines)
    assert any(f"{len(whole.cases) - len(read.cases)} cases without a row" in line for line in lines)
    stated = sum(values != ("left out",) for values in read.cells.values())
    assert tally.written["cells stated"] == stated
    export(shipped, tmp_path / "x.table.parquet", chosen)
    again = Table.from_frame(pd.read_parquet(tmp_path / "x.table.parquet"))
    assert (again.cells, again.about) == (read.cells, read.about)


def test_a_filter_changes_nothing_of_how_handlers_are_told_of(shipped: ox.Store, tmp_path: Path) -> None:
    export(shipped, tmp_path / "x.table.csv", Selection(relations=frozenset({"handler"})))
    whole, read = read_table(shipped), from_table(tmp_path / "x.table.csv")
    told = {case: read.values(case, "handler") for case in read.cases}
    assert ("described",) in told.values()
    assert told == {case: whole.values(case, "handler") for case in read.cases}


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
