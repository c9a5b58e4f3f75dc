"""The command line as a shell calls it, in this process and in one of its own."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditor.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a call left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Outcome]:
    """Call the command line as the console script does."""

    def call(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["auditor", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        said = capsys.readouterr()
        return Outcome(int(stopped.value.code or 0), said.out, said.err)

    return call


@pytest.fixture
def shell(root: Path, tmp_path: Path) -> Callable[[str], Outcome]:
    """Run a script of bash in which ``$auditor`` is the command and ``$tmp`` a folder."""

    def call(script: str) -> Outcome:
        names = f'auditor="{sys.executable} -m auditor" tmp={tmp_path}\n'
        done = subprocess.run(
            ["bash", "-c", names + script], cwd=root, capture_output=True, check=False
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture
def hub(record: Callable[..., dict[str, Any]], snapshot_file: Callable[..., Path]) -> Path:
    """A snapshot with one model of each outcome."""
    return snapshot_file(
        record("a/good", "mit"),
        record("a/bad", "cc-by-nc-4.0"),
        record("a/open", "other"),
    )
