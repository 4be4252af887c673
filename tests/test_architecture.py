"""Imports point one way only, modules stay small, and what is heavy is imported where it is used."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import spygraph

PACKAGE = Path(spygraph.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
# a part may import what stands before its own row, or beside it; whatever is not named here works on the network
TOOLS = "patterns, export, explorer, report, queries, validate and their like"
LAYERS = [
    {"__init__", "errors", "paths"},
    {"casefile"},
    {"store", "terms", "lasting"},
    {"network"},
    {TOOLS},
    {"server"},
    {"cli"},
    {"__main__"},
]
QUICK = {
    "pyoxigraph",
    "rdflib",
    "oxrdflib",
    "networkx",
    "pyvis",
    "pyshacl",
    "scipy",
    "rustworkx",
    "rich",
    "yaml",
    "jinja2",
}


def name_of(path: Path) -> str:
    """Return the dotted name of a module without the package, "__init__" for the package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


def imports(path: Path, *, top: bool = False) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports of a module; only those that run on import where `top` is set."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top else ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


def ours(path: Path, *, top: bool = False) -> set[str]:
    """Return the modules of this package that a module imports, by dotted name."""
    found = set()
    for node in imports(path, top=top):
        names = (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [f"{node.module}.{one.name}" for one in node.names]
        )
        for name in names:
            if name == "spygraph" or name.startswith("spygraph."):
                rest = name.removeprefix("spygraph").removeprefix(".")
                while rest and rest not in NAMES:
                    rest = rest.rpartition(".")[0]
                found.add(rest or "__init__")
    return found


def layer(name: str) -> int:
    part = name.split(".")[0]
    return next((number for number, parts in enumerate(LAYERS) if part in parts), LAYERS.index({TOOLS}))


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_module_imports_only_from_its_own_layer_or_below(name: str) -> None:
    above = {other for other in ours(NAMES[name]) if layer(other) > layer(name)}
    assert above == set()


def test_no_two_modules_need_each_other_to_be_imported() -> None:
    edges = {name: ours(path, top=True) - {name} for name, path in NAMES.items()}
    assert len(list(TopologicalSorter(edges).static_order())) == len(NAMES)


def test_no_import_is_relative() -> None:
    assert [
        path.name for path in MODULES for node in imports(path) if isinstance(node, ast.ImportFrom) and node.level
    ] == []


def test_no_module_is_longer_than_300_lines() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in NAMES.items()}
    assert {name: count for name, count in lines.items() if count > 300} == {}


@pytest.mark.parametrize(
    "name", sorted(name for name in NAMES if name.split(".")[0] in ("__init__", "errors", "paths", "cli"))
)
def test_the_command_line_imports_no_library_of_the_work_before_it_is_needed(name: str) -> None:
    heavy = {
        one
        for node in imports(NAMES[name], top=True)
        for one in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        if one.split(".")[0] in QUICK
    }
    assert heavy == set()


def test_the_reader_and_the_store_know_nothing_of_pictures() -> None:
    known = {other.split(".")[0] for name, path in NAMES.items() if layer(name) < 3 for other in ours(path)}
    assert known <= {"__init__", "errors", "paths", "casefile", "store", "terms", "lasting"}
