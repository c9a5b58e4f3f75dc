"""``auditor audit``: the pre-adoption question."""

import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.command import Command
from auditor.cli.crawl_line import CrawlLine
from auditor.cli.hub_option import hub_options, open_hub
from auditor.cli.output import on_terminal, write
from auditor.cli.policy_option import open_policy, policy_option
from auditor.cli.streams import escaped, is_watched, say
from auditor.cli.use_options import read_use, use_options
from auditor.errors import UsageProblem
from auditor.report import Report
from auditor.verdict import exit_code
from scanners.reference import InvalidReference, Reference, parse_reference

if TYPE_CHECKING:
    from scanners.hub.online import OnlineHub
    from scanners.hub.snapshots import Snapshot

_MANY = 20


@click.command(
    "audit",
    cls=Command,
    epilog="Example: auditor audit teknium/OpenHermes-2.5-Mistral-7B",
)
@click.argument("references", nargs=-1, required=True, metavar="REF...")
@use_options
@hub_options
@policy_option
@click.option(
    "--evidence",
    type=click.Choice(["records"]),
    default="records",
    help="What is read: the Hub's records, one request a component.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, readable=False, writable=True, path_type=Path),
    help="Write to a file.",
)
@click.option("--quiet", is_flag=True, help="No progress, no remarks, and one line a reference.")
@click.option("--exit-zero", is_flag=True, help="End with 0 whatever the verdict.")
def command(  # noqa: PLR0913  # one parameter an option
    references: tuple[str, ...],
    hubs: tuple[str, ...],
    deadline: float,
    policy_path: Path | None,
    evidence: str,
    form: str,
    output: Path | None,
    quiet: bool,
    exit_zero: bool,
    **options: Any,
) -> None:
    """Judge models or datasets, each with its whole lineage, for your use.

    REF is org/name, org/name@revision, dataset:org/name or a Hub URL. The verdict is pass (exit
    0), fail (1) or undetermined (3).
    """
    from auditor.pipeline import Progress, audit  # noqa: PLC0415  # --help needs none of it

    use = read_use(**options)
    policy = open_policy(policy_path)
    try:
        wanted = [parse_reference(text) for text in references]
    except InvalidReference as problem:
        raise UsageProblem(str(problem)) from problem
    generated = _now()
    source = open_hub(hubs, deadline, quiet)
    if not quiet:
        _suggest(source, wanted)
    with closing(CrawlLine(source.describe(), source.requests, quiet)) as line:
        progress = Progress(line.watch, iter if quiet else partial(_progress, line))
        report = audit(source, wanted, use, generated, progress, policy)
    write(_render(report, form, quiet, on_terminal(output)), output)
    if not exit_zero:
        raise click.exceptions.Exit(int(exit_code(report.verdict)))


def _suggest(source: "OnlineHub | Snapshot", wanted: list[Reference]) -> None:
    """Say what a name that is not in a snapshot may have meant."""
    for reference in wanted:
        if close := source.suggest(reference.kind, reference.name):
            say(f"{reference.name} is not in the snapshot; it has {', '.join(close)}.")


def _now() -> str:
    """Give the time of the report; ``SOURCE_DATE_EPOCH`` fixes it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as problem:
        raise UsageProblem(f"SOURCE_DATE_EPOCH is {epoch!r}, no number of seconds.") from problem
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _progress(line: CrawlLine, subjects: Iterable[int]) -> Iterable[int]:
    line.close()
    items = list(subjects)
    if len(items) < _MANY or not is_watched(sys.stderr):
        yield from items
        return
    with click.progressbar(items, label="Auditing", file=sys.stderr) as bar:
        yield from bar


def _render(report: Report, form: str, quiet: bool, to_terminal: bool) -> str:
    if form == "json":
        from auditor.reports import json  # noqa: PLC0415  # no run needs both formats

        data = json.render(report)
        return escaped(data) if to_terminal else data
    from auditor.reports import text  # noqa: PLC0415  # no run needs both formats

    if quiet:
        return text.render_brief(report)
    width = shutil.get_terminal_size().columns if to_terminal else None
    colour = to_terminal and "NO_COLOR" not in os.environ
    return text.render(report, width=width, colour=colour)
