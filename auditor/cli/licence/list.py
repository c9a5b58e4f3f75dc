"""``auditor licence list``: the catalogue."""

import click

from auditor.cli.command import Command
from auditor.cli.output import write


@click.command("list", cls=Command, epilog="Example: auditor licence list qwen")
@click.argument("words", nargs=-1, metavar="[WORD...]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(words: tuple[str, ...], form: str) -> None:
    """List the licences of the catalogue: those whose id, name or kind holds every WORD."""
    from auditor.reports import catalogue  # noqa: PLC0415  # --help needs none of it

    found = catalogue.matching(words)
    write(catalogue.as_json(found) if form == "json" else catalogue.as_text(found), None)
