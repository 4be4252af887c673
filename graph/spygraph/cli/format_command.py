"""`spygraph format`."""

from pathlib import Path

import click

from spygraph.cli.output import echo, path_arguments
from spygraph.errors import plural


@click.command("format")
@path_arguments
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; name the files that would change, and end with 2."
)
@click.option("--without-text", is_flag=True, help="Take out the paragraphs that `spygraph new` put in as comments.")
def command(paths: tuple[Path, ...], only_check: bool, without_text: bool) -> None:
    """Lay out case files and registries in the order of the shapes; comments stay, and so does what they say."""
    from spygraph.casefile.yamltext import read_bytes
    from spygraph.coding.drafting import without_paragraphs
    from spygraph.coding.files import replace_all, yaml_files
    from spygraph.coding.layout import formatted
    from spygraph.errors import CaseFileError, Fault, SpygraphError

    changed: dict[Path, str] = {}
    faults: list[Fault] = []
    files = yaml_files(paths)
    for path in files:
        before = read_bytes(path)
        given = without_paragraphs(before) if without_text else before
        try:
            text = formatted(given, str(path))
        except CaseFileError as error:
            faults += error.faults
            continue
        if text.encode() != before:
            changed[path] = text
    if faults:
        raise CaseFileError(faults)
    if only_check and changed:
        raise SpygraphError("\n".join(f"{path}: not in the canonical layout; run spygraph format" for path in changed))
    replace_all(changed)
    echo([f"{plural(len(files), 'file')}, {len(changed)} changed"])
