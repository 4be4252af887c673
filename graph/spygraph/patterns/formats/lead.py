"""What a whole report says first, in words: how thin the ground is, what recurs most, and on whose word."""

from collections.abc import Iterator, Mapping

from spygraph.errors import plural
from spygraph.patterns.contrasts import Contrasts
from spygraph.patterns.coverage import Coverage
from spygraph.patterns.grids import Result
from spygraph.patterns.material import Material
from spygraph.patterns.recurring import Recurring
from spygraph.patterns.robustness import RECURS, Robustness
from spygraph.patterns.statistics import FEW, percent
from spygraph.patterns.words import value_words


def in_short(given: Material, results: Mapping[str, Result]) -> Iterator[str]:
    """Yield a sentence for each of the results that has one to give."""
    total = len(given.table.cases)
    for result in results.values():
        if isinstance(result, Coverage):
            yield f"{percent(result.silent)} of what is looked for is not stated: every number here is one of reports."
        if isinstance(result, Contrasts):
            yield _tests(result, total)
        if isinstance(result, Recurring) and result.configurations:
            yield _most(result, total)
        if isinstance(result, Robustness):
            stay = sum(one.least >= RECURS for one in result.patterns)
            yield (
                f"Of {plural(len(result.patterns), 'pattern')} that recur, {stay} still do whichever outlet or "
                "discloser is left out; the others rest on one voice."
            )


def _tests(result: Contrasts, total: int) -> str:
    if result.tests:
        return f"{plural(result.tests, 'test')} of contrasts; q-values run over all of them."
    return (
        f"With {plural(total, 'case')} no contrast can be tested: a test needs {FEW} known cases a side. Most cells "
        "are too thin for more than a list of cases, and that is what they are."
    )


def _most(result: Recurring, total: int) -> str:
    one = result.configurations[0]
    values = " with ".join(value_words(value) for _, value in one.values)
    tested = "" if one.tested else "; too few to test"
    return f"What recurs most: {values}, in {one.support[0]} of {total}, possible in {one.support[1]}{tested}."
