"""Follow a lineage from record to record: every base, every merge parent, every dataset."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scanners.evidence import Kind, State
from scanners.hub.records import HubRecord
from scanners.hub.source import HubSource, Sighting
from scanners.reference import Reference, is_repository_name

Key = tuple[Kind, str, str]
"""A kind, a name as it was asked for (casefolded), and the revision asked for, or nothing."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that was looked for, by what it was asked for as."""

    sightings: Mapping[Key, Sighting]
    roots: tuple[Key, ...]


def collect(source: HubSource, roots: Sequence[Reference]) -> Collection:
    """Look for the roots and for everything that they come from, each thing once.

    Breadth first and without recursion, so that depth and cycles are ordinary input. A revision
    that somebody asks for is looked for beside whatever the lineage of others names.
    """
    sightings: dict[Key, Sighting] = {}
    seen: dict[Key, Sighting] = {}
    """What was seen, by the name that its record has: an old name may have led there."""
    queue: deque[Reference] = deque(roots)
    while queue:
        wanted = queue.popleft()
        key = key_of(wanted.kind, wanted.name, wanted.revision)
        if key in sightings:
            continue
        if key in seen:
            sightings[key] = _by_its_own_name(seen[key])
            continue
        sightings[key] = _look(source, wanted)
        if record := sightings[key].record:
            queue.extend(_origins(record))
            if wanted.revision is None:
                seen.setdefault(key_of(record.kind, record.name), sightings[key])
    return Collection(sightings, tuple(key_of(r.kind, r.name, r.revision) for r in roots))


def key_of(kind: Kind, name: str, revision: str | None = None) -> Key:
    """Give the key under which a name is kept."""
    return kind, name.casefold(), revision or ""


def _look(source: HubSource, wanted: Reference) -> Sighting:
    if is_repository_name(wanted.name):
        return source.look(wanted.kind, wanted.name, wanted.revision)
    what = "a path on somebody's machine, " if wanted.name.startswith((".", "/", "~")) else ""
    reason = f"{wanted.name!r} is {what}no name on the Hub"
    return Sighting(State.MISSING_OR_PRIVATE, None, wanted.name, reason)


def _by_its_own_name(sighting: Sighting) -> Sighting:
    """Turn the outcome of asking by an old name into that of asking by the present one."""
    name = sighting.record.name if sighting.record else sighting.asked
    state = State.FOUND if sighting.state is State.MOVED else sighting.state
    return replace(sighting, state=state, asked=name, moved_to=None)


def _origins(record: HubRecord) -> Iterator[Reference]:
    for claim in record.base_models:
        yield Reference(Kind.MODEL, claim.name)
    for claim in (*record.datasets, *record.source_datasets):
        yield Reference(Kind.DATASET, claim.name)
