"""What was seen, where, and what could not be read. No judgement lives here."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a component is."""

    MODEL = "model"
    DATASET = "dataset"


class State(StrEnum):
    """What became of the attempt to see a component."""

    FOUND = "found"
    GATED = "gated"
    """Its record was seen; its files ask for consent first."""
    MISSING_OR_PRIVATE = "missing-or-private"
    MOVED = "moved"
    """Asked for under an old name; the record is that of the new one."""
    DISABLED = "disabled"
    UNREACHABLE = "unreachable"
    NOT_IN_SNAPSHOT = "not-in-snapshot"
    """The snapshot at hand does not hold it, which says nothing about the Hub."""
    NOT_DISCLOSED = "not-disclosed"
    """A hosted model whose maker does not say."""


MIRROR = "mirror"
"""The source of evidence that an edge was read where the Hub's own link is not given."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One observation: who said it, where exactly, and what it said as written.

    ``location`` is a path inside the source, such as ``cardData.license`` or ``README.md:3``.
    """

    source: str
    location: str
    value: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that was there and could not be read as what it should be."""

    location: str
    reason: str
