"""What commands share: their arguments, and text that cannot command a terminal."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spygraph.errors import printable

if TYPE_CHECKING:
    import pyoxigraph as ox

    from spygraph.casefile.model import CaseFile


path_arguments = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
cases_option = click.option(
    "--cases",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Case files or folders to read.",
)
pseudonyms_option = click.option(
    "--pseudonyms", is_flag=True, help="Put a person's part in the case where his or her name would stand."
)


def echo(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        click.echo(printable(line))


def read_store(paths: Iterable[Path], *, pseudonyms: bool = False) -> "ox.Store":
    """Return the store of some paths, with a progress bar where a person watches a long run."""
    from spygraph.store import load

    return load(paths, pseudonyms=pseudonyms, progress=_bar, notice=partial(click.echo, err=True))


def _bar(cases: "Iterable[CaseFile]") -> "Iterator[CaseFile]":
    if not sys.stderr.isatty():
        yield from cases
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(cases, "Reading cases", console=Console(stderr=True), transient=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Show that a long step runs, where a person watches."""
    if sys.stderr.isatty():
        click.echo(f"{name} ...", err=True)
    yield
