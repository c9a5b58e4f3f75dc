"""The option that says where records come from."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.streams import say
from auditor.errors import NothingToAudit, UsageProblem

if TYPE_CHECKING:
    from scanners.hub.snapshots import Snapshot

_MOST_SHOWN = 10

hub_option = click.option(
    "--hub",
    "hubs",
    multiple=True,
    metavar="demo|FILE",
    help="Where records come from: demo (the embedded snapshot) or a file of Hub records; "
    "may be given several times.",
)
"""Gives a command the words that ``open_hub`` reads."""


def open_hub(hubs: tuple[str, ...], quiet: bool) -> "Snapshot":
    """Open the snapshot of ``--hub``, and say what in it is not read unless ``quiet``.

    Raises ``UsageProblem`` where a file cannot be read, and ``NothingToAudit`` where there is no
    record in all of them.
    """
    from scanners.hub import snapshots  # noqa: PLC0415  # --help needs none of it
    from scanners.hub.demo import demo_paths  # noqa: PLC0415  # --help needs none of it

    _check(hubs)
    paths = [p for hub in hubs for p in (demo_paths() if hub == "demo" else (Path(hub),))]
    label = "the embedded snapshot" if set(hubs) == {"demo"} else ""
    try:
        snapshot = snapshots.Snapshot.open(paths, label)
    except snapshots.SnapshotError as problem:
        raise UsageProblem(str(problem)) from problem
    if not quiet:
        _remark(snapshot)
    if len(snapshot) == 0:
        raise NothingToAudit(
            f"there is no record in {', '.join(map(str, paths))}; lines that could not be read: "
            f"{snapshot.unreadable_count:,}. Give a file of Hub records as JSON Lines, plain or "
            ".zst."
        )
    return snapshot


def _check(hubs: tuple[str, ...]) -> None:
    if not all(map(str.strip, hubs)):
        raise UsageProblem("--hub is empty; give --hub demo, or --hub FILE with Hub records.")
    if not hubs or "online" in hubs:
        raise UsageProblem(
            "this version reads snapshots only; give --hub demo, or --hub FILE with Hub records "
            "as JSON Lines."
        )


def _remark(snapshot: "Snapshot") -> None:
    """Say which lines are not read: the first by name, all by number."""
    for unreadable in snapshot.unreadable[:_MOST_SHOWN]:
        say(f"Not read: {unreadable.location}: {unreadable.reason}")
    if snapshot.unreadable_count > _MOST_SHOWN:
        say(f"Lines not read in all: {snapshot.unreadable_count:,}.")
    if snapshot.repeated:
        say(f"Records left aside, since their name was there already: {snapshot.repeated:,}.")
