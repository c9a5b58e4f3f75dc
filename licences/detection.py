"""Which licences' texts stand in a text.

A text is cut into runs of words; each run says which licences hold it. What is found is where most
of one licence's runs stand together, and that licence is named whose text explains the place best:
what a licence has and the place has not counts against it, so that neither a longer relative nor a
text contained in another one is taken for it.
"""

from dataclasses import dataclass

from licences import fingerprints, modification, spdx_texts
from licences.fingerprints import Fingerprints
from licences.place import Place
from licences.search import Search
from licences.words import Words

LIMIT = 2 * 1024 * 1024
"""How many characters of a text are looked at; what stands behind is not."""

_EXACT = 0.93
"""A short text that agrees less may be a relative of the licence that it was taken for."""


@dataclass(frozen=True, slots=True)
class Match:
    """One licence whose text stands in a text.

    ``score`` is the share, 0 to 1, of words that agree, ``spans`` are the places as first and last
    line, from 1. ``residue`` is how many words of the whole text belong to no match. ``also`` names
    licences whose texts differ so little that what would decide between them is missing here.
    """

    licence: str
    score: float
    spans: tuple[tuple[int, int], ...]
    residue: int
    also: tuple[str, ...] = ()


def identify(text: str) -> tuple[Match, ...]:
    """Find the licences whose texts stand in a text, in the order of their places.

    Any text will do; what is no licence's text gives nothing. A permissive text with a condition of
    somebody else's in or beside it is another licence, and not given.
    """
    words = Words(text[:LIMIT])
    known = fingerprints.load()
    return _matches(words, _places(words, known))


def _places(words: Words, known: Fingerprints) -> list[Place]:
    found = Search(words, known).run()
    limited = [p for p in found if modification.limited(words, p, found, known)]
    if not limited and not _doubtful(words, found, known):
        return found
    others = spdx_texts.find(words, known.names)
    kept = [
        place
        for place in found
        if not any(_better(other, place, known) for other in others)
        and not modification.limited(words, place, found + others, known)
    ]
    return kept + [other for other in others if not any(map(other.overlaps, kept))]


def _doubtful(words: Words, found: list[Place], known: Fingerprints) -> bool:
    """Tell whether a text of another licence may be there, or a relative of what was found."""
    if any(place.score < _EXACT and place.licence in known.vocabulary for place in found):
        return True
    gaps, begin = [], 0
    for place in [*sorted(found, key=lambda place: place.first)]:
        gaps.append((begin, place.first))
        begin = place.last + 1
    gaps.append((begin, len(words.words)))
    return any(
        end - begin >= spdx_texts.SHORTEST and spdx_texts.looks_like_one(words.between(begin, end))
        for begin, end in gaps
    )


def _better(other: Place, place: Place, known: Fingerprints) -> bool:
    """Tell whether another licence's text is there word for word and this one's but nearly."""
    return place.licence in known.vocabulary and place.score < _EXACT and other.overlaps(place)


def _matches(words: Words, places: list[Place]) -> tuple[Match, ...]:
    residue = len(words.words) - sum(place.length for place in places)
    together: dict[str, list[Place]] = {}
    for place in sorted(places, key=lambda place: place.first):
        together.setdefault(place.licence, []).append(place)
    return tuple(
        Match(
            licence,
            max(place.score for place in its),
            tuple(words.lines(place.first, place.last) for place in its),
            residue,
            tuple(sorted({other for place in its for other in place.also})),
        )
        for licence, its in together.items()
    )
