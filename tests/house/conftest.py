"""What the tests of the house look at."""

import subprocess
from pathlib import Path

import pytest

PACKAGES = ("auditor", "licences", "scanners", "benchmarks")


@pytest.fixture(scope="session")
def sources(root: Path) -> list[Path]:
    """Give the Python files of the three packages, and of the benchmarks."""
    return sorted(file for name in PACKAGES for file in (root / name).rglob("*.py"))


@pytest.fixture(scope="session")
def committed(root: Path) -> list[Path]:
    """Give every file that is committed, or would be by ``git add --all``."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("needs a git checkout")
    return [file for name in listing.stdout.split("\0") if name and (file := root / name).is_file()]
