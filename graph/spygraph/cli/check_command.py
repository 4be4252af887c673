"""`spygraph check`."""

from pathlib import Path

import click

from spygraph.cli.output import echo, path_arguments
from spygraph.errors import plural


@click.command("check")
@path_arguments
@click.option(
    "--sources",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the source texts: verifies that every anchor stands once in its paragraph.",
)
@click.option("--shacl", is_flag=True, help="Also validate the graph that results with the SHACL shapes (slow).")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.option(
    "--relocate",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of other copies of the texts: finds the anchors there, and tells how far each moved.",
)
def command(paths: tuple[Path, ...], sources: Path | None, shacl: bool, watch: bool, relocate: Path | None) -> None:
    """Check case files: every slip of every file in one run, and exit code 2 if there is one."""
    if relocate:
        _relocate(paths, relocate)
    elif watch:
        _watch(paths, sources, shacl=shacl)
    else:
        echo([_checked(paths, sources, shacl=shacl)])


def _checked(paths: tuple[Path, ...], sources: Path | None, *, shacl: bool) -> str:
    """Return the line that says that nothing is wrong."""
    from spygraph.casefile.anchors import Texts, verify
    from spygraph.casefile.folder import collect
    from spygraph.errors import CaseFileError, SpygraphError

    cases = collect(paths)
    texts = Texts(sources, cases.registry.sources) if sources else None
    faults = []
    files = claims = anchors = 0
    try:
        for case in cases.read():
            files += bool(case.slug)
            claims += len(case.claims)
            anchors += sum(len(claim.passages) for claim in case.claims)
            faults += list(verify(case, texts)) if texts else []
    except CaseFileError as error:
        faults += error.faults
    faults += texts.faults if texts else []
    if faults:
        raise CaseFileError(faults)
    if shacl:
        from spygraph.validate import violations

        found = violations(paths)
        if found:
            raise SpygraphError("\n".join(found))
    verified = "every anchor verified" if texts else "anchors not verified: give the folder of the texts with --sources"
    withdrawn = f"{len(cases.withdrawn)} withdrawn, " if cases.withdrawn else ""
    held = f"{plural(claims, 'claim')}, {plural(anchors, 'anchor')}"
    return f"{plural(files, 'file')}, {withdrawn}{held}: 0 errors; {verified}"


def _watch(paths: tuple[Path, ...], sources: Path | None, *, shacl: bool) -> None:
    from spygraph.coding.watching import changes, watched
    from spygraph.errors import SpygraphError

    for _ in changes(watched(paths, sources)):
        try:
            lines = [_checked(paths, sources, shacl=shacl)]
        except (SpygraphError, OSError) as error:
            lines = str(error).splitlines()
        echo([*lines, "-- watching; Ctrl-C ends --"])


def _relocate(paths: tuple[Path, ...], folder: Path) -> None:
    from spygraph.casefile.folder import collect
    from spygraph.coding.relocation import copies, lost, moves, report
    from spygraph.errors import CaseFileError

    cases = collect(paths)
    read = list(cases.read())
    used = [source for id_, source in cases.registry.sources.items() if id_ in cases.sources]
    found = moves(read, copies(used, folder))
    echo(report(found))
    if faults := list(lost(found)):
        raise CaseFileError(faults)
