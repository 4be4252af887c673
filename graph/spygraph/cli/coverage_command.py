"""`spygraph coverage`."""

from pathlib import Path

import click

from spygraph.cli.output import pseudonyms_option
from spygraph.cli.patterns_command import coded_options, format_option, members_option, read_material


@click.command("coverage")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@coded_options
@format_option
@members_option
@pseudonyms_option
def command(
    paths: tuple[Path, ...],
    coded: Path | None,
    id_column: str,
    mention: tuple[str, ...],
    form: str,
    members: bool,
    pseudonyms: bool,
) -> None:
    """Show what is stated where: each case and each property that counts are made of."""
    from spygraph.patterns.catalogue import analyse
    from spygraph.patterns.formats import FORMATS
    from spygraph.patterns.formats.report import report

    given = read_material(paths, coded, id_column, mention, pseudonyms=pseudonyms)
    click.echo(FORMATS[form](report(given, analyse(given, "coverage"), members=members)), nl=False)
