"""Validates graphs with the SHACL shapes: what the reader has built, and the ontology by its own quality shapes."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spygraph import paths

if TYPE_CHECKING:
    import rdflib


def violations(given: Iterable[Path] = ()) -> list[str]:
    """Return what the shapes find wrong with the graph of some case files; [] where nothing is.

    Raises:
        CaseFileError: where the case files cannot be read.
    """
    import rdflib

    from spygraph.store import load, to_rdflib

    data = rdflib.Graph()
    for triple in to_rdflib(load(given)):
        data.add(triple[:3])
    return conformance(data, _turtle(paths.ontology() / "shapes.ttl"))


def ontology_violations() -> list[str]:
    """Return what the quality shapes find wrong with the ontology itself."""
    return conformance(_turtle(*paths.turtle_files()), _turtle(paths.ontology() / paths.QUALITY))


def _turtle(*files: Path) -> "rdflib.Graph":
    import rdflib

    graph = rdflib.Graph()
    for file in files:
        graph.parse(file, format="turtle")
    return graph


def conformance(data: "rdflib.Graph", shapes: "rdflib.Graph") -> list[str]:
    """Return one line for each result of a SHACL validation, without imports, rules or scripts."""
    import pyshacl
    from rdflib import RDF, Namespace

    shacl = Namespace("http://www.w3.org/ns/shacl#")
    conforms, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=False, js=False, do_owl_imports=False
    )
    if conforms:
        return []

    def line(result: Any) -> str:
        parts = (report.value(result, shacl[name]) for name in ("focusNode", "resultPath", "resultMessage"))
        return " ".join(str(part) for part in parts if part is not None)

    return sorted(line(result) for result in report.subjects(RDF.type, shacl.ValidationResult))
