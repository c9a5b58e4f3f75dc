"""A licence field that can mean several things."""

from collections.abc import Iterator

from auditor.findings import Finding, Severity
from auditor.rule import Case, Rule, works
from licences import registry
from licences.declaration import Clarity, describe

RULE = Rule(
    "ambiguous-licence",
    Severity.MEDIUM,
    "A component states several licences, or names a family of licences.",
)

_UNCLEAR = frozenset({Clarity.LIST, Clarity.CONFLICT, Clarity.FAMILY})


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each component whose licence field does not settle the licence."""
    for reach in case.assessment.use:
        owner = case.component(reach.node)
        declaration = owner.declaration
        if declaration.clarity not in _UNCLEAR or declaration.inherited:
            continue
        if declaration.clarity is not Clarity.FAMILY:
            wanted = f"which licence governs {works(owner)}"
        else:
            members = registry.get(declaration.family).members
            wanted = f"which one is meant ({', '.join(members)})"
        yield RULE.found(
            case,
            reach.way,
            f"{owner.name}: {describe(declaration)}.",
            f"Ask {owner.publisher or 'its publisher'} {wanted}, or read it in the repository and "
            "record it with 'auditor licence settle'.",
            evidence=owner.licence_evidence,
        )
