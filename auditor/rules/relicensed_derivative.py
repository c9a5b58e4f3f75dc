"""The label drops terms that an ancestor's licence wants carried along."""

from collections.abc import Iterator

from auditor.assessment import Reach, other_reading
from auditor.findings import Clause, Finding, Severity, clauses_of, places
from auditor.rule import Case, Rule, cite, confidence_of, origins, says, works
from licences import registry
from licences.declaration import Clarity, describe
from licences.judgement import Verdict
from licences.licence import Status
from licences.permission import may_use
from licences.relabelling import not_carried
from licences.relation import Relation
from licences.use import Facts

RULE = Rule(
    "relicensed-derivative",
    Severity.HIGH,
    "The label of a derivative lacks terms that an ancestor's licence wants carried along.",
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each licence whose terms the subject's label does not carry."""
    for verdict in (Verdict.INCOMPATIBLE, Verdict.REVIEW):
        dropped = [r for r in case.assessment.label if r.way and r.judgement.verdict is verdict]
        for licence, reach in origins(case, dropped):
            yield _finding(case, licence, reach)


def _finding(case: Case, licence: str, reach: Reach) -> Finding:
    reasons = [r for r in reach.judgement.deciding if r.licence == licence]
    clauses = clauses_of(reasons)
    dropped = _dropped(case, licence)
    also = (Clause(licence, at, Status.VERIFIED) for _, clause in dropped for at in places(clause))
    review = reach.judgement.verdict is Verdict.REVIEW
    return RULE.found(
        case,
        reach.way,
        f"{says(case.subject)}; {_reaching(case, reach, licence)} ({cite(clauses)}).",
        _remedy(case, reach, licence),
        detail=_detail(case, reach, reasons[0].text, dropped),
        severity=Severity.MEDIUM if review else None,
        confidence=confidence_of(reasons),
        clauses=(*clauses, *also),
        evidence=(*case.subject.licence_evidence, *case.component(reach.node).licence_evidence),
    )


def _reaching(case: Case, reach: Reach, licence: str) -> str:
    """Say which terms reach the subject, as far as it is clear which they are."""
    owner, title = case.component(reach.node), registry.get(licence).title
    this = works(case.subject)
    if owner.declaration.clarity is Clarity.CHOICE:
        offered = owner.declaration.concluded
        return f"{owner.name} offers {offered}, and under {title} its terms still reach {this}"
    if not owner.declaration.settled:
        return (
            f"the terms of {owner.name} still reach {this}, and of them {title} is one reading: "
            f"{describe(owner.declaration)}"
        )
    return f"the {title} terms of {owner.name} still reach {this}"


def _detail(case: Case, reach: Reach, why: str, dropped: list[tuple[str, str]]) -> str:
    sentences = [why[0].upper() + why[1:] + "."]
    if dropped:
        listed = ", ".join(f"{what} ({clause})" for what, clause in dropped)
        sentences.append(f"Not carried by the label: {listed}.")
    other = other_reading(case.graph, case.assessment.subject, reach, case.use)
    if other is not None:
        relation, verdict = other
        ours, theirs = "trained further", "only converted"
        if relation is Relation.FINETUNE:
            ours, theirs = theirs, ours
        sentences.append(
            f"That it was {ours} is our reading of the record; if it was {theirs}, the answer on "
            f"the label would be {verdict.replace('_', ' ')}."
        )
    return " ".join(sentences)


def _dropped(case: Case, licence: str) -> list[tuple[str, str]]:
    """List what no reading of the label carries."""
    up = registry.get(licence)
    by_label = [
        not_carried(up, registry.get(label)) for label in case.subject.declaration.mentioned
    ]
    return [item for item in by_label[0] if item[1] and all(item in rest for rest in by_label)]


def _remedy(case: Case, reach: Reach, licence: str) -> str:
    """Say what may be done under the licence, and whom to ask."""
    up = registry.get(licence)
    owner = case.component(reach.node)
    asked = owner.publisher or "its publisher"
    if up.terms.derivative_licence.value == "none":
        if reach.judgement.verdict is Verdict.REVIEW:
            return f"Ask {asked} whether a conversion may be passed on."
        return (
            f"Only {owner.name} itself may be passed on under {up.title}; ask {asked} for terms "
            "that allow derivatives."
        )
    name_it = f"ask {case.subject.publisher or 'the publisher'} to name the licence."
    if owner.declaration.clarity is Clarity.CHOICE:
        return f"Choose one of what {owner.name} offers and keep its terms, or {name_it}"
    if may_use(up, case.use, Facts()).verdict is Verdict.INCOMPATIBLE:
        return f"{up.title} does not allow your use, whatever the label says; for others, {name_it}"
    shown = (case.component(edge.parent) for edge in reach.way)
    source = next(c for c in shown if licence in c.declaration.mentioned)
    return (
        f"Treat it as under {up.title} and keep its terms, take {source.name} (which shows "
        f"{up.title}), or {name_it}"
    )
