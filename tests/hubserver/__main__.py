"""Serve records of a file by hand: ``PYTHONPATH=tests python -m hubserver RECORDS.jsonl``."""

import argparse
import io
import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Any

from hubserver.data import Hub
from hubserver.quota import Quota
from hubserver.records import Kind
from hubserver.server import HubServer


def filled(paths: Sequence[Path], limit: int | None = None) -> Hub:
    """Make a Hub of files of records, at most so many of each."""
    hub = Hub()
    for path in paths:
        for record in itertools.islice(_records(path), limit):
            kind: Kind = "dataset" if record.get("_kind") == "dataset" else "model"
            if "_moved_to" in record:
                hub.move(record["id"], record["_moved_to"], kind)
            else:
                kept = {k: v for k, v in record.items() if k == "_id" or not k.startswith("_")}
                hub.add(kept, kind)
    return hub


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as raw:
        stream: Any = raw
        if path.suffix == ".zst":
            import zstandard  # noqa: PLC0415 - the server itself needs the standard library only

            stream = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
        with io.TextIOWrapper(stream, "utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m hubserver", description=__doc__)
    parser.add_argument("records", nargs="+", type=Path, metavar="RECORDS.jsonl[.zst]")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--limit", type=int, help="read at most so many records of each file")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--quota", type=int, help="requests a window; without it, no end")
    parser.add_argument("--window", type=float, default=300.0, help="seconds of a window")
    parser.add_argument("--mirror", choices=("ignore", "refuse"), help="do not know expand")
    parser.add_argument("--error-rate", type=float, default=0.0, help="share of broken requests")
    parser.add_argument("--token", action="append", default=[], metavar="TOKEN=ROLE")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None, until: Event | None = None) -> None:
    """Serve until the keyboard, or an event, says stop."""
    given = _arguments(words)
    hub = filled(given.records, given.limit)
    hub.tokens |= dict(token.split("=", 1) for token in given.token)
    with HubServer(hub, given.port) as server:
        server.latency = given.latency
        server.mirror = given.mirror
        server.error_rate = given.error_rate
        server.quota = Quota(given.quota, given.window) if given.quota else None
        sys.stdout.write(f"{server.endpoint}\n")
        sys.stdout.flush()
        try:
            (until or Event()).wait()
        except KeyboardInterrupt:
            sys.stdout.write("\n")


if __name__ == "__main__":
    main()
