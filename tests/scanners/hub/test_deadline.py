"""How long one run may wait."""

import time

import pytest

from scanners.hub.deadline import Deadline


def test_the_time_runs_from_the_first_request(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    deadline = Deadline(5)
    now = 200.0
    assert deadline.left == 5
    deadline.begin()
    now = 203.0
    deadline.begin()  # the second request does not begin it anew
    assert deadline.left == 2
    now = 300.0
    assert deadline.left == 0


def test_it_says_how_long_it_is() -> None:
    assert str(Deadline(100.0)) == "the deadline of 100 seconds"
    assert str(Deadline(0.5)) == "the deadline of 0.5 seconds"
