"""The table of terms: classes, properties, schemes and concepts, read from the ontology."""

from dataclasses import dataclass

from spygraph.casefile.grammar import NS, VOCAB, ontology_store, solutions

_QUERY = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?term ?kind ?label ?zh ?definition ?example WHERE {
  ?term a ?type ; rdfs:label|skos:prefLabel ?label, ?zh ; skos:definition ?definition .
  FILTER(lang(?label) = "en" && lang(?zh) = "zh-hans")
  OPTIONAL { ?term skos:example ?example }
  BIND(REPLACE(STR(?type), "^.*[#/]", "") AS ?kind)
} ORDER BY ?term ?kind
"""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology; its name is prefixed, s: for terms and v: for concepts and schemes."""

    name: str
    kind: str
    label: str
    label_zh: str
    definition: str
    example: str


def table() -> list[Term]:
    """Return every term, sorted by name."""
    rows: dict[str, Term] = {}
    for row in solutions(ontology_store(), _QUERY):
        name = row["term"].value.replace(NS, "s:").replace(VOCAB, "v:")
        texts = [
            term.value if (term := row[key]) is not None else ""
            for key in ("kind", "label", "zh", "definition", "example")
        ]
        rows.setdefault(name, Term(name, *texts))
    return [rows[name] for name in sorted(rows)]


def markdown() -> str:
    """Return the table as Markdown, for ontology/TERMS.md."""
    head = "# Terms\n\nGenerated from the Turtle files by `python -m spygraph.published`; a test holds it to them.\n\n"
    columns = ["| term | kind | label | definition | example |", "|---|---|---|---|---|"]
    rows = [f"| `{t.name}` | {t.kind} | {t.label} {t.label_zh} | {t.definition} | {t.example} |" for t in table()]
    lines = columns + rows
    return head + "\n".join(lines) + "\n"
