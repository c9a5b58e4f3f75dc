"""Turn what was seen into the lineage graph."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.graph import Component, Edge, Graph, Link, copied_from
from auditor.policy import Policy
from licences.declaration import (
    UNDECLARED,
    UNRECORDED,
    Clarity,
    Declaration,
    read_declaration,
    settled,
)
from licences.relation import Basis, Relation
from scanners.evidence import Kind, State
from scanners.hub.claims import Claim
from scanners.hub.crawl import Collection, Key, key_of
from scanners.hub.records import HubRecord
from scanners.hub.source import Sighting

_NOTHING_SETTLED = Policy()


def relate(
    collection: Collection, policy: Policy = _NOTHING_SETTLED
) -> tuple[Graph, Mapping[Key, int]]:
    """Build the graph, and say which node each name that was asked for leads to.

    A licence that the policy settles takes the place of what the component declares.

    Two names that lead to one repository are one component; two commits of one are two.
    """
    groups: dict[Key, list[Key]] = {}
    for key in sorted(_meant(collection)):
        groups.setdefault(_identity(key, collection.sightings[key]), []).append(key)
    order = sorted(groups)
    nodes = {key: n for n, name in enumerate(order) for key in groups[name]}
    found = (_component(groups[name], collection) for name in order)
    components = [_settled(component, policy) for component in found]
    plain = Graph(components, _edges(collection, nodes, components))
    return _with_inherited_licences(plain), nodes


def _meant(collection: Collection) -> Iterator[Key]:
    """Leave out old names in cards that lead nowhere any more: the Hub's link says where to."""
    records = [s.record for s in collection.sightings.values() if s.record]
    named = {key_of(Kind.MODEL, c.name) for r in records for c in r.base_models}
    old = {key_of(Kind.MODEL, c.card_name) for r in records for c in r.base_models if c.card_name}
    gone = {key for key in old - named - {*collection.roots} if _is_gone(collection.sightings[key])}
    return (key for key in collection.sightings if key not in gone)


def _is_gone(sighting: Sighting) -> bool:
    return sighting.state in {State.MISSING_OR_PRIVATE, State.NOT_IN_SNAPSHOT}


def _identity(key: Key, sighting: Sighting) -> Key:
    """Tell repositories apart, and commits of one; ``main`` is what is there without asking."""
    kind, _, revision = key
    record = sighting.record
    if record is None:
        return key_of(kind, sighting.asked, revision)
    return key_of(kind, record.name, record.sha or (revision if revision != "main" else ""))


def _component(keys: Sequence[Key], collection: Collection) -> Component:
    """Make one component of all names that led to it; by an old one among them it has moved."""
    sightings = [collection.sightings[key] for key in keys]
    moved = {key: s for key, s in zip(keys, sightings, strict=True) if s.moved_to}
    sighting = next((s for s in moved.values() if s.state is State.MOVED), sightings[0])
    asked = next((s.asked for key, s in moved.items() if key in collection.roots), "")
    kind, _, revision = keys[0]
    record = sighting.record
    return Component(
        kind=kind,
        name=record.name if record else sighting.asked,
        state=sighting.state,
        declaration=_declaration(record),
        state_reason=sighting.reason,
        record=record,
        asked=asked,
        revision=None if record and record.sha else revision or None,
    )


def _settled(component: Component, policy: Policy) -> Component:
    """Take over what a person settled, of a component that was seen."""
    curation = policy.curation_of(component.id) if component.seen else None
    if curation is None:
        return component
    return replace(component, declaration=settled(curation.licence), curation=curation)


def _declaration(record: HubRecord | None) -> Declaration:
    if record is None:
        return UNDECLARED
    if not record.card_known:
        return UNRECORDED
    return read_declaration(record.licence, record.licence_name, record.tagged_licence)


def _edges(
    collection: Collection, nodes: Mapping[Key, int], components: Sequence[Component]
) -> Iterator[Edge]:
    """Make one edge of all claims that lead from one node to another by one relation."""
    claims: dict[tuple[int, int, Relation], dict[Claim, None]] = {}
    there = {key: nodes[key] for key, s in collection.sightings.items() if not _is_gone(s)}
    for key, sighting in sorted(collection.sightings.items()):
        if sighting.record is not None:
            for parent, claim in _claims(sighting.record, nodes, there):
                claims.setdefault((nodes[key], parent, claim.relation), {})[claim] = None
    for (child, parent, relation), alike in claims.items():
        leading = nodes, parent, components[parent]
        yield Edge(
            child,
            parent,
            relation,
            min((claim.basis for claim in alike), key=list(Basis).index),
            tuple(dict.fromkeys(e for claim in alike for e in claim.evidence)),
            tuple(dict.fromkeys(_links(alike, *leading))),
            next(_old_names(alike, *leading), ""),
        )


def _links(
    claims: Iterable[Claim], nodes: Mapping[Key, int], parent: int, component: Component
) -> Iterator[Link]:
    for claim in claims:
        if claim.hub_id or claim.card_name:
            leads_here = nodes[key_of(component.kind, claim.name)] == parent
            yield Link(claim.name, claim.hub_id, leads_here)


def _old_names(
    claims: Iterable[Claim], nodes: Mapping[Key, int], parent: int, component: Component
) -> Iterator[str]:
    for claim in claims:
        for name in filter(None, (claim.card_name, claim.name)):
            leads_here = nodes.get(key_of(component.kind, name)) == parent
            if leads_here and name.casefold() != component.name.casefold():
                yield name


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
