"""Threads that nobody has to wait for.

``concurrent.futures`` joins its threads when the process ends, so that a thread that hangs in the
network holds up an interrupted run. These do not: they end with the process.
"""

import threading
from collections.abc import Callable, Hashable
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar, cast

KeyT = TypeVar("KeyT", bound=Hashable)
ResultT = TypeVar("ResultT")
Task = Callable[[], ResultT]


class TooLateError(Exception):
    """Nothing was done in the time given."""


class Crew(Generic[KeyT, ResultT]):
    """Does tasks in up to so many threads at once; one alone does them when it is asked to."""

    def __init__(self, threads: int) -> None:
        """Threads are started as they are needed."""
        self._most = threads
        self._threads = 0
        self._tasks: SimpleQueue[tuple[KeyT, Task[ResultT]] | None] = SimpleQueue()
        self._done: SimpleQueue[tuple[KeyT, ResultT | None, BaseException | None]] = SimpleQueue()
        self._waiting = 0

    def close(self) -> None:
        """Send the threads home as they finish what they do; nobody waits for them."""
        for _ in range(self._threads):
            self._tasks.put(None)

    def do(self, key: KeyT, task: Task[ResultT]) -> None:
        """Have a task done; ``done`` gives what came of it, with its key."""
        self._tasks.put((key, task))
        self._waiting += 1
        if self._threads < min(self._most, self._waiting) and self._most > 1:
            self._threads += 1
            threading.Thread(target=self._work, daemon=True, name="hub").start()

    def done(self, seconds: float) -> tuple[KeyT, ResultT]:
        """Wait for a task to be done.

        Raises ``TooLateError`` after so many seconds, and what the task raised.
        """
        if self._most == 1 and (item := self._tasks.get_nowait()):
            return item[0], item[1]()
        try:
            key, result, problem = self._done.get(timeout=seconds)
        except Empty as problem:
            raise TooLateError from problem
        self._waiting -= 1
        if problem is not None:
            raise problem
        return key, cast("ResultT", result)

    def _work(self) -> None:
        while item := self._tasks.get():
            key, task = item
            try:
                self._done.put((key, task(), None))
            except BaseException as problem:  # noqa: BLE001  # raised again where it is waited for
                self._done.put((key, None, problem))
