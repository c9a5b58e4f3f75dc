"""Whoever follows the page on adding a licence gets what it shows, and is told what is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shown import blocks, changes_catalogue, lay_out, today

from licences import registry

PAGE = "docs/licences/add-a-licence.md"
FILE = "licences/catalogue/heron-1.0.toml"
CHECKS = ("tests/licences/test_catalogue.py", "tests/house/test_licences.py")


@pytest.fixture
def text(root: Path) -> str:
    """Give the page."""
    return (root / PAGE).read_text("utf-8")


@pytest.fixture
def checkout(root: Path, text: str, tmp_path: Path) -> Path:
    """Give a copy of the packages, with the file of the page, and of the tests."""
    lay_out(text, tmp_path)
    for name in ("tests", "docs"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "Makefile"):
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


def test_the_page_has_the_whole_file_and_names_its_place(text: str) -> None:
    assert [block.title for block in blocks(text) if block.title] == [FILE]
    assert changes_catalogue(text)
    assert f"`{FILE}`" in text
    assert registry.resolve("heron-1.0") is None


def test_the_commands_of_the_page_say_what_it_shows(text: str, tmp_path: Path) -> None:
    """The licence is known by its file alone; ``make examples`` puts the output of today there."""
    assert today(text, tmp_path) == text
    assert (tmp_path / FILE).is_file()


def test_the_tests_that_the_page_names_are_content_with_its_file(text: str, checkout: Path) -> None:
    assert not [check for check in CHECKS if f"`{check}`" not in text]
    assert _check(checkout) == ""


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('source = "lab/heron@1a2b3c4 LICENSE"\n', "", "heron-1.0.toml: source"),
        ('id = "heron-1.0"', 'id = "heron-2.0"', 'heron-1.0.toml: id = "heron-1.0"'),
        ('value = "agreement-stays"', 'value = "agreement-sticks"', "agreement-sticks"),
        ('clause = "3.b"', 'clause = ""', "name-prefix"),
        ('when = ["any"]', 'when = ["publish"]', "publish"),
    ],
)
def test_what_a_file_lacks_is_named(checkout: Path, old: str, new: str, named: str) -> None:
    file = checkout / FILE
    before = file.read_text("utf-8")
    assert before.count(old) == 1
    file.write_text(before.replace(old, new), "utf-8")
    assert named in _check(checkout)


def _check(checkout: Path) -> str:
    """Run the tests that the page names in a copy; give what they say, nothing if they pass."""
    options = ("-q", "--override-ini=addopts=--import-mode=importlib", "-p", "no:cacheprovider")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *CHECKS],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr
