"""Pages of the reference, generated from what they describe: commands from --help, terms and case file from the shapes.

`conf.py` runs it before each build; the pages are not kept in the repository.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path

import click
from example import executed

from spygraph import terms
from spygraph.casefile.grammar import EDTF, NS, QUANTITY, Class, Property, grammar
from spygraph.cli import COMMANDS, main
from spygraph.export import EXPORTERS, LOCAL

_DATATYPES = {EDTF: "date", QUANTITY: "quantity"}
_WIDTH = 80  # as a terminal prints it


def write_reference(folder: Path) -> None:
    """Write every generated page into a folder."""
    folder.mkdir(exist_ok=True)
    pages = {"commands": _commands(), "terms": _terms(), "case-file": _case_file(), "formats": _formats()}
    pages["example"] = executed(folder.parent.parent / "examples" / "notebook.py")
    for name, lines in pages.items():
        text = "\n".join(lines) + "\n"
        path = folder / f"{name}.md"
        # an unchanged page is left alone, so that a second build is quick
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _commands() -> Iterator[str]:
    yield "# Commands\n\nWhat `spygraph COMMAND --help` prints.\n"
    context = click.Context(main, info_name="spygraph", terminal_width=_WIDTH, **main.context_settings)
    yield f"```text\n{main.get_help(context)}\n```\n"
    for name in COMMANDS:
        yield from _command(name, main.get_command(context, name), context)


def _command(name: str, command: click.Command | None, parent: click.Context) -> Iterator[str]:
    if command is not None:
        context = click.Context(command, info_name=name, parent=parent, terminal_width=_WIDTH)
        yield f"## {context.command_path.removeprefix('spygraph ')}\n\n```text\n{command.get_help(context)}\n```\n"
        for inner, one in getattr(command, "commands", {}).items():
            yield from _command(inner, one, context)


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ").replace("<", r"\<").replace("*", r"\*").replace("_", r"\_")


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |\n|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _terms() -> Iterator[str]:
    yield "# Terms\n\nEvery class, property, scheme and value of the ontology; `spygraph list terms` prints them.\n"
    table = terms.table()
    schemes = {f"v:{name}" for name in grammar().schemes}
    group = partial(_group, schemes=schemes)
    for kind, found in groupby(sorted(table, key=lambda term: (group(term), term.name)), group):
        yield f"## {kind}\n"
        yield from _rows(
            ("term", "label", "", "definition", "example"),
            ((f"`{t.name}`", *map(_cell, (t.label, t.label_zh, t.definition, t.example))) for t in found),
        )


def _group(term: terms.Term, schemes: set[str]) -> str:
    """Return the heading of a term: what it is, or the longest scheme that its name begins with."""
    if not term.name.startswith("v:"):
        return "Classes" if term.kind == "Class" else "Properties"
    fitting = [name for name in schemes if term.name == name or term.name.startswith(f"{name}-")]
    return f"Values: {max(fitting, key=len, default='v:other').removeprefix('v:')}"


def _case_file() -> Iterator[str]:
    yield "# The case file\n\nWhat may stand where, read off the SHACL shapes. Values of schemes are in [](terms.md).\n"
    yield "A text is one line: a line break or a tab in it is refused; one that is only wrapped has a blank there.\n"
    table = grammar()
    described = {term.name: term.definition for term in terms.table()}
    yield "## Header\n"
    yield from _keys(table.classes["Case"], described)
    for section, cls in table.sections.items():
        name = f"{cls.label}. {described.get(f's:{cls.name}', '')}"
        how = {"exhaustive": "sources report it exhaustively", "mention": "sources mention it in passing"}
        yield f"## {section}\n\n{_cell(name)}\n"
        if cls.reporting:
            yield f"How it is reported: {how[cls.reporting]}; where there is none, it must be listed as not stated.\n"
        yield from _keys(cls, described)
    yield "## Keys of anything\n\nBesides its own keys a thing takes these.\n"
    yield from _keys(table.claim, described)


def _keys(cls: Class, described: dict[str, str]) -> Iterator[str]:
    rows = (
        (
            f"`{prop.key}`",
            _cell(_range(prop)),
            "yes" if prop.required else "",
            "yes" if prop.many else "",
            prop.reporting,
            _cell(described.get("s:" + prop.iri.removeprefix(NS), "")),
        )
        for prop in cls.keys.values()
    )
    yield from _rows(("key", "value", "needed", "several", "reported", "meaning"), rows)


def _range(prop: Property) -> str:
    if prop.scheme:
        return f"a value of {prop.scheme}"
    if prop.range:
        name = prop.range.removeprefix(NS)
        return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
    if prop.pointer:
        return "a thing, or THING.KEY"
    return _DATATYPES.get(prop.datatype, prop.datatype.rsplit("#", 1)[-1])


def _formats() -> Iterator[str]:
    yield "# Formats\n\nThe longest suffix that fits picks the format. See [](../howto.md) for how to choose.\n"
    yield from _rows(
        ("suffix", "what it is", "names of people"),
        (
            (f"`{suffix}`", _cell(description), "only with --names" if suffix in LOCAL else "unless --pseudonyms")
            for suffix, (_, description) in EXPORTERS.items()
        ),
    )
