"""Threads that nobody has to wait for."""

import threading
import time
from contextlib import closing

import pytest

from scanners.hub.crew import Crew, TooLateError


def test_every_task_is_done_once() -> None:
    with closing(Crew[int, int](4)) as crew:
        for n in range(50):
            crew.do(n, lambda n=n: n * n)  # type: ignore[misc]
        assert sorted(crew.done(5) for _ in range(50)) == [(n, n * n) for n in range(50)]


def test_many_work_at_once_and_no_more_than_allowed() -> None:
    """Three tasks that wait for each other need three threads."""
    together = threading.Barrier(3)
    with closing(Crew[int, int](3)) as crew:
        for n in range(9):
            crew.do(n, lambda: together.wait(5))
        assert len([crew.done(5) for _ in range(9)]) == 9
        assert sum(t.name == "hub" for t in threading.enumerate()) == 3


def test_one_alone_works_in_the_thread_that_asks() -> None:
    with closing(Crew[str, str](1)) as crew:
        crew.do("who", lambda: threading.current_thread().name)
        assert crew.done(5) == ("who", threading.current_thread().name)


def test_what_a_task_raises_is_raised_where_it_is_waited_for() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with closing(Crew[str, None](2)) as crew:
        crew.do("a", fail)
        with pytest.raises(ZeroDivisionError):
            crew.done(5)


def test_nobody_waits_for_a_thread_that_hangs() -> None:
    hang = threading.Event()
    begun = time.monotonic()
    with closing(Crew[str, bool](2)) as crew:
        crew.do("a", hang.wait)
        with pytest.raises(TooLateError):
            crew.done(0.05)
    assert time.monotonic() - begun < 2
    assert all(t.daemon for t in threading.enumerate() if t.name == "hub")
    hang.set()
