"""What every command is: one whose help page ends as its report does, with options in groups."""

from collections.abc import Callable
from functools import reduce
from typing import Any

import click

from auditor.cli.streams import give_up_out, require_out


class Command(click.Command):
    """A command that reads its words; ``--help`` and ``--version`` are answered meanwhile.

    Where standard output takes no answer it raises ``UsageProblem``; a reader that has gone away
    (``| head``) is no failure.
    """

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the words of the command line."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.exceptions.Exit:
            require_out()  # click writes nothing, and says nothing, where it is closed
            raise
        except OSError as problem:
            give_up_out(problem)
            raise click.exceptions.Exit(0) from problem


def with_options(*options: Callable[..., Any]) -> Callable[..., Any]:
    """Make a decorator that gives a command several options, in this order on its help page."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        return reduce(lambda wrapped, option: option(wrapped), reversed(options), command)

    return decorate
