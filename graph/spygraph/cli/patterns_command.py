"""`spygraph patterns`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from spygraph.cli.origin import Origin, origin
from spygraph.errors import printable

if TYPE_CHECKING:
    from spygraph.patterns.material import Material

P = ParamSpec("P")
T = TypeVar("T")
FORMS = ("table", "json", "csv", "markdown", "html")
BY = ("initiation", "period", "discloser", "outlet")
format_option = click.option("--format", "form", type=click.Choice(FORMS), default="table", show_default=True)
members_option = click.option("--members", is_flag=True, help="List the cases behind each number.")
_CODED = (
    click.option(
        "--table",
        "coded",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A coded CSV file, a row a case, instead of case files.",
    ),
    click.option("--id", "id_column", default="case", show_default=True, help="The column of the coded file with ids."),
    click.option("--mention", multiple=True, metavar="COLUMN", help="A column of it that is reported only by mention."),
)


def coded_options(function: Callable[P, T]) -> Callable[P, T]:
    """Give a command the options of a coded table."""
    for option in reversed(_CODED):
        function = option(function)
    return function


@click.command("patterns")
@click.argument("name", required=False, default="")
@origin()
@coded_options
@click.option(
    "--by", type=click.Choice(BY), default="initiation", show_default=True, help="What to split the table by."
)
@format_option
@members_option
def command(
    name: str,
    origin: Origin,
    coded: Path | None,
    id_column: str,
    mention: tuple[str, ...],
    by: str,
    form: str,
    members: bool,
) -> None:
    """Show what recurs, and how one knows: all analyses, or the one called NAME.

    NAME is table, contrasts, configurations, script, structure, durations, sources, robustness, same-case or coverage.
    Every number shows its unknowns; nothing is a share where silence could change it unseen.
    """
    from spygraph.patterns.catalogue import analyse
    from spygraph.patterns.formats import FORMATS
    from spygraph.patterns.formats.report import report

    given = read_material(origin, coded, id_column, mention)
    click.echo(FORMATS[form](report(given, analyse(given, name, by), members=members)), nl=False)


def read_material(origin: Origin, coded: Path | None, id_column: str, mention: tuple[str, ...]) -> "Material":
    """Return what the analyses are given, from case files or from a coded table."""
    from spygraph.patterns import Table
    from spygraph.patterns.material import Material, material

    if coded is None and mention:
        raise click.UsageError("--mention says how a column of --table is reported")
    if coded is None:
        return material(origin.read())
    if origin.paths or not origin.from_files:
        raise click.UsageError(f"give cases or {printable(str(coded))}, not both")
    return Material(Table.from_csv(coded, case=id_column, reporting=dict.fromkeys(mention, "mention")))
