"""What a case file becomes before it is written as RDF: things, and claims about them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from spygraph.casefile.grammar import Class, Grammar
from spygraph.casefile.yamltext import Node
from spygraph.errors import Fault

BASE = "https://w3id.org/spygraph/"
Statement = tuple[str, str]  # IRI of a property, value as an N-Triples term


@dataclass(slots=True)
class Thing:
    """Something that claims are about: an id, a type and a label."""

    key: str
    cls: Class
    iri: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source: the number of a non-empty line and words that occur once in it.

    In a table it is the number of a row, as spreadsheets count, and the name of a column.
    """

    source: str
    paragraph: int
    words: str
    line: int = field(compare=False)
    column: int = field(compare=False)
    in_row: bool = False

    @property
    def place(self) -> str:
        """The paragraph or row as a case file writes it."""
        return f"row {self.paragraph}" if self.in_row else f"p{self.paragraph}"


@dataclass(slots=True)
class Claim:
    """A bundle of statements that one claimant makes, in one place, about one thing."""

    iri: str
    thing: Thing
    keys: tuple[str, ...]
    statements: list[Statement]
    says: str
    via: str
    version: str
    passages: list[Passage]
    standing: str = ""
    attribution: str = ""
    stands: bool = True


@dataclass(slots=True)
class Source:
    """What the reader needs to know of a registered source."""

    id: str
    iri: str
    kind: str
    voices: frozenset[str]  # registry ids of its publisher and of the outlet it reprints
    explicit: frozenset[tuple[str, int]]  # claimant and paragraph where the text names that claimant
    file: str
    sha256: str
    path: str
    line: int


@dataclass(slots=True)
class Registry:
    """Actors, places and sources that cases share, by id."""

    things: dict[str, Thing] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    speaks_as: dict[str, str] = field(default_factory=dict)  # IRI of an actor to the standing of what it says
    courts: set[str] = field(default_factory=set)  # IRIs
    direct: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class CaseFile:
    """One case file, read and resolved."""

    slug: str
    path: str
    iri: str
    says: str = ""
    sources: list[str] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    direct: list[tuple[str, str, str]] = field(default_factory=list)  # subject IRI, property IRI, term
    unit: str = ""
    withdrawn: str = ""  # when and why, "" for a case that stands
    redact: Callable[[str], str] = str
    names: dict[str, str] = field(default_factory=dict)  # what is redacted, with the key in its place


@dataclass(slots=True)
class Scope:
    """What is visible while one file is read, and where its faults go."""

    path: str
    grammar: Grammar
    registry: Registry
    case: CaseFile
    faults: list[Fault]
    redact: Callable[[str], str] = str
    elsewhere: dict[str, dict[str, Class]] = field(default_factory=dict)  # things of other cases

    def fault(self, node: Node, where: str, message: str) -> None:
        """Note a slip at a node of the file."""
        self.faults.append(Fault(self.path, node.line, node.column, where, message))

    def find(self, key: str) -> Thing | None:
        """Return the thing of a key: of this file first, then of the registry, then SLUG/KEY of another case."""
        slug, slash, other = key.partition("/")
        if slash and other in self.elsewhere.get(slug, {}):
            cls = self.elsewhere[slug][other]
            return Thing(other, cls, thing_iri(slug, cls, other))
        return self.case.things.get(key) or self.registry.things.get(key)


def case_iri(slug: str) -> str:
    """Return the IRI of a case, which is also its named graph."""
    return f"{BASE}case/{slug}"


def thing_iri(slug: str, cls: Class, key: str) -> str:
    """Return the IRI of a thing of a case, or of the registry where the slug is empty."""
    return f"{BASE}case/{slug}/{cls.segment}/{key}" if slug else f"{BASE}registry/{key}"
