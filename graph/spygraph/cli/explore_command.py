"""`spygraph explore`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from spygraph.cli.origin import Origin, origin
from spygraph.cli.output import echo, step

if TYPE_CHECKING:
    from collections.abc import Callable

    from spygraph.network import Passage


@click.command("explore")
@origin(argument=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default="explorer.html", show_default=True
)
@click.option("--open/--no-open", "opened", default=True, show_default=True, help="Show the page in the browser.")
@click.option(
    "--sources",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the source texts: the page then shows the words around each anchor. They become part of it.",
)
@click.option("--sparql", is_flag=True, help="Let the page answer SPARQL without a server; about 2 MB more.")
def command(origin: Origin, output: Path, opened: bool, sources: Path | None, sparql: bool) -> None:
    """Write one page to explore the cases: it loads nothing, and needs no server and no network."""
    from dataclasses import replace

    from spygraph.explorer.notebook import besides, page_of
    from spygraph.export.aside import aside

    if sources and not origin.from_files:
        raise click.UsageError("--sources goes with case files: their registry says which text belongs to which source")
    if sources and origin.pseudonyms:
        raise click.UsageError("--sources would print the names that --pseudonyms withholds")
    store = origin.read()
    more = replace(besides(store, sparql=sparql), paragraph=_paragraphs(origin.paths, sources) if sources else None)
    with step(f"Writing {output}"), aside(output) as temporary:
        page_of(store, more).write(temporary)
    echo([f"Written: {output}"])
    if opened:
        click.launch(str(output.resolve()))


def _paragraphs(paths: tuple[Path, ...], folder: Path) -> "Callable[[Passage], str]":
    """Return what gives the paragraph of a passage; says which texts are missing or not the ones that were coded."""
    from spygraph.casefile.anchors import Texts
    from spygraph.casefile.folder import collect

    cases = collect(paths)
    for _ in cases.read():
        pass
    texts = Texts(folder, cases.registry.sources)
    for source in sorted(cases.sources):
        texts.paragraphs(source)
    for fault in texts.faults:
        click.echo(f"{fault}; its passages show the anchor only", err=True)

    def around(passage: "Passage") -> str:
        if passage.in_row:
            return _cell(texts.rows(passage.source) or [[]], passage)
        lines = texts.paragraphs(passage.source) or []
        return lines[passage.paragraph - 1] if 0 < passage.paragraph <= len(lines) else ""

    return around


def _cell(rows: list[list[str]], passage: "Passage") -> str:
    """Return what stands in a row under the name of a column, "" where the table has no such cell."""
    header, cells = rows[0], rows[passage.paragraph - 1] if 0 < passage.paragraph <= len(rows) else []
    return dict(zip(header, cells, strict=False)).get(passage.words, "")
