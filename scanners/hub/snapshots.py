"""Records from files: JSON Lines in the shape of the Hub's answers (docs/formats/snapshot.md).

A line is kept as it is and read when somebody asks for it, so that a dump of the whole Hub can
be opened for one model. Names are found in any case, as the Hub finds them, and a repository
that goes by several names is known by its ``_id``.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from sys import getsizeof
from typing import Any

import orjson
import zstandard

from scanners.evidence import Kind, State, Unreadable
from scanners.hub.fields import name_of, text
from scanners.hub.lines import LONGEST_LINE, LimitError, read_lines
from scanners.hub.records import HubRecord, parse_record
from scanners.hub.source import Requests, Sighting, sighted

_MOST_KEPT_PROBLEMS = 1000
_MOST_HELD = 8 << 30
"""Bytes of memory for the records of a snapshot; all of the Hub of July 2024 needs 0.7 billion."""
_OVERHEAD = 300
"""Bytes that a record takes besides its texts, about."""
_MOST_IDLE_LINES = 200_000
_IDLE_LINES_A_RECORD = 50
"""Lines that add no record (blank, unreadable, repeated) are read up to so many, and so many more
for each record that is known. The real dumps have none."""
_SHORTEST_SHA = 7
_STATES = {
    "missing-or-private": State.MISSING_OR_PRIVATE,
    "unreachable": State.UNREACHABLE,
    "disabled": State.DISABLED,
}


class SnapshotError(Exception):
    """A file that cannot be used as a snapshot; the message names it and the next step."""


class _NoRecordError(ValueError):
    """A line that is no record; the message says why."""


class Snapshot:
    """Records of one or more files, found by kind and name."""

    workers = 1
    deadline = None

    def __init__(self, label: str = "records") -> None:
        """Make an empty snapshot; ``open`` fills one."""
        self.repeated = 0
        """Records left aside because their name was there already."""
        self.unreadable: list[Unreadable] = []
        """Lines that are no record, by file and line; the first thousand."""
        self.unreadable_count = 0
        self._label = label
        self._held = 0
        self._latest: dict[tuple[Kind, str], str] = {}
        """When an ``_id`` of several names was changed last, so that no line is read often."""
        self._lines: dict[Kind, dict[str, bytes]] = {kind: {} for kind in Kind}
        self._by_id: dict[Kind, dict[str, str]] = {kind: {} for kind in Kind}

    @classmethod
    def open(cls, paths: Sequence[Path], label: str = "") -> "Snapshot":
        """Read the index of some files; raises ``SnapshotError`` where one cannot be read.

        ``label`` is what reports call the snapshot, the names of the files if not given.
        """
        snapshot = cls(label or "snapshot " + ", ".join(path.name for path in paths))
        for path in paths:
            before = len(snapshot)
            try:
                snapshot._add(path)
            except (OSError, EOFError, zlib.error, zstandard.ZstdError, LimitError) as problem:
                why = (problem.strerror if isinstance(problem, OSError) else None) or problem
                read = len(snapshot) - before
                after = f" after {read:,} records" if read else ""
                raise SnapshotError(
                    f"{path} cannot be read as a snapshot: {why}{after}. Give a whole file of Hub "
                    "records as JSON Lines, plain or .zst."
                ) from problem
        return snapshot

    def __len__(self) -> int:
        """Count the names that are known."""
        return sum(map(len, self._lines.values()))

    def names(self, kind: Kind) -> Iterator[str]:
        """Give the names of a kind, in the order of the files."""
        return (str(name_of(_loads(line))) for line in self._lines[kind].values())

    def describe(self) -> str:
        """Say what is read, as reports put it."""
        return self._label

    def look(self, kind: Kind, name: str, revision: str | None = None) -> Sighting:
        """Find a repository. What the files do not hold is ``NOT_IN_SNAPSHOT``."""
        present, reason = self._follow(kind, name.casefold())
        line = self._lines[kind].get(present)
        if line is None or reason:
            return Sighting(State.NOT_IN_SNAPSHOT, None, name, reason)
        raw = _loads(line)
        if (state := _STATES.get(str(raw.get("_state")))) and state is not State.DISABLED:
            return Sighting(state, None, name)
        record = parse_record(raw, kind)
        if isinstance(record, Unreadable) or (reason := _other_revision(record, revision)):
            return Sighting(State.NOT_IN_SNAPSHOT, None, name, reason)
        seen = sighted(record, name)
        return replace(seen, state=State.DISABLED) if raw.get("_state") == "disabled" else seen

    def remarks(self) -> tuple[str, ...]:
        """Say nothing: what is not in the files is said of each component."""
        return ()

    def requests(self) -> Requests:
        """Count none: nothing is asked of the Hub."""
        return Requests()

    def suggest(self, kind: Kind, name: str, most: int = 3) -> list[str]:
        """Give names like one that is not there: of the same owner, or the same elsewhere."""
        if self.look(kind, name).state is not State.NOT_IN_SNAPSHOT:
            return []
        wanted = name.casefold()
        owner, _, repo = wanted.rpartition("/")
        elsewhere = [known for known in self._lines[kind] if known.rpartition("/")[2] == repo]
        near = [known for known in self._lines[kind] if known.startswith(f"{owner}/")]
        alike = get_close_matches(wanted, elsewhere + near, most)
        best = islice(dict.fromkeys(alike + elsewhere), most)
        return [str(name_of(_loads(self._lines[kind][known]))) for known in best]

    def _follow(self, kind: Kind, name: str) -> tuple[str, str]:
        """Follow moves: those that a record states, and names that share an ``_id``.

        The second value says why they lead nowhere, if they do.
        """
        lines, passed = self._lines[kind], {name}
        while (line := lines.get(name)) and b'"_moved_to"' in line:
            target = text(_loads(line), "_moved_to", [])
            if target is None:
                break
            name = target.casefold()
            if name in passed:
                return name, "its moves lead back to where they began"
            passed.add(name)
        if line is None:
            return name, f"it moved to {name}, which is not there" if len(passed) > 1 else ""
        hub_id = _loads(line).get("_id")
        return (self._by_id[kind][hub_id] if isinstance(hub_id, str) else name), ""

    def _add(self, path: Path) -> None:
        by_file = Kind.DATASET if path.name.startswith("datasets") else None
        idle = 0
        for number, line in enumerate(read_lines(path), start=1):
            try:
                if self._index(line, by_file):
                    continue
            except ValueError as problem:
                self._note(f"{path.name}:{number}", str(problem))
            idle += 1
            if idle > _MOST_IDLE_LINES + _IDLE_LINES_A_RECORD * len(self):
                raise LimitError(f"more than {_MOST_IDLE_LINES:,} of its lines add no record")

    def _index(self, line: bytes, kind: Kind | None) -> bool:
        """Put one line into the index; say whether that added a record.

        Raises ``ValueError`` where it is no record.
        """
        if len(line) > LONGEST_LINE:
            raise _NoRecordError(f"a line of more than {LONGEST_LINE >> 20} MiB")
        if not (line := line.strip()):
            return False
        raw = _loads(line)
        if (name := name_of(raw)) is None:
            raise _NoRecordError("no id")
        kind = kind or (Kind.DATASET if raw.get("_kind") == "dataset" else Kind.MODEL)
        folded = name.casefold()
        if folded in self._lines[kind]:
            self.repeated += 1
            return False
        self._hold(kind, folded, line)
        if isinstance(hub_id := raw.get("_id"), str):
            self._identify(kind, folded, hub_id, raw)
        return True

    def _hold(self, kind: Kind, folded: str, line: bytes) -> None:
        self._lines[kind][folded] = line
        self._held += getsizeof(line) + getsizeof(folded) + _OVERHEAD
        if self._held > _MOST_HELD:
            raise LimitError(f"its records take more than {_MOST_HELD >> 30} GiB of memory")

    def _identify(self, kind: Kind, folded: str, hub_id: str, raw: dict[str, Any]) -> None:
        """Let an ``_id`` stand for the name of its latest record."""
        by_id, lines = self._by_id[kind], self._lines[kind]
        known = by_id.setdefault(hub_id, folded)
        if known == folded:
            return
        latest = self._latest.get((kind, hub_id)) or _changed(_loads(lines[known]))
        self._latest[kind, hub_id] = max(latest, _changed(raw))
        if _changed(raw) >= latest:
            by_id[hub_id] = folded

    def _note(self, location: str, reason: str) -> None:
        self.unreadable_count += 1
        if len(self.unreadable) < _MOST_KEPT_PROBLEMS:
            self.unreadable.append(Unreadable(location, reason))


def _loads(line: bytes) -> dict[str, Any]:
    """Read a line; raises ``ValueError`` where it is no JSON object.

    What orjson refuses (``NaN``, numbers beyond 64 bits) is read by the standard library.
    """
    try:
        raw = orjson.loads(line)
    except orjson.JSONDecodeError:
        try:
            raw = json.loads(line)
        except RecursionError as problem:
            raise _NoRecordError("nested too deep") from problem
    if not isinstance(raw, dict):
        raise _NoRecordError(f"a {type(raw).__name__}, not an object")
    return raw


def _changed(raw: dict[str, Any]) -> str:
    return str(raw.get("lastModified") or "")


def _other_revision(record: HubRecord, revision: str | None) -> str:
    """Say why the record does not stand for the revision that was asked for, unless it does."""
    if revision is None or revision == "main":
        return ""
    if record.sha is None:
        return f"its commit is not recorded, so nothing shows that it is {revision}"
    if len(revision) >= _SHORTEST_SHA and record.sha.startswith(revision.casefold()):
        return ""
    return f"it has commit {record.sha[:_SHORTEST_SHA]}, not {revision}"
