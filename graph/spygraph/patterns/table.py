"""The case x feature table: what each case states, denies, leaves unclear or does not state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from spygraph.patterns.coded import LEFT_OUT, Cells, coded, csv_rows
from spygraph.patterns.groups import GROUPS, members

UNCLEAR, NO = "unclear", "no"
DENIED = "no: "  # before a value: this one is denied, nothing is said of the others
Articles = tuple[frozenset[str], ...]


class State(StrEnum):
    """What a case says of one value of a feature."""

    YES = "stated"
    NO = "explicitly not"
    OTHER = "another value stated"  # of a feature that is reported only by mention: of this value it is silent
    UNCLEAR = "unclear"
    LEFT_OUT = "left out"  # by a filter, so that nobody knows here
    SILENT = "not stated"


@dataclass(frozen=True, slots=True)
class Feature:
    """A column: how sources report it, and whether its values are those of a scheme."""

    key: str
    iri: str = ""
    reporting: str = "mention"  # "exhaustive": who does not have it is told too; "mention": only who has it is
    scheme: str = ""  # "" where the values only say how somebody is told of, e.g. named or described
    derived: bool = False  # read off other things than a key of the shapes, so that nobody lists it as not stated


@dataclass(frozen=True, slots=True)
class Table:
    """Cases in order, and for each case and feature the values that it states.

    A missing cell means not stated. "no" is an explicit no to the whole feature, "no: x" to one value; "unclear"
    means that the source speaks of it and does not decide, "left out" that a filter took what sources say, or some
    of it. Of outcomes, the furthest one counts.

    Attributes:
        cases: Ids, in order; the unit of every count.
        features: The columns.
        cells: (case, feature) to values.
        about: (case, "period" | "discloser" | "outlet") to values: what cases are split by; never counted as features.
        articles: Case to its articles, each as the outlets that carry it.
        backing: (case, feature, value) to the articles that carry it; nothing where only the case is known to.
    """

    cases: tuple[str, ...]
    features: tuple[Feature, ...]
    cells: Cells = field(default_factory=dict)
    about: Cells = field(default_factory=dict)
    articles: Mapping[str, Articles] = field(default_factory=dict)
    backing: Mapping[tuple[str, str, str], Articles] = field(default_factory=dict)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]], **options: Any) -> "Table":
        """Return the table of coded rows; see `spygraph.patterns.coded.coded` for the options."""
        ids, reporting, cells, about = coded(rows, **options)
        features = tuple(Feature(column, "", how, column) for column, how in reporting.items())
        outlets = {one: about.get((one, "outlet"), ()) for one in ids}
        articles = {one: tuple(frozenset({name} - {LEFT_OUT}) for name in names) for one, names in outlets.items()}
        return cls(ids, features, cells, about, articles)

    @classmethod
    def from_frame(cls, frame: Any, **options: Any) -> "Table":
        """Return the table of a pandas DataFrame, a row a case."""
        return cls.from_rows(frame.to_dict("records"), **options)

    @classmethod
    def from_csv(cls, path: Path, **options: Any) -> "Table":
        """Return the table of a coded CSV file with a header."""
        return cls.from_rows(csv_rows(path), **options)

    def values(self, case: str, feature: str) -> tuple[str, ...]:
        """Return what a case states; () where it states nothing."""
        return self.cells.get((case, feature), ())

    def feature(self, key: str) -> Feature | None:
        """Return a column by its key; None where there is none."""
        return next((one for one in self.features if one.key == key), None)

    def state(self, case: str, feature: Feature, value: str) -> State:
        """Return what a case says of a value, or of a group of values."""
        found, wanted = set(self.values(case, feature.key)), members(feature.key, value)
        if found & wanted:
            return State.YES
        if NO in found or all(DENIED + one in found for one in wanted):
            return State.NO
        if UNCLEAR in found:
            return State.UNCLEAR
        if LEFT_OUT in found:
            return State.LEFT_OUT
        if not settled(found):
            return State.SILENT
        return State.NO if feature.reporting == "exhaustive" else State.OTHER

    def having(self, feature: str, value: str) -> list[str]:
        """Return the cases that state a value, or one of a group of values."""
        wanted = members(feature, value)
        return [case for case in self.cases if wanted.intersection(self.values(case, feature))]

    def known(self, feature: str) -> list[str]:
        """Return the cases that state something that is settled."""
        return [case for case in self.cases if settled(self.values(case, feature))]

    def unclear(self, feature: str) -> list[str]:
        """Return the cases whose source speaks of it and settles nothing."""
        return [case for case in self.cases if UNCLEAR in (found := self.values(case, feature)) and not settled(found)]

    def unclear_about(self, feature: Feature, value: str) -> list[str]:
        """Return the cases that state other values and leave unclear whether this is one more."""
        spoken = [case for case in self.known(feature.key) if UNCLEAR in self.values(case, feature.key)]
        return [case for case in spoken if self.state(case, feature, value) is State.UNCLEAR]

    def left_out(self, feature: Feature, value: str) -> list[str]:
        """Return the cases of which a filter left nothing that tells whether they state a value."""
        thinned = [case for case in self.cases if LEFT_OUT in self.values(case, feature.key)]
        return [case for case in thinned if self.state(case, feature, value) is State.LEFT_OUT]

    def silent(self, feature: str) -> list[str]:
        """Return the cases that state nothing."""
        return [case for case in self.cases if not self.values(case, feature)]

    def stated(self, feature: str) -> list[str]:
        """Return the values of a feature that some case states, then the groups that join several of them."""
        plain = {value for case in self.cases for value in settled(self.values(case, feature))} - {NO}
        groups = [one.name for one in GROUPS if one.feature == feature and len(plain & one.members) > 1]
        return [*sorted(plain), *groups]

    def several(self, feature: str) -> list[str]:
        """Return the cases that state more than one value."""
        return [case for case in self.cases if len(settled(self.values(case, feature))) > 1]

    def only(self, cases: Iterable[str]) -> "Table":
        """Return the table of some of its cases, in the same order."""
        kept = set(cases)
        return replace(self, cases=tuple(case for case in self.cases if case in kept))


def settled(values: Iterable[str]) -> set[str]:
    """Return the values that settle a cell: not "unclear" or "left out", and not a mere denial of one value."""
    return {value for value in values if value not in (UNCLEAR, LEFT_OUT) and not value.startswith(DENIED)}
