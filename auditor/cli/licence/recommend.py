"""``auditor licence recommend``: what a model may carry."""

import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from auditor.cli.command import Command
from auditor.cli.crawl_line import CrawlLine
from auditor.cli.hub_option import hub_options, open_hub
from auditor.cli.output import on_terminal, write
from auditor.cli.policy_option import open_policy, policy_option
from auditor.cli.streams import escaped
from auditor.cli.use_options import read_use, use_options
from auditor.errors import ExitCode, NothingToAudit, UsageProblem
from scanners.reference import InvalidReference, parse_reference


@click.command(
    "recommend",
    cls=Command,
    epilog="Example: auditor licence recommend --hub demo HuggingFaceH4/zephyr-7b-beta",
)
@click.argument("reference", metavar="REF")
@use_options
@hub_options
@policy_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--strict", is_flag=True, help="End with 3 where evidence was missing.")
@click.option("--quiet", is_flag=True, help="No progress and no remarks.")
def command(  # noqa: PLR0913  # one parameter an option
    reference: str,
    hubs: tuple[str, ...],
    deadline: float,
    policy_path: Path | None,
    form: str,
    strict: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Say which licences a model or dataset may carry, given its lineage and your use of it.

    With each comes what it owes, and with each that is excluded the ancestor in the way.
    """
    from auditor.recommendation import recommend  # noqa: PLC0415  # --help needs none of it
    from auditor.reports import recommendation as told  # noqa: PLC0415  # --help needs none

    use, policy = read_use(**options), open_policy(policy_path)
    try:
        wanted = parse_reference(reference)
    except InvalidReference as problem:
        raise UsageProblem(str(problem)) from problem
    source = open_hub(hubs, deadline, quiet)
    with closing(CrawlLine(source.describe(), source.requests, quiet)) as line:
        found = recommend(source, wanted, use, policy, line.watch)
    if not found.subject.seen:
        raise NothingToAudit(f"{found.subject.name} could not be seen: {found.subject.state}.")
    watched = on_terminal(None)
    if form == "json":
        data = told.as_json(found)
        write(escaped(data) if watched else data, None)
    else:
        width = shutil.get_terminal_size().columns if watched else None
        colour = watched and "NO_COLOR" not in os.environ
        write(told.as_text(found, width=width, colour=colour), None)
    if strict and any(candidate.unseen for candidate in found.candidates):
        raise click.exceptions.Exit(int(ExitCode.UNDETERMINED))
