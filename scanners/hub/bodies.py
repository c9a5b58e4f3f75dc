"""Read the body of an answer, no further than anything that is worth reading goes.

A body counts as it is unpacked: 2 MB of gzip can stand for 2 GB.
"""

from collections.abc import Iterator
from typing import cast

import httpx2

from scanners.hub.deadline import Deadline

LARGEST_BODY = 32 << 20
_PACKED = frozenset({"", "identity", "gzip", "deflate"})


class UnusableAnswerError(httpx2.TransportError):
    """What came, or did not come, cannot be used; asking again would not help.

    The client library asks again after the errors of the network that it knows. This is none of
    them: whoever raises it has asked again already, or knows better.
    """


def read_body(response: httpx2.Response, deadline: Deadline) -> bytes:
    """Read and unpack a body.

    Raises ``UnusableAnswerError`` where it is larger than ``LARGEST_BODY``, packed in a way that
    nobody asked for, or not there before the deadline; besides what the network raises.
    """
    coding = response.headers.get("content-encoding", "").strip().casefold()
    if coding not in _PACKED:
        raise UnusableAnswerError(f"its answer is packed as {coding[:40]!r}, which is not read")
    stated = response.headers.get("content-length", "")
    if stated.isdecimal() and int(stated[:20]) > LARGEST_BODY:
        raise _too_large(f"{int(stated[:20]):,} bytes")
    response.stream = _Watched(cast("httpx2.SyncByteStream", response.stream), deadline)
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > LARGEST_BODY:
            raise _too_large(f"more than {LARGEST_BODY >> 20} MiB")
    return bytes(body)


def _too_large(size: str) -> UnusableAnswerError:
    return UnusableAnswerError(
        f"its answer is too large: {size}, where at most {LARGEST_BODY >> 20} MiB are read"
    )


class _Watched(httpx2.SyncByteStream):
    """The bytes as they come, with an eye on the clock and on how many there are."""

    def __init__(self, stream: httpx2.SyncByteStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._stream:
            size += len(piece)
            if size > LARGEST_BODY:
                raise _too_large(f"more than {LARGEST_BODY >> 20} MiB")
            if not self._deadline.left:
                raise UnusableAnswerError(f"its answer was not whole within {self._deadline}")
            yield piece

    def close(self) -> None:
        self._stream.close()
