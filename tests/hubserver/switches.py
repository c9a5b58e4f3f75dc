"""What a test may turn while the server runs."""

import random
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Literal

from hubserver import faults
from hubserver.quota import Quota

if TYPE_CHECKING:
    from hubserver.exchange import Exchange

Fault = Callable[["Exchange"], None]
_SEED = 20_240_101


@dataclass
class _Rule:
    pattern: re.Pattern[str]
    queue: deque[tuple[Fault, int | None]]

    def next(self) -> Fault | None:
        """Give the fault whose turn it is."""
        if not self.queue:
            return None
        fault, left = self.queue[0]
        if left is not None:
            self.queue.popleft()
            if left > 1:
                self.queue.appendleft((fault, left - 1))
        return fault


class Switches:
    """Latency, quota and faults; every one of them can be set from another thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.restore()

    def restore(self) -> None:
        """Turn everything back to how it began."""
        self.latency = 0.0
        self.quota: Quota | None = None
        self.mirror: Literal["ignore", "refuse"] | None = None
        self.link_host: str | None = None
        self.resolve_cache = True
        self.error_rate = 0.0
        self.open_quota = Quota(refuses=False)
        with self._lock:
            self._rules: list[_Rule] = []
            self._random = random.Random(_SEED)

    def seed(self, seed: int) -> None:
        """Choose other requests for the error rate."""
        with self._lock:
            self._random = random.Random(seed)

    def fail(self, pattern: str, *chosen: Fault, times: int | None = 1) -> None:
        """Let requests whose raw path matches meet these faults in turn, each so many times."""
        if times is not None and times < 1:
            raise ValueError(f"{times} times is never")
        rule = _Rule(re.compile(pattern), deque((fault, times) for fault in chosen))
        with self._lock:
            self._rules.append(rule)

    def next_fault(self, target: str) -> Fault | None:
        """Give the fault that this request meets."""
        with self._lock:
            for rule in self._rules:
                if rule.pattern.search(target) and (fault := rule.next()):
                    return fault
            if self.error_rate and self._random.random() < self.error_rate:
                return self._random.choice((faults.close(), faults.reset()))
        return None
