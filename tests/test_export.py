"""Every format: picked by its suffix, filtered alike, written aside, and clear about what it cannot carry."""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from spygraph.errors import SpygraphError
from spygraph.export import EXPORTERS, LOCAL, Extract, Options, Selection, export, format_of
from spygraph.export.appearance import UNPLACED
from spygraph.export.aside import aside
from spygraph.export.tally import UNTOLD, counted
from spygraph.network import to_network
from spygraph.store import load
from support import spygraph, started, write

CASE = "naval-technologist-2013"
HASH_SEEDS = ("0", "1")
EVERY = """
import sys
from pathlib import Path
from spygraph.export import EXPORTERS, export
from spygraph.store import load
store = load([sys.argv[1]], pseudonyms=True)
for suffix in EXPORTERS:
    export(store, Path(sys.argv[2]) / f"graph{suffix}")
"""


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("x.ttl", ".ttl"),
        ("x.rdf12.ttl", ".rdf12.ttl"),
        ("x.table.csv", ".table.csv"),
        ("x.stix.json", ".stix.json"),
        ("a.b.yed.graphml", ".yed.graphml"),
    ],
)
def test_the_longest_suffix_picks_the_format(name: str, suffix: str) -> None:
    assert format_of(Path(name)) == suffix


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x.GRAPHML", "no format ends in '.GRAPHML', did you mean '.graphml'"),
        ("-", "the suffix of the name picks the format, and this has none; 'spygraph list formats' names them"),
    ],
)
def test_a_name_that_picks_no_format_is_told_what_would(name: str, message: str) -> None:
    with pytest.raises(SpygraphError, match=message):
        format_of(Path(name))


def test_an_unknown_suffix_is_refused_with_a_suggestion(shipped: ox.Store, tmp_path: Path) -> None:
    with pytest.raises(SpygraphError, match=r"did you mean '\.graphml'"):
        export(shipped, tmp_path / "graph.grapml")


def test_a_suffix_that_is_like_no_other_leads_to_the_list(shipped: ox.Store, tmp_path: Path) -> None:
    with pytest.raises(SpygraphError, match="'spygraph list formats' names them"):
        export(shipped, tmp_path / "graph.xyz")


def test_a_folder_that_is_not_there_is_named_by_the_file_that_was_asked_for(tmp_path: Path) -> None:
    done = spygraph("export", write(tmp_path), "-o", tmp_path / "nowhere" / "x.csv")
    assert done.code == 2
    assert done.err == f"{tmp_path / 'nowhere' / 'x.csv'}: No such file or directory\n"


@pytest.mark.parametrize("suffix", [".graphml", ".csv"])
def test_a_failed_export_leaves_the_old_file_and_nothing_beside_it(
    shipped: ox.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = tmp_path / f"graph{suffix}"
    path.write_text("old", encoding="utf-8")

    def fail(_: Extract, to: Path) -> None:
        to.with_suffix(".nodes.csv").write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("spygraph.export.EXPORTERS", {**EXPORTERS, suffix: (fail, "")})
    with pytest.raises(OSError, match="No space"):
        export(shipped, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_place_of_one_of_two_files_leaves_the_other(shipped: ox.Store, tmp_path: Path) -> None:
    (tmp_path / "x.nodes.csv").mkdir()
    (tmp_path / "x.edges.csv").write_text("old", encoding="utf-8")
    with pytest.raises(IsADirectoryError) as failed:
        export(shipped, tmp_path / "x.csv")
    assert failed.value.filename == str(tmp_path / "x.nodes.csv")
    assert (tmp_path / "x.edges.csv").read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (OSError(28, "No space left on device"), True),
        (OSError("No space left on device (os error 28)"), True),
        (ConnectionResetError(104, "Connection reset by peer"), False),
    ],
)
def test_a_full_disk_is_told_by_the_file_that_was_asked_for(tmp_path: Path, error: OSError, named: bool) -> None:
    with pytest.raises(OSError, match=r"space|reset") as failed, aside(tmp_path / "x.ttl"):
        raise error
    assert failed.value.filename == (str(tmp_path / "x.ttl") if named else None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "suffix", [".graphml", ".yed.graphml", ".gexf", ".cyjs", ".nodelink.json", ".cypher", ".xes", ".html"]
)
def test_a_graph_of_a_part_says_who_disclosed_it_and_that_it_is_one(
    shipped: ox.Store, tmp_path: Path, suffix: str
) -> None:
    for standings, part in ((frozenset[str](), False), (frozenset({"official-claim"}), True)):
        tally = export(shipped, tmp_path / f"x{suffix}", Selection(standings=standings))
        written = (tmp_path / f"x{suffix}").read_text(encoding="utf-8")
        assert "cases disclosed by Ministry of State Security (6)" in written
        assert ("left out on request: what is missing here is not silence" in written) is part
        assert any("claims on request" in line for line in tally.lines()) is part


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("sent", {"item, as said: sent"}),
        ("promised", {"inducement, as said: promised", "inducement to, as said: promised"}),
        ("relative-of", {"said: relative of"}),
        ("handled-by", {"said to be handled by"}),
        ("item, as said: sent", {"item, as said: sent"}),
    ],
)
def test_a_relation_is_asked_for_by_its_last_words(
    shipped: ox.Store, tmp_path: Path, asked: str, found: set[str]
) -> None:
    export(shipped, tmp_path / "x.csv", Selection(relations=frozenset({asked})))
    with (tmp_path / "x.edges.csv").open(encoding="utf-8", newline="") as file:
        assert {row["relation"] for row in csv.DictReader(file)} == found


@pytest.mark.parametrize(
    ("number", "what", "said"),
    [
        (1, "edges with a time span", "1 edge with a time span"),
        (1, "Person entities", "1 Person entity"),
        (1, "dated notes: without a time", "1 dated note: without a time"),
        (1, UNTOLD, f"1 {UNTOLD}"),
        (1, UNPLACED, f"1 {UNPLACED}"),
        (0, "cells stated", "0 cells stated"),
        (2_000, "cases", "2,000 cases"),
    ],
)
def test_what_is_counted_agrees_with_its_number(number: int, what: str, said: str) -> None:
    assert counted(number, what) == said


def test_a_filter_that_takes_a_voice_away_does_not_say_that_there_was_none(tmp_path: Path) -> None:
    body = """relations:
  met: {kind: met, who: porter, with: agent, says: porter, at: [p1, "met"]}
  wrote: {kind: met, who: agent, with: porter, at: [p1, "wrote"]}
not-stated: [recruitments, inducements, items, outcomes, pressures, vulnerabilities]
"""
    chosen = Selection(standings=frozenset({"official-claim"}))
    export(load([write(tmp_path, body, unit="case")]), tmp_path / "x.graphml", chosen)
    written = (tmp_path / "x.graphml").read_text(encoding="utf-8")
    assert "the own voice of a party, such as the accused, counsel or a witness, in 1" in written


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".csv", ".cyjs", ".nodelink.json", ".cypher", ".ftm.json"])
def test_silences_and_mentions_that_a_format_cannot_carry_are_named(
    shipped: ox.Store, tmp_path: Path, suffix: str
) -> None:
    cases = to_network(shipped).cases
    lines = list(export(shipped, tmp_path / f"x{suffix}", options=Options(names=True)).lines())
    silences = sum(len(case.not_stated) + len(case.leaves_open) for case in cases)
    mentions = sum(case.unit == "mention" for case in cases)
    assert any(f"{silences:,} things that sources do not state or leave open" in line for line in lines)
    told = any(f"{mentions} cases told as mentions only" in line for line in lines)
    assert told is (suffix == ".ftm.json")


def test_every_format_is_the_same_under_different_hash_seeds(tmp_path: Path) -> None:
    for seed in HASH_SEEDS:
        (tmp_path / seed).mkdir()
        done = started("-c", EVERY, "cases", tmp_path / seed, PYTHONHASHSEED=seed)
        assert done.code == 0, done.err
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in HASH_SEEDS)
    assert len(first) == len(EXPORTERS) + 1, "one file each, and two for .csv"
    assert {name for name in first if first[name] != second[name]} == set()


@pytest.mark.parametrize("suffix", sorted(set(EXPORTERS) - {".csv"}))
def test_a_file_of_one_case_holds_that_case_only(shipped: ox.Store, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graph{suffix}"
    export(shipped, path, Selection(cases=frozenset({CASE})), Options(names=True))
    data = path.read_bytes()
    others = [case.id for case in to_network(shipped).cases if case.id != CASE]
    assert CASE.encode() in data
    assert [other for other in others if other.encode() in data] == []


def test_standings_and_relations_filter_what_every_graph_format_draws(shipped: ox.Store) -> None:
    claimed = Extract(shipped, Selection(standings=frozenset({"adjudicated-as-reported"}))).network()
    assert claimed is not None
    assert {claimed.claims[edge.claim].standing for edge in claimed.edges} == {"adjudicated-as-reported"}
    handled = Extract(shipped, Selection(relations=frozenset({"handler"}))).network()
    assert handled is not None
    assert {edge.relation for edge in handled.edges} == {"said to be handled by"}
    assert {node.id for node in handled.nodes} == {end for edge in handled.edges for end in (edge.source, edge.target)}


def test_a_filter_takes_no_dispute_away(shipped: ox.Store) -> None:
    whole = to_network(shipped)
    chosen = Extract(shipped, Selection(standings=frozenset({"official-claim"}))).network()
    assert chosen is not None
    for id_, claim in chosen.claims.items():
        assert claim.disputes == whole.claims[id_].disputes
    cases = {claim.case for claim in chosen.claims.values() if claim.thing_class != "Dispute"}
    kept = {id_ for id_, claim in chosen.claims.items() if claim.thing_class == "Dispute"}
    assert kept == {id_ for id_, one in whole.claims.items() if one.thing_class == "Dispute" and one.case in cases}


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (
            Selection(cases=frozenset({"naval-technologist-2012"})),
            "no such case .* did you mean 'naval-technologist-2013'",
        ),
        (Selection(standings=frozenset({"convicted"})), "no such standing 'convicted'"),
        (Selection(relations=frozenset({"handled"})), "no relation is called 'handled' here"),
    ],
)
def test_a_selection_of_what_is_not_there_is_refused(
    shipped: ox.Store, tmp_path: Path, selection: Selection, message: str
) -> None:
    with pytest.raises(SpygraphError, match=message):
        export(shipped, tmp_path / "graph.graphml", selection)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", sorted(set(EXPORTERS) - {".csv", ".table.csv", ".table.parquet"}))
def test_a_judgement_that_is_left_unsure_is_in_no_export_and_is_named(
    shipped: ox.Store, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"graph{suffix}"
    tally = export(shipped, path, options=Options(names=True))
    assert b"the text never says whether they are one man" not in path.read_bytes()
    assert any("left unsure" in line for line in tally.lines())


def test_claims_written_and_claims_left_out_add_up(shipped: ox.Store, tmp_path: Path) -> None:
    whole = to_network(shipped)
    graph = export(shipped, tmp_path / "graph.graphml")
    assert (graph.written["nodes"], graph.written["edges"]) == (len(whole.nodes), len(whole.edges))
    drawn = {edge.claim for edge in whole.edges}
    assert graph.undrawn.total() + len(drawn) == len(whole.claims) - 1, "the unsure judgement is named apart"
    log = export(shipped, tmp_path / "graph.xes")
    assert log.written["claims"] + log.undrawn.total() == len(whole.claims) - 1


@pytest.mark.parametrize("suffix", sorted(set(EXPORTERS) - {".table.csv", ".table.parquet"}))
@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(cases=frozenset({CASE})),
        Selection(standings=frozenset({"adjudicated-as-reported"})),
        Selection(cases=frozenset({CASE}), relations=frozenset({"handler"})),
    ],
    ids=["all", "case", "standing", "relation"],
)
def test_what_goes_in_comes_out_or_is_named(
    shipped: ox.Store, tmp_path: Path, suffix: str, selection: Selection
) -> None:
    tally = export(shipped, tmp_path / f"x{suffix}", selection, Options(names=True))
    kept = Extract(shipped, selection).network()
    if "edges" in tally.written:
        assert (tally.written["nodes"], tally.written["edges"]) == (len(kept.nodes), len(kept.edges))
        drawn = {edge.claim for edge in kept.edges}
        assert tally.undrawn.total() + len(drawn) == len(kept.claims)
    else:
        assert tally.written["claims"] + tally.undrawn.total() == len(kept.claims)


@pytest.mark.parametrize("suffix", sorted(EXPORTERS))
def test_pseudonyms_apply_to_every_format(tmp_path: Path, suffix: str) -> None:
    body = """relations:
  met: {kind: met, who: porter, with: agent, what: Firefly met him, at: [p1, "Firefly met"]}
timeline:
  talk: {stage: contact, what: Firefly talks, who: porter, at: [p1, "Firefly talks"]}
"""
    case = write(tmp_path, body)
    assert spygraph("export", case, "-o", tmp_path / f"x{suffix}", "--pseudonyms").code == 0
    written = b"".join(path.read_bytes() for path in tmp_path.glob("x*"))
    assert b"Firefly" not in written
    assert suffix.startswith(".table") or b"[porter]" in written.replace(b"\\", b"")


@pytest.mark.parametrize("suffix", sorted(LOCAL))
def test_what_feeds_screening_systems_is_refused_names_unless_they_are_asked_for(
    shipped: ox.Store, tmp_path: Path, suffix: str
) -> None:
    with pytest.raises(SpygraphError, match="case-local labels"):
        export(shipped, tmp_path / f"graph{suffix}")
    export(shipped, tmp_path / f"graph{suffix}", options=Options(names=True))


@pytest.mark.parametrize("suffix", sorted(LOCAL))
def test_the_command_writes_case_local_labels_unless_names_are_asked_for(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graph{suffix}"
    case = write(tmp_path)
    assert spygraph("export", case, "-o", path).code == 0
    assert "Firefly" not in path.read_text(encoding="utf-8")
    assert "[porter] in porter-2031" in path.read_text(encoding="utf-8")
    assert spygraph("export", case, "-o", path, "--names").code == 0
    assert "Firefly" in path.read_text(encoding="utf-8")


def test_the_command_says_what_the_file_holds_and_what_it_lacks(tmp_path: Path) -> None:
    done = spygraph("export", "cases", "-o", tmp_path / "x.graphml", "--cases", CASE, "--relation", "handler")
    assert done.code == 0, done.err
    assert "It holds: 2 nodes, 1 edge" in done.out
    assert "Not in this format: " in done.out
    pair = spygraph("export", "cases", "-o", tmp_path / "x.csv", "--cases", CASE)
    assert pair.out.startswith(f"Written: {tmp_path / 'x.edges.csv'}, {tmp_path / 'x.nodes.csv'}\n")


def test_raw_cells_are_for_csv_only(tmp_path: Path) -> None:
    done = spygraph("export", write(tmp_path), "-o", tmp_path / "x.md", "--raw")
    assert (done.code, "--raw goes with .csv and .table.csv only" in done.err) == (2, True)
    assert spygraph("export", write(tmp_path), "-o", tmp_path / "x.table.csv", "--raw").code == 0


def test_a_name_may_be_as_long_as_the_file_system_takes(shipped: ox.Store, tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 244}.graphml"
    export(shipped, path)
    assert list(tmp_path.iterdir()) == [path]


def test_yed_graphics_are_for_graphml_only(tmp_path: Path) -> None:
    assert spygraph("export", write(tmp_path), "-o", tmp_path / "x.gexf", "--yed").code == 2
    assert spygraph("export", write(tmp_path), "-o", tmp_path / "x.graphml", "--yed").code == 0
    assert "y:ShapeNode" in (tmp_path / "x.graphml").read_text(encoding="utf-8")
