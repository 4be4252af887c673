"""`spygraph import`."""

from pathlib import Path

import click

from spygraph.cli.output import echo
from spygraph.errors import plural


@click.command("import")
@click.argument("given", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="TABLE.csv|GRAPH")
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="YAML file: column name to property of a case file, one of them being case, the id.",
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="A new folder.")
def command(given: Path, mapping: Path | None, output: Path) -> None:
    """Turn each row of a coded table into a case file that points to its cells, or a graph back into case files.

    A graph is a TriG or N-Quads file that spygraph wrote. Nothing is written where anything is wrong.
    """
    from spygraph.coding.files import new_folder

    if given.suffix in (".trig", ".nq"):
        from spygraph.coding.rewriting import read_case_files

        cases, told = read_case_files(given), ["their registry is not in them: put the one that they name beside them"]
        new_folder(output, {f"{id_}.yaml": text for id_, text in cases.items()})
    else:
        from spygraph.coding.tables import imported

        if not mapping:
            raise click.UsageError("a table needs --map MAP.yaml: column name to property of a case file")
        found = imported(given, mapping)
        cases, told = (
            found.cases,
            [f"not mapped, so not imported: {', '.join(found.unmapped)}"] if found.unmapped else [],
        )
        files = {f"{id_}.yaml": text for id_, text in cases.items()}
        new_folder(output, files | {"registry/table.yaml": found.registry})
    echo([f"{output}: {plural(len(cases), 'case file')}", *told])
