"""The lines of a file of records, plain or compressed, in bounded memory and time."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import zstandard

LONGEST_LINE = 32 * 1024 * 1024
LARGEST_FILE = 16 << 30
"""Bytes of text; the largest real dump at hand has 265 million."""
_DENSEST = 4000
"""Times that a file may unpack to. The real dumps have 6 to 17, made-up records that differ in
nothing but their name up to 3,000; zeros have 30,000. Of gzip nothing has more than 1,032."""
_NEVER_DENSE = 64 << 20
"""Bytes of text that a file of any size may unpack to."""
_CHUNK = 1 << 20
_COMPRESSED_CHUNK = 1 << 10
"""Small, because one KiB of Zstandard can stand for 32 MiB of text and comes out at once."""


class LimitError(Exception):
    """A file is larger than any that is read; the message names the limit."""


def read_lines(path: Path) -> Iterator[bytes]:
    """Give the lines of a file; one that is too long comes cut, just above ``LONGEST_LINE``.

    Raises ``OSError``, ``EOFError``, ``zlib.error``, ``zstandard.ZstdError`` or ``LimitError``
    where it cannot be read, which may be after some lines: a compressed file that ends in the
    middle is an error, not an end.
    """
    line = bytearray()
    for chunk in _chunks(path):
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            yield bytes(_joined(line, piece)) if line else piece[: LONGEST_LINE + 1]
            line.clear()
        _joined(line, rest)
    if line:
        yield bytes(line)


def _joined(line: bytearray, piece: bytes) -> bytearray:
    line += piece[: LONGEST_LINE + 1 - len(line)]
    return line


def _chunks(path: Path) -> Iterator[bytes]:
    """Give the text of a file in chunks of at most ``_CHUNK`` bytes."""
    size = 0
    for text in _texts(path):
        size += len(text)
        if size > LARGEST_FILE:
            raise LimitError(f"it holds more than {LARGEST_FILE >> 30} GiB")
        for start in range(0, len(text), _CHUNK):
            yield text[start : start + _CHUNK]


def _texts(path: Path) -> Iterator[bytes]:
    suffix = path.suffix.casefold()
    if suffix == ".zst":
        yield from _frames(path)
        return
    with gzip.open(path) if suffix == ".gz" else path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _frames(path: Path) -> Iterator[bytes]:
    """Decompress every frame; the library's own reader takes a cut frame for the end."""
    frame = zstandard.ZstdDecompressor().decompressobj()
    within = False
    packed = size = 0
    with path.open("rb") as file:
        while data := file.read(_COMPRESSED_CHUNK):
            packed += len(data)
            while data:
                within = True
                text = frame.decompress(data)
                size += len(text)
                if size > max(_NEVER_DENSE, _DENSEST * packed):
                    raise LimitError(f"it unpacks to more than {_DENSEST:,} times its size")
                yield text
                data = b""
                if frame.eof:
                    data = frame.unused_data
                    frame = zstandard.ZstdDecompressor().decompressobj()
                    within = False
    if within:
        raise EOFError("it ends in the middle of its compressed data")
