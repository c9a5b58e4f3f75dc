"""Files of reports: whole or not there, and nothing but a file is replaced."""

import json
import os
import shutil
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.cli.output import on_terminal, write
from auditor.errors import UsageProblem

Run = Callable[..., Any]
Shell = Callable[[str], Any]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def set_umask() -> Iterator[Callable[[int], int]]:
    """Give the setter of the umask, which is put back afterwards."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def test_a_file_is_whole_or_not_there(run: Run, hub: Path, tmp_path: Path) -> None:
    """The report goes to a file, and a folder that is not there is a usage error."""
    target = tmp_path / "report.json"
    done = run("audit", "a/good", "--hub", hub, "--format", "json", "--output", target)
    assert (done.code, done.out) == (0, "")
    assert json.loads(target.read_text("utf-8"))["verdict"] == "pass"
    assert sorted(tmp_path.iterdir()) == [hub, target]
    missing = run("audit", "a/good", "--hub", hub, "--output", tmp_path / "no" / "report.txt")
    assert (missing.code, "cannot be written" in missing.err) == (2, True)


def test_an_interrupted_writing_leaves_the_old_file(tmp_path: Path) -> None:
    """What stops halfway leaves neither half a report nor a scratch file."""
    target = tmp_path / "report.txt"
    target.write_text("old", "utf-8")
    with pytest.raises(TypeError):
        write(b"no text", target)  # type: ignore[arg-type]
    assert target.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_umask_decides_about_a_new_file(
    tmp_path: Path, set_umask: Callable[[int], int]
) -> None:
    """As for any file that a program makes."""
    for mask, mode in ((0o077, 0o600), (0o002, 0o664)):
        set_umask(mask)
        write("text", tmp_path / f"{mask}.txt")
        assert _mode(tmp_path / f"{mask}.txt") == mode


def test_an_old_file_keeps_its_mode(tmp_path: Path) -> None:
    """Whoever could not read it before cannot do so now."""
    target = tmp_path / "report.txt"
    target.touch()
    target.chmod(0o640)
    write("text", target)
    assert (target.read_text("utf-8"), _mode(target)) == ("text", 0o640)


@pytest.mark.skipif(
    os.geteuid() == 0 and not shutil.which("setpriv"),
    reason="to root every file is writable, unless setpriv (util-linux) takes that right away",
)
def test_a_file_that_may_not_be_written_stays(shell: Shell, hub: Path, tmp_path: Path) -> None:
    """Replacing it would get round its permissions."""
    target = tmp_path / "report.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o444)
    plain = "setpriv --bounding-set=-dac_override " if os.geteuid() == 0 else ""
    done = shell(f"{plain}$auditor audit a/good --hub {hub} --output {target}")
    assert (done.code, "is not writable" in done.err) == (2, True)
    assert target.read_text("utf-8") == "old"


def test_a_link_is_followed(tmp_path: Path) -> None:
    """What it points to is replaced or made; the link stays."""
    for name in ("there", "not-there"):
        target, link = tmp_path / "folder" / name, tmp_path / f"link-to-{name}"
        target.parent.mkdir(exist_ok=True)
        link.symlink_to(target.relative_to(tmp_path))
    (tmp_path / "folder" / "there").write_text("old", "utf-8")
    for name in ("there", "not-there"):
        write("new", tmp_path / f"link-to-{name}")
        assert (tmp_path / f"link-to-{name}").is_symlink()
        assert (tmp_path / "folder" / name).read_text("utf-8") == "new"


def test_links_in_a_ring_are_a_usage_error(tmp_path: Path) -> None:
    """They lead to no file."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert not on_terminal(tmp_path / "a")
    with pytest.raises(UsageProblem, match="cannot be written: Too many levels"):
        write("text", tmp_path / "a")


def test_a_pipe_with_a_name_is_written_to(tmp_path: Path) -> None:
    """It stays a pipe, and its reader gets the report."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text("utf-8")))
    reader.start()
    write("text", pipe)
    reader.join()
    assert got == ["text"]
    assert pipe.is_fifo()


def test_a_reader_of_a_named_pipe_may_leave(tmp_path: Path) -> None:
    """As behind ``| head``, that is no failure."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: os.close(os.open(pipe, os.O_RDONLY)))
    reader.start()
    write("text" * 100_000, pipe)
    reader.join()


def test_a_device_is_written_to(tmp_path: Path) -> None:
    """It stays a device. A terminal, since no mistake can replace a file among those."""
    pty = pytest.importorskip("pty")
    screen, terminal = pty.openpty()
    device = Path(os.ttyname(terminal))
    write("text", device)
    assert os.read(screen, 100) == b"text"
    assert device.is_char_device()
    assert on_terminal(device)
    assert not on_terminal(tmp_path / "report.txt")
    assert not on_terminal(None)
    os.close(terminal)
    os.close(screen)


@pytest.mark.parametrize("stream", [1, 2])
def test_a_standard_stream_is_no_file(
    shell: Callable[[str], Any], tmp_path: Path, hub: Path, stream: int
) -> None:
    """What it was sent to before stays there, and so does what comes after.

    The link does what ``/dev/stdout`` does; a mistake would replace that one for everybody.
    """
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc")
    link = tmp_path / "link"
    link.symlink_to(f"/proc/self/fd/{stream}")
    done = shell(
        f"(echo before >&{stream}; $auditor audit a/good --hub {hub} --quiet --output {link}; "
        f"echo after >&{stream}) {stream}>> $tmp/log"
    )
    assert (done.code, done.out, done.err) == (0, "", "")
    before, report, after = (tmp_path / "log").read_text("utf-8").splitlines()
    assert (before, report.split()[0], after) == ("before", "PASS", "after")
    assert link.is_symlink()


@pytest.mark.parametrize("stream", [1, 2])
def test_the_file_of_a_standard_stream_is_not_replaced(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, stream: int
) -> None:
    """``--output report.txt > report.txt`` writes it once."""
    target = tmp_path / "report.txt"
    kept = os.dup(stream)
    with target.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), stream)
    try:
        before = target.stat().st_ino
        write("text", target)
        assert (target.read_text("utf-8"), target.stat().st_ino) == ("text", before)
    finally:
        os.dup2(kept, stream)
        os.close(kept)


def test_a_closed_standard_output_is_none_of_a_file(
    shell: Callable[[str], Any], tmp_path: Path, hub: Path
) -> None:
    """``--output`` needs no standard stream at all."""
    done = shell(f"$auditor audit a/bad --hub {hub} --output $tmp/report.txt >&- 2>&-")
    assert done.code == 1
    assert (tmp_path / "report.txt").read_text("utf-8").startswith("FAIL  a/bad")


def test_no_report_is_lost_to_a_lone_surrogate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What UTF-8 cannot hold is written as an escape, in a file and on standard output."""
    target = tmp_path / "report.json"
    text = json.dumps({"licence": "é \ud83d \udc80"}, ensure_ascii=False)
    write(text, target)
    assert json.loads(target.read_text("utf-8")) == json.loads(text)
    write(text, None)
    assert capsys.readouterr().out == r'{"licence": "é \ud83d \udc80"}'


def test_no_report_is_lost_to_a_small_encoding(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """JSON stays JSON where standard output has ASCII alone."""
    text = json.dumps({"licence": "é 🤗"}, ensure_ascii=False)
    with (tmp_path / "out").open("w", encoding="ascii") as narrow:
        monkeypatch.setattr(sys, "stdout", narrow)
        write(text, None)
    written = (tmp_path / "out").read_text("ascii")
    assert written == r'{"licence": "\u00e9 \ud83e\udd17"}'
    assert json.loads(written) == json.loads(text)
