"""Figures as SVG: no script, every text escaped, readable in light, dark and print."""

from spygraph.patterns.breakdown import Breakdown
from spygraph.patterns.coverage import Coverage
from spygraph.patterns.figures import backbone, intervals, matrix
from spygraph.patterns.figures.svg import STYLE, alone
from spygraph.patterns.grids import Result
from spygraph.patterns.script import Script

__all__ = ["STYLE", "alone", "draw"]


def draw(result: Result) -> tuple[str, ...]:
    """Return the figures of a result as SVG; () where it has none."""
    if isinstance(result, Breakdown):
        return intervals.draw(result)
    if isinstance(result, Coverage):
        return matrix.draw(result)
    if isinstance(result, Script):
        return backbone.draw(result)
    return ()
