"""`spygraph why`."""

from pathlib import Path

import click

from spygraph.cli.output import cases_option, echo, pseudonyms_option, read_store


@click.command("why")
@click.argument("what", nargs=-1, required=True, metavar="EDGE|CLAIM|THING or SUBJECT PREDICATE OBJECT")
@cases_option
@pseudonyms_option
def command(what: tuple[str, ...], paths: tuple[Path, ...], pseudonyms: bool) -> None:
    """Show the claims and words under an edge of an export, or those that a shortcut is derived from.

    Ids are IRIs, in full or without https://w3id.org/spygraph/, or as they stand in GraphML; s:recruitedBy and
    v:inducement-gifts work too.
    """
    from spygraph.network import to_network
    from spygraph.report import edge_report, shortcut_report

    if len(what) not in (1, 3):
        raise click.UsageError("give one id, or SUBJECT PREDICATE OBJECT")
    store = read_store(paths, pseudonyms=pseudonyms)
    network = to_network(store)
    echo(edge_report(network, what[0]) if len(what) == 1 else shortcut_report(store, network, *what))
