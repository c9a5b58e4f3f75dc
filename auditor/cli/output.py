"""Where a command's data goes: standard output, or a file that is whole or not there."""

import os
import sys
import tempfile
from pathlib import Path

import click

from auditor.errors import UsageProblem


def write(text: str, output: Path | None) -> None:
    """Write data; raises ``UsageProblem`` where the file cannot be written.

    A reader that has gone away (``| head``) ends the writing and never changes the exit code.
    """
    if output is not None:
        _write_file(text, output)
        return
    try:
        click.echo(text, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_file(text: str, output: Path) -> None:
    """Write beside the target and rename, so that an interruption leaves no half a file."""
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
        scratch = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            scratch.chmod(0o644)
            scratch.replace(output)
        finally:
            scratch.unlink(missing_ok=True)
    except OSError as problem:
        raise UsageProblem(f"{output} cannot be written: {problem.strerror}.") from problem
