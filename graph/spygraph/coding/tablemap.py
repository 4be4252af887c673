"""What the columns of a coded table mean: read from a map of column name to property of a case file."""

from dataclasses import dataclass, field
from pathlib import Path

from spygraph.casefile.grammar import Class, Property, grammar
from spygraph.casefile.yamltext import Mapping, Node, Scalar, parse, read_bytes
from spygraph.errors import CaseFileError, Fault, did_you_mean

CASE, TITLE = "case", "title"
RECRUITMENT, MAIN, SUBJECT = "recruitments", "main", "subject"
# where things live that a map may name without their section, as not-stated does: subject.occupation
_USUAL = {
    MAIN: RECRUITMENT,
    SUBJECT: "people",
    "handler": "people",
    "recruiter": "people",
    "introducer": "people",
    "service": "services",
}
_SETTINGS = ("source", "coded", "values")
FORMS = "write case, title, initiation, inducements, inducements.state, subject.occupation or outcomes.sentence.term"


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds."""

    name: str
    index: int
    section: str  # "" for the id and the title
    thing: str  # "" where each value is a thing of its own
    prop: Property | None
    key: str
    values: dict[str, str] = field(default_factory=dict)  # what the table writes to what a case file writes


@dataclass(slots=True)
class TableMap:
    """The columns, and what is said of the table itself."""

    columns: list[Column]
    source: dict[str, str]
    coded: dict[str, str]
    unmapped: list[str]


def read_map(path: Path, header: list[str]) -> TableMap:
    """Return what a map says about the columns of a table.

    It is a mapping of column name to property; or one with `columns` for that, and beside it `source` and `coded`,
    written as in a registry and a case file, and `values`: column name to what its cells mean.

    Raises:
        CaseFileError: with every fault of the map.
    """
    root = parse(read_bytes(path), str(path))
    reader = _MapReader(str(path), header)
    columns = root.items.get("columns")
    if isinstance(columns, Mapping):
        for key, name in root.keys.items():
            if key not in ("columns", *_SETTINGS):
                reader.fault(name, key, f"no such key{did_you_mean(key, ('columns', *_SETTINGS))}")
        out = reader.columns(columns, root.items.get("values"))
        source, coded = (_texts(root.items.get(key)) for key in ("source", "coded"))
    else:
        out, source, coded = reader.columns(root, None), {}, {}
    if not any(one.key == CASE and not one.section for one in out) and not reader.faults:
        reader.fault(root, CASE, "no column is mapped to case, the id")
    if reader.faults:
        raise CaseFileError(reader.faults)
    return TableMap(out, source, coded, [name for name in header if name and name not in {one.name for one in out}])


def _texts(node: Node | None) -> dict[str, str]:
    items = node.items.items() if isinstance(node, Mapping) else ()
    return {key: value.text for key, value in items if isinstance(value, Scalar)}


class _MapReader:
    def __init__(self, path: str, header: list[str]) -> None:
        self.path, self.header, self.table = path, header, grammar()
        self.faults: list[Fault] = []

    def fault(self, node: Node, where: str, message: str) -> None:
        self.faults.append(Fault(self.path, node.line, node.column, where, message))

    def columns(self, node: Mapping, values: Node | None) -> list[Column]:
        out: dict[str, Column] = {}
        meanings = values.items if isinstance(values, Mapping) else {}
        for name, target in node.items.items():
            at = node.keys[name]
            if self.header.count(name) != 1:
                hint = "" if name in self.header else did_you_mean(name, self.header)
                self.fault(
                    at, name, f"{'two columns have' if name in self.header else 'no column has'} this name{hint}"
                )
            elif not isinstance(target, Scalar):
                self.fault(target, name, f"must be one property; {FORMS}")
            elif found := self._column(name, target, _texts(meanings.get(name))):
                twice = out.get(target.text)
                if twice:
                    self.fault(target, name, f"'{target.text}' is mapped to '{twice.name}' already")
                out[target.text] = found
        return list(out.values())

    def _column(self, name: str, target: Scalar, values: dict[str, str]) -> Column | None:
        index = self.header.index(name)
        if target.text in (CASE, TITLE):
            return Column(name, index, "", "", None, target.text, values)
        found = self._resolve(target.text)
        if found:
            section, thing, prop = found
            return Column(name, index, section, thing, prop, prop.key, values)
        main = self.table.sections[RECRUITMENT].keys
        hint = did_you_mean(target.text, [CASE, TITLE, *main, *self.table.sections])
        self.fault(target, name, f"'{target.text}' is no property of a case file{hint}; {FORMS}")
        return None

    def _resolve(self, text: str) -> tuple[str, str, Property] | None:
        """Return section, thing and property of a target; the thing is "" where each value is one."""
        sections, parts = self.table.sections, text.split(".")
        if len(parts) == 1:
            if prop := sections[RECRUITMENT].keys.get(text):
                return RECRUITMENT, MAIN, prop
            return self._each(sections.get(text), "")
        if len(parts) == 2 and parts[0] in sections:
            return self._each(sections[parts[0]], parts[1])
        section, thing, key = (
            parts if len(parts) == 3 else (_USUAL.get(parts[0], ""), *parts) if len(parts) == 2 else ("", "", "")
        )
        prop = sections[section].keys.get(key) if section in sections else None
        return (section, thing, prop) if prop and not prop.pointer else None

    @staticmethod
    def _each(cls: Class | None, key: str) -> tuple[str, str, Property] | None:
        """Return a section whose things are made of the values: by their kind, unless another key is named."""
        prop = cls.keys.get(key or ("kind" if "kind" in cls.keys else "what")) if cls else None
        return (cls.section, "", prop) if cls and prop and not prop.pointer else None
