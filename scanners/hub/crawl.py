"""Follow a lineage from record to record: every base, every merge parent, every dataset.

First everything is looked for, by as many threads as the source takes, in whatever order the
answers come. Then it is put together in the order of the lineage, so that the outcome is the same.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from scanners.evidence import Kind, State
from scanners.hub.crew import Crew, TooLateError
from scanners.hub.records import HubRecord
from scanners.hub.source import HubSource, Sighting
from scanners.reference import Reference, is_repository_name

Key = tuple[Kind, str, str]
"""A kind, a name as it was asked for (casefolded), and the revision asked for, or nothing."""


Watch = Callable[[int, int], None]
"""Is told how many components were found so far, and how many are waited for."""
_GRACE = 1.0
"""Seconds after the deadline in which what knows of it may say why it has nothing."""
_GLANCE = 0.2
"""Seconds after which whoever watches is told again, though nothing came."""


def unwatched(_found: int, _waiting: int) -> None:
    """Watch nothing."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that was looked for, by what it was asked for as."""

    sightings: Mapping[Key, Sighting]
    roots: tuple[Key, ...]


def collect(source: HubSource, roots: Sequence[Reference], watch: Watch = unwatched) -> Collection:
    """Look for the roots and for everything that they come from, each thing once.

    Breadth first and without recursion, so that depth and cycles are ordinary input. A revision
    that somebody asks for is looked for beside whatever the lineage of others names.
    """
    found = _explore(source, roots, watch)
    sightings: dict[Key, Sighting] = {}
    seen: dict[Key, Sighting] = {}
    """What was seen, by the name that its record has: an old name may have led there."""
    queue: deque[Reference] = deque(roots)
    while queue:
        wanted = queue.popleft()
        key = _key(wanted)
        if key in sightings:
            continue
        if key in seen:
            sightings[key] = _by_its_own_name(seen[key])
            continue
        sightings[key] = replace(found[key], asked=wanted.name)
        if record := sightings[key].record:
            queue.extend(_origins(record))
            if wanted.revision is None:
                seen.setdefault(key_of(record.kind, record.name), sightings[key])
    return Collection(sightings, tuple(map(_key, roots)))


def _explore(source: HubSource, roots: Sequence[Reference], watch: Watch) -> Mapping[Key, Sighting]:
    """Look for everything, several at once; what is not there by the deadline is unreachable."""
    with closing(Crew[Key, Sighting](source.workers)) as crew:
        search = _Search(source, crew)
        search.want(roots)
        while search.waiting:
            watch(len(search.found), len(search.waiting))
            try:
                search.take(*crew.done(_GLANCE))
            except TooLateError:
                if source.deadline and source.deadline.passed_by(_GRACE):
                    search.give_up()
    return search.found


class _Search:
    """What was found so far, and what is waited for."""

    def __init__(self, source: HubSource, crew: Crew[Key, Sighting]) -> None:
        self.found: dict[Key, Sighting] = {}
        self.waiting: dict[Key, Reference] = {}
        self._source = source
        self._crew = crew

    def want(self, references: Iterable[Reference]) -> None:
        """Have somebody look for what nobody has looked for yet."""
        for wanted in references:
            key = _key(wanted)
            if key not in self.found and key not in self.waiting:
                self.waiting[key] = wanted
                self._crew.do(key, partial(_look, self._source, wanted))

    def take(self, key: Key, sighting: Sighting) -> None:
        """Note what was found, also by the name that it has, and want what it comes from."""
        wanted = self.waiting.pop(key)
        self.found[key] = sighting
        if record := sighting.record:
            its_own = key_of(wanted.kind, record.name)
            if wanted.revision is None and its_own not in self.waiting:
                self.found.setdefault(its_own, _by_its_own_name(sighting))
            self.want(_origins(record))

    def give_up(self) -> None:
        """Let all that is waited for be unreachable."""
        reason = f"it was not answered within {self._source.deadline}"
        for key, wanted in self.waiting.items():
            self.found[key] = Sighting(State.UNREACHABLE, None, wanted.name, reason)
        self.waiting.clear()


def key_of(kind: Kind, name: str, revision: str | None = None) -> Key:
    """Give the key under which a name is kept."""
    return kind, name.casefold(), revision or ""


def _key(reference: Reference) -> Key:
    return key_of(reference.kind, reference.name, reference.revision)


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
        if claim.card_name:
            yield Reference(Kind.MODEL, claim.card_name)
    for claim in (*record.datasets, *record.source_datasets):
        yield Reference(Kind.DATASET, claim.name)
