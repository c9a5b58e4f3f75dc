"""Records from files: JSON Lines in the shape of the Hub's answers (docs/formats/snapshot.md).

A line is kept as it is and read when somebody asks for it, so that a dump of the whole Hub can
be opened for one model. Names are found in any case, as the Hub finds them, and a repository
that goes by several names is known by its ``_id``.
"""

import gzip
import io
import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from pathlib import Path
from typing import IO, Any, cast

import orjson
import zstandard

from scanners.evidence import Kind, State, Unreadable
from scanners.hub.crawl import Key, key_of
from scanners.hub.records import HubRecord, parse_record
from scanners.hub.source import Sighting

_LONGEST_LINE = 32 * 1024 * 1024
_MOST_MOVES = 10
_MOST_KEPT_PROBLEMS = 1000
_SHORTEST_SHA = 7
_LIKE = 0.6
_STATES = {
    "missing-or-private": State.MISSING_OR_PRIVATE,
    "unreachable": State.UNREACHABLE,
    "disabled": State.DISABLED,
}


class SnapshotError(Exception):
    """A file that cannot be used as a snapshot; the message names it and the next step."""


class Snapshot:
    """Records of one or more files, found by kind and name."""

    def __init__(self, label: str = "records") -> None:
        """Make an empty snapshot; ``open`` fills one."""
        self.repeated = 0
        """Records left aside because their name was there already."""
        self.unreadable: list[Unreadable] = []
        """Lines that are no record, by file and line; the first thousand."""
        self.unreadable_count = 0
        self._label = label
        self._lines: dict[Key, bytes] = {}
        self._by_id: dict[tuple[Kind, str], tuple[str, Key]] = {}

    @classmethod
    def open(cls, paths: Sequence[Path]) -> "Snapshot":
        """Read the index of some files; raises ``SnapshotError`` where one cannot be read."""
        snapshot = cls(", ".join(path.name for path in paths))
        for path in paths:
            try:
                snapshot._add(path)
            except (OSError, EOFError, zstandard.ZstdError) as problem:
                why = problem.strerror if isinstance(problem, OSError) else None
                raise SnapshotError(
                    f"{path} cannot be read as a snapshot: {why or problem}. Give a file of Hub "
                    "records as JSON Lines, plain or .zst."
                ) from problem
        return snapshot

    def __len__(self) -> int:
        """Count the names that are known."""
        return len(self._lines)

    def names(self, kind: Kind) -> Iterator[str]:
        """Give the names of a kind, in the order of the files."""
        for (known, _), line in self._lines.items():
            if known is kind and (name := _loads(line).get("id")):
                yield str(name)

    def describe(self) -> str:
        """Say which files are read."""
        return f"snapshot {self._label}"

    def look(self, kind: Kind, name: str, revision: str | None = None) -> Sighting:
        """Find a repository. What the files do not hold is ``NOT_IN_SNAPSHOT``."""
        key = self._follow(key_of(kind, name))
        line = self._lines.get(key)
        if line is None:
            return Sighting(State.NOT_IN_SNAPSHOT, None, name)
        raw = _loads(line)
        if (state := _STATES.get(str(raw.get("_state")))) and state is not State.DISABLED:
            return Sighting(state, None, name)
        record = parse_record(raw, kind)
        if isinstance(record, Unreadable):
            return Sighting(State.NOT_IN_SNAPSHOT, None, name, record.reason)
        if reason := _other_revision(record, revision):
            return Sighting(State.NOT_IN_SNAPSHOT, None, name, reason)
        moved = record.name if record.name.casefold() != name.casefold() else None
        return Sighting(_state(record, raw, moved), record, name, moved_to=moved)

    def closest(self, kind: Kind, name: str, most: int = 3) -> list[str]:
        """Give known names like a name: of the same owner, or the same name elsewhere."""
        wanted = name.casefold()
        owner, _, repo = wanted.rpartition("/")
        near = (
            known
            for has_kind, known in self._lines
            if has_kind is kind
            and ((owner and known.startswith(f"{owner}/")) or known.rpartition("/")[2] == repo)
        )
        scored = ((SequenceMatcher(None, wanted, k).ratio(), k) for k in near)
        best = nlargest(most, (pair for pair in scored if pair[0] >= _LIKE))
        return [str(_loads(self._lines[kind, known])["id"]) for _, known in best]

    def _follow(self, key: Key) -> Key:
        """Follow moves: those that a record states, and names that share an ``_id``."""
        for _ in range(_MOST_MOVES):
            line = self._lines.get(key)
            if line is None or b'"_moved_to"' not in line:
                break
            target = _loads(line).get("_moved_to")
            if not isinstance(target, str):
                break
            key = key_of(key[0], target)
        if (line := self._lines.get(key)) and isinstance(hub_id := _loads(line).get("_id"), str):
            return self._by_id[key[0], hub_id][1]
        return key

    def _add(self, path: Path) -> None:
        by_file = Kind.DATASET if path.name.startswith("datasets") else None
        for number, line in enumerate(read_lines(path), start=1):
            try:
                self._index(line, by_file)
            except ValueError as problem:
                self._note(f"{path.name}:{number}", str(problem))

    def _index(self, line: bytes, kind: Kind | None) -> None:
        """Put one line into the index; raises ``ValueError`` where it is no record."""
        if len(line) > _LONGEST_LINE:
            raise ValueError(f"a line of more than {_LONGEST_LINE >> 20} MiB")
        if not (line := line.strip()):
            return
        raw = _loads(line)
        name = raw.get("id") or raw.get("modelId")
        if not isinstance(name, str):
            raise ValueError("no id")
        kind = kind or (Kind.DATASET if raw.get("_kind") == "dataset" else Kind.MODEL)
        key = key_of(kind, name.strip())
        if key in self._lines:
            self.repeated += 1
            return
        self._lines[key] = line
        if isinstance(hub_id := raw.get("_id"), str):
            when = str(raw.get("lastModified") or "")
            known = self._by_id.get((kind, hub_id))
            if known is None or when >= known[0]:
                self._by_id[kind, hub_id] = (when, key)

    def _note(self, location: str, reason: str) -> None:
        self.unreadable_count += 1
        if len(self.unreadable) < _MOST_KEPT_PROBLEMS:
            self.unreadable.append(Unreadable(location, reason))


def read_lines(path: Path) -> Iterator[bytes]:
    """Give the lines of a file, plain or compressed; one that is too long comes cut at the limit.

    Raises ``OSError``, ``EOFError`` or ``zstandard.ZstdError`` where it cannot be read.
    """
    with _open(path) as file:
        while line := file.readline(_LONGEST_LINE + 1):
            if len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
                while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                    continue
            yield line


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".zst":
        stream = zstandard.ZstdDecompressor().stream_reader(
            path.open("rb"), read_across_frames=True, closefd=True
        )
        return io.BufferedReader(cast(io.RawIOBase, stream), 1 << 20)
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


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
            raise ValueError("nested too deep") from problem
    if not isinstance(raw, dict):
        raise ValueError(f"a {type(raw).__name__}, not an object")
    return raw


def _other_revision(record: HubRecord, revision: str | None) -> str:
    """Say that the record is of another revision than was asked for, if it is known to be."""
    if revision is None or revision == "main" or record.sha is None:
        return ""
    if len(revision) >= _SHORTEST_SHA and record.sha.startswith(revision.casefold()):
        return ""
    return f"it has commit {record.sha[:_SHORTEST_SHA]}, not {revision}"


def _state(record: HubRecord, raw: dict[str, Any], moved: str | None) -> State:
    if record.disabled or raw.get("_state") == "disabled":
        return State.DISABLED
    if record.gated:
        return State.GATED
    return State.MOVED if moved else State.FOUND
