"""Where the installed command starts.

Run in a process of its own, with packages of that name written for the test: what counts is
which ``auditor`` Python finds, and this process has found one already.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import licences
from licences import entry_point

HERE = Path(licences.__file__).parent
CLI = "def main():\n    print('the command line ran')\n    raise SystemExit(7)\n"


def _package(parent: Path, init: str = "") -> None:
    (parent / "auditor").mkdir(parents=True)
    (parent / "auditor" / "__init__.py").write_text(init, "utf-8")
    (parent / "auditor" / "cli.py").write_text(CLI, "utf-8")


def _start(*places: Path) -> subprocess.CompletedProcess[str]:
    paths = [str(p) for p in places]
    start = f"import sys; sys.path[:0] = {paths!r}; from licences.entry_point import main; main()"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", start], capture_output=True, text=True, check=False
    )


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder into which this package was installed."""
    home = tmp_path / "ours"
    (home / "licences").mkdir(parents=True)
    for name in ("__init__.py", "entry_point.py"):
        shutil.copy(HERE / name, home / "licences")
    return home


def test_the_command_line_runs_where_both_packages_lie_together(ours: Path) -> None:
    """With ``auditor`` beside ``licences`` its command line runs and decides the exit code."""
    _package(ours)
    ran = _start(ours)
    assert (ran.returncode, ran.stdout, ran.stderr) == (7, "the command line ran\n", "")


def test_another_auditor_is_refused_by_name(ours: Path, tmp_path: Path) -> None:
    """A foreign ``auditor`` that is found first is named, not run; the exit code is 2."""
    _package(ours)
    foreign = tmp_path / "foreign"
    _package(foreign)
    ran = _start(foreign, ours)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "Another package named 'auditor' is installed here and would be run instead: "
        f"{foreign}/auditor/__init__.py. Install model-lineage-auditor in an environment of its "
        "own, for example with 'pipx install model-lineage-auditor'.\n"
    )


def test_an_interruption_while_modules_load_is_one_word(ours: Path) -> None:
    """Ctrl-C ends with 130 from the first moment on."""
    _package(ours, "raise KeyboardInterrupt\n")
    ran = _start(ours)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "Interrupted.\n")


def test_a_foreign_folder_without_a_file_is_refused(ours: Path, tmp_path: Path) -> None:
    """A folder that Python takes for a namespace package named ``auditor`` is refused too."""
    (tmp_path / "bare" / "auditor").mkdir(parents=True)
    ran = _start(tmp_path / "bare", ours)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "installed here and would be run instead: None." in ran.stderr


@pytest.fixture
def nothing_imported() -> Iterator[None]:
    """A process that has not imported any ``auditor`` yet, and afterwards has its own again."""
    kept = {name: sys.modules.pop(name) for name in _imported()}
    yield
    for name in _imported():
        del sys.modules[name]
    sys.modules.update(kept)


def _imported() -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] == "auditor"]


@pytest.mark.usefixtures("nothing_imported")
def test_the_place_of_the_two_packages_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same ``auditor`` is refused from elsewhere and run from beside it."""
    home = tmp_path / "home"
    _package(home)
    monkeypatch.syspath_prepend(str(home))
    with pytest.raises(SystemExit) as refused:
        entry_point.main()
    assert refused.value.code == 2
    assert f"{home}/auditor/__init__.py. Install" in capsys.readouterr().err
    monkeypatch.setattr(entry_point, "__file__", str(home / "licences" / "entry_point.py"))
    with pytest.raises(SystemExit) as ran:
        entry_point.main()
    assert (ran.value.code, capsys.readouterr().out) == (7, "the command line ran\n")
    (home / "auditor" / "cli.py").write_text("def main():\n    raise KeyboardInterrupt\n", "utf-8")
    for name in _imported():
        del sys.modules[name]
    with pytest.raises(SystemExit) as stopped:
        entry_point.main()
    assert (stopped.value.code, capsys.readouterr().err) == (130, "Interrupted.\n")
