"""Nearest cases over what both state, and which recurring configurations a case fits.

Gower, J. C. (1971), A general coefficient of similarity and some of its properties, Biometrics 27, 857-871: fields that
one of the two does not state do not enter; how many do is shown, and with fewer than four there is no figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spygraph.errors import SpygraphError, did_you_mean
from spygraph.patterns.coded import LEFT_OUT
from spygraph.patterns.configurations import Configuration, fits
from spygraph.patterns.exclusions import Item
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.table import State, Table, settled

OVERLAP = 4
NOBODY = "This compares published cases. It tells nothing about any person outside these cases."


@dataclass(frozen=True, slots=True)
class Near:
    """One other case, over the fields that both state.

    similarity is the mean over these fields of the share of values that the two have in common (Jaccard), 0 to 1.
    """

    case: str
    similarity: float
    overlap: tuple[str, ...]
    alike: tuple[Item, ...]
    differ: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How one configuration of the other cases is met: n of m values, and what is said of each that is not."""

    values: tuple[Item, ...]
    support: int
    met: int
    missing: tuple[tuple[Item, State], ...]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """The nearest cases of one, those that could not be compared, and the configurations that it fits."""

    case: str
    nearest: tuple[Near, ...]
    not_compared: tuple[str, ...]
    fits: tuple[Fit, ...]

    def grids(self) -> list[Grid]:
        """Return the nearest cases and the configurations."""
        none = ", ".join(self.not_compared) or "none"
        notes = (NOBODY, f"Only fields that both state are compared, {OVERLAP} at least; not compared: {none}.")
        near_columns = ("case", "similarity", "compared over", "in common", "differ in")
        fit_columns = ("values", "fits in", "does not, or not stated", "cases")
        return [
            grid(f"nearest to {self.case}", near_columns, [_near_row(one) for one in self.nearest], notes),
            grid(
                "recurring configurations of the other cases",
                fit_columns,
                [_fit_row(one) for one in self.fits],
                first=12,
            ),
        ]


def similar(table: Table, case: str, found: Sequence[Configuration] = ()) -> Similar:
    """Return the nearest cases of one and the configurations it fits in more than half of their values.

    Args:
        table: Cases and what they state, this one among them.
        case: Its id.
        found: Configurations of the other cases.

    Raises:
        SpygraphError: where there is no such case.
    """
    if case not in table.cases:
        raise SpygraphError(f"no such case '{case}'{did_you_mean(case, table.cases)}")
    nearest = [near(table, case, other) for other in table.cases if other != case]
    ranked = sorted(
        (one for one in nearest if len(one.overlap) >= OVERLAP),
        key=lambda one: (-one.similarity, -len(one.overlap), one.case),
    )
    return Similar(
        case,
        tuple(ranked),
        tuple(one.case for one in nearest if len(one.overlap) < OVERLAP),
        tuple(
            sorted(
                _fits(table, case, found),
                key=lambda one: (-one.met / len(one.values), -one.support, -len(one.values), one.values),
            )
        ),
    )


def near(table: Table, case: str, other: str) -> Near:
    """Return two cases side by side over the fields that both state, but not how somebody is told of."""
    shares, overlap, alike, differ = [], [], [], []
    for feature in table.features:
        ours, theirs = (settled(table.values(one, feature.key)) for one in (case, other))
        thinned = any(LEFT_OUT in table.values(one, feature.key) for one in (case, other))
        if feature.scheme and not (feature.derived or thinned) and ours and theirs:
            common = ours & theirs
            shares.append(len(common) / len(ours | theirs))
            overlap.append(feature.key)
            alike += [(feature.key, value) for value in sorted(common)]
            differ += [] if common else [feature.key]
    mean = sum(shares) / len(shares) if shares else 0.0
    return Near(other, mean, tuple(overlap), tuple(alike), tuple(differ))


def _fits(table: Table, case: str, found: Sequence[Configuration]) -> list[Fit]:
    out = []
    for one in found:
        states = fits(table, case, one.values)
        missing = tuple((item, state) for item, state in states.items() if state is not State.YES)
        met = len(one.values) - len(missing)
        if met * 2 > len(one.values):
            out.append(Fit(one.values, one.support[0], met, missing, one.cases))
    return out


def _near_row(one: Near) -> tuple[tuple[str, ...], tuple[str, ...]]:
    alike = "; ".join(f"{feature}: {value}" for feature, value in one.alike) or "nothing"
    return (one.case, f"{one.similarity:.2f}", ", ".join(one.overlap), alike, ", ".join(one.differ) or "nothing"), (
        one.case,
    )


def _fit_row(one: Fit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    values = "; ".join(f"{feature}: {value}" for feature, value in one.values)
    missing = "; ".join(f"{value} ({state})" for (_, value), state in one.missing) or "nothing"
    return (values, f"{one.met} of {len(one.values)}", missing, str(one.support)), one.cases
