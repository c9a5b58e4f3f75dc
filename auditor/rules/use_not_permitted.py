"""The use that was asked about is forbidden by a licence that reaches the subject."""

from collections.abc import Iterator

from auditor.assessment import Reach
from auditor.findings import Finding, Severity, clauses_of
from auditor.rule import Case, Rule, cite, confidence_of, origins, says, works
from licences import registry
from licences.judgement import Verdict

RULE = Rule(
    "use-not-permitted", Severity.HIGH, "A licence that reaches the model does not allow this use."
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each licence that forbids the use."""
    banned = [
        reach for reach in case.assessment.use if reach.judgement.verdict is Verdict.INCOMPATIBLE
    ]
    for licence, reach in origins(case, banned):
        yield _finding(case, licence, reach)


def _finding(case: Case, licence: str, reach: Reach) -> Finding:
    reasons = [r for r in reach.judgement.deciding if r.licence == licence]
    clauses = clauses_of(reasons)
    owner = case.component(reach.node)
    title = registry.get(licence).title
    bans = " and ".join(dict.fromkeys(r.text for r in reasons))
    if reach.way:
        message = (
            f"{says(case.subject)}; {owner.name} is under {title}, which still reaches "
            f"{works(case.subject)} and {bans} ({cite(clauses)})."
        )
    else:
        message = f"{owner.name} is under {title}, which {bans} ({cite(clauses)})."
    return RULE.found(
        case,
        reach.way,
        message,
        f"Ask {owner.publisher or 'its publisher'} for terms that allow this use, "
        "or take a model whose whole lineage allows it.",
        confidence=confidence_of(reasons),
        clauses=clauses,
        evidence=owner.licence_evidence,
    )
