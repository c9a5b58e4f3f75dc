"""The lock files: every requirement by version and hash, from no particular place."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_LOCKS = ("run", "build", "dev")


def _requirements(text: str) -> list[str]:
    """Join the lines of each requirement and leave comments out."""
    joined = text.replace("\\\n", " ")
    return [
        line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize("lock", _LOCKS)
def test_a_lock_names_versions_and_hashes_and_no_place(root: Path, lock: str) -> None:
    text = (root / f"requirements/{lock}.txt").read_text("utf-8")
    requirements = _requirements(text)
    assert requirements
    assert not [
        r
        for r in requirements
        if not re.fullmatch(
            r"[\w.-]+(\[[\w,-]+\])?==\S+( ; .+?)?( +--hash=sha256:[0-9a-f]{64})+ *", r
        )
    ]
    assert not re.search(
        r"https?:|file:|--(extra-)?index-url|--find-links|^-[if]", text, re.MULTILINE
    )


def test_every_declared_dependency_is_locked(root: Path) -> None:
    declared = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    groups = declared["dependency-groups"]
    wanted = {
        "run": declared["project"]["dependencies"],
        "build": groups["build"],
        "dev": [*declared["project"]["dependencies"], *groups["build"], *groups["dev"]],
    }
    for lock, names in wanted.items():
        text = (root / f"requirements/{lock}.txt").read_text("utf-8")
        locked = {
            canonicalize_name(Requirement(r.partition("==")[0]).name) for r in _requirements(text)
        }
        missing = {canonicalize_name(Requirement(name).name) for name in names} - locked
        assert not missing, f"requirements/{lock}.txt lacks {missing}; run: make lock"
