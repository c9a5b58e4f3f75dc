"""Fingerprints of licence texts: hashed runs of words, and who holds each.

The texts are not here and cannot be put together again from the hashes, which are kept sorted by
value. ``licences.fingerprints.make`` makes the data file.
"""

import json
import lzma
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

DATA = Path(__file__).with_name("shingles.xz")


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What is known of texts, each with a number.

    ``names[n]`` is the licence of text ``n`` (several texts may be of one licence) and
    ``sizes[n]`` how many shingles it has. ``owners`` maps a shingle to a group, ``groups[g]`` are
    the texts that hold it. ``vocabulary`` gives the hashed words, and pairs of
    words, of the licences that others append to; ``signs`` those of a text that one of its near
    relatives lacks.
    """

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]
    owners: Mapping[int, int]
    vocabulary: Mapping[str, frozenset[int]]
    signs: Mapping[int, frozenset[int]]

    def texts_of(self, licence: str) -> frozenset[int]:
        """Give the numbers of a licence's texts."""
        return frozenset(n for n, name in enumerate(self.names) if name == licence)

    def groups_of(self, texts: frozenset[int]) -> frozenset[int]:
        """Give the groups that hold any of some texts."""
        return frozenset(n for n, group in enumerate(self.groups) if not texts.isdisjoint(group))


def parse(data: bytes) -> Fingerprints:
    """Read a data file."""
    line, _, body = lzma.decompress(data).partition(b"\n")
    head = json.loads(line)
    split = head["shingles"] * 4
    steps, owners = array("I", body[:split]), array("H", body[split:])
    return Fingerprints(
        tuple(head["names"]),
        tuple(head["sizes"]),
        tuple(map(tuple, head["groups"])),
        dict(zip(accumulate(little_endian(steps)), little_endian(owners), strict=True)),
        {name: frozenset(hashed) for name, hashed in head["vocabulary"].items()},
        {int(text): frozenset(hashed) for text, hashed in head["signs"].items()},
    )


@cache
def load() -> Fingerprints:
    """Read the fingerprints that come with the package, once."""
    return parse(DATA.read_bytes())


def little_endian(numbers: "array[int]") -> "array[int]":
    """Swap the bytes of numbers where this machine keeps them the other way round."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
