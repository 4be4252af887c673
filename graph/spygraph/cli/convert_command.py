"""`spygraph convert`."""

from pathlib import Path

import click

from spygraph.cli.output import echo
from spygraph.errors import plural


@click.command("convert")
@click.argument("bundle", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="A new folder.")
def command(bundle: Path, output: Path) -> None:
    """Turn a STIX 2.1 bundle or FollowTheMoney entities into drafts of case files.

    People, groups, organizations and the relations between them are taken, each with a pointer to its object; all else
    is named. A draft is a mention: nothing counts it before somebody has read what it rests on.
    """
    from spygraph.intake.drafts import TEXTS, convert

    number, found = convert(bundle, output)
    taken = len(found.actors), len(found.ties)
    left = [f"Left out: {many:,} {what}" for what, many in sorted(found.left.items())]
    folder = output / TEXTS.split("/")[0]
    echo(
        [
            f"{output}: {plural(number, 'draft')} of {plural(taken[0], 'actor')} and {plural(taken[1], 'relation')}",
            *left,
        ]
    )
    echo([f"Next: spygraph check {output} --sources {folder}"])
