"""What the documents show: commands, what they say, and the files that they need.

A block whose title is a file name is that file; below ``$`` stands a command, and below it what
the command says. Run as a program, this puts the output of today into every page. A page with a
file of the catalogue is followed in a copy of the packages.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
MADE = ROOT / "docs/licences/catalogue"
"""Pages that ``make docs`` writes."""

_BLOCK = re.compile(
    r'^```(?P<language>\w*)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```',
    re.DOTALL | re.MULTILINE,
)
_COMPILED = shutil.ignore_patterns("__pycache__")
_SHELLS = frozenset({"sh", "bash", "shell", "console"})


@dataclass(frozen=True)
class Block:
    """One block of a page: its language, the name of the file that it is, its text and place."""

    language: str
    title: str
    text: str
    start: int
    end: int

    @property
    def is_session(self) -> bool:
        """Whether it shows calls of the command with what they say."""
        return self.language == "console" and self.text.startswith("$ auditor ")


def pages() -> list[Path]:
    """List every page that is written by hand, in the order of names."""
    docs = (page for page in (ROOT / "docs").rglob("*.md") if MADE not in page.parents)
    return sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *docs])


def blocks(text: str) -> Iterator[Block]:
    """Give the blocks of a page."""
    for found in _BLOCK.finditer(text):
        yield Block(
            found["language"],
            found["title"] or "",
            found["text"],
            found.start("text"),
            found.end("text"),
        )


def commands(text: str) -> Iterator[list[str]]:
    """Give the shell commands of a page, in words; what a command says is none."""
    for block in blocks(text):
        if block.language not in _SHELLS:
            continue
        lines = block.text.replace("\\\n", " ").splitlines()
        console = any(line.startswith("$ ") for line in lines)
        for line in lines:
            if console and not line.startswith("$ "):
                continue
            for part in line.removeprefix("$ ").split(" | "):
                if words := shlex.split(part, comments=True):
                    yield words


def session(block: Block, folder: Path) -> str:
    """Run the commands of a block in a folder, and show them with what they say today."""
    calls = [line[2:] for line in block.text.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {call}\n{_said(call, folder)}" for call in calls)


def changes_catalogue(text: str) -> bool:
    """Say whether a page tells its reader to write a file of the catalogue."""
    return any(block.title.startswith("licences/") for block in blocks(text))


def lay_out(text: str, folder: Path) -> None:
    """Write the files of a page into a folder."""
    if changes_catalogue(text):
        for package in ("auditor", "licences", "scanners"):
            shutil.copytree(ROOT / package, folder / package, ignore=_COMPILED)
    shutil.copy(ROOT / "LICENSE", folder)
    for block in blocks(text):
        if block.title:
            file = folder / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, "utf-8")


def today(text: str, folder: Path) -> str:
    """Give a page with the output of today below each of its commands."""
    lay_out(text, folder)
    parts, done = [], 0
    for block in blocks(text):
        if block.is_session:
            parts += [text[done : block.start], session(block, folder)]
            done = block.end
    return "".join([*parts, text[done:]])


def _said(call: str, folder: Path) -> str:
    """Give what a call says on both streams, by the packages in the folder, else by these."""
    auditor = f'auditor() {{ {shlex.quote(sys.executable)} -m auditor "$@"; }}\n'
    path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
    ran = subprocess.run(
        ["bash", "-c", auditor + call],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return ran.stdout.decode()


if __name__ == "__main__":
    for page in pages():
        old = page.read_text("utf-8")
        with tempfile.TemporaryDirectory() as place:
            new = today(old, Path(place))
        if new != old:
            page.write_text(new, "utf-8")
            sys.stderr.write(f"{page.relative_to(ROOT)}: put right\n")
