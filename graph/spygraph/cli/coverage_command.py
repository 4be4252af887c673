"""`spygraph coverage`."""

from pathlib import Path

import click

from spygraph.cli.origin import Origin, origin
from spygraph.cli.patterns_command import coded_options, format_option, members_option, read_material


@click.command("coverage")
@origin(argument=True)
@coded_options
@format_option
@members_option
def command(
    origin: Origin,
    coded: Path | None,
    id_column: str,
    mention: tuple[str, ...],
    form: str,
    members: bool,
) -> None:
    """Show what is stated where: each case and each property that counts are made of."""
    from spygraph.patterns.catalogue import analyse
    from spygraph.patterns.formats import FORMATS
    from spygraph.patterns.formats.report import report

    given = read_material(origin, coded, id_column, mention)
    click.echo(FORMATS[form](report(given, analyse(given, "coverage"), members=members)), nl=False)
