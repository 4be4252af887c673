"""Of many statements only those are copied that a query can read, and what an answer rests on stays the same."""

import pyoxigraph as ox
import pytest

from spygraph.casefile.grammar import NS
from spygraph.queries.asked import asked, prefixed
from spygraph.queries.established import established_view, resting_on_claims
from spygraph.queries.named import library
from spygraph.queries.touched import EVERYTHING, touched

ODD = (
    "SELECT ?a { ?a s:handledBy+ ?b }",
    "SELECT ?a ?b { ?a (s:handledBy/^s:handledBy)|s:recruitedBy ?b }",
    "SELECT ?a ?c { ?a a s:Recruitment ; s:inCase ?c FILTER NOT EXISTS { ?x s:about ?a ; s:initiation ?y } }",
    "SELECT ?c (COUNT(?a) AS ?n) { ?a s:inCase ?c MINUS { ?x s:about ?a ; s:stands true } } GROUP BY ?c",
    "SELECT ?a { { SELECT ?a { ?a s:handledBy ?b } } OPTIONAL { GRAPH ?g { ?a rdfs:label ?l } } }",
    "SELECT ?p (COUNT(*) AS ?n) { ?a ?p ?b } GROUP BY ?p",
    "SELECT ?g { GRAPH ?g {} }",
    "SELECT ?a ?b { ?a s:handledBy* ?b }",
    "SELECT ?a ?b { ?a s:handledBy? ?b . ?b a s:Person }",
    "SELECT ?a { ?a !s:handledBy ?b . ?a a s:Person }",
    "SELECT ?a { ?a a s:Person BIND(EXISTS { ?x s:who ?a ; s:kind v:outcome-convicted } AS ?e) FILTER(?e) }",
)


def test_a_view_of_what_a_query_can_read_answers_it_as_the_whole_view_does(shipped: ox.Store) -> None:
    whole = established_view(shipped)
    for text in (*ODD, *(one.text for one in library())):
        part = established_view(shipped, touched(prefixed(text)))
        assert sorted(map(str, asked(part, text))) == sorted(map(str, asked(whole, text))), text


def test_what_rests_on_claims_is_counted_alike_in_many_cases_and_in_few(
    shipped: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (*ODD, *(one.text for one in library())):
        rows = list(asked(shipped, text))
        few = resting_on_claims(shipped, text, rows)
        with monkeypatch.context() as many:
            many.setattr("spygraph.queries.established._FEW", 1)
            assert resting_on_claims(shipped, text, rows) == few, text


@pytest.mark.parametrize("text", [*ODD[5:10], "SELECT ?a { ?a s:handledBy ?b", "SELECT ?a { ?a (!s:x)+ ?b }"])
def test_where_anything_may_count_everything_is_read(text: str) -> None:
    assert touched(prefixed(text)) == EVERYTHING


def test_a_kind_of_thing_is_read_without_the_other_kinds() -> None:
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    about = ox.NamedNode(f"{NS}about")
    assert touched(prefixed("SELECT ?a { ?a a s:Person . ?c s:about ?a, v:x }")) == {
        (kind, ox.NamedNode(f"{NS}Person")),
        (about, None),
    }
