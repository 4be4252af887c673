"""Registered sources and their texts, as a coder looks them up."""

from collections.abc import Iterator
from pathlib import Path

from spygraph import paths
from spygraph.casefile.anchors import Texts, nearest, normal, occurrences
from spygraph.casefile.evidence import MAX_WORDS
from spygraph.casefile.folder import REGISTRY, registry_folder
from spygraph.casefile.grammar import grammar
from spygraph.casefile.model import Registry
from spygraph.casefile.registry import read_registry
from spygraph.coding.registration import TEXTS
from spygraph.errors import CaseFileError, SpygraphError, did_you_mean, plural


def registry_beside(cases: Path) -> Registry:
    """Return the registry that the case files of a folder share; the shipped one where the folder has none."""
    folder = registry_folder(cases) or paths.shipped_cases() / REGISTRY
    return read_registry(sorted(folder.glob("*.yaml")), grammar())[0]


def paragraphs(source: str, registry: Registry, cases: Path, folder: Path | None) -> list[str]:
    """Return the paragraphs of the text that was coded.

    Raises:
        SpygraphError: where no such source is registered, or its text is not in the folder.
    """
    if source not in registry.sources:
        raise SpygraphError(f"no source is registered as '{source}'{did_you_mean(source, registry.sources)}")
    texts = Texts(folder or cases.parent / TEXTS, registry.sources)
    found = texts.paragraphs(source)
    if found is None:
        raise CaseFileError(texts.faults)
    return found


def places_of(words: str, number: int, lines: list[str]) -> Iterator[str]:
    """Yield what a coder must know before taking some words for an anchor in a paragraph."""
    given = normal(words)
    if not 1 <= len(given.split()) <= MAX_WORDS:
        raise SpygraphError(f"an anchor has 1 to {MAX_WORDS} words, this one {len(given.split())}")
    if not 1 <= number <= len(lines):
        raise SpygraphError(f"p{number}: the text has only {plural(len(lines), 'paragraph')}")
    count = occurrences(given, lines[number - 1])
    elsewhere = [f"p{n}" for n, line in enumerate(lines, 1) if n != number and occurrences(given, line)]
    if count == 1:
        yield f"unique: '{given}' stands once in p{number}"
        yield f'at: [p{number}, "{given}"]'
    else:
        near = "" if count else nearest(given, lines[number - 1])
        where = f"; it stands in {', '.join(elsewhere)}" if elsewhere else near
        longer = ["; as unique: " + ", ".join(f"'{one}'" for one in _longer(given, lines[number - 1]))] if count else []
        problem = f"stands {count} times in p{number}; take words that stand once" if count else f"is not in p{number}"
        raise SpygraphError(f"'{given}' {problem}{''.join(longer)}{where}")


def _longer(words: str, line: str) -> list[str]:
    """Return longer runs of words around some words, each of which stands once in the line."""
    all_words, size = line.split(), len(words.split())
    out = []
    for length in range(size + 1, MAX_WORDS + 1):
        for start in range(len(all_words) - length + 1):
            run = " ".join(all_words[start : start + length]).strip(".,;:!?\"'()")
            if occurrences(words, run) and occurrences(run, line) == 1:
                out.append(run)
        if out:
            return out[:3]
    return out
