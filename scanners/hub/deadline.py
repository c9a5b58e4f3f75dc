"""How long one run may wait on the network."""

import threading
import time


class Deadline:
    """Seconds of waiting that a run has; they begin with its first request."""

    def __init__(self, seconds: float) -> None:
        """Give a run so many seconds."""
        self.seconds = seconds
        self._end: float | None = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Let the time run, if it does not already."""
        with self._lock:
            if self._end is None:
                self._end = time.monotonic() + self.seconds

    @property
    def left(self) -> float:
        """Give the seconds that are left, 0 when it has passed."""
        if self._end is None:
            return self.seconds
        return max(0.0, self._end - time.monotonic())

    def passed_by(self, seconds: float) -> bool:
        """Say whether it has passed so many seconds ago."""
        return self._end is not None and time.monotonic() > self._end + seconds

    def __str__(self) -> str:
        return f"the deadline of {self.seconds:g} seconds"
