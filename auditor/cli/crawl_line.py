"""A line on the terminal that says how far the reading of the Hub has come."""

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
    """Rewrites one line of standard error while a lineage is read; nothing where nobody looks."""

    def __init__(self, requests: "Callable[[], Requests]", quiet: bool) -> None:
        """Show it unless ``quiet``; ``requests`` tells what went over the wire so far."""
        self._requests = requests
        self._shows = not quiet and is_watched(sys.stderr)
        self._next = 0.0
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
            self._next = 0.0

    def _text(self, found: int, waiting: int) -> str:
        asked = self._requests()
        text = f"Reading the Hub: {found:,} found, {waiting:,} waiting"
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
