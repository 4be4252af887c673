"""`spygraph show`."""

import click

from spygraph.cli.completion import complete_case
from spygraph.cli.origin import Origin, origin
from spygraph.cli.output import echo


@click.command("show")
@click.argument("case", shell_complete=complete_case)
@origin()
def command(case: str, origin: Origin) -> None:
    """Show one case: what is not known first, then every claim with claimant, standing, source and paragraph."""
    from spygraph.network import disclosure_line, to_network
    from spygraph.report import case_report

    network = to_network(origin.read())
    echo([*case_report(network, case), "", disclosure_line(network)])
