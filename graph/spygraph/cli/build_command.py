"""`spygraph build`."""

import json
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spygraph.cli.origin import Origin, bar, tell
from spygraph.cli.output import echo, path_arguments, pseudonyms_option, step
from spygraph.errors import plural

if TYPE_CHECKING:
    from spygraph.patterns import Summary

FILES = ("graph.trig", "graph.ttl", "graph.graphml", "explorer.html", "patterns.html", "patterns.json")


@click.command("build")
@path_arguments
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the files go.  [default: out; with --store no files are written unless this is given]",
)
@click.option(
    "--store",
    "kept",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep the store in this folder, for the --store of other commands.",
)
@pseudonyms_option
def command(paths: tuple[Path, ...], output: Path | None, kept: Path | None, pseudonyms: bool) -> None:
    """Write graph.trig, graph.ttl, graph.graphml, explorer.html, patterns.html and patterns.json; print a summary.

    Nothing is written unless every case file is sound; the files take their places together. With --store, the store
    is kept instead: what was kept before stays until the new one is whole, and unchanged files are not built again.
    """
    if kept is None:
        _write(Origin(paths, pseudonyms), output or Path("out"))
        return
    _keep(kept, paths, pseudonyms=pseudonyms)
    if output is not None:
        _write(Origin(kept=kept), output)


def _keep(folder: Path, paths: tuple[Path, ...], *, pseudonyms: bool) -> None:
    from spygraph.lasting import build

    version, anew = build(folder, paths, pseudonyms=pseudonyms, progress=bar, notice=tell)
    stamp = version.stamp
    withheld = ", names withheld" if stamp.pseudonyms else ""
    said = "Kept in" if anew else "Unchanged in"
    megabytes = version.size / 1_000_000
    echo(
        [
            f"{said} {folder}: {plural(stamp.cases, 'case file')}, {plural(stamp.count, 'statement')}, "
            f"{megabytes:.1f} MB{withheld}",
            f"to ask it, for example: spygraph query who-moved-first --store {shlex.quote(str(folder))}",
        ]
    )


def _write(origin: Origin, output: Path) -> None:
    """Write the files, and print the summary."""
    from spygraph.explorer.page import Besides, write_html
    from spygraph.export import export
    from spygraph.export.aside import aside
    from spygraph.network import to_network
    from spygraph.patterns import summarise
    from spygraph.patterns.catalogue import analyse
    from spygraph.patterns.formats import FORMATS
    from spygraph.patterns.formats.report import report
    from spygraph.patterns.material import material

    store = origin.read()
    given = material(store)
    network = given.network or to_network(store)
    summary = summarise(store, network, given.table)
    with step("Looking for what recurs"):
        shown = report(given, analyse(given, by="initiation"))
        page = FORMATS["html"](replace(shown, beside=(("explorer.html", "The graph of these cases"),)))
    counts = json.dumps(summary.as_json(), indent=1, ensure_ascii=False) + "\n"
    output.mkdir(parents=True, exist_ok=True)
    with aside(output / "explorer.html") as path:
        for name in FILES[:3]:
            with step(f"Writing {output / name}"):
                export(store, path.parent / name)
        with step(f"Writing {output / path.name}"):
            write_html(network, path, Besides(given.table, beside=(("patterns.html", "All counts"),)))
        for name, text in (("patterns.html", page), ("patterns.json", counts)):
            (path.parent / name).write_text(text, encoding="utf-8", newline="\n")
    echo(summary_lines(summary))
    echo(["", f"Written to {output}: {', '.join(FILES)}"])


def summary_lines(summary: "Summary") -> list[str]:
    """Return the summary as a person reads it."""
    out = [
        f"{plural(summary.cases, 'case')} and {plural(summary.mentions, 'mention')} (not counted), "
        f"{plural(summary.claims, 'claim')}, {plural(summary.sources, 'source')}, "
        f"{plural(summary.disputes, 'dispute')}",
        "",
        "Not stated, in how many cases:",
    ]
    out += [f"  {key}: {number} of {summary.cases}" for key, number, _ in summary.silences[:8]]
    for feature, title in (
        ("initiation", "First move"),
        ("inducements", "Inducements"),
        ("outcomes", "Furthest outcome"),
    ):
        counts = sorted((one for one in summary.counts if one.feature == feature), key=lambda one: (-one.k, one.value))
        out += ["", f"{title}:"]
        out += [f"  {one}\n    {', '.join(one.cases)}" for one in counts]
        out += [f"  unclear: {number}" for number in {one.unclear for one in counts} - {0}]
    return [*out, "", summary.disclosure]
