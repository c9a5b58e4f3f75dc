"""Records of files, found by name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from scanners.evidence import Kind, State
from scanners.hub.snapshots import Snapshot, SnapshotError

Open = Callable[..., Snapshot]
_SHA = "0123456789" * 4


def _licence(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    record = snapshot.look(Kind.MODEL, name).record
    assert record is not None
    return record.licence


def test_a_name_is_found_in_any_case(opened: Open) -> None:
    snapshot = opened({"id": "Org/Name", "cardData": {"license": "mit"}})
    seen = snapshot.look(Kind.MODEL, "org/NAME")
    assert (seen.state, seen.asked, seen.moved_to) == (State.FOUND, "org/NAME", None)
    assert seen.record is not None
    assert (seen.record.name, seen.record.licence) == ("Org/Name", ("mit",))
    assert len(snapshot) == 1


def test_what_is_not_there_is_not_in_the_snapshot(opened: Open) -> None:
    seen = opened({"id": "a/b"}).look(Kind.MODEL, "a/c")
    assert (seen.state, seen.record, seen.reason) == (State.NOT_IN_SNAPSHOT, None, "")


def test_models_and_datasets_are_apart(opened: Open) -> None:
    snapshot = opened({"id": "a/b", "sha": _SHA}, {"id": "a/b", "_kind": "dataset"}, {"id": "c/d"})
    assert len(snapshot) == 3
    assert list(snapshot.names(Kind.MODEL)) == ["a/b", "c/d"]
    assert list(snapshot.names(Kind.DATASET)) == ["a/b"]
    assert snapshot.look(Kind.DATASET, "c/d").state is State.NOT_IN_SNAPSHOT


def test_a_file_called_datasets_holds_datasets(opened: Open) -> None:
    snapshot = opened({"id": "a/b"}, {"modelId": "old"}, name="datasets_2024.jsonl")
    assert list(snapshot.names(Kind.DATASET)) == ["a/b", "old"]


def test_the_first_record_of_a_name_counts_and_the_others_are_counted(opened: Open) -> None:
    snapshot = opened(
        {"id": "a/b", "cardData": {"license": "mit"}},
        {"id": "A/B", "cardData": {"license": "other"}},
        {"id": "a/b"},
    )
    assert _licence(snapshot, "A/b") == ("mit",)
    assert (len(snapshot), snapshot.repeated) == (1, 2)


def test_several_files_are_one_snapshot(tmp_path: Path) -> None:
    first, second = tmp_path / "models.jsonl", tmp_path / "more.jsonl.zst"
    first.write_bytes(b'{"id": "a/b", "cardData": {"license": "mit"}}')
    second.write_bytes(zstandard.ZstdCompressor().compress(b'{"id": "a/b"}\n{"id": "c/d"}\n'))
    snapshot = Snapshot.open([first, second])
    assert snapshot.describe() == "snapshot models.jsonl, more.jsonl.zst"
    assert _licence(snapshot, "a/b") == ("mit",)
    assert snapshot.look(Kind.MODEL, "c/d").state is State.FOUND


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not json", "Expecting value"),
        (b"[1]", "a list, not an object"),
        (b'{"name": "x"}', "no id"),
        (b'{"id": 5}', "no id"),
        (b'{"id": "a/\xff"}', "can't decode"),
        (b'{"id": "a", "x": ' + b"[" * 100_000, "nested too deep"),
    ],
)
def test_lines_that_are_no_record_are_named_and_the_rest_goes_on(
    opened: Open, line: bytes, reason: str
) -> None:
    snapshot = opened({"id": "a/b"}, b"", line, {"id": "c/d"})
    assert list(snapshot.names(Kind.MODEL)) == ["a/b", "c/d"]
    assert snapshot.unreadable_count == 1
    assert snapshot.unreadable[0].location == "models.jsonl:3"
    assert reason in snapshot.unreadable[0].reason


def test_what_the_fast_reader_refuses_is_read_by_the_other(opened: Open) -> None:
    snapshot = opened(b'{"id": "a/b", "x": NaN, "y": ' + b"9" * 30 + b', "gated": "auto"}')
    assert snapshot.look(Kind.MODEL, "a/b").state is State.GATED
    assert snapshot.unreadable == []


def test_halves_of_surrogate_pairs_do_not_get_in(opened: Open) -> None:
    snapshot = opened(
        b'{"id": "a/b\\ud800", "tags": ["\xed\xa0\x80"]}', b'{"id": "c", "_moved_to": "\\udfff"}'
    )
    assert list(snapshot.names(Kind.MODEL)) == ["a/b\ufffd", "c"]
    seen = snapshot.look(Kind.MODEL, "a/b\ufffd")
    assert seen.record is not None
    assert seen.record.tags == ("\ufffd",)
    assert snapshot.look(Kind.MODEL, "c").reason == "it moved to \ufffd, which is not there"


def test_a_file_that_is_not_there_is_an_error_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(
        SnapshotError, match=r"No such file or directory\. Give a whole file"
    ) as got:
        Snapshot.open([tmp_path / "gone.jsonl"])
    assert str(tmp_path / "gone.jsonl") in str(got.value)


def test_a_cut_file_is_an_error_that_says_how_much_was_read(tmp_path: Path) -> None:
    path = tmp_path / "models.jsonl.zst"
    data = b"".join(b'{"id": "a/%d"}\n' % n for n in range(100_000))
    path.write_bytes(zstandard.ZstdCompressor().compress(data)[:-100])
    with pytest.raises(SnapshotError, match=r"ends in the middle .* after \d+,\d{3} records\."):
        Snapshot.open([path])


def test_a_file_of_something_else_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "models.jsonl.zst"
    path.write_bytes(b"hello")
    with pytest.raises(SnapshotError, match="Unknown frame descriptor"):
        Snapshot.open([path])
    (tmp_path / "a.gz").write_bytes(b"hello")
    with pytest.raises(SnapshotError, match=r"a\.gz cannot be read as a snapshot"):
        Snapshot.open([tmp_path / "a.gz"])


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ({}, State.FOUND),
        ({"gated": False}, State.FOUND),
        ({"gated": "manual"}, State.GATED),
        ({"gated": True}, State.GATED),
        ({"disabled": True, "gated": "auto"}, State.DISABLED),
        ({"_state": "disabled"}, State.DISABLED),
    ],
)
def test_states_in_which_a_record_is_seen(opened: Open, keys: dict[str, Any], state: State) -> None:
    seen = opened({"id": "a/b", **keys}).look(Kind.MODEL, "a/b")
    assert seen.state is state
    assert seen.record is not None


@pytest.mark.parametrize("state", ["missing-or-private", "unreachable"])
def test_what_the_hub_answered_instead_of_a_record(opened: Open, state: str) -> None:
    seen = opened({"id": "a/b", "_state": state}).look(Kind.MODEL, "a/b")
    assert (seen.state, seen.record) == (State(state), None)


def test_moves_are_followed(opened: Open) -> None:
    snapshot = opened(
        {"id": "a/old", "_moved_to": "a/newer"},
        {"id": "a/newer", "_moved_to": "A/Newest"},
        {"id": "a/newest", "cardData": {"license": "mit"}},
    )
    seen = snapshot.look(Kind.MODEL, "a/old")
    assert (seen.state, seen.asked, seen.moved_to) == (State.MOVED, "a/old", "a/newest")
    assert _licence(snapshot, "a/old") == ("mit",)


def test_a_gate_at_the_new_name_is_told_beside_the_move(opened: Open) -> None:
    snapshot = opened({"id": "a/old", "_moved_to": "a/new"}, {"id": "a/new", "gated": "auto"})
    seen = snapshot.look(Kind.MODEL, "a/old")
    assert (seen.state, seen.moved_to) == (State.GATED, "a/new")


def test_a_move_to_nowhere_says_so(opened: Open) -> None:
    seen = opened({"id": "a/old", "_moved_to": "a/gone"}).look(Kind.MODEL, "a/old")
    assert (seen.state, seen.reason) == (
        State.NOT_IN_SNAPSHOT,
        "it moved to a/gone, which is not there",
    )


def test_moves_in_a_circle_end(opened: Open) -> None:
    snapshot = opened({"id": "a/1", "_moved_to": "a/2"}, {"id": "a/2", "_moved_to": "a/1"})
    seen = snapshot.look(Kind.MODEL, "a/1")
    assert (seen.state, seen.reason) == (
        State.NOT_IN_SNAPSHOT,
        "its moves lead back to where they began",
    )


def test_a_move_to_what_is_no_name_is_no_move(opened: Open) -> None:
    assert opened({"id": "a/1", "_moved_to": 5}).look(Kind.MODEL, "a/1").state is State.FOUND


@pytest.mark.parametrize("newer_first", [True, False])
def test_two_names_of_one_id_are_the_repository_that_changed_last(
    opened: Open, newer_first: bool
) -> None:
    old = {"id": "a/old", "_id": "1", "lastModified": "2024-01-01"}
    new = {"id": "a/new", "_id": "1", "lastModified": "2024-02-01"}
    snapshot = opened(*([new, old] if newer_first else [old, new]))
    seen = snapshot.look(Kind.MODEL, "a/old")
    assert (seen.state, seen.moved_to) == (State.MOVED, "a/new")
    assert snapshot.look(Kind.MODEL, "a/new").state is State.FOUND


def test_without_dates_the_later_line_of_an_id_counts(opened: Open) -> None:
    snapshot = opened({"id": "a/one", "_id": "1"}, {"id": "a/two", "_id": "1"})
    assert snapshot.look(Kind.MODEL, "a/one").moved_to == "a/two"


def test_of_many_names_the_latest_counts_wherever_it_stands(opened: Open) -> None:
    dates = ("2024-02-01", "2024-03-01", "2024-01-01")
    snapshot = opened(
        *({"id": f"a/{n}", "_id": "1", "lastModified": d} for n, d in enumerate(dates))
    )
    assert [snapshot.look(Kind.MODEL, f"a/{n}").moved_to for n in range(3)] == ["a/1", None, "a/1"]


def test_an_id_is_of_one_kind(opened: Open) -> None:
    snapshot = opened({"id": "a/one", "_id": "1"}, {"id": "a/two", "_id": "1", "_kind": "dataset"})
    assert snapshot.look(Kind.MODEL, "a/one").state is State.FOUND


@pytest.mark.parametrize("revision", [None, "main", _SHA, _SHA[:7], _SHA[:12].upper()])
def test_the_revision_that_is_there(opened: Open, revision: str | None) -> None:
    seen = opened({"id": "a/b", "sha": _SHA}).look(Kind.MODEL, "a/b", revision)
    assert seen.state is State.FOUND


@pytest.mark.parametrize("revision", ["v1", _SHA[:6], "f" * 40])
def test_another_revision_is_not_in_the_snapshot(opened: Open, revision: str) -> None:
    seen = opened({"id": "a/b", "sha": _SHA}).look(Kind.MODEL, "a/b", revision)
    assert (seen.state, seen.record) == (State.NOT_IN_SNAPSHOT, None)
    assert seen.reason == f"it has commit {_SHA[:7]}, not {revision}"


@pytest.mark.parametrize("revision", ["v1", _SHA])
def test_a_record_without_commit_stands_for_no_revision(opened: Open, revision: str) -> None:
    seen = opened({"id": "a/b"}).look(Kind.MODEL, "a/b", revision)
    assert (seen.state, seen.record) == (State.NOT_IN_SNAPSHOT, None)
    assert seen.reason == f"its commit is not recorded, so nothing shows that it is {revision}"


@pytest.mark.parametrize("revision", [None, "main"])
def test_a_record_without_commit_stands_for_the_present(opened: Open, revision: str | None) -> None:
    assert opened({"id": "a/b"}).look(Kind.MODEL, "a/b", revision).state is State.FOUND


def test_close_names_share_the_owner_or_the_name(opened: Open) -> None:
    snapshot = opened(
        *({"id": n} for n in ("mistralai/Mistral-7B-v0.1", "copy/mistral-7b-v0.2", "gpt2")),
        {"id": "mistralai/Mistral-7B-v0.2", "_kind": "dataset"},
    )
    assert snapshot.suggest(Kind.MODEL, "MistralAI/mistral-7b-v0.2") == [
        "mistralai/Mistral-7B-v0.1",
        "copy/mistral-7b-v0.2",
    ]
    assert snapshot.suggest(Kind.MODEL, "openai/gpt2", 1) == ["gpt2"]
    assert snapshot.suggest(Kind.MODEL, "mistral-7b-v0.2") == ["copy/mistral-7b-v0.2"]
    assert snapshot.suggest(Kind.MODEL, "nobody/nothing") == []
