"""Drafts of case files: a header, every section as a comment to fill in, and the numbered paragraphs to point into."""

import re
from collections.abc import Iterator

from spygraph.casefile.grammar import NS, Class, Grammar, Property, grammar
from spygraph.casefile.model import Registry
from spygraph.casefile.yamltext import FORBIDDEN
from spygraph.coding.paragraphs import numbered
from spygraph.coding.scalars import scalar

_PARAGRAPH = re.compile(rb"^# p[1-9][0-9]*  .*\n", re.MULTILINE)
_HEADING = "# The paragraphs of {0}, to point into; `spygraph format --without-text` takes them out again.\n"
_FEW = 12  # more values than these are left to `spygraph codebook`
_NOT_HERE = ("Outlet", "Commentator", "Authority", "Context", "Source")


def draft(slug: str, source: str, paragraphs: list[str], registry: Registry, coder: str, day: str) -> str:
    """Return the text of a new case file.

    Args:
        slug: The id of the case.
        source: The id of its registered source.
        paragraphs: The text of the source.
        registry: The registry that the source is in.
        coder: Who codes it.
        day: The date of coding, YYYY-MM-DD.
    """
    table = grammar()
    says = _claimant(source, registry)
    header = [
        "schema: 1",
        f"case: {slug}",
        "unit: case",
        'title: ""  # a few words, without a name',
        f"sources: [{source}]",
        f"says: {says}  # who claims it, unless a thing says otherwise" if says else "# says: WHO CLAIMS IT",
        f"coded: {{by: {scalar(coder)}, on: {day}, codebook: 1}}",
    ]
    sections = sorted((one for one in table.sections.values() if one.name not in _NOT_HERE), key=lambda one: one.order)
    lines = [*header, "", "# Take the # away where the source says something; KEY is a word that you choose."]
    for cls in sections:
        lines += ["", *_section(cls, table)]
    lines += ["", *_silences(table), "", _HEADING.format(source).rstrip()]
    lines += [f"# {FORBIDDEN.sub(chr(0xFFFD), line)}" for line in numbered(paragraphs)]
    return "\n".join(lines) + "\n"


def without_paragraphs(data: bytes) -> bytes:
    """Return a case file without the paragraphs that a draft holds as comments."""
    heading = re.compile(re.escape(_HEADING).replace(r"\{0\}", "[a-z0-9-]+").encode())
    return _PARAGRAPH.sub(b"", heading.sub(b"", data))


def _claimant(source: str, registry: Registry) -> str:
    """Return whom the source relays, where it is one, else its publisher."""
    iri = registry.sources[source].iri
    for name in ("relays", "publishedBy"):
        told = [
            term[1:-1].rsplit("/", 1)[-1]
            for subject, prop, term in registry.direct
            if (subject, prop) == (iri, NS + name)
        ]
        if len(told) == 1:
            return told[0]
    return ""


def _section(cls: Class, table: Grammar) -> Iterator[str]:
    keys = [f"{prop.key}: {_example(prop)}" for prop in cls.keys.values() if prop.required or prop.reporting] or [
        f"{prop.key}: {_example(prop)}" for prop in list(cls.keys.values())[:3]
    ]
    others = [prop.key for prop in cls.keys.values() if f"{prop.key}: {_example(prop)}" not in keys]
    yield f"# {cls.section}:"
    yield f'#   KEY: {{{", ".join(keys)}, at: [pN, "words"]}}'
    for prop in cls.keys.values():
        values = table.schemes.get(prop.scheme, {})
        if values and len(values) <= _FEW:
            yield f"#   # {prop.key}: {', '.join(values)}"
        elif values:
            yield f"#   # {prop.key}: {', '.join(list(values)[:_FEW])}, ... (spygraph codebook {prop.scheme})"
    if others:
        yield f"#   # also: {', '.join(others)}"


def _example(prop: Property) -> str:
    if prop.range or prop.pointer:
        return "KEY"
    return "..." if prop.scheme or prop.datatype else ""


def _silences(table: Grammar) -> Iterator[str]:
    recruitment = [f"main.{prop.key}" for prop in table.classes["Recruitment"].keys.values() if prop.reporting]
    sections = [one.section for one in sorted(table.sections.values(), key=lambda one: one.order) if one.reporting]
    yield "# What the source does not say, as THING.KEY or as a section. Read it once more for each of these."
    yield "# not-stated:"
    yield from (f"#   - {one}" for one in [*recruitment, *sections])
    yield "# leaves-open:"
    yield "#   - a question that the source leaves open"
