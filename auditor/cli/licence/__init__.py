"""``auditor licence``: what licences say, and what goes with what."""

from types import MappingProxyType

import click

from auditor.cli.command import Commands


class _Commands(Commands):
    package = "auditor.cli.licence"
    known = MappingProxyType(
        {
            "list": "List the licences of the catalogue.",
            "show": "Show what a licence allows, asks and bars, clause by clause.",
            "compare": "May a work under one licence become a work under another?",
            "identify": "Say which licences a text is.",
            "recommend": "Which licences may a model carry, given its lineage?",
            "settle": "Record which licence an unclear component is under.",
        }
    )


@click.group(
    "licence",
    cls=_Commands,
    epilog="Example: auditor licence compare llama3.1 apache-2.0 --relation finetune",
)
def command() -> None:
    """What licences say, and what goes with what."""
