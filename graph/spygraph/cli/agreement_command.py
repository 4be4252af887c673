"""`spygraph agreement`."""

from pathlib import Path

import click

from spygraph.cli.output import echo


@click.command("agreement")
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
def command(first: Path, second: Path) -> None:
    """Compare two coders' files of the same cases: Krippendorff's alpha for each property, anchors, disagreements."""
    from spygraph.coding.agreement import compare, report

    echo(report(compare(first, second)))
