"""`spygraph query`."""

from pathlib import Path

import click

from spygraph.cli.completion import complete_query, complete_value
from spygraph.cli.origin import Origin, origin
from spygraph.queries import named

# as in spygraph.queries.answers, which is too heavy to be imported for --help; a test compares them
FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld")


@click.command("query")
@click.argument("query", metavar="NAME|TEXT|FILE", shell_complete=complete_query)
@origin()
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--raw", is_flag=True, help="CSV for machines: cells that begin like a formula stay as they are.")
def command(query: str, origin: Origin, form: str, raw: bool, **given: str | None) -> None:
    """Answer a query: one of the library by its name, SPARQL as text, or SPARQL in a file (.rq, .sparql).

    `spygraph list queries` names the library and the parameters that each query takes. A query runs on the union of
    all graphs; s:, v:, reg:, rdf:, rdfs:, xsd:, skos:, prov: and edtf: are declared already. Under a table stands how
    many rows rest on claims that no court result covers.
    """
    from spygraph.queries.answers import answer

    text = _read(Path(query)) if query.endswith((".rq", ".sparql")) else query
    asked = named.question(text)
    values = {name.replace("_", "-"): value for name, value in given.items() if value is not None}
    for name in values:
        asked.parameter(name)  # a slip is told before anything is read
    store = origin.read()
    for line in answer(store, text, form, raw=raw, values=values):
        click.echo(line, nl=False)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise click.UsageError(f"{path} is not UTF-8 text") from None


def _options() -> list[click.Option]:
    """Return one option for each parameter of the library; which query takes which is checked when it is asked."""
    kinds: dict[str, list[str]] = {}
    for query in named.library():
        for one in query.parameters:
            kinds.setdefault(one.name, []).append(one.scheme or one.kind)
    return [
        click.Option(
            [f"--{name}"],
            metavar="|".join(dict.fromkeys(found)).upper(),
            help=f"Parameter of {len(found)} named quer{'y' if len(found) == 1 else 'ies'}.",
            shell_complete=complete_value,
        )
        for name, found in sorted(kinds.items())
    ]


command.params += _options()
