"""Snapshots of a few records, opened from a file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanners.hub.snapshots import Snapshot

Open = Callable[..., Snapshot]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Give an opener of a snapshot with some records, or lines as they are."""

    def open_(*records: dict[str, Any] | bytes, name: str = "models.jsonl") -> Snapshot:
        path = tmp_path / name
        path.write_bytes(
            b"".join(
                (r if isinstance(r, bytes) else json.dumps(r).encode()) + b"\n" for r in records
            )
        )
        return Snapshot.open([path])

    return open_
