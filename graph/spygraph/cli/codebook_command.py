"""`spygraph codebook`."""

import click

from spygraph.cli.output import echo


@click.command("codebook")
@click.argument("scheme", required=False, default="")
def command(scheme: str) -> None:
    """Print every value with its definition, an example and a counter-example; of one SCHEME where it is named."""
    from spygraph.coding.codebook import codebook

    echo("\n".join(codebook(scheme)).splitlines())
