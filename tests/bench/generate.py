"""Writes invented case files, as large as the real ones, with a registry: generate.py N DIR [--seed S]."""

import argparse
import json
from pathlib import Path
from random import Random

import click
from invent import invent
from measure import comparison
from writing import Tree, yaml_text

from spygraph.casefile.grammar import VOCAB, Class, Grammar, grammar

_AUTHORITIES, _OUTLETS, _SERVICES, _PLACES, _OTHERS = 4, 8, 6, 8, 3
_KINDS = ("state-media", "aggregator", "independent", "authority")
_SOURCES_A_FILE = 1_000  # the reader refuses files of more than a megabyte
_CASES_A_SOURCE = 2  # the nine real cases rest on five articles


def main() -> None:
    """Write the files and print what they hold beside what the real cases hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, metavar="N", help="how many cases")
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder to write to; files of the same names are replaced"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sources", type=int, help="how many articles the cases rest on (default: one for two cases)")
    parser.add_argument("--no-comparison", action="store_true", help="do not read the files back to compare them")
    args = parser.parse_args()
    generate(args.number, args.folder, args.seed, args.sources)
    click.echo(f"{args.number} cases in {args.folder}, seed {args.seed}")
    if not args.no_comparison:
        click.echo(comparison(args.folder))


def generate(number: int, folder: Path, seed: int = 1, sources: int | None = None) -> None:
    """Write a number of case files and their registry; the same seed writes the same bytes."""
    table, rng = grammar(), Random(seed)
    count = sources or -(-number // _CASES_A_SOURCE)
    actors = _actors()
    voices = [*actors["authorities"], *actors["outlets"]]
    articles = {f"article-{one}": _source(one, voices, rng) for one in range(1, count + 1)}
    (folder / "registry").mkdir(parents=True, exist_ok=True)
    _write(folder / "registry" / "actors.yaml", {"schema": "1", **actors})
    names = list(articles)
    for first in range(0, count, _SOURCES_A_FILE):
        part = {name: articles[name] for name in names[first : first + _SOURCES_A_FILE]}
        _write(folder / "registry" / f"sources-{first // _SOURCES_A_FILE + 1}.yaml", {"schema": "1", "sources": part})
    (folder / "table.json").write_text(json.dumps(_table(table)), encoding="utf-8")
    shared: dict[str, Class] = {key: table.sections[section] for section, things in actors.items() for key in things}
    for one in range(1, number + 1):
        slug, source = f"invented-{one:06}", f"article-{(one - 1) * count // number + 1}"
        claimant = rng.choice((articles[source]["relays"], articles[source]["publisher"]))
        _write(folder / f"{slug}.yaml", invent(slug, source, claimant, table, shared, rng))


def _write(path: Path, tree: Tree) -> None:
    path.write_text(yaml_text(tree), encoding="utf-8", newline="\n")


def _table(table: Grammar) -> dict[str, object]:
    """Return what the naive peer is told: classes, keys and concepts by name."""
    wanted = ("iri", "scheme", "datatype", "edge_from", "edge_to", "name")
    return {
        "sections": {
            section: {
                "class": cls.iri,
                "segment": cls.segment,
                "keys": {key: {name: getattr(prop, name) for name in wanted} for key, prop in cls.keys.items()},
            }
            for section, cls in table.sections.items()
        },
        "concepts": {
            one.iri.removeprefix(VOCAB): (one.label, one.label_zh) for s in table.schemes.values() for one in s.values()
        },
    }


def _actors() -> dict[str, dict[str, Tree]]:
    def named(word: str, many: int, **more: str) -> dict[str, Tree]:
        return {f"{word}-{one}": {"name": f"{word.capitalize()} {one}", **more} for one in range(1, many + 1)}

    editor: Tree = {"name": "the editor", "description": "whoever coded the case", "speaks-as": "inferred-by-editor"}
    return {
        "authorities": named("authority", _AUTHORITIES, country="country-1"),
        "outlets": named("outlet", _OUTLETS, kind="state-media"),
        "services": named("secret-service", _SERVICES, country="country-2"),
        "commentators": {"editor": editor, **named("commentator", _OTHERS, **{"speaks-as": "quoted"})},
        "places": named("country", _PLACES),
    }


def _source(number: int, voices: list[str], rng: Random) -> dict[str, str]:
    outlets, authorities = voices[_AUTHORITIES:], voices[:_AUTHORITIES]
    return {
        "title": f"Article {number} on cases that never were",
        "publisher": rng.choice(outlets),
        "published": f"20{rng.randint(10, 24)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "retrieved": "2026-11-21",
        "url": f"https://example.org/{number}",
        "language": "en",
        "kind": rng.choice(_KINDS),
        "relays": rng.choice(authorities),
    }


if __name__ == "__main__":
    main()
