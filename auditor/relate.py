"""Turn what was seen into the lineage graph."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from auditor.graph import Component, Edge, Graph, copied_from
from licences.declaration import UNDECLARED, Clarity, Declaration, read_declaration
from scanners.evidence import Kind
from scanners.hub.claims import Claim
from scanners.hub.crawl import Collection, Key, key_of
from scanners.hub.records import HubRecord
from scanners.hub.source import Sighting


def relate(collection: Collection) -> tuple[Graph, Mapping[Key, int]]:
    """Build the graph, and say which node each name that was asked for leads to.

    Two names that lead to one repository (``_id``, else name and kind) are one component.
    """
    components: dict[tuple[Kind, str], Component] = {}
    identity: dict[Key, tuple[Kind, str]] = {}
    for key in sorted(collection.sightings):
        component = _component(key[0], collection.sightings[key])
        identity[key] = (component.kind, component.name.casefold())
        components.setdefault(identity[key], component)
    order = sorted(components)
    number = {name: n for n, name in enumerate(order)}
    nodes = {key: number[name] for key, name in identity.items()}
    plain = Graph((components[name] for name in order), _edges(collection, nodes))
    return _with_inherited_licences(plain), nodes


def _component(kind: Kind, sighting: Sighting) -> Component:
    record = sighting.record
    return Component(
        kind=kind,
        name=record.name if record else sighting.asked,
        state=sighting.state,
        declaration=_declaration(record),
        state_reason=sighting.reason,
        record=record,
        asked=sighting.asked,
    )


def _declaration(record: HubRecord | None) -> Declaration:
    if record is None:
        return UNDECLARED
    return read_declaration(record.licence, record.licence_name)


def _edges(collection: Collection, nodes: Mapping[Key, int]) -> Iterable[Edge]:
    for key, sighting in collection.sightings.items():
        if (record := sighting.record) is None:
            continue
        for kind, claims in (
            (Kind.MODEL, record.base_models),
            (Kind.DATASET, (*record.datasets, *record.source_datasets)),
        ):
            for claim in claims:
                yield _edge(nodes[key], nodes[key_of(kind, claim.name)], claim)


def _edge(child: int, parent: int, claim: Claim) -> Edge:
    return Edge(child, parent, claim.relation, claim.basis, claim.evidence)


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
