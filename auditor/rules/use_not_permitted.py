"""The use that was asked about is forbidden by a licence that reaches the subject, or disputed."""

from collections.abc import Iterator

from auditor.assessment import Reach
from auditor.findings import Finding, Severity, clauses_of
from auditor.rule import Case, Rule, cite, confidence_of, origins, says, works
from licences import registry
from licences.declaration import describe
from licences.judgement import Verdict

RULE = Rule(
    "use-not-permitted",
    Severity.HIGH,
    "A licence that reaches the component does not allow this use, or may not.",
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each licence that forbids the use, or of which that is disputed.

    Where it is the licence itself that is not settled, that is another rule's matter.
    """
    for verdict in (Verdict.INCOMPATIBLE, Verdict.REVIEW):
        reaches = [
            reach
            for reach in case.assessment.use
            if reach.judgement.verdict is verdict
            and (verdict is Verdict.INCOMPATIBLE or _is_settled(case, reach))
        ]
        for licence, reach in origins(case, reaches):
            yield _finding(case, licence, reach)


def _is_settled(case: Case, reach: Reach) -> bool:
    """Say whether it is clear which licence it is and what its text says."""
    return not reach.judgement.unread and case.component(reach.node).declaration.settled


def _finding(case: Case, licence: str, reach: Reach) -> Finding:
    reasons = [r for r in reach.judgement.deciding if r.licence == licence]
    clauses = clauses_of(reasons)
    owner = case.component(reach.node)
    title = registry.get(licence).title
    bans = " and ".join(dict.fromkeys(r.text for r in reasons))
    if not owner.declaration.settled:
        message = (
            f"{owner.name}: {describe(owner.declaration)}; no reading of it allows this use: "
            f"{title} {bans} ({cite(clauses)})."
        )
    elif reach.way:
        message = (
            f"{says(case.subject)}; {owner.name} is under {title}, which still reaches "
            f"{works(case.subject)} and {bans} ({cite(clauses)})."
        )
    else:
        message = f"{owner.name} is under {title}, which {bans} ({cite(clauses)})."
    disputed = reach.judgement.verdict is Verdict.REVIEW
    kind = owner.kind.value
    return RULE.found(
        case,
        reach.way,
        message,
        f"Ask {owner.publisher or 'its publisher'} whether this use is allowed, and have it said."
        if disputed
        else f"Ask {owner.publisher or 'its publisher'} for terms that allow this use, "
        f"or take a {kind} whose whole lineage allows it.",
        severity=Severity.MEDIUM if disputed else None,
        confidence=confidence_of(reasons),
        clauses=clauses,
        evidence=owner.licence_evidence,
    )
