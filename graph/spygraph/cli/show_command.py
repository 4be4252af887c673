"""`spygraph show`."""

from pathlib import Path

import click

from spygraph.cli.completion import complete_case
from spygraph.cli.output import cases_option, echo, pseudonyms_option, read_store


@click.command("show")
@click.argument("case", shell_complete=complete_case)
@cases_option
@pseudonyms_option
def command(case: str, paths: tuple[Path, ...], pseudonyms: bool) -> None:
    """Show one case: what is not known first, then every claim with claimant, standing, source and paragraph."""
    from spygraph.network import disclosure_line, to_network
    from spygraph.report import case_report

    network = to_network(read_store(paths, pseudonyms=pseudonyms))
    echo([*case_report(network, case), "", disclosure_line(network)])
