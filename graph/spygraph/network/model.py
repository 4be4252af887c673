"""Nodes, edges and the claims they rest on, as plain values. Ids are IRIs without the common beginning."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """One actor, item, outcome or technique. A technique (a concept) has no case: cases share it."""

    id: str
    label: str
    label_zh: str
    kind: str  # person, handler, group, service, organization, item, outcome, or the scheme of a concept
    case: str  # case id, "" for what cases share
    procedure: str  # the furthest outcome reported of a person, best standing first; "" if none is stated
    unit: str = ""  # of its case: "case", or "mention", which enters no count


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source: paragraph number and the few words that point there, or a row of a table and its column."""

    source: str
    paragraph: int
    words: str
    in_row: bool = False

    @property
    def place(self) -> str:
        """The paragraph or row as a case file writes it."""
        return f"row {self.paragraph}" if self.in_row else f"p{self.paragraph}"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one claimant says in one place about one thing."""

    id: str
    case: str
    thing: str
    thing_class: str
    thing_label: str
    says: str
    via: str
    standing: str
    attribution: str
    version: str
    disputes: tuple[str, ...]
    values: tuple[tuple[str, str, str], ...]  # property key, value as text, id of the value or ""
    passages: tuple[Passage, ...]
    when: str  # of the thing, as the source gives it
    earliest: str
    latest: str
    stands: bool = True  # false where it belongs to a rival telling, or was retracted, corrected or rejected by a court


@dataclass(frozen=True, slots=True)
class Edge:
    """One drawn statement: a role of a thing, read off one claim."""

    id: str
    source: str
    target: str
    relation: str
    relation_zh: str
    detail: str  # e.g. "residency (promised)"
    case: str
    claim: str
    procedure: str
    unit: str = ""  # of its case


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A registered source."""

    id: str
    title: str
    publisher: str
    published: str
    url: str
    kind: str
    relays: str
    reprint_of: str


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """What is said of a case as a whole."""

    id: str
    title: str
    unit: str
    sources: tuple[str, ...]
    not_stated: tuple[str, ...]  # THING.KEY or a section
    leaves_open: tuple[str, ...]
    disclosed_by: tuple[str, ...]
    trail: tuple[str, ...] = ()  # who coded it, who checked it, what changed since


@dataclass(slots=True)
class Record:
    """The nodes, edges and claims of one named graph."""

    case: CaseInfo | None
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Network:
    """Everything, in a fixed order."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    claims: Mapping[str, Claim]
    cases: tuple[CaseInfo, ...]
    sources: Mapping[str, SourceInfo]
