"""A licence as a page, by hand and for the documentation."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from auditor.reports.licence_page import as_markdown
from licences import registry


def test_a_licence_is_shown_as_a_page(run: Callable[..., Any]) -> None:
    shown = run("licence", "show", "MIT", "--format", "markdown")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == as_markdown(registry.get("mit"))


def test_make_writes_every_page(root: Path, tmp_path: Path) -> None:
    """``make docs`` calls the module with the folder to write to, which need not be there."""
    folder = tmp_path / "licences" / "catalogue"
    subprocess.run(
        [sys.executable, "-m", "auditor.cli.licence.pages", folder], cwd=root, check=True
    )
    assert len(list(folder.glob("*.md"))) == len(registry.ids()) + 1
