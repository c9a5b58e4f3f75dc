"""Components that descend from each other, which cannot be."""

from collections.abc import Iterator

from auditor.findings import Finding, Severity
from auditor.graph import Way, lineage_relations
from auditor.rule import Case, Rule
from scanners.evidence import Kind

RULE = Rule(
    "lineage-cycle",
    Severity.MEDIUM,
    "Components are stated to descend from each other; at least one statement is wrong.",
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each group of components that descend from each other."""
    nearest = {reach.node: reach.way for reach in case.assessment.training}
    nearest |= {reach.node: reach.way for reach in case.assessment.use}
    relations = lineage_relations(Kind.MODEL) | lineage_relations(Kind.DATASET)
    for group in case.graph.cycles(nearest, relations):
        way = min((nearest[n] for n in group), key=len, default=Way())
        names = [case.component(n).name for n in group]
        alone = len(group) == 1
        yield RULE.found(
            case,
            way,
            f"{names[0]} names itself as what it was made from."
            if alone
            else f"{', '.join(names)} are stated to descend from each other.",
            "What it was really made from is not stated; ask the publisher."
            if alone
            else "At least one of these statements is wrong; ask the publishers which.",
            severity=Severity.LOW if alone else None,
            evidence=(
                e
                for n in group
                for edge in case.graph.parents(n, relations)
                if edge.parent in group
                for e in edge.evidence
            ),
        )
