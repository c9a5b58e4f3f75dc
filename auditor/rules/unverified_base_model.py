"""A base model that the lineage names and that was not seen."""

from collections.abc import Iterator

from auditor.facts import unseen
from auditor.findings import Finding, Severity
from auditor.rule import Case, Rule
from scanners.evidence import State

RULE = Rule(
    "unverified-base-model",
    Severity.MEDIUM,
    "A base model that the lineage names could not be seen, so its terms are not known.",
)

_REMEDIES = {
    State.NOT_IN_SNAPSHOT: "Audit it against a newer or fuller source of records.",
    State.UNREACHABLE: "Run the audit again when it can be reached.",
}


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each ancestor that no record was read of."""
    for reach in case.assessment.use:
        parent = case.component(reach.node)
        if reach.way and not parent.seen:
            child = case.component(reach.way[-1].child)
            yield RULE.found(
                case,
                reach.way,
                f"{child.name} names {parent.name} as what it was made from, and "
                f"{unseen(parent)}; its licence is not known.",
                _REMEDIES.get(
                    parent.state,
                    f"Ask {child.publisher or 'the publisher'} which model it was made from.",
                ),
            )
