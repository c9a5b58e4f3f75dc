"""What a rule is, and what it sees: one subject with its graph and what was judged of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.assessment import Assessment, Reach
from auditor.facts import licence_files
from auditor.findings import Clause, Confidence, Finding, Severity
from auditor.graph import Component, Graph, Way, lineage_relations
from licences import registry
from licences.judgement import OPEN_VERDICTS, Reason
from licences.licence import Status
from licences.use import Use
from scanners.evidence import Evidence, Kind

_MOST_FILES = 3


@dataclass(frozen=True, slots=True)
class Case:
    """One subject to look at: the graph it lies in, its assessment, and the use asked about."""

    graph: Graph
    assessment: Assessment
    use: Use

    @property
    def subject(self) -> Component:
        """The component that was asked about."""
        return self.graph.components[self.assessment.subject]

    def component(self, node: int) -> Component:
        """Give the component of a node."""
        return self.graph.components[node]

    def path(self, way: Way) -> tuple[str, ...]:
        """Write a way from the subject as component ids."""
        return self.graph.ids_along(self.assessment.subject, way)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's public id, the severity of its findings unless it says otherwise, and its gist."""

    id: str
    severity: Severity
    summary: str

    def found(  # noqa: PLR0913  # a finding has that many parts
        self,
        case: Case,
        way: Way,
        message: str,
        remedy: str,
        *,
        detail: str = "",
        confidence: Confidence = Confidence.HIGH,
        severity: Severity | None = None,
        clauses: Iterable[Clause] = (),
        evidence: Iterable[Evidence] = (),
    ) -> Finding:
        """Make a finding about the component at the end of a way from the subject.

        An edge whose kind is only our reading caps the confidence at medium.
        """
        if way.inferred and confidence is Confidence.HIGH:
            confidence = Confidence.MEDIUM
        return Finding(
            rule=self.id,
            severity=severity or self.severity,
            confidence=confidence,
            subject=case.subject.id,
            message=message,
            path=case.path(way),
            remedy=remedy,
            detail=detail,
            clauses=tuple(dict.fromkeys(clauses)),
            evidence=(*evidence, *(e for edge in way for e in edge.evidence)),
        )


def confidence_of(reasons: Iterable[Reason]) -> Confidence:
    """Say how sure reasons are: verified clauses, read onto what they name, are certain."""
    every = list(reasons)
    certain = all(r.firm and r.status is Status.VERIFIED for r in every)
    return Confidence.HIGH if every and certain else Confidence.MEDIUM


def origins(case: Case, reaches: Iterable[Reach]) -> Iterator[tuple[str, Reach]]:
    """Give for each licence that decides some reach the one place to tell of it.

    That is the subject where it is under the licence itself, else the component that the
    licence came from: one with no ancestor under the same licence, the nearest if there are
    several.
    """
    by_licence: dict[str, list[Reach]] = {}
    for reach in reaches:
        for licence in dict.fromkeys(r.licence for r in reach.judgement.deciding if r.licence):
            by_licence.setdefault(licence, []).append(reach)
    for licence, held in by_licence.items():
        nodes = {reach.node for reach in held}
        topmost = [r for r in held if not _has_parent_in(case, r.node, nodes - {r.node})]
        own = [reach for reach in held if not reach.way]
        yield licence, (own or topmost or held)[0]


def _has_parent_in(case: Case, node: int, nodes: set[int]) -> bool:
    relations = lineage_relations(case.component(node).kind)
    return any(edge.parent in nodes for edge in case.graph.parents(node, relations))


def terms_not_known(case: Case, reach: Reach) -> Iterator[Reason]:
    """Give the reasons that leave an answer open since a licence's own term was not read.

    They concern the use, or the label that the subject has over the component.
    """
    above = [r.judgement for r in case.assessment.label if r.way and r.node == reach.node]
    for judged in (reach.judgement, *above):
        if judged.verdict in OPEN_VERDICTS:
            yield from judged.unread


def says(component: Component) -> str:
    """Say what a card states of its licence, as the beginning of a sentence."""
    stated = ", ".join(component.declaration.raw)
    if component.declaration.inherited:
        return f"The card states no licence, and what it is a copy of says {stated}"
    return f"The card says {stated}" if stated else "The card states no licence"


def name_files(component: Component) -> str:
    """Name the first files that may hold a licence and were not read; nothing if there is none."""
    return ", ".join(licence_files(component)[:_MOST_FILES])


def works(component: Component) -> str:
    """Name what the terms reach: a model's weights, or a dataset."""
    return "these weights" if component.kind is Kind.MODEL else "this dataset"


def cite(clauses: Iterable[Clause]) -> str:
    """Write clauses for people: ``Llama 3.1, 1.b.i, 5.b``."""
    by_licence: dict[str, list[str]] = {}
    for clause in clauses:
        by_licence.setdefault(clause.licence, []).append(clause.clause)
    return "; ".join(
        f"{registry.get(licence).title}, {', '.join(places)}"
        for licence, places in by_licence.items()
    )
