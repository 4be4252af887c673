"""What a shell completes after `spygraph query`: names of queries, and values of their parameters.

    eval "$(_SPYGRAPH_COMPLETE=bash_source spygraph)"        in ~/.bashrc
    eval "$(_SPYGRAPH_COMPLETE=zsh_source spygraph)"         in ~/.zshrc
    _SPYGRAPH_COMPLETE=fish_source spygraph | source         in ~/.config/fish/config.fish

Files are looked through as text: a shell that waits for a key cannot wait for a store.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from spygraph import paths as places
from spygraph.errors import SpygraphError
from spygraph.queries import named

_REGISTRY = "registry"


def complete_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the named queries that begin so, each with its title."""
    return [CompletionItem(one.name, help=one.title) for one in named.library() if one.name.startswith(incomplete)]


def complete_value(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the values of a parameter that begin so; of all queries that have it, where none is named yet."""
    # the parser gives up at the option that still lacks its value, and leaves the query among the rest
    query = ctx.params.get("query") or next(iter(ctx.args), "")
    wanted = _parameters(str(param.name).replace("_", "-"), query)
    found: set[str] = set()
    for one in wanted:
        if one.kind == "case":
            found.update(case_ids(ctx.params.get("paths") or ()))
        elif one.kind == "concept":
            found.update(concept_ids(one.scheme))
    return [CompletionItem(value) for value in sorted(found) if value.startswith(incomplete)]


def complete_case(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the ids of cases that begin so."""
    found = set(case_ids(ctx.params.get("paths") or ()))
    return [CompletionItem(value) for value in sorted(found) if value.startswith(incomplete)]


def _parameters(name: str, query: str) -> list[named.Parameter]:
    try:
        asked = [named.named(query)]
    except SpygraphError:
        asked = named.library()
    return [one for each in asked for one in each.parameters if one.name == name]


def case_ids(roots: Iterable[Path | str]) -> Iterator[str]:
    """Yield the ids of the cases under some paths: the names of their files."""
    for root in map(Path, tuple(roots) or (places.default_cases(),)):
        for path in [root] if root.is_file() else root.rglob("*.y*ml"):
            if _REGISTRY not in path.parts[len(root.parts) :]:
                yield path.stem


def concept_ids(scheme: str) -> list[str]:
    """Return the ids of the concepts of a scheme."""
    text = (places.ontology() / "vocabulary" / f"{scheme}.ttl").read_text(encoding="utf-8")
    return re.findall(rf"^v:{re.escape(scheme)}-(\S+) a skos:Concept\b", text, re.MULTILINE)
