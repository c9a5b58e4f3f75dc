"""A base model that the lineage names, or must have, and that was not seen."""

from collections.abc import Iterator

from auditor.facts import base_not_named, next_step, unseen
from auditor.findings import Finding, Severity
from auditor.rule import Case, Rule

RULE = Rule(
    "unverified-base-model",
    Severity.MEDIUM,
    "A base model that the lineage names or must have could not be seen.",
)

_OR_LOG_IN = ", or log in if it is private and you have access"


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each ancestor that no record was read of, or that is not named."""
    for reach in case.assessment.use:
        parent = case.component(reach.node)
        if missing := base_not_named(case.graph, reach.node):
            yield RULE.found(
                case,
                reach.way,
                f"{missing}; whose terms count with it is not known.",
                f"Ask {parent.publisher or 'its publisher'} which model it is used with, and audit "
                "that one too.",
            )
        if reach.way and not parent.seen:
            child = case.component(reach.way[-1].child)
            yield RULE.found(
                case,
                reach.way,
                f"{child.name} names {parent.name} as what it was made from, and "
                f"{unseen(parent)}; its licence is not known.",
                next_step(parent)
                or f"Ask {child.publisher or 'the publisher'} which model it was made from"
                f"{_OR_LOG_IN if parent.on_hub else ''}.",
            )
