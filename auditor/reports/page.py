"""What pages for people are made of: headings, reasons, hanging paragraphs, no colour in files."""

import re
import textwrap
from io import StringIO

from rich.console import Console
from rich.text import Text

from auditor.plain import plain
from licences import registry
from licences.judgement import Reason
from licences.licence import Status

_WIDTH = 100
_INDENT = 6


def new_console(width: int | None, *, colour: bool) -> Console:
    """Begin a page of so many columns (100 where it is not given)."""
    return Console(
        file=StringIO(),
        width=width or _WIDTH,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
    )


def written(console: Console) -> str:
    """Give what was printed on a page, without blanks at the ends of lines."""
    text = console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO above
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def heading(console: Console, text: str) -> None:
    """Print a heading."""
    console.print(Text(text, "bold"))


def with_title(reason: Reason) -> str:
    """Say a reason with the name of its licence in front, unless it names that itself."""
    title = registry.get(reason.licence).title if reason.licence else ""
    if not title or re.search(rf"(?<!\w){re.escape(title)}(?!\w)", reason.text, re.IGNORECASE):
        return reason.text
    return f"{title} {reason.text}"


def cited(licence: str, clause: str, status: Status) -> str:
    """Name a clause, and say where it was not read in the text."""
    seen = "" if status is Status.VERIFIED else ", not verified in the text"
    return f"{licence} {clause}{seen}"


def paragraph(console: Console, text: str, indent: int = _INDENT, first: str = "") -> None:
    """Print wrapped text, hanging on an indent, long names unbroken."""
    for line in textwrap.wrap(
        plain(text),
        width=max(console.width, 40),
        initial_indent=first or " " * indent,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        console.print(Text(line), soft_wrap=True)
