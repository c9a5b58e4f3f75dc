"""A model of the lineage states no licence."""

from collections.abc import Iterator

from auditor.findings import Finding, Severity
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
                f"{owner.name} states no licence; without one its author has granted nothing.",
                f"Ask {owner.publisher or 'its publisher'} to state a licence, or look for a "
                "LICENSE file in the repository.",
            )
