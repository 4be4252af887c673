"""The command line. Each command is a module that is imported when it runs, so that --help stays quick."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from io import StringIO
from typing import Any

import click

from spygraph import __version__
from spygraph.cli.examples import EXAMPLES
from spygraph.errors import SpygraphError, did_you_mean, printable

# name of the command: one line of help; its function is called `command` in the module of that name
COMMANDS = {
    "source": "Register the articles that cases are coded from.",
    "new": "Start a case file from a registered source.",
    "anchor": "Say whether words stand once in a paragraph of a source.",
    "check": "Check case files, and every anchor against the source texts.",
    "format": "Lay out case files in the canonical order; comments stay.",
    "diff": "Tell in words which claims changed between two versions.",
    "agreement": "Compare two coders of the same articles.",
    "import": "Turn a coded table, or a graph, into case files.",
    "convert": "Turn a STIX or FollowTheMoney bundle into drafts of case files.",
    "codebook": "Print every value with its definition, an example and a counter-example.",
    "build": "Turn case files into triples, a GraphML file, a page and counts.",
    "explore": "Write one offline page to explore the cases, and show it.",
    "serve": "Serve pages, files and a SPARQL endpoint on this machine.",
    "query": "Answer a SPARQL query.",
    "export": "Write one file; its suffix picks the format.",
    "publish": "Load the graph into a SPARQL 1.1 endpoint.",
    "list": "List cases, terms, formats or named queries.",
    "show": "Show one case: what is not known first, every line with its owner.",
    "why": "Show the claims and words under an edge, a claim, a thing or a shortcut.",
    "patterns": "Show what recurs, in which cases, and how one knows.",
    "coverage": "Show what is stated where: a case by property matrix.",
    "similar": "Show the nearest published cases of a published case.",
    "ring": "Show who stands where in a ring of persons, and how stable that is.",
}
_USER_ERROR, _INTERRUPTED, _BROKEN_PIPE = 2, 130, 141


class _ClosedError(Exception):
    """Whoever read our output has gone."""


@contextmanager
def _piping() -> Iterator[None]:
    """Tell a broken pipe from other failures before click ends the run with a 1."""
    try:
        yield
    except BrokenPipeError:
        raise _ClosedError from None


class _Commands(click.Group):
    """A group that knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"spygraph.cli.{cmd_name}_command").command
        for one in (command, *getattr(command, "commands", {}).values()):
            one.epilog = f"\b\nFor example:\n  {EXAMPLES[cmd_name]}"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"no such command '{printable(args[0])}'{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _piping():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _piping():
            return super().invoke(ctx)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run a command; whatever goes wrong ends in a message and an exit code, never in a traceback."""
        extra["standalone_mode"] = False
        try:
            sys.exit(super().main(args, *rest, **extra) or 0)
        except click.exceptions.Abort:
            sys.exit(_INTERRUPTED)
        except click.ClickException as error:
            shown = StringIO()
            error.show(shown)
            click.echo(printable(shown.getvalue()), err=True, nl=False)
            sys.exit(error.exit_code)
        except SpygraphError as error:
            _complain(str(error))
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)
        except _ClosedError:
            # what is left in the buffer must not fail once more at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(_BROKEN_PIPE)
        except RuntimeError as error:
            # Oxigraph's word for a file that was damaged, or a disk that failed, after a kept store was opened
            if not str(error).startswith(("Corruption", "IO error")):
                raise
            _complain(f"the store was damaged while it was read; build it again ({error})")
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            _complain(f"{name}{error.strerror or error}")


def _complain(message: str) -> None:
    click.echo(printable(message), err=True)
    sys.exit(_USER_ERROR)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="spygraph")
def main() -> None:
    """Publicly reported espionage-recruitment cases as a graph of claims, each with the words that support it.

    PATH is a case file or a folder of them; without it, ./cases or else the cases that come with spygraph.
    """
