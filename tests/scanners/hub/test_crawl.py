"""Following a lineage from record to record."""

import json
import random
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners.evidence import Kind, State
from scanners.hub.crawl import Collection, collect, key_of
from scanners.hub.records import HubRecord, parse_record
from scanners.hub.snapshots import Snapshot
from scanners.hub.source import Requests, Sighting
from scanners.reference import Reference

_MODEL, _DATASET = Kind.MODEL, Kind.DATASET
Records = Iterable[dict[str, Any]]


class Asked:
    """A source that remembers what it was asked for."""

    workers = 1
    deadline = None

    def __init__(self, *records: dict[str, Any], moved: dict[str, str] | None = None) -> None:
        self.names: list[str] = []
        self._moved = moved or {}
        self._records = {
            key_of(r.kind, r.name): r
            for r in map(parse_record, records)
            if isinstance(r, HubRecord)
        }

    def look(self, kind: Kind, name: str, revision: str | None = None) -> Sighting:
        """Look, following one move."""
        self.names.append(f"{name}@{revision}" if revision else name)
        present = self._moved.get(name, name)
        record = self._records.get(key_of(kind, present))
        if record is None:
            return Sighting(State.NOT_IN_SNAPSHOT, None, name)
        if present == name:
            return Sighting(State.FOUND, record, name)
        return Sighting(State.MOVED, record, name, moved_to=present)

    def describe(self) -> str:
        """Say what this is."""
        return "records of a test"

    def remarks(self) -> tuple[str, ...]:
        """Remark nothing."""
        return ()

    def requests(self) -> Requests:
        """Count nothing."""
        return Requests()


def _model(name: str, *bases: str, **card: Any) -> dict[str, Any]:
    return {"id": name, "cardData": {"base_model": list(bases), **card}}


def _collect(source: Asked, *names: str) -> Collection:
    return collect(source, [Reference(_MODEL, name) for name in names])


def _names(collection: Collection) -> list[str]:
    return [sighting.asked for sighting in collection.sightings.values()]


def test_every_hop_and_every_kind_is_followed() -> None:
    source = Asked(
        _model("me/merge", "a/one", "a/two", datasets=["d/top"]),
        _model("a/one", "a/base"),
        _model("a/two", "a/base"),
        _model("a/base", datasets="d/web"),
        {"id": "d/web", "_kind": "dataset", "cardData": {"source_datasets": ["d/raw"]}},
        {"id": "d/raw", "_kind": "dataset"},
    )
    found = _collect(source, "me/merge")
    assert _names(found) == ["me/merge", "a/one", "a/two", "d/top", "a/base", "d/web", "d/raw"]
    assert source.names == _names(found)
    assert found.roots == (key_of(_MODEL, "me/merge"),)
    assert found.sightings[key_of(_DATASET, "d/raw")].state is State.FOUND
    assert found.sightings[key_of(_DATASET, "d/top")].state is State.NOT_IN_SNAPSHOT


def test_each_thing_is_asked_for_once_in_whatever_case() -> None:
    source = Asked(_model("a/x", "B/Base"), _model("a/y", "b/base"), _model("b/base"))
    found = _collect(source, "a/x", "A/Y", "a/X")
    assert source.names == ["a/x", "A/Y", "B/Base"]
    assert found.roots == tuple(key_of(_MODEL, name) for name in ("a/x", "a/y", "a/x"))


def test_every_revision_is_asked_for() -> None:
    source = Asked(_model("a/x"))
    asked = [Reference(_MODEL, "a/x", "v1"), Reference(_MODEL, "A/x", "v2")]
    found = collect(source, [*asked, asked[0]])
    assert source.names == ["a/x@v1", "A/x@v2"]
    assert found.roots == tuple(key_of(_MODEL, "a/x", v) for v in ("v1", "v2", "v1"))


def test_a_revision_asked_for_is_not_what_a_lineage_names() -> None:
    source = Asked(_model("a/x"), _model("b/y", "a/x"))
    collect(source, [Reference(_MODEL, "a/x", "v1"), Reference(_MODEL, "b/y")])
    assert source.names == ["a/x@v1", "b/y", "a/x"]


def test_loops_end() -> None:
    source = Asked(_model("a/self", "a/self"), _model("a/one", "a/two"), _model("a/two", "a/one"))
    assert _names(_collect(source, "a/self", "a/one")) == ["a/self", "a/one", "a/two"]


def test_depth_is_no_limit() -> None:
    source = Asked(*(_model(f"a/m{n}", f"a/m{n + 1}") for n in range(5000)))
    assert len(_collect(source, "a/m0").sightings) == 5001


def test_what_an_old_name_led_to_is_not_asked_for_again() -> None:
    source = Asked(
        _model("me/x", "a/old", "c/y"),
        _model("a/new", "b/base"),
        _model("c/y", "a/new"),
        moved={"a/old": "a/new"},
    )
    found = _collect(source, "me/x")
    assert source.names == ["me/x", "a/old", "c/y", "b/base"]
    old, new = found.sightings[key_of(_MODEL, "a/old")], found.sightings[key_of(_MODEL, "a/new")]
    assert (old.state, old.moved_to) == (State.MOVED, "a/new")
    assert (new.state, new.asked, new.moved_to) == (State.FOUND, "a/new", None)
    assert old.record is new.record


def test_a_gate_behind_an_old_name_is_there_at_the_new_one() -> None:
    class Gated(Asked):
        def look(self, kind: Kind, name: str, revision: str | None = None) -> Sighting:
            seen = super().look(kind, name, revision)
            return Sighting(State.GATED, seen.record, name) if name == "a/old" else seen

    source = Gated(_model("me/x", "a/old", "a/new"), _model("a/new"), moved={"a/old": "a/new"})
    assert _collect(source, "me/x").sightings[key_of(_MODEL, "a/new")].state is State.GATED


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("./out", "'./out' is a path on somebody's machine, no name on the Hub"),
        ("/srv/llama", "'/srv/llama' is a path on somebody's machine, no name on the Hub"),
        ("my own model", "'my own model' is no name on the Hub"),
    ],
)
def test_what_is_no_name_is_not_asked_for(name: str, reason: str) -> None:
    source = Asked(_model("me/x", name))
    seen = _collect(source, "me/x").sightings[key_of(_MODEL, name)]
    assert (seen.state, seen.record, seen.asked) == (State.MISSING_OR_PRIVATE, None, name)
    assert seen.reason == reason
    assert source.names == ["me/x"]


_NAMES = st.sampled_from([f"o/{letter}" for letter in "abcdefgh"])


@st.composite
def _lineages(draw: st.DrawFn) -> list[dict[str, Any]]:
    names = draw(st.lists(_NAMES, unique=True, min_size=1))
    return [_model(name, *draw(st.lists(_NAMES, max_size=3))) for name in names]


@given(_lineages(), st.randoms(use_true_random=False))
def test_the_order_of_records_in_a_file_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]], chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("order")

    def collected(order: Records) -> Collection:
        path = folder / "models.jsonl"
        path.write_text("".join(json.dumps(r) + "\n" for r in order), "utf-8")
        return collect(Snapshot.open([path]), [Reference(_MODEL, records[0]["id"])])

    shuffled = chance.sample(records, len(records))
    assert collected(records) == collected(shuffled)


def test_a_real_snapshot_is_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "models.jsonl"
    path.write_text('{"id": "a/b"}\n', "utf-8")
    look: Callable[..., Sighting] = Snapshot.open([path]).look
    monkeypatch.setattr(Asked, "look", staticmethod(look))
    assert _collect(Asked(), "A/b").sightings[key_of(_MODEL, "a/b")].state is State.FOUND


def test_who_answers_first_does_not_change_what_is_found() -> None:
    """The present name stands earlier in the lineage than the old one, and is wanted later."""
    records = (
        _model("me/x", "a/slow", "a/fast"),
        _model("a/slow", "m/new"),
        _model("a/fast", "M/Old"),
        _model("m/new"),
    )
    moved = {"M/Old": "m/new"}

    class Racing(Asked):
        workers = 4  # type: ignore[assignment]

        def __init__(self) -> None:
            super().__init__(*records, moved=moved)
            self.go = threading.Event()

        def look(self, kind: Kind, name: str, revision: str | None = None) -> Sighting:
            if name == "a/slow":
                self.go.wait(5)
                time.sleep(0.05)
            seen = super().look(kind, name, revision)
            if name == "M/Old":
                self.go.set()
            return seen

    source = Racing()
    raced = _collect(source, "me/x")
    assert "m/new" not in source.names
    calm = _collect(Asked(*records, moved=moved), "me/x")
    assert raced == calm
    new = raced.sightings[key_of(_MODEL, "m/new")]
    assert (new.state, new.asked, new.moved_to) == (State.FOUND, "m/new", None)


def test_what_was_asked_for_is_what_the_lineage_calls_it() -> None:
    """Two that write a name differently, and the first of them in the lineage counts."""
    source = Asked(
        _model("me/x", "a/one", "a/TWO"), _model("a/one", "a/two"), _model("a/two"), moved={}
    )
    found = _collect(source, "me/x")
    assert found.sightings[key_of(_MODEL, "a/two")].asked == "a/TWO"
    nowhere = _collect(source, "./Out").sightings[key_of(_MODEL, "./out")]
    assert nowhere.asked == "./Out"
