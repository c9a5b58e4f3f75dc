"""``auditor licence identify``: which licences a text is."""

import json
import sys
from pathlib import Path

import click

from auditor.cli.command import Command
from auditor.cli.output import write
from auditor.cli.streams import escaped, is_watched
from auditor.errors import UsageProblem


@click.command("identify", cls=Command, epilog="Example: auditor licence identify LICENSE")
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(paths: tuple[Path, ...], form: str) -> None:
    """Say which licences a text is, how surely, and on which lines."""
    from auditor.reports import identification as told  # noqa: PLC0415  # --help needs none of it
    from auditor.settling import read_text  # noqa: PLC0415  # --help needs none of it
    from licences.detection import identify  # noqa: PLC0415  # the fingerprints are large

    found, problems = [], []
    for path in paths:
        try:
            found.append(told.Identified(str(path), identify(read_text(path).words)))
        except UsageProblem as problem:
            problems.append(str(problem))
    if form == "json":
        data = json.dumps(told.as_data(found), indent=2, ensure_ascii=False) + "\n"
        write(escaped(data) if is_watched(sys.stdout) else data, None)
    else:
        write(told.as_text(found), None)
    if problems:
        raise UsageProblem(" ".join(problems))
