"""`spygraph serve`."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from spygraph.cli.output import echo, path_arguments, pseudonyms_option, step
from spygraph.errors import plural

if TYPE_CHECKING:
    import socket

_LOCAL = "127.0.0.1"
_LOOPBACK = (_LOCAL, "localhost", "::1")
_ORIGIN = re.compile(r"\*|https?://[^/?#\s]+")


@click.command("serve")
@path_arguments
@click.option(
    "--store",
    "kept",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Serve the store that `build --store DIR` keeps, and each newer one as soon as it is built.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--host", default=_LOCAL, show_default=True, help="The address to listen on.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="Another name by which browsers may call the server.")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="Another site whose pages may ask, or * for all.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True, help="Seconds a query may take."
)
@pseudonyms_option
def command(
    paths: tuple[Path, ...],
    kept: Path | None,
    port: int,
    host: str,
    allow_host: tuple[str, ...],
    cors: tuple[str, ...],
    timeout: float,
    pseudonyms: bool,
) -> None:
    """Serve the explorer, a readable page for every case and thing, files, and a SPARQL endpoint, on this machine.

    Nothing can be written through it, and nothing of ours asks another server. A query that takes too long, too much
    memory or too many rows is ended; whoever asked is told so.
    """
    if kept is not None and (paths or pseudonyms):
        raise click.UsageError("--store has its cases already; give case files or --store, not both")
    if host not in _LOOPBACK and not allow_host:
        raise click.UsageError("--host opens the server to others; say with --allow-host by which name they call it")
    try:
        from spygraph.server.hosts import known
        from spygraph.server.running import end_tidily, listening
    except ModuleNotFoundError as error:
        raise click.UsageError(f"serving needs the extra `serve`: pip install 'spygraph[serve]' ({error})") from None
    if wrong := next((one for one in allow_host if not known(one)), None):
        raise click.BadParameter(f"'{wrong}' is no name of a machine", param_hint="--allow-host")
    names = tuple(known(one) or "" for one in allow_host)
    if wrong := next((one for one in cors if not _ORIGIN.fullmatch(one)), None):
        raise click.BadParameter(f"'{wrong}' is neither * nor http(s)://HOST[:PORT]", param_hint="--cors")
    end_tidily()
    with listening(host, port) as listener:
        if kept is not None:
            _serve(kept, listener, names, cors, timeout)
            return
        from spygraph.lasting import build

        with TemporaryDirectory(prefix="spygraph-") as folder:
            with step("Building the store"):
                build(Path(folder) / "store", paths, pseudonyms=pseudonyms)
            _serve(Path(folder) / "store", listener, names, cors, timeout)


def _serve(
    folder: Path, listener: "socket.socket", names: tuple[str, ...], origins: tuple[str, ...], timeout: float
) -> None:
    from spygraph.server.application import application
    from spygraph.server.hosts import LOCAL
    from spygraph.server.limits import Limits
    from spygraph.server.running import run
    from spygraph.server.served import Site

    limits = Limits(timeout=timeout, patience=min(Limits().patience, timeout / 4))
    site = Site(folder, limits, lambda message: echo([message]))
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    echo([f"http://{shown}:{port}/  {plural(site.served.version.stamp.count, 'statement')}; end with Ctrl-C"])
    run(application(site, [*LOCAL, *names], origins), listener, limits)
