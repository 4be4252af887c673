"""What the analyses are given: the table, the network where there is one, and the line under every output."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from spygraph.errors import plural
from spygraph.network import Network, disclosure_line, to_network
from spygraph.patterns.configurations import Configuration
from spygraph.patterns.reading import read_table
from spygraph.patterns.recurring import Recurring, recurring
from spygraph.patterns.script import Script, script
from spygraph.patterns.stories import Story, stories
from spygraph.patterns.table import Table
from spygraph.store import Readable

_CODED = (
    "These are patterns of what was disclosed and coded: they do not tell how likely recruitment is, nor anything "
    "about a person outside these cases."
)


@dataclass(frozen=True)
class Material:
    """A table and, where it was read from case files, their network. What several analyses need is made once."""

    table: Table
    network: Network | None = None

    @cached_property
    def disclosure(self) -> str:
        """Who disclosed these cases, and what cannot be concluded."""
        return disclosure_line(self.network) if self.network else coded_line(self.table)

    @cached_property
    def recurring(self) -> Recurring:
        """The recurring configurations."""
        return recurring(self.table)

    @property
    def configurations(self) -> tuple[Configuration, ...]:
        """The configurations alone."""
        return self.recurring.configurations

    @cached_property
    def stories(self) -> list[Story]:
        """The story of each case; none for a coded table."""
        return stories(self.network) if self.network else []

    @cached_property
    def script(self) -> Script:
        """The script of the stories."""
        return script(self.stories)

    @property
    def carried(self) -> dict[str, frozenset[str]]:
        """Outlet to the ids of the articles that it publishes or that are taken from it."""
        out: dict[str, set[str]] = {}
        for id_, one in self.network.sources.items() if self.network else ():
            for outlet in filter(None, (one.publisher, one.reprint_of)):
                out.setdefault(outlet, set()).add(id_)
        return {outlet: frozenset(ids) for outlet, ids in out.items()}


def material(store: Readable) -> Material:
    """Return the material of a store."""
    return Material(read_table(store), to_network(store))


def coded_line(table: Table) -> str:
    """Return the line under the output of a coded table."""
    by = Counter(one for case in table.cases for one in table.about.get((case, "discloser"), ("not stated",)))
    who = ", ".join(f"{name} ({number})" for name, number in by.most_common())
    return f"{plural(len(table.cases), 'case')} of a coded table, disclosed by: {who}; no non-cases. {_CODED}"
