"""Two licences that meet at a merge exclude each other."""

from collections.abc import Iterator

from auditor.findings import Finding, Severity, clauses_of
from auditor.rule import Case, Rule, cite, confidence_of
from licences import registry

RULE = Rule(
    "incompatible-parents",
    Severity.HIGH,
    "Parents of a merge are under licences that cannot both be kept.",
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each pair of licences that exclude each other."""
    for clash in case.assessment.conflicts:
        clauses = clauses_of([clash.reason])
        first, second = case.component(clash.first), case.component(clash.second)
        merged = case.component(clash.at[-1].parent) if clash.at else case.subject
        yield RULE.found(
            case,
            clash.at,
            f"{merged.name} joins {first.name} ({_titles(first.declaration.mentioned)}) and "
            f"{second.name} ({_titles(second.declaration.mentioned)}): {clash.reason.text} "
            f"({cite(clauses)}).",
            f"No label can satisfy both; take a {merged.kind.value} made without one of the two.",
            confidence=confidence_of([clash.reason]),
            clauses=clauses,
            evidence=(*first.licence_evidence, *second.licence_evidence),
        )


def _titles(licences: tuple[str, ...]) -> str:
    return ", ".join(registry.get(licence).title for licence in licences)
