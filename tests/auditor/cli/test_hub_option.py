"""Where records come from, and what is said of those that cannot be read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["online", "demo"], "--hub online goes with no other --hub"),
        ([""], "--hub is empty; give --hub online"),
        (["demo", " "], "--hub is empty; give --hub online"),
        (["no-such-file"], "no-such-file cannot be read as a snapshot"),
    ],
)
def test_a_hub_that_is_none_is_refused(run: Run, words: list[str], sentence: str) -> None:
    """Each error names the next step."""
    hubs = [part for word in words for part in ("--hub", word)]
    done = run("audit", "a/good", *hubs)
    assert (done.code, sentence in done.err) == (2, True)


def test_lines_that_are_no_records_are_named(run: Run, hub: Path) -> None:
    """A broken line never hides the others."""
    hub.write_text(hub.read_text("utf-8") + '{broken\n{"id": "A/Good"}\n', "utf-8")
    done = run("audit", "a/good", "--hub", hub)
    assert done.code == 0
    first, second = done.err.splitlines()
    assert first.startswith("Not read: models.jsonl:4: ")
    assert second == "Records left aside, since their name was there already: 1."
    assert run("audit", "a/good", "--hub", hub, "--quiet").err == ""


def test_many_unreadable_lines_are_counted(run: Run, hub: Path) -> None:
    """The first ten are named and all are counted, so that none is lost silently."""
    hub.write_text(hub.read_text("utf-8") + "{broken\n" * 10, "utf-8")
    assert len(run("audit", "a/good", "--hub", hub).err.splitlines()) == 10
    hub.write_text(hub.read_text("utf-8") + "{broken\n" * 1990, "utf-8")
    *named, total = run("audit", "a/good", "--hub", hub).err.splitlines()
    assert [line.split(":")[2] for line in named] == [str(n) for n in range(4, 14)]
    assert total == "Lines not read in all: 2,000."


def test_files_without_a_record_are_nothing_to_audit(run: Run, tmp_path: Path, hub: Path) -> None:
    """Exit code 4, which is not undetermined: the files are named, and what was in them."""
    empty, broken = tmp_path / "empty.jsonl", tmp_path / "broken.jsonl"
    empty.write_text("\n", "utf-8")
    broken.write_text("{broken\n[]\n", "utf-8")
    done = run("audit", "a/good", "--hub", empty, "--hub", broken, "--quiet")
    assert (done.code, done.out) == (4, "")
    assert done.err == (
        f"Error: there is no record in {empty}, {broken}; lines that could not be read: 2. "
        "Give a file of Hub records as JSON Lines, plain or .zst.\n"
    )
    assert run("audit", "a/good", "--hub", empty, "--hub", hub).code == 0


def test_the_name_of_a_file_cannot_move_the_cursor(run: Run, tmp_path: Path) -> None:
    """It is shown, never obeyed, wherever it stands."""
    odd = tmp_path / "\x1b[2J\u202e\n\x9bmodels.jsonl"
    assert r"\u001b[2J\u202e\u000a\u009bmodels" in run("audit", "a/b", "--hub", odd).err
    odd.write_text("{broken\n", "utf-8")
    done = run("audit", "a/b", "--hub", odd)
    assert r"Not read: \u001b[2J\u202e\u000a\u009bmodels.jsonl:1: " in done.err
    assert done.err.replace("\n", "").isprintable()
