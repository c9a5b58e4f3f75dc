"""The lines of a file of records, plain or compressed, in bounded memory."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import zstandard

LONGEST_LINE = 32 * 1024 * 1024
_CHUNK = 1 << 20
_COMPRESSED_CHUNK = 1 << 10
"""Small, because one KiB of Zstandard can stand for 32 MiB of text and comes out at once."""


def read_lines(path: Path) -> Iterator[bytes]:
    """Give the lines of a file; one that is too long comes cut, just above ``LONGEST_LINE``.

    Raises ``OSError``, ``EOFError`` or ``zstandard.ZstdError`` where it cannot be read, which
    may be after some lines: a compressed file that ends in the middle is an error, not an end.
    """
    line = b""
    for chunk in _chunks(path):
        first, *others = chunk.split(b"\n")
        line += first[: LONGEST_LINE + 1 - len(line)]
        for other in others:
            yield line
            line = other[: LONGEST_LINE + 1]
    if line:
        yield line


def _chunks(path: Path) -> Iterator[bytes]:
    if path.suffix == ".zst":
        yield from _frames(path)
        return
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _frames(path: Path) -> Iterator[bytes]:
    """Decompress every frame; the library's own reader takes a cut frame for the end."""
    frame = zstandard.ZstdDecompressor().decompressobj()
    within = False
    with path.open("rb") as file:
        while data := file.read(_COMPRESSED_CHUNK):
            while data:
                within = True
                yield frame.decompress(data)
                data = b""
                if frame.eof:
                    data = frame.unused_data
                    frame = zstandard.ZstdDecompressor().decompressobj()
                    within = False
    if within:
        raise EOFError("it ends in the middle of its compressed data")
