"""`spygraph anchor`."""

import re
from pathlib import Path

import click

from spygraph.cli.output import echo, folder_option, texts_option


@click.command("anchor")
@click.argument("source")
@click.argument("paragraph", metavar="pN")
@click.argument("words")
@folder_option
@texts_option
def command(source: str, paragraph: str, words: str, cases: Path, sources: Path | None) -> None:
    """Say whether some words stand once in a paragraph, ready to be pasted; where not, what would."""
    from spygraph.coding.reading import paragraphs, places_of, registry_beside

    number = re.fullmatch(r"p?([1-9][0-9]{0,4})", paragraph)
    if not number:
        raise click.UsageError(f"'{paragraph}' is not a paragraph; write p10 for the tenth line that is not empty")
    lines = paragraphs(source, registry_beside(cases), cases, sources)
    echo(places_of(words, int(number[1]), lines))
