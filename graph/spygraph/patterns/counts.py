"""The counts of a summary: k of n known of N for what sources report exhaustively, "at least k of N" for the rest."""

from dataclasses import asdict, dataclass
from typing import Any

from spygraph.network import Network, disclosure_line, to_network
from spygraph.patterns.reading import read_table
from spygraph.patterns.statistics import DESCRIPTIVE, FEW, percent, share_and_interval, span, wilson
from spygraph.patterns.table import Feature, Table
from spygraph.store import Readable


@dataclass(frozen=True, slots=True)
class Count:
    """How many cases state a value.

    k counts the cases in `cases`; known, of which it is a share, only where the property is reported exhaustively.
    Shares and bounds are fractions of 1, None where they would mislead: a share of known with its Wilson 95 %
    interval, and the bounds between which the share of all cases lies whatever the silent and unclear ones hold.
    """

    feature: str
    value: str
    reporting: str
    k: int
    known: int
    unclear: int
    total: int
    cases: tuple[str, ...]
    share: float | None
    interval: tuple[float, float] | None
    bounds: tuple[float, float] | None
    left_out: int = 0  # cases of which a filter left nothing that tells

    def __str__(self) -> str:
        return f"{self.value}: {self.in_words}"

    @property
    def in_words(self) -> str:
        """The count as it may be printed, without the value."""
        if self.share is None or self.interval is None or self.bounds is None:
            return f"reported in {self.counted}" if self.reporting == "mention" else self.counted
        note = ", descriptive" if self.known < DESCRIPTIVE else ""
        return f"{self.counted}, {share_and_interval(self.share, self.interval)}{note}; bounds {span(*self.bounds)}"

    @property
    def counted(self) -> str:
        """The numbers alone: k of n known of N, or at least k of N."""
        if self.reporting == "mention":
            return f"at least {self.k} of {self.total}"
        return f"{self.k} of {self.known} known of {self.total}"

    @property
    def short(self) -> str:
        """The count for a narrow column whose header says how many cases there are."""
        if self.reporting == "mention":
            return f"\N{GREATER-THAN OR EQUAL TO} {self.k}"
        text = f"{self.k} of {self.known}"
        return text if self.share is None else f"{text} ({percent(self.share)})"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build prints and patterns.json holds."""

    disclosure: str
    cases: int
    mentions: int
    claims: int
    sources: int
    disputes: int
    counts: tuple[Count, ...]
    silences: tuple[tuple[str, int, tuple[str, ...]], ...]  # what is not stated, in how many cases, in which

    def as_json(self) -> dict[str, Any]:
        """Return the summary as plain values."""
        return asdict(self)


def count(table: Table, feature: Feature, value: str) -> Count:
    """Return how many cases of a table state a value, or one of a group of values."""
    cases = tuple(table.having(feature.key, value))
    gone, doubtful = set(table.left_out(feature, value)), set(table.unclear_about(feature, value))
    k, known, total = len(cases), len(set(table.known(feature.key)) - gone - doubtful), len(table.cases)
    shown = feature.reporting == "exhaustive" and known >= FEW
    return Count(
        feature=feature.key,
        value=value,
        reporting=feature.reporting,
        k=k,
        known=known,
        unclear=len({*table.unclear(feature.key), *doubtful}),
        total=total,
        cases=cases,
        share=k / known if shown else None,
        interval=wilson(k, known) if shown else None,
        bounds=(k / total, (k + total - known) / total) if shown else None,
        left_out=len(gone),
    )


def counts(table: Table) -> list[Count]:
    """Return the count of every value that some case states, and of the groups that join several of them."""
    features = [feature for feature in table.features if feature.scheme]
    return [count(table, feature, value) for feature in features for value in table.stated(feature.key)]


def summarise(store: Readable, network: Network | None = None, table: Table | None = None) -> Summary:
    """Return the counts of a store; its network and table are read from it where they are not given."""
    network = network or to_network(store)
    table = table or read_table(store)
    silences = [(one.key, tuple(table.silent(one.key))) for one in table.features if not one.derived]
    ranked = sorted(((key, len(cases), cases) for key, cases in silences if cases), key=lambda one: (-one[1], one[0]))
    units = [case.unit for case in network.cases]
    return Summary(
        disclosure=disclosure_line(network),
        cases=units.count("case"),
        mentions=units.count("mention"),
        claims=len(network.claims),
        sources=len(network.sources),
        disputes=len({claim.thing for claim in network.claims.values() if claim.thing_class == "Dispute"}),
        counts=tuple(counts(table)),
        silences=tuple(ranked),
    )
