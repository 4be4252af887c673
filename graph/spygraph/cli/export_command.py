"""`spygraph export`."""

from pathlib import Path

import click

from spygraph.cli.origin import Origin, origin
from spygraph.cli.output import echo


@click.command("export")
@origin(argument=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--cases", multiple=True, metavar="CASE", help="Keep only this case; may be given several times.")
@click.option("--standing", multiple=True, metavar="STANDING", help="Keep only claims of this standing.")
@click.option("--relation", multiple=True, metavar="RELATION", help="Keep only claims that show as this relation.")
@click.option("--raw", is_flag=True, help="CSV for machines: cells that begin like a formula stay as they are.")
@click.option("--yed", is_flag=True, help="Write GraphML as yEd draws it (as does a name that ends in .yed.graphml).")
@click.option("--names", is_flag=True, help="Put printed names into formats that feed screening systems, too.")
def command(
    origin: Origin,
    output: Path,
    cases: tuple[str, ...],
    standing: tuple[str, ...],
    relation: tuple[str, ...],
    raw: bool,
    yed: bool,
    names: bool,
) -> None:
    """Write one file; its suffix picks the format (see `spygraph list formats`).

    What is printed then says what the file holds, and what its format could not carry. Disputes of claims are always
    kept, and judgements that leave open whether two people are one never are.
    """
    from spygraph.export import LOCAL, Options, Selection, export, format_of

    suffix = format_of(output)
    if yed and suffix not in (".graphml", ".yed.graphml"):
        raise click.UsageError("--yed goes with .graphml only")
    if raw and not suffix.endswith(".csv"):
        raise click.UsageError("--raw goes with .csv and .table.csv only")
    local = suffix in LOCAL and not names
    store = origin.read(pseudonyms=local)
    selection = Selection(frozenset(cases), frozenset(standing), frozenset(relation))
    tally = export(store, output, selection, Options(raw=raw, names=names, yed=yed))
    echo([f"Written: {', '.join(map(str, tally.files))}", *tally.lines()])
