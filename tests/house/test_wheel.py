"""The built wheel: what is in it, and that its command runs elsewhere."""

import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest

from auditor import __version__

_PACKAGES = {"auditor", "licences", "scanners"}


def _run(arguments: Sequence[str | Path], cwd: Path) -> str:
    done = subprocess.run(arguments, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, with the locked build tools and no network."""
    out = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, root], out)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def files(wheel: Path) -> set[PurePosixPath]:
    """Give the names in the wheel."""
    with ZipFile(wheel) as archive:
        return {PurePosixPath(name) for name in archive.namelist()}


def test_the_wheel_installs_three_packages_and_nothing_else(files: set[PurePosixPath]) -> None:
    top = {file.parts[0] for file in files}
    assert top == _PACKAGES | {f"model_lineage_auditor-{__version__}.dist-info"}
    assert not [file for file in files if "tests" in file.parts]


def test_the_wheel_holds_the_data_that_the_command_reads(
    files: set[PurePosixPath], root: Path
) -> None:
    data = [
        *((root / "licences").rglob("*.toml")),
        *((root / "licences").rglob("*.xz")),
        *((root / "scanners").rglob("*.zst")),
        *((root / name / "py.typed") for name in _PACKAGES),
    ]
    wanted = {PurePosixPath(file.relative_to(root).as_posix()) for file in data}
    pages = {PurePosixPath("auditor/docs/rules", f.name) for f in root.glob("docs/rules/*.md")}
    assert pages
    assert not (wanted | pages) - files


def test_the_wheel_has_no_common_fault(wheel: Path, root: Path) -> None:
    _run([sys.executable, "-m", "check_wheel_contents", wheel], root)


def test_the_installed_command_runs_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    """It runs from the root of the file system, in an environment that sees our dependencies."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    _run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], tmp_path)
    packages = Path(_run([python, "-c", _WHERE], tmp_path).strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")

    top = Path(tmp_path.anchor)
    assert _run([home / "bin" / "auditor", "--version"], top).strip().endswith(__version__)
    page = _run([home / "bin" / "auditor", "explain", "relicensed-derivative"], top)
    assert page.startswith("# relicensed-derivative")
    assert str(packages) in _run([python, "-c", "import auditor; print(auditor.__file__)"], top)


_WHERE = "import sysconfig; print(sysconfig.get_path('purelib'))"
