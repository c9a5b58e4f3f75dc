"""``auditor explain``: a rule's page, offline."""

from importlib.resources import files
from pathlib import Path

import click

from auditor.cli.command import Command
from auditor.cli.output import write
from auditor.errors import UnknownRule


@click.command("explain", cls=Command, epilog="Example: auditor explain relicensed-derivative")
@click.argument("rule_id", metavar="RULE")
def command(rule_id: str) -> None:
    """Show what a rule looks for, why it matters and what to do."""
    write(page(rule_id), None)


def page(rule_id: str) -> str:
    """Read a rule's page: from the installed package, or from the docs of a checkout."""
    from auditor.rules import all_rules  # noqa: PLC0415  # --help needs none of it

    if rule_id not in all_rules():
        known = ", ".join(all_rules())
        raise UnknownRule(f"no rule is called {rule_id!r}; the rules are {known}.")
    installed = files("auditor") / "docs" / "rules" / f"{rule_id}.md"
    if installed.is_file():
        return installed.read_text("utf-8")
    checkout = Path(__file__).parents[2] / "docs" / "rules" / f"{rule_id}.md"
    return checkout.read_text("utf-8")
