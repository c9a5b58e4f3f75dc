"""Where records come from, as the rest of the project sees it."""

from dataclasses import dataclass
from typing import Protocol

from scanners.evidence import Kind, State
from scanners.hub.deadline import Deadline
from scanners.hub.records import HubRecord


@dataclass(frozen=True, slots=True)
class Sighting:
    """The outcome of asking for one repository.

    ``asked`` is the name that was asked for; ``moved_to`` the one that it led to, if another.
    ``reason`` says more of why nothing was seen, as the end of a sentence.
    """

    state: State
    record: HubRecord | None
    asked: str
    reason: str = ""
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Requests:
    """How often the Hub answered: for records (redirects among them), and for files."""

    records: int = 0
    files: int = 0
    left: int | None = None
    """Requests that the quota still has, once the Hub has said so."""
    limit: int | None = None
    pause: float = 0.0
    """Seconds until requests are sent again, where the quota is spent."""


class HubSource(Protocol):
    """Something that can be asked for the record of a repository. Asking never raises."""

    @property
    def workers(self) -> int:
        """How many may ask at once."""
        ...

    @property
    def deadline(self) -> Deadline | None:
        """When asking must end, if ever."""
        ...

    def look(self, kind: Kind, name: str, revision: str | None = None) -> Sighting:
        """Look for a repository by name, in any case, at a revision where one is given."""
        ...

    def describe(self) -> str:
        """Say in a phrase what is being read."""
        ...

    def suggest(self, kind: Kind, name: str) -> list[str]:
        """Give names that may be meant where one is known not to be there."""
        ...

    def remarks(self) -> tuple[str, ...]:
        """Say in sentences what the source could not give, where it concerns every record."""
        ...

    def requests(self) -> Requests:
        """Count what went over the wire so far."""
        ...


def sighted(record: HubRecord, asked: str) -> Sighting:
    """Give the outcome where a record was read: its state, and whether the name led elsewhere."""
    moved = record.name if record.name.casefold() != asked.casefold() else None
    return Sighting(_state(record, moved), record, asked, moved_to=moved)


def _state(record: HubRecord, moved: str | None) -> State:
    if record.disabled:
        return State.DISABLED
    if record.gated:
        return State.GATED
    return State.MOVED if moved else State.FOUND
