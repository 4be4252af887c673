"""What is written: sections with their tables and figures, and the line that stands under all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from spygraph.patterns.catalogue import PATTERNS
from spygraph.patterns.figures import draw
from spygraph.patterns.formats.lead import in_short
from spygraph.patterns.grids import Grid, Result
from spygraph.patterns.material import Material


@dataclass(frozen=True, slots=True)
class Section:
    """One analysis as it is shown; figures are SVG."""

    name: str
    title: str
    question: str
    method: str
    result: Result
    grids: tuple[Grid, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """Its figures as SVG."""
        return draw(self.result)


@dataclass(frozen=True, slots=True)
class Report:
    """Sections, who disclosed the cases, and whether the cases behind each number are listed."""

    title: str
    cases: int
    sections: tuple[Section, ...]
    disclosure: str
    members: bool = False
    lead: tuple[str, ...] = ()  # what must be known before any number is read
    beside: tuple[tuple[str, str], ...] = ()  # addresses of pages beside this one, and what they are called


def report(given: Material, results: Mapping[str, Result], *, members: bool = False, title: str = "") -> Report:
    """Return results by name as they are shown; a name that PATTERNS does not know is a section without a method."""
    sections = []
    for name, result in results.items():
        one = PATTERNS.get(name)
        about = (one.title, one.question, one.method) if one else (name.capitalize(), "", "")
        sections.append(Section(name, *about, result, tuple(result.grids())))
    lead = tuple(in_short(given, results)) if len(results) > 1 else ()
    return Report(title or "What recurs", len(given.table.cases), tuple(sections), given.disclosure, members, lead)


def members_text(cases: tuple[str, ...]) -> str:
    """Return the cases behind a row."""
    return ", ".join(cases) or "none"


def shown(grid: Grid) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows that people are shown, numbered; a feature or name that stands above is not repeated."""
    rows = list(enumerate(grid.rows))[: grid.first or None]
    if grid.columns[:1] != ("feature",):
        return rows
    return [
        (number, ("" if number and row[0] == grid.rows[number - 1][0] else row[0], *row[1:])) for number, row in rows
    ]


def more(grid: Grid) -> str:
    """Return how many rows people are not shown, and where they are; "" where there are none."""
    left = len(grid.rows) - grid.first if grid.first else 0
    return f"{left} more in the formats csv and json." if left > 0 else ""
