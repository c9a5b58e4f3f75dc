"""The options that say where records come from, and how long the network may take."""

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor import __version__
from auditor.cli.command import with_options
from auditor.cli.streams import say
from auditor.errors import NothingToAudit, UsageProblem

if TYPE_CHECKING:
    from scanners.hub.online import OnlineHub
    from scanners.hub.snapshots import Snapshot

_MOST_SHOWN = 10
_ONLINE = "online"


def _number(_context: click.Context, _option: click.Parameter, value: float) -> float:
    if math.isnan(value):
        raise click.BadParameter("nan is no number of seconds.")
    return value


hub_options = with_options(
    click.option(
        "--hub",
        "hubs",
        multiple=True,
        metavar="online|demo|FILE",
        help="Where records come from: online (the Hub itself, the default), demo (the "
        "embedded snapshot) or a file of Hub records, which may be given several times.",
    ),
    click.option(
        "--deadline",
        type=click.FloatRange(0, 86_400, min_open=True),
        callback=_number,
        default=100,
        show_default=True,
        metavar="SECONDS",
        help="How long to wait on the network in all; what is not read by then is unreachable.",
    ),
)
"""Gives a command the words that ``open_hub`` reads."""


def open_hub(hubs: tuple[str, ...], deadline: float, quiet: bool) -> "OnlineHub | Snapshot":
    """Open what ``--hub`` names, and say what in a file is not read unless ``quiet``.

    Raises ``UsageProblem`` where it cannot be read, and ``NothingToAudit`` where there is no
    record in all of the files.
    """
    if not all(map(str.strip, hubs)):
        raise UsageProblem("--hub is empty; give --hub online, --hub demo, or --hub FILE.")
    if not set(hubs) - {_ONLINE}:
        return _open_online(deadline)
    if _ONLINE in hubs:
        raise UsageProblem(
            "--hub online goes with no other --hub: a file is never completed from the network. "
            "Give one or the other."
        )
    return _open_snapshot(hubs, quiet)


def _open_online(deadline: float) -> "OnlineHub":
    from scanners.hub.deadline import Deadline  # noqa: PLC0415  # --help needs none of it

    try:
        from scanners.hub.client import Client, EndpointError  # noqa: PLC0415  # a file needs none
        from scanners.hub.online import OnlineHub  # noqa: PLC0415  # a file needs none of it
    except ValueError as problem:  # huggingface_hub reads its variables when it is imported
        named = ", ".join(sorted(name for name in os.environ if name.startswith("HF_")))
        raise UsageProblem(
            f"huggingface_hub cannot read one of its variables ({named}); mend or unset it."
        ) from problem
    try:
        hub = OnlineHub(Client(Deadline(deadline), version=__version__))
    except EndpointError as problem:
        raise UsageProblem(str(problem)) from problem
    click.get_current_context().call_on_close(hub.close)
    return hub


def _open_snapshot(hubs: tuple[str, ...], quiet: bool) -> "Snapshot":
    from scanners.hub import snapshots  # noqa: PLC0415  # --help needs none of it
    from scanners.hub.demo import demo_paths  # noqa: PLC0415  # --help needs none of it

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


def _remark(snapshot: "Snapshot") -> None:
    """Say which lines are not read: the first by name, all by number."""
    for unreadable in snapshot.unreadable[:_MOST_SHOWN]:
        say(f"Not read: {unreadable.location}: {unreadable.reason}")
    if snapshot.unreadable_count > _MOST_SHOWN:
        say(f"Lines not read in all: {snapshot.unreadable_count:,}.")
    if snapshot.repeated:
        say(f"Records left aside, since their name was there already: {snapshot.repeated:,}.")
