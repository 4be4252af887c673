"""`spygraph new`."""

from pathlib import Path

import click

from spygraph.cli.output import echo, folder_option, texts_option


@click.command("new")
@click.argument("slug")
@click.option("--source", required=True, metavar="ID", help="Registered source that the case is coded from.")
@click.option("--by", "coder", metavar="NAME", help="Who codes it; without it, the name you are logged in with.")
@folder_option
@texts_option
def command(slug: str, source: str, coder: str | None, cases: Path, sources: Path | None) -> None:
    """Start a case file: header, every section as a comment to fill in, and the numbered paragraphs to point into.

    SLUG is a role and a year, never a name: night-porter-2031.
    """
    from datetime import UTC, datetime
    from getpass import getuser

    from spygraph.casefile.reader import ID
    from spygraph.coding.drafting import draft
    from spygraph.coding.files import replace_all
    from spygraph.coding.reading import paragraphs, registry_beside
    from spygraph.errors import SpygraphError

    path = cases / f"{slug}.yaml"
    if not ID.fullmatch(slug):
        raise SpygraphError(f"'{slug}' is not an id: use a-z, 0-9 and single hyphens, such as night-porter-2031")
    if path.exists():
        raise SpygraphError(f"{path}: is there already")
    registry = registry_beside(cases)
    lines = paragraphs(source, registry, cases, sources)
    today = datetime.now(UTC).date().isoformat()
    replace_all({path: draft(slug, source, lines, registry, coder or getuser(), today)})
    echo([f"{path}: started; fill in what the source says, then: spygraph check {path}"])
