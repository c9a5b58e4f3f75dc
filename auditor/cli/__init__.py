"""The command line: parse, call, print. Commands are imported when they are called."""

import sys
from io import StringIO
from types import MappingProxyType

import click

from auditor import __version__
from auditor.cli.command import Commands
from auditor.cli.streams import say
from auditor.errors import AuditorError, ExitCode

_INTERRUPTED = 130


class _Commands(Commands):
    package = "auditor.cli"
    known = MappingProxyType(
        {
            "audit": "Judge models or datasets with their whole lineage.",
            "licence": "What licences say, and what goes with what.",
            "explain": "Show a rule's page, offline.",
        }
    )
    aliases = MappingProxyType({"license": "licence"})


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
