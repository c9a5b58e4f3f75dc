"""Snapshots of a few records, and a Hub on loopback with clients that close behind themselves."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from hubserver import HubServer
from huggingface_hub import constants

from scanners.hub import transport
from scanners.hub.client import Client
from scanners.hub.deadline import Deadline
from scanners.hub.online import OnlineHub
from scanners.hub.snapshots import Snapshot

Connect = Callable[..., Client]
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


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lose patience a hundred times sooner, so that what fails fails in no time."""
    monkeypatch.setattr(transport, "_TIMEOUT", 0.2)
    monkeypatch.setattr(transport, "_FIRST_PAUSE", 0.002)
    monkeypatch.setattr(transport, "_LONGEST_PAUSE", 0.02)


@pytest.fixture
def connect(
    server: HubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Connect]:
    """Give what makes clients of the server, each with a deadline of so many seconds."""
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", constants.HF_HUB_DISABLE_TELEMETRY)
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with ExitStack() as opened:

        def client(seconds: float = 20, endpoint: str | None = None, **more: Any) -> Client:
            given = server.endpoint if endpoint is None else endpoint
            made = Client(Deadline(seconds), given, version="0", **more)
            return opened.enter_context(closing(made))

        yield client


@pytest.fixture
def online(connect: Connect) -> Callable[..., OnlineHub]:
    """Give what makes sources of the server's records."""

    def source(seconds: float = 20, endpoint: str | None = None) -> OnlineHub:
        return OnlineHub(connect(seconds, endpoint))

    return source
