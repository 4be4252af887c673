"""The page of a store, and the page in a notebook: in a frame that can reach neither the notebook nor the network."""

from html import escape
from pathlib import Path

from spygraph.explorer.contents import Besides
from spygraph.explorer.page import render
from spygraph.network import Network, to_network
from spygraph.store import Readable

# Scripts of the page run in an origin of their own; articles open and files are saved outside the frame.
_SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


class Page:
    """A page as text. A notebook shows it where it is the value of a cell."""

    def __init__(self, html: str, height: int = 820) -> None:
        self.html, self.height = html, height

    def _repr_html_(self) -> str:
        return (
            f'<iframe sandbox="{_SANDBOX}" srcdoc="{escape(self.html)}" title="spygraph explorer" '
            f'style="width: 100%; height: {self.height}px; border: 1px solid #ccd3dc"></iframe>'
        )

    def __repr__(self) -> str:
        return f"Page of {len(self.html):,} characters; save it with .write(path)"

    def write(self, path: Path | str) -> None:
        """Write the page as UTF-8.

        Raises:
            OSError: the file cannot be written.
        """
        Path(path).write_text(self.html, encoding="utf-8", newline="\n")


def besides(store: Readable, *, sparql: bool = False) -> Besides:
    """Return what the page of a store has besides its network."""
    from spygraph.patterns import read_table

    if not sparql:
        return Besides(table=read_table(store))
    from spygraph.explorer.asking import quads

    return Besides(table=read_table(store), quads=quads(store))


def page_of(store: Readable, more: Besides, network: Network | None = None) -> Page:
    """Return the page of a store."""
    return Page(render(network or to_network(store), more))
