"""Fixed windows of requests, as the Hub counts them."""

import math
import time
from dataclasses import dataclass, field
from threading import Lock

from hubserver.answers import Request


@dataclass
class _Window:
    began: float
    used: int = 0


@dataclass
class Quota:
    """So many requests a window, which begins with its first request, for each token."""

    requests: int = 500
    window: float = 300.0
    resolvers: int = 3000
    pages: int = 100
    refuses: bool = True
    _windows: dict[tuple[str, str], _Window] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def charge(self, request: Request) -> tuple[bool, dict[str, str]]:
        """Count a request; say whether it may pass, and what the headers say of it."""
        bucket = _bucket_of(request.path)
        limit = {"api": self.requests, "resolvers": self.resolvers, "pages": self.pages}[bucket]
        who = request.headers.get("authorization", "")
        with self._lock:
            now = time.monotonic()
            window = self._windows.get((bucket, who))
            if (
                window is None
                or now >= window.began + self.window
                or self._begins_anew(window, limit)
            ):
                window = self._windows[bucket, who] = _Window(now)
            passes = window.used < limit
            window.used += passes
            left = limit - window.used
            seconds = math.ceil(window.began + self.window - now)
        policy = f'"fixed window";"{bucket}";q={limit};w={math.ceil(self.window)}'
        return passes, {
            "RateLimit": f'"{bucket}";r={left};t={seconds}',
            "RateLimit-Policy": policy,
        }

    def _begins_anew(self, window: _Window, limit: int) -> bool:
        return not self.refuses and window.used >= limit


def _bucket_of(path: str) -> str:
    if "/resolve/" in path or path.startswith("/api/resolve-cache/"):
        return "resolvers"
    return "api" if path.startswith("/api/") else "pages"
