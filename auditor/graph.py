"""The lineage graph: components, typed edges, and the few walks that everything else uses.

Nodes are integers, edges are tuples; the order of both depends on names alone, never on the
order in which evidence came in.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from auditor.policy import Curation
from licences.declaration import Declaration
from licences.relation import COPY_RELATIONS, WEIGHT_RELATIONS, Basis, Relation
from scanners.evidence import Evidence, Kind, State, Unreadable
from scanners.hub.records import HubRecord
from scanners.reference import is_repository_name


@dataclass(frozen=True, slots=True)
class Component:
    """A model or dataset in the lineage: what was seen of it and how its licence reads.

    ``declaration`` is the licence concluded from the component's own evidence, or taken over
    from the parent that it is a copy of.
    """

    kind: Kind
    name: str
    state: State
    declaration: Declaration
    state_reason: str = ""
    record: HubRecord | None = None
    asked: str = ""
    """An old name by which somebody asked for an audit of it, or nothing."""
    revision: str | None = None
    """The revision that was asked for, where no commit is known."""
    curation: Curation | None = None
    """What a person settled of its licence; the declaration is then that."""

    @property
    def id(self) -> str:
        """The identity as reports write it: ``hf:org/name@sha``, without ``@`` if unknown.

        What is a path on somebody's machine is written ``path:…``.
        """
        scheme = "hf" if self.kind is Kind.MODEL else "hf-dataset"
        if self.name.startswith((".", "/", "~")):
            scheme = "path"
        at = self.sha or self.revision
        return f"{scheme}:{self.name}@{at}" if at else f"{scheme}:{self.name}"

    @property
    def on_hub(self) -> bool:
        """Whether the name could be a repository's on the Hub; cards hold other texts too."""
        return is_repository_name(self.name)

    @property
    def sha(self) -> str | None:
        """The commit that the record describes."""
        return self.record.sha if self.record else None

    @property
    def seen(self) -> bool:
        """Whether a record of it was read."""
        return self.record is not None

    @property
    def publisher(self) -> str | None:
        """The account or organisation that the component lies under."""
        if self.record and self.record.author:
            return self.record.author
        return self.name.split("/", 1)[0] if "/" in self.name and self.on_hub else None

    @property
    def licence_evidence(self) -> tuple[Evidence, ...]:
        """Where the declared licence was read."""
        read = self.record.licence_evidence if self.record else ()
        return (*read, *self._settled)

    @property
    def _settled(self) -> tuple[Evidence, ...]:
        if self.curation is None:
            return ()
        said = f"{self.curation.licence}, {self.curation.told}: {self.curation.reason}"
        return (Evidence("curation", self.curation.component, said),)

    @property
    def problems(self) -> tuple[Unreadable, ...]:
        """What the record holds that could not be read."""
        return self.record.problems if self.record else ()


@dataclass(frozen=True, slots=True)
class Link:
    """What the Hub itself links as a base: its name, and the ``_id`` that stays with it.

    ``leads_here`` says whether that name leads to the parent of the edge.
    """

    name: str
    hub_id: str | None
    leads_here: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A child made from a parent, by node number.

    ``links`` is what the Hub links, which need not be what lies under the parent's name today;
    ``called`` is an old name by which the child calls the parent, or nothing.
    """

    child: int
    parent: int
    relation: Relation
    basis: Basis
    evidence: tuple[Evidence, ...] = ()
    links: tuple[Link, ...] = ()
    called: str = ""


class Way(tuple[Edge, ...]):
    """A path of edges from a component up to one of its ancestors; empty for itself."""

    __slots__ = ()

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations along the way, from the component upwards."""
        return tuple(edge.relation for edge in self)

    @property
    def effect(self) -> Relation:
        """The one relation that the whole way amounts to.

        A chain of copies is a copy; learning anywhere on the way makes the whole a fine-tune,
        unless an adapter is all that was added; a merge is as good as a fine-tune.
        """
        return reduce(joined, self.relations, Relation.COPY)

    @property
    def inferred(self) -> bool:
        """Whether the kind of some edge on the way is only our reading."""
        return any(edge.basis is Basis.INFERRED for edge in self)


_WEAK_TO_STRONG = (
    *(Relation.COPY, Relation.QUANTIZED, Relation.SERVED_BY, Relation.GENERATED_BY),
    *(Relation.TRAINED_ON, Relation.DISTILLED, Relation.DERIVED, Relation.ADAPTER),
    *(Relation.MERGE, Relation.FINETUNE),
)
_STRENGTH = {relation: n for n, relation in enumerate(_WEAK_TO_STRONG)}


def joined(effect: Relation, relation: Relation) -> Relation:
    """Give what a way with one effect amounts to with one more edge: the stronger of the two."""
    return max(effect, relation, key=_STRENGTH.__getitem__)


class Graph:
    """Components and edges, with the walks over them."""

    def __init__(self, components: Iterable[Component], edges: Iterable[Edge]) -> None:
        """Take components in their final order, and edges that refer to them by number."""
        self.components = tuple(components)
        self.edges = tuple(sorted(set(edges), key=_edge_key))
        above: list[list[Edge]] = [[] for _ in self.components]
        for edge in self.edges:
            above[edge.child].append(edge)
        self._above = tuple(tuple(edges) for edges in above)

    def parents(self, node: int, relations: frozenset[Relation]) -> Iterator[Edge]:
        """Give the edges from a node to its parents, of certain relations."""
        return (edge for edge in self._above[node] if edge.relation in relations)

    def ways_up(self, start: int, relations: frozenset[Relation]) -> Mapping[int, Sequence[Way]]:
        """Find every ancestor, with a shortest way for each effect that a way to it can have.

        The start itself is left out, also where a cycle leads back to it. Each edge is walked at
        most once an effect; the time is that and the length of the ways that are given.
        """
        found: dict[int, dict[Relation, Way]] = {}
        queue: deque[tuple[int, Relation, Way]] = deque([(start, Relation.COPY, Way())])
        while queue:
            node, effect, way = queue.popleft()
            for edge in self.parents(node, relations):
                onward = joined(effect, edge.relation)
                if edge.parent == start or onward in found.get(edge.parent, {}):
                    continue
                longer = found.setdefault(edge.parent, {})[onward] = Way((*way, edge))
                queue.append((edge.parent, onward, longer))
        return {node: tuple(ways.values()) for node, ways in found.items()}

    def ancestors(self, start: int, relations: frozenset[Relation]) -> list[int]:
        """Find every ancestor, near before far, without the ways; the start is left out."""
        found = dict.fromkeys([start])
        queue = deque(found)
        while queue:
            for edge in self.parents(queue.popleft(), relations):
                if edge.parent not in found:
                    found[edge.parent] = None
                    queue.append(edge.parent)
        return list(found)[1:]

    def cycles(self, nodes: Iterable[int], relations: frozenset[Relation]) -> list[tuple[int, ...]]:
        """Find the groups of nodes that descend from each other, self-loops included.

        Tarjan's strongly connected components, without recursion; each group sorted.
        """
        groups = []
        for group in _strong_components(self, sorted(nodes), relations):
            looped = len(group) > 1 or any(
                edge.parent == group[0] for edge in self.parents(group[0], relations)
            )
            if looped:
                groups.append(tuple(sorted(group)))
        return sorted(groups)

    def ids_along(self, start: int, way: Way) -> tuple[str, ...]:
        """Write a way as component ids, the start first."""
        return tuple(self.components[n].id for n in (start, *(e.parent for e in way)))


def lineage_relations(kind: Kind) -> frozenset[Relation]:
    """Give the relations by which the terms of an ancestor reach a component of this kind."""
    return WEIGHT_RELATIONS if kind is Kind.MODEL else frozenset({Relation.DERIVED})


def copied_from(graph: Graph, node: int) -> list[Edge]:
    """Give the edges to what a node is a copy of, if it is nothing but a copy."""
    edges = list(graph.parents(node, WEIGHT_RELATIONS))
    return edges if edges and all(e.relation in COPY_RELATIONS for e in edges) else []


def _edge_key(edge: Edge) -> tuple[int, int, str, str]:
    return edge.child, edge.parent, edge.relation, edge.basis


def _strong_components(
    graph: Graph, nodes: Sequence[int], relations: frozenset[Relation]
) -> Iterator[list[int]]:
    walk = _StrongWalk(graph, relations)
    for root in nodes:
        if root not in walk.number:
            yield from walk.from_root(root)


class _StrongWalk:
    """The state of Tarjan's walk: numbers in order of meeting, and the stack of open nodes."""

    def __init__(self, graph: Graph, relations: frozenset[Relation]) -> None:
        self.number: dict[int, int] = {}
        self._low: dict[int, int] = {}
        self._open: list[int] = []
        self._is_open: set[int] = set()
        self._graph = graph
        self._relations = relations

    def from_root(self, root: int) -> Iterator[list[int]]:
        """Give the groups that are complete once everything above a root is walked."""
        work = [(root, self._meet(root))]
        while work:
            node, edges = work[-1]
            edge = next(edges, None)
            if edge is None:
                work.pop()
                if work:
                    self._lower(work[-1][0], self._low[node])
                if self._low[node] == self.number[node]:
                    yield self._close(node)
            elif edge.parent not in self.number:
                work.append((edge.parent, self._meet(edge.parent)))
            elif edge.parent in self._is_open:
                self._lower(node, self.number[edge.parent])

    def _meet(self, node: int) -> Iterator[Edge]:
        self.number[node] = self._low[node] = len(self.number)
        self._open.append(node)
        self._is_open.add(node)
        return self._graph.parents(node, self._relations)

    def _lower(self, node: int, low: int) -> None:
        self._low[node] = min(self._low[node], low)

    def _close(self, root: int) -> list[int]:
        at = self._open.index(root)
        group, self._open = self._open[at:], self._open[:at]
        self._is_open.difference_update(group)
        return group
