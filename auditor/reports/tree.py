"""The lineage of one subject as rows of a tree, for formats that show it as text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.facts import other_than_linked
from auditor.graph import Component, Edge
from auditor.report import is_community_variant
from auditor.rule import Case
from licences.relation import WEIGHT_RELATIONS, Basis, Relation
from scanners.evidence import MIRROR, Kind, State

_LINEAGE = WEIGHT_RELATIONS | {Relation.TRAINED_ON, Relation.DERIVED}
_MOST_DATASETS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the branch drawing with the relation, a name, its licence and a remark."""

    branch: str
    name: str
    licence: str
    note: str
    inferred: bool = False


def rows(case: Case) -> Iterator[Row]:
    """Draw the lineage from the subject upwards, each component's own ancestors once."""
    subject = case.assessment.subject
    community = "community variant, unvetted" if is_community_variant(case.graph, subject) else ""
    asked = f"asked for as {case.subject.asked}" if case.subject.asked else ""
    yield _row(case.subject, "", ", ".join(filter(None, (community, asked))))
    shown = {subject}
    stack = _children(case, subject, "")
    while stack:
        item = stack.pop()
        if isinstance(item, Row):
            yield item
            continue
        edge, branch, deeper = item
        component = case.component(edge.parent)
        again = edge.parent in shown and any(case.graph.parents(edge.parent, _LINEAGE))
        note = "see above" if again else _noted(case, edge)
        row = _row(component, f"{branch}{_relation(edge)} ", note)
        yield replace(row, inferred=edge.basis is Basis.INFERRED)
        if edge.parent not in shown:
            shown.add(edge.parent)
            stack += _children(case, edge.parent, deeper)


def _children(case: Case, node: int, indent: str) -> list[tuple[Edge, str, str] | Row]:
    """Give the branches above a node, last one first, so that a stack yields them in order."""
    edges = sorted(case.graph.parents(node, _LINEAGE), key=lambda e: _order(case, e))
    data = [e for e in edges if case.component(e.parent).kind is Kind.DATASET]
    hidden = len(data) - _MOST_DATASETS if len(data) > _MOST_DATASETS + 1 else 0
    if hidden:
        edges = [e for e in edges if e not in data[_MOST_DATASETS:]]
    found: list[tuple[Edge, str, str] | Row] = []
    for edge in edges:
        last = edge is edges[-1] and not hidden
        found.append((edge, indent + ("└ " if last else "├ "), indent + ("  " if last else "│ ")))
    if hidden:
        found.append(Row(f"{indent}└ ", f"and {hidden} more datasets", "", ""))
    return found[::-1]


def _order(case: Case, edge: Edge) -> tuple[bool, str]:
    component = case.component(edge.parent)
    return component.kind is Kind.DATASET, component.name.casefold()


def _relation(edge: Edge) -> str:
    return f"{edge.relation}?" if edge.basis is Basis.INFERRED else str(edge.relation)


def _row(component: Component, branch: str, note: str) -> Row:
    state = _STATES.get(component.state, "")
    if not component.on_hub:
        state = "no name on the Hub"
    elif component.state is State.MISSING_OR_PRIVATE and component.state_reason:
        state = "no such revision"
    if component.state is State.GATED and not component.seen:
        state = "gated: its record is not shown"
    own = "not stated: its parent's" if component.declaration.inherited else ""
    if component.curation is not None:
        own = component.curation.told
    remarks = [note, state, own]
    return Row(branch, component.name, _licence(component), ", ".join(r for r in remarks if r))


def _noted(case: Case, edge: Edge) -> str:
    """Say of an edge how it was read, and by which name."""
    if other_than_linked(case.graph, edge):
        return "not what the Hub links"
    called = f"called {edge.called}, its old name" if edge.called else ""
    mirror = any(e.source == MIRROR for e in edge.evidence)
    return ", ".join(filter(None, (called, "by card and tags alone" if mirror else "")))


_STATES = {
    State.GATED: "gated: read from its record alone",
    State.MISSING_OR_PRIVATE: "missing or private",
    State.DISABLED: "disabled by the Hub",
    State.UNREACHABLE: "could not be read",
    State.NOT_IN_SNAPSHOT: "not in the snapshot",
}


def _licence(component: Component) -> str:
    if not component.seen:
        return "unknown"
    declaration = component.declaration
    stated = ", ".join(declaration.raw) or "not stated"
    return f"({stated})" if declaration.inherited else stated
