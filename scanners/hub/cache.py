"""What answers of the Hub are kept in, so that nothing is asked for twice.

A key is the address that was asked, without what a user may have put into it to log in, and who
asked: nobody, or a digest of 64 bits of the login, which shows nothing of it. What one may see is
not for another.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

_MOST_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What the Hub answered: the status, the headers that matter, the body unpacked.

    The names of headers are in lower case.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Cache(Protocol):
    """Keeps answers; used by many threads at once."""

    def get(self, key: str) -> Answer | None:
        """Give the answer to what was asked, if it is there and still good."""
        ...

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer for as long as the implementation finds it good."""
        ...

    def pin(self, key: str, answer: Answer) -> None:
        """Keep for ever an answer that cannot change: a file of one commit."""
        ...


class MemoryCache:
    """Answers of one run: all good, the oldest let go when they take too much room."""

    def __init__(self, most: int = _MOST_BYTES) -> None:
        """Hold up to ``most`` bytes of bodies."""
        self._most = most
        self._held = 0
        self._answers: dict[str, Answer] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> Answer | None:
        """Give the answer that was put or pinned."""
        with self._lock:
            return self._answers.get(key)

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer until the room is needed."""
        with self._lock:
            self._drop(key)
            self._answers[key] = answer
            self._held += len(answer.body)
            while self._held > self._most:
                self._drop(next(iter(self._answers)))

    pin = put

    def _drop(self, key: str) -> None:
        if old := self._answers.pop(key, None):
            self._held -= len(old.body)
