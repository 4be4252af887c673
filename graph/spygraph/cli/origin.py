"""Where a command reads from: case files, a store that was kept, or an endpoint; `Origin` is what it is handed."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spygraph.cli.output import cases_option, path_arguments, pseudonyms_option
from spygraph.errors import SpygraphError, printable

if TYPE_CHECKING:
    from spygraph.casefile.model import CaseFile
    from spygraph.lasting import Stamp
    from spygraph.store import Readable

store_option = click.option(
    "--store",
    "kept",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Read the store that `build --store DIR` keeps.",
)
_KEPT = (
    store_option,
    click.option("--endpoint", metavar="URL", help="Ask the SPARQL 1.1 endpoint that `publish` filled."),
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where to read from: at most one of paths, a kept store and an endpoint; ./cases or the shipped cases without."""

    paths: tuple[Path, ...] = ()
    pseudonyms: bool = False
    kept: Path | None = None
    endpoint: str | None = None

    def __post_init__(self) -> None:
        given = [name for name, value in (("--store", self.kept), ("--endpoint", self.endpoint)) if value is not None]
        if len(given) > 1 or (given and self.paths):
            raise click.UsageError("give case files, --store or --endpoint: one of them")
        if given and self.pseudonyms:
            raise click.UsageError(f"{given[0]} has the names it was made with; --pseudonyms goes with case files")

    @property
    def from_files(self) -> bool:
        """Whether case files are read."""
        return self.kept is None and self.endpoint is None

    @property
    def withheld(self) -> bool:
        """Whether names are withheld in what is read; of an endpoint that is not known, so they are not."""
        return self.pseudonyms if self.kept is None else self._stamp(self.kept).pseudonyms

    @property
    def withdrawn(self) -> dict[str, str]:
        """The withdrawn cases: id to when and why; an endpoint does not tell of them."""
        from spygraph.casefile.folder import tombstones

        if self.kept is not None:
            return self._stamp(self.kept).withdrawn
        return tombstones(self.paths) if self.from_files else {}

    @staticmethod
    def _stamp(kept: Path) -> "Stamp":
        from spygraph.lasting import read_stamp

        return read_stamp(kept)

    def read(self, *, pseudonyms: bool = False) -> "Readable":
        """Return the store, with a progress bar where a person watches a long run.

        Args:
            pseudonyms: Whether names must be withheld even where nobody asked for it.

        Raises:
            SpygraphError: where names must be withheld, and what is kept elsewhere may have them.
        """
        if pseudonyms and not self.from_files and not self.withheld:
            raise SpygraphError(
                "this format takes no names of people, and what --store and --endpoint read was made with them: "
                "give --names, case files, or a store built with --pseudonyms"
            )
        if self.endpoint is not None:
            from spygraph.endpoint import Endpoint

            return Endpoint(self.endpoint)
        if self.kept is not None:
            from spygraph.lasting import open_store

            return open_store(self.kept)
        from spygraph.store import load

        return load(self.paths, pseudonyms=self.pseudonyms or pseudonyms, progress=bar, notice=tell)


def origin(*, argument: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options that say where to read, and hand it one `origin` for them.

    Args:
        argument: Whether case files are arguments; else they are given with --cases.
    """

    def wrap(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def command(
            *, paths: tuple[Path, ...], pseudonyms: bool, kept: Path | None, endpoint: str | None, **rest: Any
        ) -> None:
            function(origin=Origin(paths, pseudonyms, kept, endpoint), **rest)

        given: Callable[..., None] = command
        for option in (pseudonyms_option, *reversed(_KEPT), path_arguments if argument else cases_option):
            given = option(given)
        return given

    return wrap


def tell(notice: str) -> None:
    """Tell beside the output what a reader should know of it."""
    click.echo(printable(notice), err=True)


def bar(cases: "Iterable[CaseFile]") -> "Iterator[CaseFile]":
    """Yield cases, and show how many there were so far where a person watches."""
    if not sys.stderr.isatty():
        yield from cases
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(cases, "Reading cases", console=Console(stderr=True), transient=True)
