"""Standard output and standard error: what they may be given, and what if they take nothing."""

import codecs
import os
import sys
from pathlib import Path
from typing import TextIO

from auditor.errors import UsageProblem
from auditor.plain import escape, plain

ESCAPE = "auditor.escape"
"""An error handler of codecs: what an encoding lacks is written as JSON escapes it."""


def say(*lines: str) -> None:
    """Write lines for the user to standard error, with nothing in them that a terminal obeys.

    Where they cannot be written nobody is told, since the exit code must not change.
    """
    show("".join(plain(line) + "\n" for line in lines))


def show(text: str) -> None:
    """Write to standard error as it is, if that can be written."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _turn_off(sys.stderr)


def write_out(text: str) -> bool:
    """Write data to standard output; raises ``UsageProblem`` where it takes none.

    A reader that has gone away (``| head``) ends the writing and never changes the exit code; the
    answer is then false.
    """
    require_out()
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, ESCAPE).decode(encoding))
        sys.stdout.flush()
    except OSError as problem:
        give_up_out(problem)
        return False
    return True


def require_out() -> None:
    """Raise ``UsageProblem`` where there is no standard output (``>&-``)."""
    if sys.stdout is None:
        raise _unwritable("it is closed")


def give_up_out(problem: OSError) -> None:
    """Write nothing more to standard output; raises ``UsageProblem`` if its reader is there."""
    _turn_off(sys.stdout)
    if not isinstance(problem, BrokenPipeError):
        raise _unwritable(problem.strerror) from problem


def is_watched(stream: TextIO | None) -> bool:
    """Say whether a stream is there and shows on a terminal."""
    return stream is not None and stream.isatty()


def escaped(text: str) -> str:
    r"""Show control and format characters as ``\uXXXX``; ends of lines stay.

    JSON stays the same JSON, since such characters stand inside strings only.
    """
    return "\n".join(map(plain, text.split("\n")))


def _escape_unencodable(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return escape(problem.object[problem.start : problem.end]), problem.end


codecs.register_error(ESCAPE, _escape_unencodable)


def _turn_off(stream: TextIO) -> None:
    """Let go what is still buffered, so that the end of the process does not trip over it."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


def _unwritable(why: str | None) -> UsageProblem:
    return UsageProblem(
        f"standard output cannot be written: {why}. Send it to a file, a pipe or a terminal."
    )
