"""``auditor licence settle``: write down which licence an unclear component is under."""

import getpass
import re
from datetime import UTC, datetime
from pathlib import Path

import click

from auditor.cli.command import Command
from auditor.cli.output import write
from auditor.cli.streams import say
from auditor.errors import UsageProblem
from auditor.policy import FILE_NAME, Curation, read_bytes
from scanners.evidence import Kind
from scanners.reference import InvalidReference, parse_reference

_COMMIT = re.compile(r"[0-9a-f]{40}")


@click.command(
    "settle",
    cls=Command,
    epilog="Example: auditor licence settle lab/model llama3.1 --because 'the LICENSE file is "
    "Llama 3.1 word for word' --text LICENSE",
)
@click.argument("reference", metavar="REF")
@click.argument("name", metavar="ID")
@click.option("--because", required=True, metavar="TEXT", help="Why it is that licence.")
@click.option(
    "--text",
    "text_path",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The licence text that you read; its digest is kept, not its words.",
)
@click.option("--approver", metavar="NAME", help="Who settles it; your login name if not given.")
@click.option(
    "--policy",
    "policy_path",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    default=FILE_NAME,
    show_default=True,
    help="The file to write it to; made if it is not there.",
)
def command(  # noqa: PLR0913  # one parameter an option
    reference: str,
    name: str,
    because: str,
    text_path: Path,
    approver: str | None,
    policy_path: Path,
) -> None:
    """Record that REF is under the licence ID, as a person read in a text.

    Audits then judge it under that licence, and name who settled it, when and by which text.
    REF with @ and a commit settles that commit alone.
    """
    from auditor.licences_by_name import find_licence  # noqa: PLC0415  # --help needs none of it
    from auditor.settling import (  # noqa: PLC0415  # --help needs none of it
        empty_policy,
        read_text,
        with_curation,
    )

    licence = find_licence(name)
    if licence.is_family or licence.kind == "unstated":
        raise UsageProblem(f"{licence.id} names no one licence; give the version that the text is.")
    if not because.strip():
        raise UsageProblem("--because is empty; say why it is that licence.")
    component, text = _component(reference), read_text(text_path)
    curation = Curation(component, licence.id, text.sha256, because, _named(approver))
    old = read_bytes(policy_path) if policy_path.is_file() else empty_policy()
    new = with_curation(old, curation, datetime.now(UTC).date(), str(policy_path))
    _compare(text.words, licence.id, text_path)
    write(new.decode(), policy_path)
    say(f"{policy_path}: {curation.component} is under {licence.id}.")


def _component(reference: str) -> str:
    try:
        found = parse_reference(reference)
    except InvalidReference as problem:
        raise UsageProblem(str(problem)) from problem
    scheme = "hf" if found.kind is Kind.MODEL else "hf-dataset"
    if not found.revision:
        return f"{scheme}:{found.name}"
    commit = found.revision.casefold()
    if not _COMMIT.fullmatch(commit):
        raise UsageProblem(
            f"{reference!r} names no commit, and {found.revision!r} may mean another one tomorrow; "
            "give the 40 digits of a commit, or nothing behind the name."
        )
    return f"{scheme}:{found.name}@{commit}"


def _named(approver: str | None) -> str:
    """Give the name of who settles it; a process need not have a login name."""
    try:
        named = getpass.getuser() if approver is None else approver
    except (KeyError, OSError, ImportError) as problem:
        raise UsageProblem("you have no login name here; give --approver NAME.") from problem
    if not named.strip():
        raise UsageProblem("--approver is empty; say who settles it.")
    return named


def _compare(words: str, licence_id: str, path: Path) -> None:
    """Say where the text reads as another licence than the one it is settled as."""
    from licences.detection import identify  # noqa: PLC0415  # the fingerprints are large

    found = [match.licence for match in identify(words)]
    if licence_id not in found:
        read = f"reads as {', '.join(found)}" if found else "is no licence text that is known"
        say(f"Note: {path} {read}; it is settled as {licence_id} on your word.")
