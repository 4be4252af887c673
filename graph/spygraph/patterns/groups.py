"""Values that are also counted together, a case once: what they share is said here and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Group:
    """Several values of one feature under one name; a name never is the id of a value."""

    feature: str
    name: str
    members: frozenset[str]


_ABROAD = ("study-abroad", "posting-abroad", "travel-abroad")
_ONLINE = ("online", "social-media", "agency-website", "job-posting")
_FACE_TO_FACE = ("in-person", "academic-conference", "introduction", "chance-meeting", "social-gathering")
_FINANCIAL = (
    *("financial-difficulty", "debt", "investment-loss", "business-failure", "unemployment"),
    *("low-income", "overspending"),
)
_COURT_SENTENCES = ("death", "death-reprieved", "life", "imprisonment", "rights-deprivation", "executed")
_OTHER_SANCTIONS = ("fine-or-forfeiture", "administrative", "disciplinary", "admonition", "unspecified")
_WENT_OVER = ("transferred", "sent")

GROUPS = (
    Group("initiation", "any recruited", frozenset(("recruited", "recruited-by-associate"))),
    Group("setting", "any abroad", frozenset(_ABROAD)),
    Group("channel", "any online", frozenset(_ONLINE)),
    Group("channel", "any in person", frozenset((*_FACE_TO_FACE, "official-business", "business-dealing"))),
    Group("vulnerabilities", "any financial need", frozenset(_FINANCIAL)),
    Group("items", "any sent or given", frozenset(_WENT_OVER)),
    Group("outcomes", "any court sentence", frozenset(_COURT_SENTENCES)),
    Group("outcomes", "any other sanction", frozenset(_OTHER_SANCTIONS)),
)
_BY_NAME: Mapping[tuple[str, str], frozenset[str]] = MappingProxyType(
    {(group.feature, group.name): group.members for group in GROUPS}
)


def members(feature: str, value: str) -> frozenset[str]:
    """Return the values that a name stands for: those of a group, or the value itself."""
    return _BY_NAME.get((feature, value), frozenset((value,)))


def is_group(feature: str, value: str) -> bool:
    """Whether a name stands for several values."""
    return (feature, value) in _BY_NAME
