"""``auditor licence compare``: one pair, or a batch of questions."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from auditor.cli.command import Command, with_options
from auditor.cli.output import write
from auditor.cli.streams import escaped, is_watched, write_out
from auditor.cli.use_options import read_use, use_options
from auditor.errors import UsageProblem
from licences.use import MODALITIES

_RELATIONS = (
    *("use", "finetune", "adapter", "quantized", "merge", "copy", "distilled", "trained-on"),
    *("derived", "generated-by", "served-by", "modify", "combine", "output"),
)
_STANDARD_INPUT = Path("-")

_fact_options = with_options(
    click.option("--name", metavar="NAME", help="The derivative's name."),
    click.option("--file", "files", multiple=True, metavar="PATH", help="A file in it; repeat."),
    click.option("--shown", multiple=True, metavar="TEXT", help="A notice displayed; repeat."),
    click.option("--embeds", "embeds_terms", multiple=True, metavar="ID",
                 help="A licence whose terms it carries; repeat."),
    click.option("--registered/--not-registered", default=None, help="Whether you registered."),
    click.option("--modality", type=click.Choice(MODALITIES, case_sensitive=False)),
    click.option("--similar/--not-similar", "similar_purpose", default=None,
                 help="Whether a model trained on outputs is meant to perform alike."),
    click.option("--same-family/--other-family", default=None,
                 help="Whether the trained model is itself a derivative of the upstream one."),
)  # fmt: skip


@click.command(
    "compare",
    cls=Command,
    epilog="Example: auditor licence compare llama3.1 apache-2.0 --relation finetune",
)
@click.argument("upstream", required=False)
@click.argument("downstream", required=False)
@click.option(
    "--relation",
    type=click.Choice(_RELATIONS),
    help="How the work came from the upstream one; finetune where DOWNSTREAM is given, else use.",
)
@use_options
@_fact_options
@click.option(
    "--batch",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="Questions as JSON Lines (- for standard input), one answer a line.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--exit-zero", is_flag=True, help="End with 0 whatever the answer.")
def command(  # noqa: PLR0913  # one parameter an option
    upstream: str | None,
    downstream: str | None,
    relation: str | None,
    batch: Path | None,
    form: str,
    exit_zero: bool,
    **options: Any,
) -> None:
    """May a work under UPSTREAM become one under DOWNSTREAM, in this relation, for your use?

    UPSTREAM and DOWNSTREAM are licences in any spelling, or SPDX expressions; several upstream
    works are joined by commas. Without DOWNSTREAM no label is at issue. Where no --use is given
    and a label is, the work is taken to be shared. The answer is a pass (exit 0), a fail (1) or
    undetermined (3).
    """
    if batch is not None:
        _refuse_beside_a_batch()
        _answer_batch(batch)
        return
    if upstream is None:
        raise UsageProblem("give UPSTREAM (and DOWNSTREAM), or --batch FILE.")
    from auditor.questions import answer_as_data, question_of  # noqa: PLC0415  # --help needs none
    from auditor.reports import answer as told  # noqa: PLC0415  # --help needs none of it
    from auditor.verdict import exit_code, outcome_of  # noqa: PLC0415  # --help needs none of it
    from licences.compatibility import compare  # noqa: PLC0415  # --help needs none of it

    facts = {key: options.pop(key) for key in _FACTS}
    context = click.get_current_context()
    labelled = downstream is not None
    if labelled and context.get_parameter_source("uses") is click.core.ParameterSource.DEFAULT:
        options["uses"] = "commercial,redistribute"
    question = question_of(upstream, relation, downstream, read_use(**options), facts)
    answer = compare(question)
    watched = is_watched(sys.stdout)
    if form == "json":
        data = json.dumps(answer_as_data(answer), indent=2, ensure_ascii=False) + "\n"
        write(escaped(data) if watched else data, None)
    else:
        width = shutil.get_terminal_size().columns if watched else None
        colour = watched and "NO_COLOR" not in os.environ
        write(told.as_text(question, answer, width=width, colour=colour), None)
    if not exit_zero:
        raise click.exceptions.Exit(int(exit_code(outcome_of(answer.verdict))))


_FACTS = (
    *("name", "files", "shown", "embeds_terms", "registered", "modality"),
    *("similar_purpose", "same_family"),
)


def _refuse_beside_a_batch() -> None:
    """Refuse what would be a part of a question, since the file holds the questions."""
    context = click.get_current_context()
    for parameter in context.command.params:
        name = str(parameter.name)
        given = context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if given and name not in {"batch", "form", "exit_zero"}:
            what = parameter.opts[0] if isinstance(parameter, click.Option) else name.upper()
            raise UsageProblem(f"--batch goes with no {what}: the file holds the questions.")


def _answer_batch(batch: Path) -> None:
    from auditor.questions import answer_lines  # noqa: PLC0415  # --help needs none of it

    watched = is_watched(sys.stdout)
    for answer in answer_lines(_lines(batch)):
        line = json.dumps(answer, ensure_ascii=False) + "\n"
        if not write_out(escaped(line) if watched else line):
            return


def _lines(batch: Path) -> Iterator[bytes]:
    """Read lines as they come."""
    if batch == _STANDARD_INPUT and sys.stdin is None:
        raise UsageProblem("standard input is closed; send the questions to it, or name a file.")
    try:
        if batch == _STANDARD_INPUT:
            yield from sys.stdin.buffer
            return
        with batch.open("rb") as file:
            yield from file
    except OSError as problem:
        what = "standard input" if batch == _STANDARD_INPUT else batch
        raise UsageProblem(f"{what} cannot be read: {problem.strerror}.") from problem
