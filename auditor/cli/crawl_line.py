"""A line on the terminal that says how far the reading of a lineage has come."""

import math
import shutil
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from auditor.cli.streams import is_watched, show

if TYPE_CHECKING:
    from scanners.hub.source import Requests

_SECONDS_BETWEEN = 0.1


class CrawlLine:
    """Rewrites one line of standard error while a lineage is read; nothing where nobody looks.

    What is over in a moment shows nothing.
    """

    def __init__(self, what: str, requests: "Callable[[], Requests]", quiet: bool) -> None:
        """Show it unless ``quiet``; ``requests`` tells what went over the wire so far."""
        self._what = what
        self._requests = requests
        self._shows = not quiet and is_watched(sys.stderr)
        self._next = time.monotonic() + _SECONDS_BETWEEN
        self._shown = 0

    def watch(self, found: int, waiting: int) -> None:
        """Show the numbers, if the last ones have stood for a moment."""
        if not self._shows or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _SECONDS_BETWEEN
        self._write(self._text(found, waiting))

    def close(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("")
            show("\r")

    def _text(self, found: int, waiting: int) -> str:
        asked = self._requests()
        text = f"Reading {self._what}: {found:,} found, {waiting:,} waiting"
        if asked.left is not None:
            of = f" of {asked.limit:,}" if asked.limit else ""
            text += f", {asked.left:,}{of} requests left"
        if asked.pause:
            text += f", more in {math.ceil(asked.pause):,} s"
        return text

    def _write(self, text: str) -> None:
        text = text[: shutil.get_terminal_size().columns - 1]
        show("\r" + text.ljust(self._shown))
        self._shown = len(text)
