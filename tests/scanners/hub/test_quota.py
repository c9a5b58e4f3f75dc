"""One quota for all threads."""

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners.hub import quota as module
from scanners.hub.deadline import Deadline
from scanners.hub.quota import Quota, QuotaSpentError, retry_after

_OK, _TOO_MANY = 200, 429


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ROUNDING", 0.05)
    monkeypatch.setattr(module, "_SPREAD", 0.0)


def told(left: int, seconds: int) -> dict[str, str]:
    """Give the headers of an answer."""
    return {"ratelimit": f'"api";r={left};t={seconds}', "ratelimit-policy": '"w";"api";q=60;w=300'}


def pause(quota: Quota) -> float:
    """Measure how long a request has to wait."""
    begun = time.monotonic()
    with quota.slot("hub"):
        return time.monotonic() - begun


def test_nobody_waits_while_there_is_quota() -> None:
    quota = Quota(Deadline(10))
    quota.note("hub", _OK, told(59, 300))
    assert pause(quota) < 0.3
    assert quota.seen
    assert (quota.seen.remaining, quota.seen.limit) == (59, 60)


def test_a_refusal_makes_everybody_wait() -> None:
    quota = Quota(Deadline(10))
    quota.note("hub", _TOO_MANY, {"retry-after": "1"})
    waits: list[float] = []
    threads = [threading.Thread(target=lambda: waits.append(pause(quota))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(0.3 < wait < 5 for wait in waits)


def test_other_quotas_go_on() -> None:
    quota = Quota(Deadline(10))
    quota.note("files", _TOO_MANY, told(0, 5))
    assert pause(quota) < 0.3


def test_the_last_request_of_a_window_is_followed_by_a_pause() -> None:
    """Nobody has to be refused to know it."""
    quota = Quota(Deadline(10))
    quota.note("hub", _OK, told(0, 1))
    assert 0.5 < pause(quota) < 5


def test_a_pause_beyond_the_deadline_is_said_at_once() -> None:
    quota = Quota(Deadline(10))
    quota.note("hub", _TOO_MANY, told(0, 280))
    with (
        pytest.raises(QuotaSpentError, match=r"spent for another 28[01] seconds"),
        quota.slot("hub"),
    ):
        pass


def test_what_was_not_refused_is_not_given_up() -> None:
    """A mirror may say "none left" on every answer, and answer all the same."""
    quota = Quota(Deadline(10))
    quota.note("hub", _OK, told(0, 280))
    assert pause(quota) < 0.3


def test_who_was_made_to_wait_for_nothing_believes_no_more() -> None:
    """A mirror may hand on headers that were true of somebody else."""
    quota = Quota(Deadline(10))
    waits = []
    for _ in range(4):
        quota.note("hub", _OK, told(0, 1))
        waits.append(pause(quota))
    assert waits[0] > 0.5
    assert max(waits[1:]) < 0.5
    quota.note("hub", _OK, told(9, 1))
    quota.note("hub", _OK, told(0, 1))
    assert pause(quota) < 0.5
    quota.note("hub", _TOO_MANY, told(0, 1))
    assert pause(quota) > 0.5


def test_a_pause_that_brought_something_is_believed_again() -> None:
    quota = Quota(Deadline(10))
    for _ in range(2):
        quota.note("hub", _OK, told(0, 1))
        assert pause(quota) > 0.5
        quota.note("hub", _OK, told(59, 1))


def test_no_more_are_on_their_way_than_are_left() -> None:
    quota = Quota(Deadline(5))
    quota.note("hub", _OK, told(2, 300))
    inside, most, lock = 0, 0, threading.Lock()

    def ask() -> None:
        nonlocal inside, most
        with quota.slot("hub"):
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_within_a_window_the_least_counts_and_a_new_one_begins_anew() -> None:
    """Answers overtake each other."""
    quota = Quota(Deadline(500))
    for left, seconds, counts in [(5, 100, 5), (7, 100, 5), (4, 99, 4), (60, 300, 60)]:
        quota.note("hub", _OK, told(left, seconds))
        assert quota._buckets["hub"].left == counts


def test_who_waits_for_a_slot_after_the_deadline_goes_on() -> None:
    """And does not keep the machine busy: what comes next says that it is too late."""
    deadline = Deadline(10)
    quota = Quota(deadline)
    quota.note("hub", _OK, told(1, 300))
    with quota.slot("hub"):
        deadline.begin()
        deadline._end = time.monotonic()
        assert pause(quota) < 1


def test_refusals_without_a_time_ask_for_ever_more() -> None:
    quota = Quota(Deadline(500))
    waits = []
    for _ in range(200):
        before = time.monotonic()
        quota.note("hub", _TOO_MANY, {})
        waits.append(round(quota._buckets["hub"].resumes - before))
    assert waits[0] == 1
    assert sorted(set(waits)) == [1, 2, 4, 8, 16, 30]
    quota.note("hub", _OK, {})
    assert quota._buckets["hub"].refusals == 0


@pytest.mark.parametrize(
    ("value", "seconds"), [("7", 7.0), (" 7 ", 7.0), ("", None), ("soon", None), ("-1", None)]
)
def test_retry_after_in_seconds(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}) == seconds


@pytest.mark.parametrize("zone", [UTC, None])
def test_retry_after_as_a_date(zone: object) -> None:
    when = datetime.now(UTC) + timedelta(seconds=60)
    text = format_datetime(when, usegmt=True)
    if zone is None:
        text = text.replace("GMT", "-0000")
    seconds = retry_after({"retry-after": text})
    assert seconds is not None
    assert 57 < seconds <= 60
    assert retry_after({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}) == 0


@given(st.text(), st.text())
def test_no_header_is_too_odd(limit: str, after: str) -> None:
    quota = Quota(Deadline(1))
    quota.note("hub", _TOO_MANY, {"ratelimit": limit, "retry-after": after})


def test_numbers_beyond_measure_are_nothing() -> None:
    quota = Quota(Deadline(1))
    quota.note("hub", _OK, {"ratelimit": f'"api";r=0;t={"9" * 5000}'})
    quota.note("hub", _OK, {"ratelimit": f'"api";r=0;t={"9" * 50}'})
    assert quota.seen is None
    assert pause(quota) < 0.3
