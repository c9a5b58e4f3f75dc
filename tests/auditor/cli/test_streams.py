"""Standard streams that are closed, full, deserted or a terminal; and Ctrl-C."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

import click
import pytest

from auditor.cli import cli
from auditor.cli.streams import ESCAPE, escaped, is_watched, say, write_out
from auditor.errors import UsageProblem

Run = Callable[..., Any]
Shell = Callable[[str], Any]
_FULL = Path("/dev/full")
_needs_full = pytest.mark.skipif(not _FULL.exists(), reason="needs /dev/full")
_CALLS = [
    "--help",
    "--version",
    "explain lineage-cycle",
    "audit a/good --hub demo --quiet",
    *(f"{name} --help" for name in cli.list_commands(click.Context(cli))),
]


@contextmanager
def _deserted() -> Iterator[TextIO]:
    """Open a pipe whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        yield stream


@_needs_full
@pytest.mark.parametrize("call", _CALLS)
def test_a_full_standard_output_is_named(shell: Shell, call: str) -> None:
    """Exit code 2 and one sentence, for reports and help alike."""
    done = shell(f"$auditor {call} > /dev/full")
    assert done.code == 2
    assert done.err == (
        "Error: standard output cannot be written: No space left on device. "
        "Send it to a file, a pipe or a terminal.\n"
    )


@pytest.mark.parametrize("call", _CALLS)
def test_a_closed_standard_output_is_named(shell: Shell, call: str) -> None:
    """Nothing is lost silently."""
    done = shell(f"$auditor {call} >&-")
    assert done.code == 2
    assert done.err == (
        "Error: standard output cannot be written: it is closed. "
        "Send it to a file, a pipe or a terminal.\n"
    )


@pytest.mark.parametrize("call", ["--help", "--version", "audit --help", "explain lineage-cycle"])
def test_a_reader_that_leaves_is_no_failure(
    run: Run, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Exit code 1 would say that a model failed."""
    with _deserted() as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        done = run(*call.split())
    assert (done.code, done.err) == (0, "")


def test_a_reader_that_leaves_does_not_change_the_verdict(shell: Shell, hub: Path) -> None:
    """``| head`` on a failing model still fails."""
    done = shell(f"$auditor audit a/bad a/good --hub {hub} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.code, done.err) == (1, "")


@_needs_full
def test_a_stream_that_takes_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is buffered must not raise once more when the process ends."""
    with _FULL.open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(UsageProblem, match="No space left"):
            write_out("text")
    with _FULL.open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        say("words")


@_needs_full
def test_the_help_of_a_full_standard_output(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an internal error nor a success."""
    with _FULL.open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert run("--help").code == 2


def test_closed_standard_streams(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without standard output nothing can be answered; without standard error nothing is said."""
    monkeypatch.setattr(sys, "stdout", None)
    assert run("explain", "lineage-cycle").code == 2
    assert run("--help").code == 2
    monkeypatch.setattr(sys, "stderr", None)
    assert run("explain", "no-such-rule").code == 2
    assert not is_watched(sys.stderr)


@pytest.mark.parametrize("where", ["2>&-", pytest.param("2>/dev/full", marks=_needs_full)])
def test_words_that_nobody_hears_do_not_change_the_exit_code(
    shell: Shell, hub: Path, where: str
) -> None:
    """The verdict is on standard output and in the exit code."""
    hub.write_text(hub.read_text("utf-8") + "{broken\n", "utf-8")
    assert shell(f"$auditor audit a/bad --hub {hub} {where}").code == 1
    assert shell(f"$auditor audit a/bad --hub '' {where}").code == 2


def test_what_is_said_cannot_move_the_cursor(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor can the words of a wrong call, or those of an error of ours."""
    say("a\x1b[31m", "b\nc\r", "\u202e\ud800\U000e0001")
    assert capsys.readouterr().err == "\n".join(
        [r"a\u001b[31m", r"b\u000ac\u000d", r"\u202e\ud800\udb40\udc01", ""]
    )
    for arguments in (["\x1b[31m"], ["--\x1b[31m"], ["audit", "a/b", "--mau", "\x9b1"]):
        wrong = run(*arguments)
        assert wrong.code == 2
        assert wrong.err.replace("\n", "").isprintable()

    def crash(**_: object) -> None:
        raise RuntimeError("\x1b[31m")

    monkeypatch.setattr("auditor.cli.audit.read_use", crash)
    crashed = run("audit", "a/b", "--hub", "demo")
    assert (crashed.code, crashed.err.replace("\n", "").isprintable()) == (5, True)


def test_escaped_json_is_the_same_json() -> None:
    """Whatever is escaped stands inside strings."""
    data = {"name": "a\x1b\x9b\u202e\u200d\ud800\U000e0001é🤗 ", "list": [1, {"b": None}]}
    text = json.dumps(data, indent=2, ensure_ascii=False)
    shown = escaped(text)
    assert json.loads(shown) == data
    assert shown.replace("\n", "").isprintable()
    assert "é🤗 " in shown


def test_only_writing_is_escaped() -> None:
    """Bytes that cannot be read are an error as ever."""
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", ESCAPE)


def test_a_stream_without_an_encoding_takes_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as one in memory."""
    stream = StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    write_out("é")
    assert stream.getvalue() == "é"


@pytest.mark.parametrize("by_name", [False, True])
def test_json_on_a_terminal_cannot_move_the_cursor(
    root: Path,
    record: Callable[..., dict[str, Any]],
    snapshot_file: Callable[..., Path],
    by_name: bool,
) -> None:
    """C1 controls and turns of direction are escaped there, and kept in a pipe."""
    pty = pytest.importorskip("pty")
    hub = snapshot_file(record("a/b", "odd \x9b31m \u202e licence"))
    call = [sys.executable, "-m", "auditor", "audit", "a/b", "--hub", str(hub), "--format", "json"]
    screen, terminal = pty.openpty()
    output = ["--output", os.ttyname(terminal)] if by_name else []
    with os.fdopen(screen, "rb") as seen:
        done = subprocess.Popen([*call, *output], cwd=root, stdout=terminal)
        os.close(terminal)
        text = _read_all(seen.fileno()).decode().replace("\r\n", "\n")
        assert done.wait() == 3
    assert text.replace("\n", "").isprintable()
    piped = subprocess.run(call, cwd=root, capture_output=True, check=False).stdout.decode()
    assert "\u202e" in piped
    first, second = json.loads(text), json.loads(piped)
    assert first["components"] == second["components"]


def _read_all(handle: int) -> bytes:
    """Read until the other side of a terminal is closed, which Linux tells as an error."""
    parts = []
    try:
        while part := os.read(handle, 65536):
            parts.append(part)
    except OSError:
        pass
    return b"".join(parts)


_INTERRUPTING = """
import signal, sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == {module!r}:
            signal.raise_signal(signal.SIGINT)
sys.modules.pop({module!r}, None)
sys.meta_path.insert(0, Interrupting())
sys.argv = ["auditor", "audit", "a/b", "--hub", "demo"]
from auditor.cli import main
main()
"""


@pytest.mark.parametrize(
    "module", ["auditor.cli.audit", "auditor.pipeline", "orjson", "click.shell_completion"]
)
def test_an_interrupted_import_is_no_traceback(root: Path, module: str) -> None:
    """Ctrl-C while a command is loaded ends like Ctrl-C later on."""
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTING.format(module=module)],
        cwd=root,
        env=os.environ | {"_AUDITOR_COMPLETE": "bash_complete"} if "shell" in module else None,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (130, "Interrupted.")


def test_an_interruption_ends_with_130(
    run: Run, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C is no traceback."""

    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("auditor.cli.audit.read_use", interrupted)
    done = run("audit", "a/good", "--hub", hub)
    assert (done.code, done.err.strip()) == (130, "Interrupted.")


def test_an_interruption_that_something_wrapped_is_one(
    run: Run, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python 3.11 does so where it meets a class in the making."""

    def interrupted(**_: object) -> None:
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr("auditor.cli.audit.read_use", interrupted)
    done = run("audit", "a/good", "--hub", hub)
    assert (done.code, done.err.strip()) == (130, "Interrupted.")
