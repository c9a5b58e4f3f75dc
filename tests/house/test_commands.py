"""What the documents tell a reader to type exists, and says what they show."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from shown import ROOT, blocks, changes_catalogue, commands, pages, today

from auditor.cli import cli

_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_PAGES = [str(page.relative_to(ROOT)) for page in pages()]
_TEXTS = {name: (ROOT / name).read_text("utf-8") for name in _PAGES}
_WITH_OUTPUT = [
    name
    for name, text in _TEXTS.items()
    if any(block.is_session for block in blocks(text)) and not changes_catalogue(text)
]
"""The page that changes the catalogue is followed in test_add_a_licence.py."""


@pytest.mark.parametrize("page", _PAGES)
def test_every_make_target_exists(root: Path, page: str) -> None:
    targets = set(_TARGET.findall((root / "Makefile").read_text("utf-8")))
    named = {
        word
        for words in commands(_TEXTS[page])
        if words[0] == "make"
        for word in words[1:]
        if "=" not in word
    }
    assert not named - targets


@pytest.mark.parametrize("page", _PAGES)
def test_every_call_of_the_command_can_be_parsed(page: str) -> None:
    told = commands(_TEXTS[page])
    calls = [words[1:] for words in told if Path(words[0]).name == "auditor"]
    assert not [problem for call in calls for problem in _problems(cli, "auditor", call)]


@pytest.mark.parametrize("page", _WITH_OUTPUT)
def test_the_documents_show_what_the_tool_says(tmp_path: Path, page: str) -> None:
    """A reader sees the output of today, to the letter; ``make examples`` puts it there."""
    assert today(_TEXTS[page], tmp_path) == _TEXTS[page]


def test_the_readme_begins_with_what_the_tool_says() -> None:
    """The first thing that a reader sees is an audit."""
    first = next(blocks(_TEXTS["README.md"]))
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
