"""`spygraph similar`."""

import click

from spygraph.cli.origin import Origin, origin
from spygraph.cli.patterns_command import format_option, members_option


@click.command("similar")
@click.argument("case", metavar="CASE|FILE")
@origin()
@format_option
@members_option
def command(case: str, origin: Origin, form: str, members: bool) -> None:
    """Show the nearest cases of one, and which recurring configurations of the others it fits.

    A FILE must hold a published case: a source, its publisher, and an outcome. Whatever is shown tells nothing about
    any person outside these cases.
    """
    from spygraph.patterns.comparing import compared
    from spygraph.patterns.formats import FORMATS
    from spygraph.patterns.formats.report import report

    given, result = compared(case, origin.read(), pseudonyms=origin.withheld)
    shown = report(given, {"similar": result}, members=members, title=f"Similar to {result.case}")
    click.echo(FORMATS[form](shown), nl=False)
