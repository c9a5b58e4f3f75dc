"""Where in a text the shingles of one licence stand together."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from licences.fingerprints import Fingerprints
from licences.place import Place
from licences.words import RUN, Words, hashes

# What a found shingle says for a licence, and what a missing one says against it: the logarithms
# of how much likelier either is in a text that lost each tenth word than in any other text.
_FOUND, _MISSING = 3.4, 1.0
_TELLS_APART = 6.0
"""Licences whose scores lie closer are not told apart: that is less than two shingles."""
_FEWEST, _LEAST = 15, 0.2
"""How many, and what share, of its shingles must be there before a text is thought of."""
_SHORT = 400
_EXTENT_OF_SHORT, _EXTENT = 0.7, 0.5
"""How much of a licence must be there."""
_DENSITY = 0.35
"""How many of the shingles at a place must be the licence's."""
_LOSS, _DROP = 0.15, 12.0
"""A place ends where so many shingles in a row, 80, are of no use to its licence."""
_AGAIN = 12
"""So many shingles in a row for a second time begin another copy of a licence."""
_MAY_BE, _SIGN = 25.0, 2.0
"""So near are twins that single words decide between, and so much does each word count."""
_BESIDE = 25
"""So many words beside a place may be a title, or a last sentence, that lost too many words."""
_STRAY, _APART = 15, 20
"""So few shingles, so many words from the others, are a neighbour's at the end of a place."""
_SHORTER = 0.85
_TAKES_IN = {"lgpl-3.0": "gpl-3.0"}
"""A licence that takes in another by reference, and is shipped with it in one file."""


class Search:
    """The search through one text; what a place explains is taken out of it."""

    def __init__(self, words: Words, known: Fingerprints) -> None:
        """Look up each run of words."""
        self._known = known
        self._words = words
        self._shingles = words.shingles
        self._owners = list(map(known.owners.get, words.shingles))

    def run(self) -> list[Place]:
        """Find every licence, the one that explains most first."""
        found: list[Place] = []
        scores = self._scores(self._hits(0, len(self._owners)))
        while scores:
            text = max(scores, key=scores.__getitem__)
            del scores[text]
            places = list(self._places(text))
            for place in places:
                self._take_out(place)
            found += places
            if places:  # what a neighbour explained better may now explain what is left
                scores = self._scores(self._hits(0, len(self._owners)))
        return _with_taken_in(sorted(found, key=lambda place: place.first))

    def _hits(self, first: int, end: int) -> Counter[int]:
        """Count, for each text, the different shingles of its that stand between two places."""
        pairs = zip(self._shingles[first:end], self._owners[first:end], strict=True)
        owners = {shingle: group for shingle, group in pairs if group is not None}
        hits: Counter[int] = Counter()
        for group, number in Counter(owners.values()).items():
            for text in self._known.groups[group]:
                hits[text] += number
        return hits

    def _scores(self, hits: Counter[int]) -> dict[int, float]:
        """Weigh what was found of each text against what is missing; too little counts for none."""
        sizes = self._known.sizes
        return {
            text: number * _FOUND - (sizes[text] - number) * _MISSING
            for text, number in hits.items()
            if number >= max(_LEAST * sizes[text], min(_FEWEST, sizes[text]))
        }

    def _places(self, text: int) -> Iterator[Place]:
        own = self._known.groups_of(frozenset({text}))
        hits = [place for place, owner in enumerate(self._owners) if owner in own]
        for stretch in _stretches(hits, self._shingles, self._known.sizes[text] // 2):
            begin, end = bisect_left(hits, stretch[0]), bisect_right(hits, stretch[-1])
            if place := self._place(text, hits[begin:end]):
                yield place

    def _place(self, text: int, stretch: Sequence[int]) -> Place | None:
        """Give the place that a stretch of hits is, if the text is the best one for it."""
        stretch = _without_stray_ends(stretch)
        first, last, size = stretch[0], stretch[-1], self._known.sizes[text]
        extent = last - first + 1
        enough = _EXTENT_OF_SHORT if size < _SHORT else _EXTENT
        if extent < enough * size:
            return None
        hits = self._hits(first, last + 1)
        if hits[text] < _DENSITY * extent:
            return None
        scores = self._scores(hits)
        if scores[text] < max(scores.values()) or self._two_explain_more(text, first, last, scores):
            return None
        names = self._known.names
        text, near = self._decided(text, first, last + RUN - 1, scores)
        also = {names[other] for other in near} - {names[text]}
        covered = len({place + n for place in stretch for n in range(RUN)})
        score = round(covered / max(extent + RUN - 1, size + RUN - 1), 3)
        return Place(names[text], first, last + RUN - 1, score, tuple(sorted(also)))

    def _decided(
        self, text: int, first: int, last: int, scores: dict[int, float]
    ) -> tuple[int, list[int]]:
        """Decide between a text and its twins by single words and pairs that set them apart."""
        signs = self._known.signs
        near = [t for t, score in scores.items() if score > scores[text] - _MAY_BE]
        near = [t for t in near if t in signs] if text in signs else [text]
        words = self._words.words[max(first - _BESIDE, 0) : last + 1 + _BESIDE]
        here = {*hashes(words, 1), *hashes(words, 2)}
        total = {t: scores[t] + _SIGN * len(signs.get(t, here - here) & here) for t in near}
        best = max(total, key=total.__getitem__)
        return best, [t for t in near if total[t] > total[best] - _TELLS_APART]

    def _two_explain_more(self, text: int, first: int, last: int, scores: dict[int, float]) -> bool:
        """Tell whether a shorter text and one beside it explain a place better than one text."""
        sizes = self._known.sizes
        shorter = {t: score for t, score in scores.items() if sizes[t] < _SHORTER * sizes[text]}
        rival = max(shorter, key=shorter.__getitem__, default=text)
        groups = self._known.groups_of(frozenset({rival}))
        hits = [n for n in range(first, last + 1) if self._owners[n] in groups]
        theirs = max(_dense(hits), key=len)
        alone = self._scores(self._hits(theirs[0], theirs[-1] + 1)).get(rival, 0.0)
        beside = [(first, theirs[0]), (theirs[-1] + 1, last + 1)]
        best = max(
            (
                score
                for begin, end in beside
                for score in self._scores(self._hits(begin, end)).values()
            ),
            default=0.0,
        )
        return alone + best > scores[text]

    def _take_out(self, place: Place) -> None:
        start, end = max(place.first - RUN + 1, 0), place.last + 1
        self._owners[start:end] = [None] * len(self._owners[start:end])


def _stretches(hits: list[int], shingles: list[int], half: int) -> Iterator[list[int]]:
    """Part the hits of one text into stretches that are dense and hold no second copy.

    ``half`` is half the number of the text's shingles: no copy is shorter.
    """
    for dense in _dense(hits):
        rest = dense
        while cut := _second_copy(rest, shingles, half):
            yield from _dense(_new(rest[:cut], shingles))
            rest = rest[cut:]
        yield from _dense(_new(rest, shingles))


def _new(hits: list[int], shingles: list[int]) -> list[int]:
    """Leave out what was there before: another licence uses some of the words as well."""
    return sorted({shingles[place]: place for place in reversed(hits)}.values())


def _second_copy(hits: list[int], shingles: list[int], half: int) -> int:
    """Tell where the first copy of a text ends and all of it begins again; 0 where it does not."""
    seen: set[int] = set()
    again = 0
    for n, place in enumerate(hits):
        again = again + 1 if shingles[place] in seen else 0
        seen.add(shingles[place])
        if again == _AGAIN and len(seen) >= half:
            cut = n - _AGAIN + 1
            if len(seen.intersection(shingles[place] for place in hits[cut:])) >= half:
                while hits[cut] == hits[cut - 1] + 1:
                    cut -= 1
                return cut
    return 0


def _dense(hits: list[int]) -> Iterator[list[int]]:
    """Part hits where the stretch between two of them is too long, and cut off sparse ends."""
    begin = end = 0
    score = best = 0.0
    for n, place in enumerate(hits):
        score -= _LOSS * (place - hits[max(n - 1, 0)] - 1) if n > begin else 0
        if n > begin and (score <= 0 or score < best - _DROP):
            yield hits[begin : end + 1]
            begin, score, best = n, 0.0, 0.0
        score += 1
        if score > best:
            best, end = score, n
    yield hits[begin : end + 1]


def _with_taken_in(places: list[Place]) -> list[Place]:
    """Count the text that stands behind a licence that takes it in for a part of that licence."""
    kept: list[Place] = []
    for place in places:
        if kept and _TAKES_IN.get(kept[-1].licence) == place.licence:
            kept[-1] = replace(kept[-1], last=place.last)
        else:
            kept.append(place)
    return kept


def _without_stray_ends(stretch: Sequence[int]) -> Sequence[int]:
    """Leave out a few hits at either end that stand apart: phrases that a neighbour shares."""
    begin, end = 0, len(stretch)
    for n in range(1, min(_STRAY, end)):
        if stretch[n] - stretch[n - 1] > _APART:
            begin = n
    for n in range(1, min(_STRAY, end - begin)):
        if stretch[-n] - stretch[-n - 1] > _APART:
            end = len(stretch) - n
    return stretch[begin:end]
