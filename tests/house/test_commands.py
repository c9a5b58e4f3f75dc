"""What the documents tell a reader to type exists."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from auditor.cli import cli

_BLOCK = re.compile(r"^```(?:sh|bash|console|shell)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def _commands(page: Path) -> Iterator[list[str]]:
    """Give the shell commands of a page, in words; output in a console block is no command."""
    for block in _BLOCK.finditer(page.read_text("utf-8")):
        lines = block[1].replace("\\\n", " ").splitlines()
        console = any(line.startswith("$ ") for line in lines)
        for line in lines:
            if console and not line.startswith("$ "):
                continue
            if words := shlex.split(line.removeprefix("$ "), comments=True):
                yield words


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_exists(root: Path, page: str) -> None:
    targets = set(_TARGET.findall((root / "Makefile").read_text("utf-8")))
    named = {
        word
        for words in _commands(root / page)
        if words[0] == "make"
        for word in words[1:]
        if "=" not in word
    }
    assert not named - targets


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_call_of_the_command_can_be_parsed(root: Path, page: str) -> None:
    calls = [words[1:] for words in _commands(root / page) if Path(words[0]).name == "auditor"]
    assert not [problem for call in calls for problem in _problems(call)]


def test_the_readme_shows_what_the_tool_says(root: Path) -> None:
    """The first thing that a reader sees is the output of today, to the letter."""
    (shown,) = (
        block[1]
        for block in _BLOCK.finditer((root / "README.md").read_text("utf-8"))
        if block[1].startswith("$ auditor audit")
    )
    call, _, said = shown.partition("\n")
    words = shlex.split(call.removeprefix("$ auditor "))
    ran = subprocess.run(
        [sys.executable, "-m", "auditor", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert ran.stdout == said


def _problems(call: list[str]) -> Iterator[str]:
    context = click.Context(cli)
    name, *rest = call or ["--help"]
    if name.startswith("-"):
        known = {flag for option in cli.get_params(context) for flag in option.opts}
        if name not in known:
            yield f"auditor has no {name}"
        return
    command = cli.get_command(context, name)
    if command is None:
        yield f"auditor has no command {name}"
        return
    known = {
        flag
        for option in command.get_params(context)
        for flag in (*option.opts, *option.secondary_opts)
    } | {"--help"}
    for word in rest:
        if word.startswith("--") and word.partition("=")[0] not in known:
            yield f"auditor {name} has no {word}"
