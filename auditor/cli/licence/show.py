"""``auditor licence show``: one licence as a card."""

import os
import shutil
import sys

import click

from auditor.cli.command import Command
from auditor.cli.output import write
from auditor.cli.streams import is_watched


@click.command("show", cls=Command, epilog="Example: auditor licence show llama3.1")
@click.argument("name", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text")
def command(name: str, form: str) -> None:
    """Show what a licence allows, asks and bars, when it bites, and where each clause is.

    ID is an id of the catalogue, a Hub identifier, an SPDX id or another known spelling.
    """
    from auditor.licences_by_name import find_licence  # noqa: PLC0415  # --help needs none of it
    from auditor.reports import licence_card, licence_page  # noqa: PLC0415  # --help needs none

    licence = find_licence(name)
    if form == "json":
        write(licence_card.as_json(licence), None)
        return
    if form == "markdown":
        write(licence_page.as_markdown(licence), None)
        return
    watched = is_watched(sys.stdout)
    width = shutil.get_terminal_size().columns if watched else None
    colour = watched and "NO_COLOR" not in os.environ
    write(licence_card.as_text(licence, width=width, colour=colour), None)
