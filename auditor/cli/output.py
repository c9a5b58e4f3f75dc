"""Where a command's data goes: standard output, or a file that is whole or not there."""

import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path

from auditor.cli.streams import ESCAPE, is_watched, write_out
from auditor.errors import UsageProblem


def write(text: str, output: Path | None) -> None:
    """Write data; raises ``UsageProblem`` where it cannot be written.

    A reader that has gone away (``| head``) ends the writing and never changes the exit code.
    """
    if output is None:
        write_out(text)
        return
    try:
        _write_file(text, output)
    except BrokenPipeError:
        return
    except OSError as problem:
        raise UsageProblem(f"{output} cannot be written: {problem.strerror}.") from problem


def on_terminal(output: Path | None) -> bool:
    """Say whether the data would show on a terminal; every character device counts as one."""
    if output is None:
        return is_watched(sys.stdout)
    try:
        return stat.S_ISCHR(output.stat().st_mode)
    except OSError:
        return False


def _write_file(text: str, output: Path) -> None:
    old = _look(output)
    if old is None:
        _replace(Path(os.path.realpath(output)), text, None)
    elif (stream := _standard_stream(old)) is not None:
        _fill(os.dup(stream), text)
    elif stat.S_ISREG(old.st_mode):
        _replace(Path(os.path.realpath(output)), text, stat.S_IMODE(old.st_mode))
    else:
        _fill(os.open(output, os.O_WRONLY), text)


def _look(output: Path) -> os.stat_result | None:
    """Look at what is there already, behind all links."""
    try:
        return output.stat()
    except FileNotFoundError:
        return None


def _standard_stream(target: os.stat_result) -> int | None:
    """Find the standard stream that is this very file, as ``/dev/stdout`` always is.

    What it was given by ``>>`` before stays there only if the same opening is written to.
    """
    for stream in (1, 2):
        with suppress(OSError):
            if os.path.samestat(target, os.fstat(stream)):
                return stream
    return None


def _fill(handle: int, text: str) -> None:
    with open(handle, "w", encoding="utf-8", errors=ESCAPE) as file:
        file.write(text)


def _replace(target: Path, text: str, mode: int | None) -> None:
    """Write beside the target and rename, so that an interruption leaves no half a file.

    ``mode`` is the permissions to give it; if ``None`` the umask decides.
    """
    scratch = target.with_name(f".auditor-{secrets.token_hex(8)}")
    try:
        with scratch.open("x", encoding="utf-8", errors=ESCAPE) as file:
            if mode is not None:
                scratch.chmod(mode)
            file.write(text)
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
