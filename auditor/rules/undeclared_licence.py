"""A model of the lineage states no licence."""

from collections.abc import Iterator

from auditor.findings import Finding, Severity
from auditor.graph import copied_from
from auditor.rule import Case, Rule
from licences.declaration import Clarity

RULE = Rule(
    "undeclared-licence", Severity.MEDIUM, "A component states no licence, so nothing is granted."
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each component, the subject among them, that states none."""
    for reach in case.assessment.use:
        owner = case.component(reach.node)
        if owner.seen and owner.declaration.clarity is Clarity.NONE:
            yield RULE.found(
                case,
                reach.way,
                f"{owner.name} states no licence; {_so(case, reach.node)}.",
                f"Ask {owner.publisher or 'its publisher'} to state a licence, or look for a "
                "LICENSE file in the repository.",
            )


def _so(case: Case, node: int) -> str:
    """Say what follows: a copy is under what its parent grants, any other work grants nothing."""
    names = [case.component(edge.parent).name for edge in copied_from(case.graph, node)]
    if names:
        return f"as a copy it is under that of {' and '.join(names)}, which is not known"
    return "without one its author has granted nothing"
