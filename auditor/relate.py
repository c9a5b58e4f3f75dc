"""Turn what was seen into the lineage graph."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from auditor.graph import Component, Edge, Graph, Link, copied_from
from licences.declaration import UNDECLARED, UNRECORDED, Clarity, Declaration, read_declaration
from licences.relation import Basis, Relation
from scanners.evidence import Kind, State
from scanners.hub.claims import Claim
from scanners.hub.crawl import Collection, Key, key_of
from scanners.hub.records import HubRecord
from scanners.hub.source import Sighting


def relate(collection: Collection) -> tuple[Graph, Mapping[Key, int]]:
    """Build the graph, and say which node each name that was asked for leads to.

    Two names that lead to one repository are one component; two commits of one are two.
    """
    components: dict[Key, Component] = {}
    identity: dict[Key, Key] = {}
    for key in sorted(_meant(collection)):
        component = _component(key, collection.sightings[key])
        commit = component.sha or component.revision
        identity[key] = name = key_of(component.kind, component.name, commit)
        if name not in components or component.state is State.MOVED:
            components[name] = component  # that somebody calls it by an old name is worth saying
    order = sorted(components)
    number = {name: n for n, name in enumerate(order)}
    nodes = {key: number[name] for key, name in identity.items()}
    plain = Graph((components[name] for name in order), _edges(collection, nodes))
    return _with_inherited_licences(plain), nodes


def _meant(collection: Collection) -> Iterator[Key]:
    """Leave out old names in cards that lead nowhere any more: the Hub's link says where to."""
    records = [s.record for s in collection.sightings.values() if s.record]
    named = {key_of(Kind.MODEL, c.name) for r in records for c in r.base_models}
    old = {key_of(Kind.MODEL, c.card_name) for r in records for c in r.base_models if c.card_name}
    gone = {key for key in old - named - {*collection.roots} if _is_gone(collection.sightings[key])}
    return (key for key in collection.sightings if key not in gone)


def _is_gone(sighting: Sighting) -> bool:
    return sighting.record is None and sighting.state is not State.UNREACHABLE


def _component(key: Key, sighting: Sighting) -> Component:
    kind, _, revision = key
    record = sighting.record
    return Component(
        kind=kind,
        name=record.name if record else sighting.asked,
        state=sighting.state,
        declaration=_declaration(record),
        state_reason=sighting.reason,
        record=record,
        asked=sighting.asked,
        revision=None if record else revision or None,
    )


def _declaration(record: HubRecord | None) -> Declaration:
    if record is None:
        return UNDECLARED
    if not record.card_known:
        return UNRECORDED
    return read_declaration(record.licence, record.licence_name, record.tagged_licence)


def _edges(collection: Collection, nodes: Mapping[Key, int]) -> Iterable[Edge]:
    """Make one edge of all claims that lead from one node to another by one relation."""
    claims: dict[tuple[int, int, Relation], dict[Claim, None]] = {}
    there = {key: nodes[key] for key, s in collection.sightings.items() if not _is_gone(s)}
    for key, sighting in sorted(collection.sightings.items()):
        if sighting.record is not None:
            for parent, claim in _claims(sighting.record, nodes, there):
                claims.setdefault((nodes[key], parent, claim.relation), {})[claim] = None
    return (_edge(*ends, tuple(alike)) for ends, alike in claims.items())


def _claims(
    record: HubRecord, nodes: Mapping[Key, int], there: Mapping[Key, int]
) -> Iterator[tuple[int, Claim]]:
    bases = [(nodes[key_of(Kind.MODEL, c.name)], c) for c in record.base_models]
    bases += _by_card(record, dict(bases), there)
    if len({parent for parent, _ in bases}) == 1:
        bases = [(parent, _of_one_base(record, claim)) for parent, claim in bases]
    yield from bases
    for claim in (*record.datasets, *record.source_datasets):
        yield nodes[key_of(Kind.DATASET, claim.name)], claim


def _by_card(
    record: HubRecord, linked: Mapping[int, Claim], there: Mapping[Key, int]
) -> Iterator[tuple[int, Claim]]:
    """Give what lies today under the name in a card where the Hub links something else.

    Both count, since nobody has said that one of them is wrong; one that could not be read may be
    anything. A name that leads nowhere is an old one, and one that leads to what is linked is the
    same.
    """
    for claim in record.base_models:
        if claim.card_name is not None:
            node = there.get(key_of(Kind.MODEL, claim.card_name))
            if node is not None and node not in linked:
                yield node, claim


def _of_one_base(record: HubRecord, claim: Claim) -> Claim:
    """Read a relation anew that was taken for a merge of what are several names of one base."""
    guessed = claim.basis is Basis.INFERRED and claim.relation is Relation.MERGE
    if not guessed or len(record.base_models) == 1:
        return claim
    return replace(claim, relation=record.inferred_relation([claim.name])[0])


def _edge(child: int, parent: int, relation: Relation, claims: tuple[Claim, ...]) -> Edge:
    basis = min((claim.basis for claim in claims), key=list(Basis).index)
    evidence = dict.fromkeys(e for claim in claims for e in claim.evidence)
    links = (Link(c.name, c.hub_id) for c in claims if c.hub_id or c.card_name)
    return Edge(child, parent, relation, basis, tuple(evidence), next(links, None))


def _with_inherited_licences(graph: Graph) -> Graph:
    """Give every copy that states no licence the licence of what it is a copy of.

    The parent's grant covers the copy; a fine-tune that states none gets nothing, since its
    author has granted nothing.
    """
    components = [
        replace(c, declaration=_inherited(graph, node)) if _wants_one(c) else c
        for node, c in enumerate(graph.components)
    ]
    return Graph(components, graph.edges)


def _wants_one(component: Component) -> bool:
    return component.seen and component.declaration.clarity is Clarity.NONE


def _inherited(graph: Graph, node: int) -> Declaration:
    visited = {node}
    while edges := copied_from(graph, node):
        parents = {edge.parent for edge in edges} - visited
        if len(parents) != 1:
            break
        node = parents.pop()
        visited.add(node)
        declaration = graph.components[node].declaration
        if declaration.clarity is not Clarity.NONE:
            return replace(declaration, inherited=True)
    return UNDECLARED
