"""A place in a text that one licence explains."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a licence's text stands: its first and last word, counted from 0.

    ``score`` is the share of words that agree; ``also`` are the licences not told apart from it.
    """

    licence: str
    first: int
    last: int
    score: float
    also: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many words stand here."""
        return self.last - self.first + 1

    def overlaps(self, other: "Place") -> bool:
        """Tell whether two places have a word in common."""
        return self.first <= other.last and other.first <= self.last
