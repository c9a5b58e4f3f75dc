"""The command line: parse, call, print. Commands are imported when they are called."""

import sys
from importlib import import_module
from io import StringIO

import click

from auditor import __version__
from auditor.cli.command import Command
from auditor.cli.streams import say
from auditor.errors import AuditorError, ExitCode

_INTERRUPTED = 130

_COMMANDS = {
    "audit": "Judge models or datasets with their whole lineage.",
    "explain": "Show a rule's page, offline.",
}


class _Commands(Command, click.Group):
    """A group that imports a command's module only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"auditor.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 pass, 1 fail, 2 wrong usage, 3 undetermined, 4 nothing to audit, "
    "5 internal error.",
)
@click.version_option(__version__, prog_name="auditor")
def cli() -> None:
    """Audit the licence and the lineage of Hugging Face models."""


def main() -> None:
    """Run the command line and end the process with a documented exit code."""
    try:
        sys.exit(cli.main(standalone_mode=False))  # click gives back the code of an Exit
    except click.ClickException as problem:
        told = StringIO()
        problem.show(told)
        say(*told.getvalue().rstrip("\n").split("\n"))
        sys.exit(ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt):
        say("Interrupted.")
        sys.exit(_INTERRUPTED)
    except AuditorError as problem:
        say(f"Error: {problem}")
        sys.exit(problem.exit_code)
    except Exception as problem:
        if _is_interruption(problem):
            say("Interrupted.")
            sys.exit(_INTERRUPTED)
        import traceback  # noqa: PLC0415  # no other run needs it

        say("Internal error; please report it with the lines below.")
        say(*traceback.format_exc().rstrip("\n").split("\n"))
        sys.exit(ExitCode.INTERNAL)


def _is_interruption(problem: BaseException | None) -> bool:
    """Say whether an interruption lies below: Python 3.11 wraps one that meets a new class."""
    while problem is not None and not isinstance(problem, KeyboardInterrupt):
        problem = problem.__cause__
    return problem is not None
