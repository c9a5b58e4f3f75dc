"""A base whose name leads to another repository than the one that the Hub links."""

from collections.abc import Iterator

from auditor.facts import bases_not_linked
from auditor.findings import Finding, Severity
from auditor.graph import Way
from auditor.rule import Case, Rule

RULE = Rule(
    "base-model-mismatch",
    Severity.MEDIUM,
    "The name of a base model leads to another repository than the one that the Hub links.",
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each base in the lineage that is not what the Hub links."""
    for reach in case.assessment.use:
        for edge, differs in bases_not_linked(case.graph, reach.node):
            child = case.component(edge.child)
            yield RULE.found(
                case,
                Way((*reach.way, edge)),
                f"{differs[0].upper()}{differs[1:]}; which of them {child.name} was made from is "
                "not certain.",
                f"Ask {child.publisher or 'its publisher'} which repository it was made from, and "
                "at which commit.",
                evidence=edge.evidence,
            )
