"""The endpoint's quota, shared by all threads: who may send now, and until when all wait.

The Hub counts requests in fixed windows and says on every answer what is left
(https://huggingface.co/docs/hub/rate-limits). Near the end of a window no more requests are on
their way than are left, so that hardly one is refused; when none is left everybody waits for the
next window once, instead of each thread on its own.
"""

import random
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from huggingface_hub.utils import RateLimitInfo, parse_ratelimit_headers

from scanners.hub.deadline import Deadline

TOO_MANY = 429
_ROUNDING = 1.0
"""Seconds added to what a refusal says, which is in whole seconds."""
_SPREAD = 0.1
"""Seconds over which the threads start again, so that they do not all knock at once."""
_LONGEST_GUESS = 30.0
_THREADS = 16
"""Refusals that may come of one and the same try."""
_LONGEST_WINDOW = 10.0**6
_NEXT_WINDOW = 1.5
"""Seconds that the end of a window must move to be that of another window."""


class QuotaSpentError(Exception):
    """The quota comes back after the deadline only; the message says when."""


@dataclass(slots=True)
class _Bucket:
    """One quota of one endpoint. Times are of the monotonic clock."""

    on_the_way: int = 0
    refusals: int = 0
    left: int | None = None
    ends: float = 0.0
    resumes: float = 0.0
    paused: bool = False
    """Whether there was a pause, and nothing but empty buckets was seen since."""
    believed: bool = True
    """Mirrors hand on headers that were true of somebody else."""


class Quota:
    """Lets requests through as the endpoint's quota allows."""

    def __init__(self, deadline: Deadline) -> None:
        """Wait for new quota no longer than until the deadline."""
        self.seen: RateLimitInfo | None = None
        """What the last answer said of the quota, for whoever shows it."""
        self._deadline = deadline
        self._buckets: dict[str, _Bucket] = {}
        self._changed = threading.Condition()

    @property
    def pause(self) -> float:
        """Give the seconds until requests are sent again, 0 where they are sent."""
        with self._changed:
            resumes = max((bucket.resumes for bucket in self._buckets.values()), default=0.0)
        return max(0.0, resumes - time.monotonic())

    @contextmanager
    def slot(self, name: str) -> Iterator[None]:
        """Wait until a request may be sent, and hold its place until it is answered.

        Raises ``QuotaSpentError`` where it would have to wait beyond the deadline.
        """
        with self._changed:
            bucket = self._buckets.setdefault(name, _Bucket())
            self._wait(bucket)
            bucket.on_the_way += 1
        try:
            yield
        finally:
            with self._changed:
                bucket.on_the_way -= 1
                self._changed.notify_all()

    def note(self, name: str, status: int, headers: Mapping[str, str]) -> None:
        """Take in what an answer says of the quota; a refusal stops everybody."""
        info = _told(headers)
        now = time.monotonic()
        with self._changed:
            bucket = self._buckets.setdefault(name, _Bucket())
            if info is not None:
                self.seen = info
                _count(bucket, info, now)
            if status == TOO_MANY:
                bucket.refusals += 1
                bucket.resumes = max(bucket.resumes, now + _asked_to_wait(bucket, info, headers))
            else:
                bucket.refusals = 0
                self._foresee(bucket, now)
            self._changed.notify_all()

    def _foresee(self, bucket: _Bucket, now: float) -> None:
        """Pause before anybody is refused, unless the last such pause brought nothing."""
        if bucket.left:
            bucket.paused = False
        elif bucket.left == 0:
            bucket.believed &= not bucket.paused
            if bucket.believed and bucket.ends - now <= self._deadline.left:
                bucket.resumes = max(bucket.resumes, bucket.ends)

    def _wait(self, bucket: _Bucket) -> None:
        while True:
            pause = bucket.resumes - time.monotonic()
            if pause > self._deadline.left:
                raise QuotaSpentError(f"the quota is spent for another {pause:,.0f} seconds")
            if pause > 0:
                self._changed.wait(pause + random.uniform(0, _SPREAD))  # noqa: S311  # no secret
            elif bucket.resumes:
                bucket.resumes, bucket.left, bucket.paused = 0.0, None, True
            elif self._deadline.left and bucket.believed and bucket.on_the_way >= _room(bucket):
                self._changed.wait(min(self._deadline.left, _LONGEST_GUESS))
            else:
                return


def _room(bucket: _Bucket) -> float:
    """Give how many requests may be on their way at once: one at least, or nothing would move."""
    return float("inf") if bucket.left is None else max(bucket.left, 1)


def _told(headers: Mapping[str, str]) -> RateLimitInfo | None:
    """Read what a header says, unless its numbers are beyond all measure."""
    try:
        info = parse_ratelimit_headers(headers)
    except ValueError:
        return None
    return info if info and info.reset_in_seconds <= _LONGEST_WINDOW else None


def _count(bucket: _Bucket, info: RateLimitInfo, now: float) -> None:
    """Answers overtake each other: within a window the least that was left counts."""
    ends = now + info.reset_in_seconds
    if bucket.left is None or ends > bucket.ends + _NEXT_WINDOW:
        bucket.left, bucket.ends = info.remaining, ends
    else:
        bucket.left = min(bucket.left, info.remaining)


def _asked_to_wait(
    bucket: _Bucket, info: RateLimitInfo | None, headers: Mapping[str, str]
) -> float:
    """Give the seconds that a refusal asks for; where it names none, ever more of them."""
    if info and info.remaining == 0:
        return info.reset_in_seconds + _ROUNDING
    if (named := retry_after(headers)) is not None:
        return named + _ROUNDING
    return min(2.0 ** (bucket.refusals // _THREADS), _LONGEST_GUESS)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read ``Retry-After``: seconds, or a date (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return min(float(value), _LONGEST_WINDOW)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
