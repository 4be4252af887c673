"""`spygraph why`."""

import click

from spygraph.cli.origin import Origin, origin
from spygraph.cli.output import echo


@click.command("why")
@click.argument("what", nargs=-1, required=True, metavar="EDGE|CLAIM|THING or SUBJECT PREDICATE OBJECT")
@origin()
def command(what: tuple[str, ...], origin: Origin) -> None:
    """Show the claims and words under an edge of an export, or those that a shortcut is derived from.

    Ids are IRIs, in full or without https://w3id.org/spygraph/, or as they stand in GraphML; s:recruitedBy and
    v:inducement-gifts work too.
    """
    from spygraph.network import to_network
    from spygraph.report import edge_report, shortcut_report

    if len(what) not in (1, 3):
        raise click.UsageError("give one id, or SUBJECT PREDICATE OBJECT")
    store = origin.read()
    network = to_network(store)
    echo(edge_report(network, what[0]) if len(what) == 1 else shortcut_report(store, network, *what))
