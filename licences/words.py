"""Cutting a text into words and into hashed runs of words.

The hashes are the same in every process and on every machine, so that they can be kept in a file.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

RUN = 4
"""How many words in a row make a shingle."""

# A sign of Chinese, Japanese or Korean is a word of its own: nothing parts words there.
_WORD = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]|[^\W_\u3040-\u9fff\uac00-\ud7a3]+")


@dataclass(frozen=True)
class Words:
    """The words of a text in order, without case, marks and layout, and where each one stands."""

    text: str

    @cached_property
    def _found(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self.text))

    @cached_property
    def words(self) -> list[str]:
        """Each word, folded."""
        return [found.group().casefold() for found in self._found]

    @cached_property
    def shingles(self) -> list[int]:
        """The hash of each run of ``RUN`` words, by the place of its first word."""
        return hashes(self.words, RUN)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def lines(self, first: int, last: int) -> tuple[int, int]:
        """Give the lines, from 1, in which two words stand."""
        start, end = self._found[first].start(), self._found[last].start()
        return bisect_right(self._line_starts, start), bisect_right(self._line_starts, end)

    def between(self, first: int, end: int) -> str:
        """Give what stands from a word to before another, with the marks around these words."""
        start = self._found[first - 1].end() if first else 0
        return self.text[start : self._found[end].start() if end < len(self._found) else None]

    def places(self, start: int, end: int) -> tuple[int, int]:
        """Give the first word at or after a character, and the first one at or after another."""
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    @cached_property
    def _starts(self) -> list[int]:
        return [found.start() for found in self._found]


def hashes(words: list[str], size: int) -> list[int]:
    """Hash each run of ``size`` words to 32 bits."""
    joined = map(" ".join, zip(*(words[n:] for n in range(size)), strict=False))
    return [crc32(run.encode("utf-8", "surrogatepass")) for run in joined]
