"""Small lineages, written as Hub records and audited by the real pipeline."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.pipeline import audit
from auditor.policy import Policy
from auditor.report import Report
from licences.use import Use
from scanners.hub.snapshots import Snapshot
from scanners.reference import parse_reference

Record = dict[str, Any]
_NOW = "2026-11-24T08:00:00Z"
_TOP_LEVEL = frozenset(
    {
        *("_id", "_kind", "_state", "_moved_to", "author", "baseModels", "disabled", "gated"),
        *("library_name", "pipeline_tag", "sha", "siblings", "tags"),
    }
)


@pytest.fixture
def record() -> Callable[..., Record]:
    """Give a writer of Hub records: a name, a licence, and any key of the card or the record."""

    def write(name: str, licence: Any = None, **more: Any) -> Record:
        top = {k: v for k, v in more.items() if k in _TOP_LEVEL}
        card = {k: v for k, v in more.items() if k not in _TOP_LEVEL}
        if licence is not None:
            card["license"] = licence
        return {"id": name, "cardData": card, **top}

    return write


@pytest.fixture
def snapshot_file(tmp_path: Path) -> Callable[..., Path]:
    """Give a writer of snapshot files."""

    def write(*records: Record, name: str = "models.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
        return path

    return write


@pytest.fixture
def audited(snapshot_file: Callable[..., Path]) -> Callable[..., Report]:
    """Give a function that audits one reference, or several, in a lineage of records."""

    def run(
        subject: str | list[str],
        *records: Record,
        use: Use | None = None,
        policy: Policy | None = None,
    ) -> Report:
        subjects = [subject] if isinstance(subject, str) else subject
        references = [parse_reference(s) for s in subjects]
        source = Snapshot.open([snapshot_file(*records)])
        return audit(source, references, use or Use(), _NOW, policy=policy or Policy())

    return run
