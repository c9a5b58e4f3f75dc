"""What every command shares: lazy loading, writing, and pages from a checkout or a package."""

import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cli import cli
from auditor.cli.explain import page


def test_a_command_is_loaded_when_it_is_used() -> None:
    """Commands are listed without being imported, and an unknown one is none."""
    import click  # noqa: PLC0415

    context = click.Context(cli)
    assert cli.list_commands(context) == ["audit", "licence", "explain"]
    assert cli.get_command(context, "nothing") is None
    assert cli.get_command(context, "explain") is not None
    assert cli.get_command(context, "license") is cli.get_command(context, "licence")


def test_the_module_runs_as_a_program(root: Path) -> None:
    """``python -m auditor`` is the command."""
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "--version"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("auditor, version")


def test_pages_of_an_installed_package_go_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel carries the pages inside the package."""
    pages = tmp_path / "docs" / "rules"
    pages.mkdir(parents=True)
    (pages / "lineage-cycle.md").write_text("from the package", "utf-8")
    monkeypatch.setattr("auditor.cli.explain.files", lambda _: tmp_path)
    assert page("lineage-cycle") == "from the package"
