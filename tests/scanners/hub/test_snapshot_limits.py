"""What a snapshot does not take, however small its file is."""

from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from scanners.evidence import Kind, Unreadable
from scanners.hub import lines, snapshots
from scanners.hub.snapshots import Snapshot, SnapshotError

Open = Callable[..., Snapshot]


def test_many_unreadable_lines_are_counted_but_not_all_kept(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "_MOST_KEPT_PROBLEMS", 2)
    snapshot = opened(b"x", b"y", b"z")
    assert [u.location for u in snapshot.unreadable] == ["models.jsonl:1", "models.jsonl:2"]
    assert snapshot.unreadable_count == 3


def test_a_line_above_the_limit_is_unreadable(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = 2 << 20
    monkeypatch.setattr(lines, "LONGEST_LINE", limit)
    monkeypatch.setattr(snapshots, "LONGEST_LINE", limit)
    snapshot = opened({"id": "a/b", "x": "y" * limit}, {"id": "c/d"})
    assert snapshot.unreadable == [Unreadable("models.jsonl:1", "a line of more than 2 MiB")]
    assert list(snapshot.names(Kind.MODEL)) == ["c/d"]


@pytest.mark.parametrize("line", [b"", b"  ", b"x", b'{"id": "a/b"}'])
def test_lines_that_add_no_record_have_an_end(
    opened: Open, monkeypatch: pytest.MonkeyPatch, line: bytes
) -> None:
    monkeypatch.setattr(snapshots, "_MOST_IDLE_LINES", 3)
    monkeypatch.setattr(snapshots, "_IDLE_LINES_A_RECORD", 2)
    assert len(opened({"id": "a/b"}, *[line] * 5, {"id": "c/d"}, *[line] * 2)) == 2
    with pytest.raises(SnapshotError, match="more than 3 of its lines add no record"):
        opened({"id": "a/b"}, *[line] * 6)


def test_a_small_file_of_nothing_ends_soon(tmp_path: Path) -> None:
    path = tmp_path / "models.jsonl.zst"
    path.write_bytes(zstandard.ZstdCompressor().compress(b"\n" * (256 << 20)))
    with pytest.raises(SnapshotError, match="more than 200,000 of its lines add no record"):
        Snapshot.open([path])


def test_what_is_held_in_memory_has_an_end(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "_MOST_HELD", 2000)
    assert len(opened({"id": "a/b"}, {"id": "c/d"})) == 2
    with pytest.raises(SnapshotError, match="take more than 0 GiB of memory after 1 records"):
        opened({"id": "a/b", "x": "y" * 2000})
