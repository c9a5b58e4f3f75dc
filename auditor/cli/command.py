"""What every command is: one whose help page ends as its report does, with options in groups."""

from collections.abc import Callable, Mapping
from functools import reduce
from importlib import import_module
from types import MappingProxyType
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


class Commands(Command, click.Group):
    """A group that imports a command's module only when the command is used.

    ``package`` holds a module for each of ``known``, which maps names to what they do; other
    spellings of a name are ``aliases``.
    """

    package: str
    known: Mapping[str, str]
    aliases: Mapping[str, str] = MappingProxyType({})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names, in their order on the help page."""
        return list(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; ``None`` where no such command is known."""
        name = self.aliases.get(cmd_name, cmd_name)
        if name not in self.known:
            return None
        command: click.Command = import_module(f"{self.package}.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.known.items()))


def with_options(*options: Callable[..., Any]) -> Callable[..., Any]:
    """Make a decorator that gives a command several options, in this order on its help page."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        return reduce(lambda wrapped, option: option(wrapped), reversed(options), command)

    return decorate
