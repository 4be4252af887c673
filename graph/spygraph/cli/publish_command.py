"""`spygraph publish`."""

from pathlib import Path

import click

from spygraph.cli.origin import Origin, store_option
from spygraph.cli.output import echo, path_arguments, pseudonyms_option, step
from spygraph.errors import plural


@click.command("publish")
@path_arguments
@store_option
@pseudonyms_option
@click.option("--endpoint", required=True, metavar="URL", help="The address that answers queries.")
@click.option(
    "--update",
    metavar="URL",
    default="",
    help="The address that takes updates, where it is not the same or .../update.",
)
def command(paths: tuple[Path, ...], kept: Path | None, pseudonyms: bool, endpoint: str, update: str) -> None:
    """Load the graph into a SPARQL 1.1 endpoint, in bounded pieces.

    A graph that did not change since is not sent again; the graphs of cases that are gone are dropped, and graphs that
    are not ours stay. SPYGRAPH_ENDPOINT_USER and SPYGRAPH_ENDPOINT_PASSWORD of the environment log in.
    """
    from spygraph.endpoint import Publisher, Wire, update_address

    questions, updates = Wire(endpoint), Wire(update or update_address(endpoint))
    store = Origin(paths, pseudonyms, kept).read()
    with step("Publishing"):
        done = Publisher(store, questions, updates).run()
    echo(
        [
            f"Published: {plural(done.statements, 'statement')} at {endpoint}",
            f"{plural(len(done.sent), 'graph')} sent, {done.unchanged:,} unchanged, {len(done.dropped):,} dropped; "
            f"{plural(done.requests, 'update')}, the largest of {done.largest:,} bytes",
        ]
    )
