"""Every real record beside the checkout is read, and none is lost."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest

from licences.relation import Basis, Relation
from scanners.evidence import Kind
from scanners.hub.lines import read_lines
from scanners.hub.records import HubRecord, parse_record
from scanners.hub.snapshots import Snapshot
from scanners.reference import is_repository_name


@pytest.fixture(scope="session")
def hub(shared: Path) -> Path:
    """Give the folder of real records."""
    return shared / "hub"


def _read(raw: Any, kind: Kind | None = None) -> HubRecord:
    record = parse_record(raw, kind)
    assert isinstance(record, HubRecord), raw
    return record


def test_full_records_of_2025(hub: Path, capfd: pytest.CaptureFixture[str]) -> None:
    records = [_read(orjson.loads(line)) for line in read_lines(hub / "models_2025-04.jsonl.zst")]
    assert len({r.name for r in records}) == 1982
    assert all(r.sha and r.files is not None and r.gated is not None for r in records)
    relations = Counter((c.relation, c.basis) for r in records for c in r.base_models)
    assert relations[Relation.FINETUNE, Basis.DETECTED] > 1400
    assert relations[Relation.ADAPTER, Basis.DETECTED] > 500  # which the Hub calls finetune
    assert relations[Relation.FINETUNE, Basis.INFERRED] >= 2  # nothing but GGUF
    assert all(is_repository_name(c.name) for r in records for c in r.base_models)
    assert capfd.readouterr() == ("", "")


def test_answers_of_the_hub_of_2024(hub: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lines = list(read_lines(hub / "model_info_2024-07.jsonl.zst"))
    records = [_read(orjson.loads(line)) for line in lines]
    assert len({r.hub_id for r in records}) == len(lines) == 6069
    assert all(r.private is False and r.gated is not None for r in records)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("page", ["models_page1", "models_page2", "datasets_page1"])
def test_pages_of_the_list(hub: Path, page: str) -> None:
    (path,) = (hub / "raw_api").rglob(f"{page}_*.json.gz")
    kind = Kind.DATASET if page.startswith("datasets") else Kind.MODEL
    rows = json.loads(gzip.decompress(path.read_bytes()))
    records = [_read(row, kind) for row in rows]
    assert len({r.name for r in records}) == len(rows) == 1000


def test_the_whole_hub_is_opened_for_one_model(hub: Path) -> None:
    snapshot = Snapshot.open([hub / "models_2024-07.jsonl.zst", hub / "datasets_2024-07.jsonl.zst"])
    assert len(snapshot) == 759_951 + 174_998
    assert (snapshot.repeated, snapshot.unreadable_count) == (0, 0)
    assert all(is_repository_name(name) for name in snapshot.names(Kind.DATASET))
    record = snapshot.look(Kind.MODEL, "TEKNIUM/openhermes-2.5-mistral-7b").record
    assert record is not None
    assert [c.name for c in record.base_models] == ["mistralai/Mistral-7B-v0.1"]
    assert snapshot.suggest(Kind.MODEL, "mistralai/Mistral-7B-v0.11")[0] == (
        "mistralai/Mistral-7B-v0.1"
    )


def test_sources_of_real_datasets(hub: Path) -> None:
    claims: Counter[str] = Counter()
    for line in read_lines(hub / "datasets_2024-07.jsonl.zst"):
        if b"source_datasets" in line:
            record = _read(orjson.loads(line), Kind.DATASET)
            claims.update(c.name for c in record.source_datasets)
    assert claims["squad"] > 10
    assert not {"original", "extended", "n/a"} & claims.keys()
    assert claims["unknown"] == 6
    assert not [name for name in claims if name.startswith("extended|")]
