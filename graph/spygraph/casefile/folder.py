"""Reads folders and files of cases, in one pass and with bounded memory, and collects every fault of every file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spygraph import paths
from spygraph.casefile.addresses import Spelled, telling
from spygraph.casefile.grammar import NS, Class, Grammar, grammar
from spygraph.casefile.model import CaseFile, Registry
from spygraph.casefile.names import every_form, redactor
from spygraph.casefile.reader import read_case
from spygraph.casefile.registry import GENERAL, Entries, read_judgements, read_registry, scalars
from spygraph.casefile.yamltext import Mapping, read_bytes
from spygraph.errors import CaseFileError, Fault, SpygraphError

REGISTRY = "registry"


@dataclass(slots=True)
class Collection:
    """The case files under some paths, with the registry that they share."""

    files: list[Path]
    table: Grammar
    registry: Registry
    entries: Entries
    pseudonyms: bool = False
    registry_files: list[Path] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    things: dict[str, dict[str, Class]] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)  # of all cases: what is redacted in what they share
    withdrawn: dict[str, str] = field(default_factory=dict)  # id of a withdrawn case to when and why
    telling: list[str] = field(default_factory=list)  # sources whose address may hold a name that is redacted elsewhere

    def read(self) -> Iterator[CaseFile]:
        """Yield each case, then the claims of the registry.

        Raises:
            CaseFileError: at the end, with the faults of all files; what was yielded before must then be dropped.
        """
        seen: dict[str, str] = {}
        for path in self.files:
            try:
                case = read_case(read_bytes(path), str(path), self.table, self.registry, pseudonyms=self.pseudonyms)
            except CaseFileError as error:
                self.faults += error.faults
                continue
            first = seen.setdefault(case.slug, str(path))
            if first != str(path):
                self.faults.append(Fault(str(path), 1, 1, "case", f"'{case.slug}' is also the id of {first}"))
            if case.withdrawn:
                self.withdrawn[case.slug] = case.withdrawn
                continue
            self.things[case.slug] = {key: thing.cls for key, thing in case.things.items()}
            self.sources.update(case.sources)
            self.names |= every_form(case.names)
            yield case
        yield from self._judgements()
        if self.faults:
            raise CaseFileError(self.faults)

    def _judgements(self) -> Iterator[CaseFile]:
        if self.faults:
            return
        here = [entry for entry in self.entries if self._concerns(entry[2], Path(entry[0]))]
        unused = {one.iri for one in self.registry.sources.values() if one.id not in self.sources}
        try:
            record = read_judgements(here, self.table, self.registry, self.things, self._redact)
        except CaseFileError as error:
            self.faults += error.faults
            return
        claimed = {thing.iri for _, thing, _ in here}
        left_out = {one.iri for one in record.things.values() if one.cls.name in GENERAL} - claimed | unused
        record.things = {key: one for key, one in record.things.items() if one.iri not in left_out}
        record.direct = [one for one in record.direct if one[0] not in unused]
        if self.names:
            self._rename(record)
        yield record

    def _rename(self, record: CaseFile) -> None:
        """Take the names of people out of what sources are called, and of the labels of general statements.

        An address stays as it is: without it nobody can check what a case rests on.
        """
        spelled = Spelled(self.names)
        for thing in record.things.values():
            if thing.cls.name in ("Source", "Context"):
                thing.label = self._redact(thing.label)
        rules = {NS + "title": self._redact, NS + "author": self._redact, NS + "file": spelled.redacted}
        record.direct = [(one, prop, rules.get(prop, str)(term)) for one, prop, term in record.direct]
        sources = {thing.iri for thing in record.things.values() if thing.cls.name == "Source"}
        self.telling = telling((one for one in record.direct if one[0] in sources), spelled)

    def _concerns(self, node: Mapping, path: Path) -> bool:
        """Whether every source and every case that an entry names is among those read; a case that is nowhere counts.

        One that is nowhere beside the registry either is a slip, which the reader then reports.
        """
        cases = {item.text.split("/")[0] for item in scalars(node.items.get("of")) if "/" in item.text}
        cases = {slug for slug in cases if slug in self.things or next(path.parent.parent.rglob(f"{slug}.y*ml"), None)}
        at = node.items.get("at")
        named = {item.text for place in (at, *getattr(at, "items", ())) for item in scalars(place)[:1]}
        return cases <= set(self.things) and not (named & set(self.registry.sources)) - self.sources

    def _redact(self, text: str) -> str:
        """Take the names of every case out of a text; of many thousands only those that occur are looked for twice."""
        return redactor({name: key for name, key in self.names.items() if name in text})(text)


def collect(given: Iterable[Path] = (), *, pseudonyms: bool = False, beside: Path | None = None) -> Collection:
    """Return the case files under the given paths; ./cases or the shipped cases where none is given.

    Args:
        given: Case files, and folders of them.
        pseudonyms: Whether names of people are replaced by their keys.
        beside: Where else a registry is looked for, if none of them has one.

    Raises:
        CaseFileError: where the registry has faults.
        SpygraphError: where a path does not exist or holds no case.
    """
    roots = [Path(path) for path in given] or [paths.default_cases()]
    files: list[Path] = []
    for root in roots:
        if not root.exists():
            raise SpygraphError(f"{root}: there is no such file or folder")
        if REGISTRY in (root.name, root.parent.name):
            raise SpygraphError(f"{root}: a registry is read with the cases that share it; name their folder")
        files += _cases(root)
    if not files:
        raise SpygraphError(f"{', '.join(map(str, roots))}: no case files (*.yaml) here")
    table = grammar()
    shared = _registry_files([*roots, *([beside] if beside else [])])
    registry, entries = read_registry(shared, table)
    return Collection(sorted(set(files)), table, registry, entries, pseudonyms, shared)


def _cases(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    found = [*root.rglob("*.yaml"), *root.rglob("*.yml")]
    return [path for path in found if REGISTRY not in path.relative_to(root).parts and not path.name.startswith(".")]


def _registry_files(roots: list[Path]) -> list[Path]:
    """Return the files of the registry beside the cases, else of the shipped one."""
    beside = (found for root in roots if (found := registry_folder(root)))
    return sorted(next(beside, paths.shipped_cases() / REGISTRY).glob("*.yaml"))


def registry_folder(root: Path) -> Path | None:
    """Return the registry that belongs to a case file or a folder of them, None where it has none of its own."""
    near = (root, *root.resolve().parents[:2])
    return next((folder / REGISTRY for folder in near if (folder / REGISTRY).is_dir()), None)


def tombstones(given: Iterable[Path] = ()) -> dict[str, str]:
    """Return the ids of the withdrawn cases under some paths, each with when and why."""
    cases = collect(given)
    cases.files = [path for path in cases.files if b"withdrawn" in read_bytes(path)]
    for _ in cases.read():
        pass
    return cases.withdrawn
