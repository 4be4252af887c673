"""The library of named queries: one .rq file each, whose first comments are its title, its text and its parameters.

    # title: Who is said to have recruited whom
    # One row for each tie ...
    # param: case case - only this case
    # param: from first-day default 0001-01-01 - only steps on this date or later

A line `# --case` of the query gives way to `VALUES ?case { ... }` when the parameter is given, `# --state ?reached` to
one for ?reached, and `VALUES ?from { ... }  # --from` to the same with another value. So each file is plain SPARQL as
it stands, and answers without its parameters.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spygraph.errors import SpygraphError, did_you_mean

FOLDER = Path(__file__).parent / "library"
_NAME = re.compile(r"[A-Za-z][\w-]*")
_PARAMETER = re.compile(r"param: ([a-z-]+) ([a-z-]+)(?::([a-z-]+))?(?: default (\S+))? - (.+)")
_SLOT = re.compile(r"^( *)(?:VALUES \?(\w+) \{[^}\n]*\} +)?# --([a-z-]+)(?: \?(\w+))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be given to a query: a case, thing, concept of a scheme, first-day, last-day or text."""

    name: str
    kind: str
    scheme: str  # of a concept, "" otherwise
    default: str
    help: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question in SPARQL, with what its first comments say of it."""

    name: str  # "" for one that a user wrote
    title: str
    documentation: str
    parameters: tuple[Parameter, ...]
    text: str

    def parameter(self, name: str) -> Parameter:
        """Return a parameter.

        Raises:
            SpygraphError: where the query has none of this name.
        """
        known = {one.name: one for one in self.parameters}
        if name not in known:
            hint = did_you_mean(name, known) if known else ""
            raise SpygraphError(f"{self.name or 'this query'} takes no parameter '{name}'{hint}")
        return known[name]

    def bound(self, terms: Mapping[str, str]) -> str:
        """Return the query with terms, in N-Triples syntax, in the places of its parameters."""

        def fill(slot: re.Match[str]) -> str:
            indent, filled, name, variable = slot.groups()
            return f"{indent}VALUES ?{variable or filled or name} {{ {terms[name]} }}" if name in terms else slot[0]

        return _SLOT.sub(fill, self.text)


def names() -> list[str]:
    """Return the names of the library, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.rq"))


def library() -> list[Query]:
    """Return every named query, sorted by name."""
    return [named(name) for name in names()]


@cache
def named(name: str) -> Query:
    """Return a named query.

    Raises:
        SpygraphError: where there is none of this name.
    """
    known = names()
    if name not in known:
        hint = did_you_mean(name, known) or "; 'spygraph list queries' names them"
        raise SpygraphError(f"no such query '{name}'{hint}")
    return parse((FOLDER / f"{name}.rq").read_text(encoding="utf-8"), name)


def parse(text: str, name: str = "") -> Query:
    """Return a query with what its first comments say; they may say nothing."""
    comments = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        comments.append(line.removeprefix("#").strip())
    found = [_PARAMETER.fullmatch(line) for line in comments]
    parameters = tuple(Parameter(one[1], one[2], one[3] or "", one[4] or "", one[5]) for one in found if one)
    title = next((line.removeprefix("title: ") for line in comments if line.startswith("title: ")), "")
    prose = [line for line in comments if line and not line.startswith(("title: ", "param: "))]
    return Query(name, title, " ".join(prose), parameters, text)


def question(text: str) -> Query:
    """Return the named query where a text is a single word, else the query that the text is.

    Raises:
        SpygraphError: where the word names no query.
    """
    return named(text) if _NAME.fullmatch(text) else parse(text)
