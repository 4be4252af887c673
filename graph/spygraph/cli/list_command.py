"""`spygraph list`."""

from collections.abc import Iterator

import click

from spygraph.cli.origin import Origin, origin
from spygraph.cli.output import echo


@click.command("list")
@click.argument("what", type=click.Choice(["cases", "terms", "formats", "queries"]))
@origin()
def command(what: str, origin: Origin) -> None:
    """List cases, terms, formats or named queries."""
    lines = {"terms": _terms, "formats": _formats, "queries": _queries}
    echo(_cases(origin) if what == "cases" else lines[what]())


def _cases(origin: Origin) -> Iterator[str]:
    from spygraph.network import to_network

    network = to_network(origin.read())
    for case in network.cases:
        mark = "" if case.unit == "case" else "  (mention, not counted)"
        yield f"{case.id:32} {case.title}{mark}"
    yield from (f"{slug:32} ({why}; not counted)" for slug, why in sorted(origin.withdrawn.items()))


def _terms() -> Iterator[str]:
    from spygraph.terms import table

    for term in table():
        yield f"{term.name:42} {term.label} ({term.label_zh}): {term.definition}"


def _formats() -> Iterator[str]:
    from spygraph.export import EXPORTERS

    for suffix, (_, description) in EXPORTERS.items():
        yield f"{suffix:15} {description}"


def _queries() -> Iterator[str]:
    from spygraph.queries.named import library

    for query in library():
        yield f"{query.name:36} {query.title}"
        for one in query.parameters:
            values = f"{one.kind} of {one.scheme}" if one.scheme else one.kind
            default = f" (default {one.default})" if one.default else ""
            yield f"    --{one.name} {values}: {one.help}{default}"
