"""What commands share: their arguments, and text that cannot command a terminal."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from spygraph import screen
from spygraph.errors import printable

_HANGING = 4  # blanks before what is left of a folded line

path_arguments = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
cases_option = click.option(
    "--cases",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Case files or folders to read.",
)
folder_option = click.option(
    "--cases", type=click.Path(path_type=Path), default="cases", show_default=True, help="Folder of your cases."
)
texts_option = click.option(
    "--sources",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the source texts; texts beside the cases.",
)
pseudonyms_option = click.option(
    "--pseudonyms", is_flag=True, help="Put a person's part in the case where his or her name would stand."
)


def echo(lines: Iterable[str]) -> None:
    """Print lines; a terminal has the long ones folded between words."""
    columns = screen.width()
    for line in lines:
        text = printable(line)
        hanging = len(text) - len(text.lstrip()) + _HANGING
        click.echo(screen.folded(text, columns, hanging))


@contextmanager
def step(name: str) -> Iterator[None]:
    """Show that a long step runs, where a person watches."""
    if sys.stderr.isatty():
        click.echo(f"{name} ...", err=True)
    yield
