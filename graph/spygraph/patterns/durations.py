"""How long it went on, on two clocks, and how it ended: dates are intervals, and so are the times between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from spygraph.casefile.dates import span
from spygraph.network import Claim, Network
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.stories import Story, values_of
from spygraph.patterns.table import Table

_YEAR, _MONTH = 365.2425, 365.2425 / 12  # days, of the Gregorian calendar
_BANDS = (
    ("death or life", frozenset(("death", "death-reprieved", "life", "executed"))),
    ("a term of prison", frozenset(("imprisonment", "rights-deprivation"))),
    (
        "another sanction",
        frozenset(("fine-or-forfeiture", "administrative", "disciplinary", "admonition", "unspecified")),
    ),
    ("conviction, sanction not stated", frozenset(("convicted", "pleaded-guilty"))),
    ("ended without one", frozenset(("acquitted", "dropped", "overturned"))),
    (
        "a step of the procedure, no end stated",
        frozenset(("investigated", "identified", "measures", "detained", "arrested")),
    ),
    ("with prosecutors or a court, no end stated", frozenset(("transferred-to-prosecutors", "charged", "on-trial"))),
)
_DOUBT = ("?", "~", "%")
ACQUAINTANCE, HANDLER = "from the first contact", "from the first contact with a handler"


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated step: what it is, how its date is written, and the first and last day that this allows."""

    what: str
    when: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Duration:
    """A time between two moments in days, at least and at most; the clock says from where it runs."""

    case: str
    clock: str
    begin: Moment
    end: Moment

    @property
    def days(self) -> tuple[int, int]:
        """The shortest and the longest that the two dates allow."""
        return max(0, (self.end.earliest - self.begin.latest).days), (self.end.latest - self.begin.earliest).days

    def __str__(self) -> str:
        unit, name = (_YEAR, "years") if self.days[1] > 2 * _YEAR else (_MONTH, "months")
        low, high = (f"{days / unit:.1f}".removesuffix(".0") for days in self.days)
        return f"{low} to {high} {name}"


@dataclass(frozen=True, slots=True)
class Durations:
    """Every duration whose two ends are dated, the cases without, and the bands of outcomes."""

    durations: tuple[Duration, ...]
    undated: tuple[str, ...]  # cases whose first contact has no date
    cases: int
    bands: tuple[tuple[str, tuple[str, ...]], ...]

    def grids(self) -> list[Grid]:
        """Return the durations and the bands."""
        columns = ("case", "clock", "from", "to", "at least and at most")
        rows = [
            ((one.case, one.clock, _told(one.begin), _told(one.end), str(one)), (one.case,)) for one in self.durations
        ]
        notes = (
            f"First contact undated in {len(self.undated)} of {self.cases}: no average is given. A year stands for all "
            "of its days. The end is the first dated step that ends access or the story: leaving the post, an exit, "
            "exposure, a measure; not the day of a sentence or of publication.",
            "Only those who were found out are told of: nothing here says how long anybody goes unseen.",
        )
        bands = [((name, f"{len(cases)} of {self.cases}"), cases) for name, cases in self.bands]
        return [
            grid("two clocks", columns, rows, notes),
            grid(
                "how it ended, as far as told",
                ("band", "cases"),
                bands,
                ("By the furthest outcome that is best vouched for.",),
            ),
        ]


def durations(network: Network, told: Sequence[Story], table: Table) -> Durations:
    """Return how long each case went on, by the stories of a network, and the bands of its outcomes."""
    claims: dict[str, list[Claim]] = {}
    for claim in network.claims.values():
        if claim.stands and claim.thing_class in ("Recruitment", "Relation"):
            claims.setdefault(claim.case, []).append(claim)
    found = [one for story in told for one in _clocks(claims.get(story.case, []), story)]
    undated = tuple(story.case for story in told if not list(_contacts(story, None)))
    bands = [
        (name, tuple(case for case in table.cases if members & set(table.values(case, "outcomes"))))
        for name, members in _BANDS
    ]
    told_of = {case for _, cases in bands for case in cases}
    bands.append(("not stated", tuple(case for case in table.cases if case not in told_of)))
    return Durations(tuple(found), undated, len(told), tuple(band for band in bands if band[1]))


def _clocks(claims: Sequence[Claim], story: Story) -> Iterator[Duration]:
    handlers = set(values_of((claim for claim in claims if claim.thing_class == "Recruitment"), "handler"))
    ends = [*_ends(claims, story)]
    for clock, who in ((ACQUAINTANCE, None), (HANDLER, handlers)):
        begin = _first(_contacts(story, who))
        end = _first(one for one in ends if begin and one.latest > begin.latest)
        if begin and end:
            yield Duration(story.case, clock, begin, end)


def _contacts(story: Story, who: set[str] | None) -> Iterator[Moment]:
    for step in story.steps:
        if step.stage == "contact" and step.earliest and step.latest and (who is None or who & set(step.who)):
            yield Moment(step.what, step.when, date.fromisoformat(step.earliest), date.fromisoformat(step.latest))


def _ends(claims: Sequence[Claim], story: Story) -> Iterator[Moment]:
    """Yield what ends access or the story: steps of exit or exposure, outcomes, and the end of an employment."""
    for step in story.steps:
        if step.stage in ("exit", "exposure", "proceedings") and step.earliest and step.latest:
            yield Moment(step.what, step.when, date.fromisoformat(step.earliest), date.fromisoformat(step.latest))
    for claim in claims:
        left = any(id_.endswith("formerly-employed-by") for key, _, id_ in claim.values if key == "kind")
        if claim.thing_class == "Relation" and left and "/" in claim.when:
            end = claim.when.partition("/")[2]
            if end not in ("", ".."):
                days = span(end)
                yield Moment("leaves the post", end, date.fromisoformat(days.earliest), date.fromisoformat(days.latest))


def _first(moments: Iterable[Moment]) -> Moment | None:
    return min(moments, key=lambda one: (one.latest, one.earliest, one.when[-1:] in _DOUBT, one.what), default=None)


def _told(moment: Moment) -> str:
    return f"{moment.when}: {moment.what}"
