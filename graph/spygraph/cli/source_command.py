"""`spygraph source`."""

from pathlib import Path
from typing import Any

import click

from spygraph.cli.output import echo

# option to its help; each is a key of a source in the registry
_KEYS = {
    "title": "Title, where the file does not say it.",
    "publisher": "Outlet: its key in the registry, or the name of a new one.",
    "published": "Date of publication: 2031-05-02, 2031-05, 2031.",
    "retrieved": "Date on which you got it.",
    "url": "Where it stands.",
    "archive": "Where an archived copy stands.",
    "language": "Language, such as en.",
    "translated-from": "Language of the original.",
    "author": "Author, as printed.",
    "kind": "court, authority, state-media, independent, aggregator or table.",
    "relays": "Authority or outlet whose word it passes on: a key, or the name of a new authority.",
    "reprint-of": "Outlet that printed it first: a key, or the name of a new one.",
}


def _options(function: Any) -> Any:
    for key, text in reversed(_KEYS.items()):
        function = click.option(f"--{key}", help=text, metavar="TEXT")(function)
    return function


@click.group("source")
def command() -> None:
    """Register the articles that cases are coded from."""


@command.command("add")
@click.argument("given", type=click.Path(path_type=Path, exists=True), metavar="FILE|FOLDER")
@click.option("--id", "id", metavar="ID", help="Its id, such as paper-2031-05-02; without it, made of the file's name.")
@click.option(
    "--cases",
    type=click.Path(path_type=Path, file_okay=False),
    default="cases",
    show_default=True,
    help="Folder of your cases; its registry gets the entry, the folder texts beside it the text.",
)
@_options
def add(given: Path, cases: Path, **values: str | None) -> None:
    """Register a text, HTML or PDF file, or every such file of a folder, and keep its text with numbered paragraphs.

    Nothing is fetched: the file is one that you have. The text stays in a folder of its own, which git ignores.
    """
    from spygraph.coding.files import replace_all
    from spygraph.coding.registration import files_of, register
    from spygraph.errors import SpygraphError

    files = files_of(given)
    if given.is_dir() and (values.get("id") or values.get("title")):
        raise SpygraphError("--id and --title are for one file, not for a folder")
    done = register(files, {key.replace("_", "-"): text for key, text in values.items() if text}, cases)
    replace_all(done.texts)
    echo(done.notes)
