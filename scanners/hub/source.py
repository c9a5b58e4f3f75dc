"""Where records come from, as the rest of the project sees it."""

from dataclasses import dataclass
from typing import Protocol

from scanners.evidence import Kind, State
from scanners.hub.records import HubRecord


@dataclass(frozen=True, slots=True)
class Sighting:
    """The outcome of asking for one repository.

    ``asked`` is the name that was asked for; ``moved_to`` the one that it led to, if another.
    """

    state: State
    record: HubRecord | None
    asked: str
    reason: str = ""
    moved_to: str | None = None


class HubSource(Protocol):
    """Something that can be asked for the record of a repository. Asking never raises."""

    def look(self, kind: Kind, name: str, revision: str | None = None) -> Sighting:
        """Look for a repository by name, in any case, at a revision where one is given."""
        ...

    def describe(self) -> str:
        """Say in a phrase what is being read."""
        ...
