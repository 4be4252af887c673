"""`spygraph ring`."""

from pathlib import Path

import click

from spygraph.cli.patterns_command import format_option


@click.command("ring")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@format_option
def command(file: Path, form: str) -> None:
    """Show who stands where in a ring of persons, measure by measure, and how stable the top is.

    FILE is GraphML or a list of ties, one a line: two persons with a comma, a tab or spaces between them.
    """
    from spygraph.patterns.centrality import ring
    from spygraph.patterns.formats import FORMATS
    from spygraph.patterns.formats.report import Report, Section
    from spygraph.patterns.ring_files import read_ring
    from spygraph.patterns.rings import CAUTION, METHOD

    result = ring(read_ring(file))
    section = Section(
        "ring",
        "Ring of persons",
        "Who stands where, and would that hold with ties missing?",
        METHOD,
        result,
        tuple(result.grids()),
    )
    click.echo(FORMATS[form](Report(f"The ring in {file.name}", 0, (section,), CAUTION)), nl=False)
