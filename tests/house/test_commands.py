"""What the documents tell a reader to type exists, and says what they show."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from shown import ROOT, blocks, commands, pages, today

from auditor.cli import cli

_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_PAGES = [str(page.relative_to(ROOT)) for page in pages()]
_WITH_OUTPUT = [
    name for name in _PAGES if any(b.is_session for b in blocks((ROOT / name).read_text("utf-8")))
]


@pytest.mark.parametrize("page", _PAGES)
def test_every_make_target_exists(root: Path, page: str) -> None:
    targets = set(_TARGET.findall((root / "Makefile").read_text("utf-8")))
    named = {
        word
        for words in commands((root / page).read_text("utf-8"))
        if words[0] == "make"
        for word in words[1:]
        if "=" not in word
    }
    assert not named - targets


@pytest.mark.parametrize("page", _PAGES)
def test_every_call_of_the_command_can_be_parsed(root: Path, page: str) -> None:
    told = commands((root / page).read_text("utf-8"))
    calls = [words[1:] for words in told if Path(words[0]).name == "auditor"]
    assert not [problem for call in calls for problem in _problems(cli, "auditor", call)]


@pytest.mark.parametrize("page", _WITH_OUTPUT)
def test_the_documents_show_what_the_tool_says(root: Path, tmp_path: Path, page: str) -> None:
    """A reader sees the output of today, to the letter; ``make examples`` puts it there."""
    text = (root / page).read_text("utf-8")
    assert today(text, tmp_path) == text


def test_the_readme_begins_with_what_the_tool_says(root: Path) -> None:
    """The first thing that a reader sees is an audit."""
    assert "README.md" in _WITH_OUTPUT
    first = next(blocks((root / "README.md").read_text("utf-8")))
    assert first.is_session
    assert first.text.startswith("$ auditor audit")


def _problems(command: click.Command, name: str, call: list[str]) -> Iterator[str]:
    """Find the words of a call that no command, and no option of the command, is called by."""
    context = click.Context(command)
    options = {
        flag
        for option in command.get_params(context)
        for flag in (*option.opts, *option.secondary_opts)
    } | {"--help"}
    if isinstance(command, click.Group) and call and not call[0].startswith("-"):
        inner = command.get_command(context, call[0])
        if inner is None:
            yield f"{name} has no command {call[0]}"
        else:
            yield from _problems(inner, f"{name} {call[0]}", call[1:])
        return
    for word in call:
        if word.startswith("--") and word.partition("=")[0] not in options:
            yield f"{name} has no {word}"
