"""What a run has to say, before any format says it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from auditor.facts import base_not_named, bases_not_linked, unseen
from auditor.findings import Finding
from auditor.graph import Component, Graph, lineage_relations
from auditor.rule import Case, terms_not_known
from auditor.verdict import Outcome, worst
from licences import registry
from licences.declaration import describe
from licences.judgement import Duty
from licences.relation import Relation
from licences.training import Training
from licences.use import Use
from scanners.evidence import Kind, State
from scanners.hub.source import Requests

ASSUMPTIONS = (
    "Weights are protected, and the licence stated for them binds.",
    "Statements on cards are their publishers'.",
    "Commercial use includes internal use in a company.",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One subject with its findings, its verdict and the one reason to read first."""

    case: Case
    findings: tuple[Finding, ...]
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty with the ids of the components whose terms bring it about."""

    duty: Duty
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reaching:
    """A licence of an ancestor that binds a component, and the relations by which it came."""

    licence: str
    source: str
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that could not be known, and why."""

    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run. ``generated`` is an RFC 3339 time in UTC; ``source`` says what was read."""

    graph: Graph
    subjects: tuple[Judged, ...]
    use: Use
    source: str
    generated: str
    requests: Requests = field(default_factory=Requests)
    remarks: tuple[str, ...] = ()
    """What the source could not give, in sentences."""

    @property
    def verdict(self) -> Outcome:
        """The verdict on the run: the worst of the subjects'."""
        return worst(s.outcome for s in self.subjects)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every subject's findings, in the order of the subjects."""
        return tuple(f for s in self.subjects for f in s.findings)

    @property
    def obligations(self) -> tuple[Owed, ...]:
        """Every duty once, with the components that bring it about."""
        return owed(s.case for s in self.subjects)

    @property
    def unknowns(self) -> tuple[Unknown, ...]:
        """Everything that could not be known, once each."""
        every = (u for s in self.subjects for u in unknowns(s.case))
        return tuple(dict.fromkeys(every))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the answers rest on, beside the evidence."""
        extra = ["Only Hub records were read; no licence text, header or weight file."]
        extra += self.remarks
        if self.use.regions and not self.use.domicile:
            extra.append("Each region given is taken as the licensee's domicile too.")
        return (*ASSUMPTIONS, *extra)


def owed(cases: Iterator[Case] | Sequence[Case]) -> tuple[Owed, ...]:
    """Join the duties of several cases, each once, with the components they come from."""
    sources: dict[Duty, dict[str, None]] = {}
    for case in cases:
        brought = [(d, r.node) for r in case.assessment.use for d in r.judgement.duties]
        brought += [(d, r.node) for r in case.assessment.training for d in r.judgement.duties]
        for duty, node in brought:
            sources.setdefault(duty, {})[case.component(node).id] = None
    return tuple(Owed(duty, tuple(ids)) for duty, ids in sources.items())


def reaching(graph: Graph, node: int) -> Iterator[Reaching]:
    """List the licences of a component's ancestors that bind it too, near ones first."""
    ways = graph.ways_up(node, lineage_relations(graph.components[node].kind))
    for above, found in sorted(ways.items(), key=lambda item: (min(map(len, item[1])), item[0])):
        owner = graph.components[above]
        if (concluded := owner.declaration.concluded) is not None:
            came_by = dict.fromkeys(min(found, key=len).relations)
            yield Reaching(concluded, owner.id, tuple(came_by))


def unknowns(case: Case) -> Iterator[Unknown]:
    """List what could not be known about a subject and its lineage."""
    yield from unsettled(case)
    for node in case.assessment.lineage:
        component = case.component(node)
        if component.state is State.GATED and component.seen:
            text = f"{component.name} is gated: its licence was read from its record alone."
            yield Unknown(component.id, text)
        if component.state is State.DISABLED and component.seen:
            text = f"{component.name} was disabled by the Hub; why is not stated."
            yield Unknown(component.id, text)
        for problem in component.problems:
            yield Unknown(component.id, f"{component.name}, {problem.location}: {problem.reason}.")
    if case.subject.seen and not case.assessment.states_training:
        yield Unknown(case.subject.id, "Training data not stated.")


def unsettled(case: Case) -> Iterator[Unknown]:
    """List the components whose licence is not settled; each of them is a finding too."""
    for above in case.assessment.use:
        component = case.component(above.node)
        if not component.seen or not component.declaration.settled:
            yield Unknown(component.id, f"Licence of {component.name}: {_why(component)}.")
            continue
        yield from _open_bases(case, above.node)
        for reason in terms_not_known(case, above):
            title = registry.get(reason.licence).title
            text = f"Terms of {component.name}: what {title} says is not known in full."
            yield Unknown(component.id, text)
    for reach in case.assessment.training:
        if reach.judgement.answer is Training.UNKNOWN:
            dataset = case.component(reach.node)
            yield Unknown(dataset.id, f"Terms of {dataset.name}: {reach.judgement.text}.")


def _open_bases(case: Case, node: int) -> Iterator[Unknown]:
    if missing := base_not_named(case.graph, node):
        yield Unknown(case.component(node).id, f"{missing}.")
    for edge, differs in bases_not_linked(case.graph, node):
        yield Unknown(case.component(edge.parent).id, f"{differs}.")


def _why(component: Component) -> str:
    return describe(component.declaration) if component.seen else unseen(component)


def is_community_variant(graph: Graph, node: int) -> bool:
    """Say whether a model descends from a model of another publisher."""
    component = graph.components[node]
    relations = lineage_relations(component.kind)
    above = [n for n in graph.ancestors(node, relations) if not list(graph.parents(n, relations))]
    publishers = {(graph.components[n].publisher or "").casefold() for n in above} - {""}
    own = (component.publisher or "").casefold()
    return component.kind is Kind.MODEL and bool(publishers - {own})
