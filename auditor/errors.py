"""Everything that can stop a run, each with the exit code that a gate sees."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process says to whoever called it, whatever the output format."""

    PASS = 0
    FAIL = 1
    USAGE = 2
    UNDETERMINED = 3
    NOTHING_TO_AUDIT = 4
    INTERNAL = 5


class AuditorError(Exception):
    """A run that cannot be finished; the text names the thing and the next step."""

    exit_code = ExitCode.INTERNAL


class UsageProblem(AuditorError, ValueError):
    """The call or the configuration cannot be understood."""

    exit_code = ExitCode.USAGE


class UnknownRule(UsageProblem):
    """A rule id that no rule has."""


class NothingToAudit(AuditorError):
    """What was given holds nothing that could be judged."""

    exit_code = ExitCode.NOTHING_TO_AUDIT
