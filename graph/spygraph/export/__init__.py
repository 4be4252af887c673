"""Writers of files: one module a format, one line each in EXPORTERS; the longest suffix that fits picks the writer."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from spygraph.errors import SpygraphError, did_you_mean
from spygraph.export import (
    cells,
    cypher,
    dossier,
    ftm,
    gexf,
    graphjson,
    graphml,
    jsonld,
    rdf,
    reified,
    stix,
    tables,
    xes,
    yed,
)
from spygraph.export.aside import aside
from spygraph.export.extract import Extract, Options
from spygraph.export.selection import Selection
from spygraph.export.tally import Tally

if TYPE_CHECKING:
    from spygraph.store import Readable

__all__ = ["EXPORTERS", "LOCAL", "Extract", "Options", "Selection", "Tally", "export", "format_of"]

_LISTED = "; 'spygraph list formats' names them"
Export = Callable[[Extract, Path], None]


def _explorer(extract: Extract, path: Path) -> None:
    from spygraph.explorer.page import Besides, write_html
    from spygraph.patterns import read_table

    network = extract.network()
    extract.tally.written.update(nodes=len(network.nodes), statements=len(network.edges), claims=len(network.claims))
    table = None if extract.selection.partial else read_table(extract.store).only(case.id for case in network.cases)
    write_html(network, path, Besides(table, disclosure=extract.disclosure()))


EXPORTERS: Mapping[str, tuple[Export, str]] = MappingProxyType(
    {
        ".csv": (cells.write, "two CSV files, .nodes.csv and .edges.csv, safe for spreadsheets"),
        ".cyjs": (graphjson.write_cytoscape, "Cytoscape.js and Cytoscape"),
        ".cypher": (cypher.write, "an openCypher script, for Neo4j and its like"),
        ".ftm.json": (ftm.write, "FollowTheMoney entities with case-local labels, a line each"),
        ".gexf": (gexf.write, "GEXF 1.3 with time spans, for Gephi's timeline"),
        ".graphml": (graphml.write, "GraphML: nodes, and an edge for each statement"),
        ".html": (_explorer, "the interactive page"),
        ".jsonld": (jsonld.write, "JSON-LD of the claims, with its context"),
        ".md": (dossier.write, "a dossier: what is not known first, then every claim with its owner"),
        ".nodelink.json": (graphjson.write_node_link, "node-link JSON, for networkx and d3"),
        ".nq": (rdf.write_nquads, "N-Quads of the same named graphs, a line a statement"),
        ".nt": (rdf.write_ntriples, "N-Triples of the claims"),
        ".rdf12.ttl": (reified.write, "RDF 1.2 Turtle: each claim reifies what it says, and nothing is asserted"),
        ".stix.json": (stix.write, "a STIX 2.1 bundle with case-local labels, people as identities"),
        ".table.csv": (tables.write_csv, "the coded table as CSV, a row a case"),
        ".table.parquet": (tables.write_parquet, "the coded table as Parquet"),
        ".trig": (
            rdf.write_trig,
            "TriG: a named graph for each case, for the registry and for each strength of shortcut",
        ),
        ".ttl": (rdf.write_turtle, "Turtle of the claims, without shortcuts"),
        ".xes": (xes.write, "an XES event log, for process mining"),
        ".yed.graphml": (yed.write, "GraphML as yEd draws it"),
    }
)
# what screening systems read, and bare surnames must not feed
LOCAL = frozenset((".ftm.json", ".stix.json"))


def format_of(path: Path) -> str:
    """Return the longest suffix of a file's name that a format has.

    Raises:
        SpygraphError: where no format has one.
    """
    found = max((suffix for suffix in EXPORTERS if path.name.endswith(suffix)), key=len, default="")
    if not found and not path.suffix:
        raise SpygraphError(f"{path}: the suffix of the name picks the format, and this has none{_LISTED}")
    if not found:
        near = did_you_mean(path.suffix.lower(), EXPORTERS)
        raise SpygraphError(f"{path}: no format ends in '{path.suffix}'{near or _LISTED}")
    return found


def export(store: "Readable", path: Path, selection: Selection | None = None, options: Options | None = None) -> Tally:
    """Write a store to a file; its suffix picks the format, and the file is replaced only when it is complete.

    Args:
        store: What `load` returned.
        path: The file; .csv writes two files beside this name.
        selection: Which cases, standings and relations to keep; all of them where it is left out.
        options: How cells and names are written.

    Returns:
        What the file holds, and what its format could not carry.

    Raises:
        SpygraphError: where no format has this suffix, or the selection names what is not there.
        OSError: where the file cannot be written; what was there before is still there.
    """
    suffix = format_of(path)
    extract = Extract(store, selection, options)
    write = EXPORTERS[".yed.graphml" if extract.options.yed and suffix == ".graphml" else suffix][0]
    with aside(path) as temporary:
        write(extract, temporary)
        extract.tally.files = sorted(path.parent / one.name for one in temporary.parent.iterdir())
    return extract.tally
