"""The same records give the same report, whether the Hub or a file gave them."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hubserver import Hub, HubServer
from huggingface_hub import constants

from auditor.pipeline import audit
from auditor.report import Report
from auditor.reports.json import as_data
from licences.use import Use
from scanners.evidence import Kind
from scanners.hub.cache import Answer, MemoryCache
from scanners.hub.client import Client
from scanners.hub.deadline import Deadline
from scanners.hub.demo import demo_paths
from scanners.hub.lines import read_lines
from scanners.hub.online import OnlineHub
from scanners.hub.snapshots import Snapshot
from scanners.reference import Reference


class Kept(MemoryCache):
    """What was answered, as the lines of a snapshot."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Kind, list[dict[str, Any]]] = {kind: [] for kind in Kind}

    def put(self, key: str, answer: Answer) -> None:
        """Keep it, and note what it says of which repository."""
        super().put(key, answer)
        path = key.partition("?")[0]
        kind = Kind.DATASET if "/api/datasets/" in path else Kind.MODEL
        name = path.partition("s/")[2] if kind is Kind.DATASET else path.partition("models/")[2]
        if answer.status == 200:
            record = json.loads(answer.body)
        elif answer.status == 307:
            target = answer.headers["location"].partition("?")[0]
            record = {"id": name, "_moved_to": target.split("/", 3)[3]}
        else:
            record = {"id": name, "_state": "missing-or-private"}
        if record.get("_moved_to", "").casefold() != name.casefold():
            self.lines[kind].append(record)


@pytest.fixture
def records() -> Hub:
    """Give a Hub with everything of the embedded snapshot, and the links that a Hub makes."""
    hub = Hub()
    for path in demo_paths():
        kind = "dataset" if path.name.startswith("datasets") else "model"
        for line in read_lines(path):
            hub.add(json.loads(line), kind=kind)
    hub.move("NousResearch/old-name", "NousResearch/Hermes-2-Theta-Llama-3-8B")
    hub.add({"id": "a/child", "cardData": {"base_model": "NousResearch/old-name"}})
    return hub


def data(report: Report) -> dict[str, Any]:
    """Give what the report says, without where and how it was read."""
    said = as_data(report)
    del said["requests"], said["generated"]
    return said


def test_live_and_snapshot_agree_on_every_model(
    records: Hub, server: HubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.delenv("HF_TOKEN", raising=False)
    demo = Snapshot.open(demo_paths())
    names = [Reference(kind, name) for kind in Kind for name in demo.names(kind)]
    names.append(Reference(Kind.MODEL, "a/child"))
    use, now, kept = Use(), "2026-01-01T00:00:00Z", Kept()
    with closing(Client(Deadline(200), server.endpoint, kept)) as client:
        live = audit(OnlineHub(client), names, use, now)
    assert live.requests.records == len(server.requests) >= len(names)
    paths = []
    for kind, lines in kept.lines.items():
        paths.append(tmp_path / f"{kind}s.jsonl")
        paths[-1].write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    snapshot = audit(Snapshot.open(paths), names, use, now)
    assert data(live) == data(snapshot)
    assert len({edge.basis for edge in live.graph.edges}) > 1
