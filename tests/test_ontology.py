"""The ontology satisfies its own shapes, documents every term, and the graph of the cases conforms to it."""

import json
import re
from pathlib import Path

import jsonschema
import pyoxigraph as ox
import pytest
import yaml

from spygraph import paths
from spygraph.casefile.grammar import grammar, ontology_store
from spygraph.published import context, files, json_schema
from spygraph.store import load, select
from spygraph.terms import table
from spygraph.validate import ontology_violations, violations

SHORTCUTS = sorted((paths.ontology() / "shortcuts").rglob("*.rq"))


def test_the_ontology_satisfies_its_quality_shapes() -> None:
    assert ontology_violations() == []


def test_the_quality_shapes_notice_a_term_without_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    import rdflib

    from spygraph import validate

    read = validate._turtle

    def without_example(*files: object) -> rdflib.Graph:
        graph = read(*files)  # type: ignore[arg-type]
        graph.remove((rdflib.URIRef("https://w3id.org/spygraph/ns#handler"), rdflib.SKOS.example, None))
        return graph

    monkeypatch.setattr(validate, "_turtle", without_example)
    assert any("handler" in line and "example" in line for line in ontology_violations())


def test_the_shipped_cases_conform_to_the_shapes() -> None:
    assert violations([paths.shipped_cases()]) == []


def test_the_shapes_notice_a_claim_without_evidence() -> None:
    import rdflib

    from spygraph.store import to_rdflib
    from spygraph.validate import conformance

    data = rdflib.Graph()
    for triple in to_rdflib(load([paths.shipped_cases()])):
        data.add(triple[:3])
    ns = rdflib.Namespace("https://w3id.org/spygraph/ns#")
    claim = next(data.subjects(ns.standing, rdflib.URIRef("https://w3id.org/spygraph/vocab#standing-official-claim")))
    data.remove((claim, ns.evidence, None))
    shapes = rdflib.Graph().parse(paths.ontology() / "shapes.ttl")
    assert any(str(claim) in line for line in conformance(data, shapes))


@pytest.mark.parametrize("name", files())
def test_what_is_generated_from_the_table_is_up_to_date(name: str) -> None:
    assert (paths.ontology() / name).read_text(encoding="utf-8") == files()[name]


@pytest.mark.parametrize("path", sorted(paths.shipped_cases().glob("*.yaml")), ids=lambda path: path.stem)
def test_the_json_schema_accepts_every_shipped_case(path: Path) -> None:
    jsonschema.validate(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), json_schema())


def test_the_json_schema_refuses_a_value_outside_its_scheme() -> None:
    case = yaml.load((paths.shipped_cases() / "unit-investor-2024.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    case["recruitments"]["main"]["initiation"] = "recruted"
    with pytest.raises(jsonschema.ValidationError, match="recruted"):
        jsonschema.validate(case, json_schema())


def test_the_context_reads_our_names_as_our_terms() -> None:
    import rdflib

    document = {**context(), "@id": "case:x", "@type": "Recruitment", "initiation": {"@id": "v:initiation-recruited"}}
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    ns = rdflib.Namespace("https://w3id.org/spygraph/ns#")
    found = set(graph.objects(rdflib.URIRef("https://w3id.org/spygraph/case/x"), ns.initiation))
    assert found == {rdflib.URIRef("https://w3id.org/spygraph/vocab#initiation-recruited")}


def test_every_term_has_two_labels_a_definition_and_an_example() -> None:
    for term in table():
        assert term.label, term
        assert re.search("[\u4e00-\u9fff]", term.label_zh), term
        assert term.definition.endswith("."), term
        assert term.example or term.kind == "ConceptScheme", term


def test_every_scheme_but_those_of_the_editor_has_a_value_for_unclear() -> None:
    editors = {"attribution", "change", "source-kind", "standing", "unit"}
    assert {name for name, scheme in grammar().schemes.items() if "unclear" not in scheme} == editors


def test_no_scheme_has_a_value_for_silence() -> None:
    ids = {id_ for scheme in grammar().schemes.values() for id_ in scheme}
    assert not ids & {"unknown", "none", "not-stated", "no", "n-a"}


def test_every_property_of_a_shape_is_a_term_with_a_definition() -> None:
    defined = {row["term"].value for row in ontology_store().query(_DEFINED)}
    used = {prop.iri for cls in grammar().classes.values() for prop in cls.keys.values()}
    assert used <= defined


_DEFINED = "SELECT ?term WHERE { ?term <http://www.w3.org/2004/02/skos/core#definition> ?text }"


@pytest.mark.parametrize("path", SHORTCUTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_shortcut_query_is_one_documented_construct_of_a_declared_property(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert f"s:{path.stem}" in text
    declared = f"ASK {{ <https://w3id.org/spygraph/ns#{path.stem}> a <https://w3id.org/spygraph/ns#Shortcut> }}"
    assert bool(ontology_store().query(declared))


def test_every_shortcut_leads_to_the_claims_it_rests_on() -> None:
    query = """PREFIX s: <https://w3id.org/spygraph/ns#> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?from ?p ?to (COUNT(?claim) AS ?claims) WHERE {
          ?p a s:Shortcut . ?from ?p ?to .
          OPTIONAL { ?node rdf:subject ?from ; rdf:predicate ?p ; rdf:object ?to ; prov:wasDerivedFrom ?claim }
        } GROUP BY ?from ?p ?to"""
    rows = list(select(load([paths.shipped_cases()]), query))
    assert len(rows) > 30
    assert all(int(row["claims"].value) > 0 for row in rows)


def test_no_shortcut_is_both_established_and_claimed() -> None:
    store = load([paths.shipped_cases()])
    graph = "https://w3id.org/spygraph/shortcuts/"
    both = {
        strength: {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph + strength))}
        for strength in ("established", "claimed")
    }
    assert both["established"]
    assert not both["established"] & both["claimed"]
