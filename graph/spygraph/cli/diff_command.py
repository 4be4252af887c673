"""`spygraph diff`."""

from pathlib import Path

import click

from spygraph.cli.output import echo


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def command(old: Path, new: Path) -> None:
    """Tell in words which claims changed between two versions of a case file, or of a folder of them."""
    from spygraph.coding.changes import changes

    echo(list(changes(old, new)) or ["no claim changed"])
