"""A licence is stated, but which one, or what it says, cannot be told."""

from collections.abc import Iterator

from auditor.findings import Finding, Severity
from auditor.graph import Component
from auditor.rule import Case, Rule
from licences.declaration import Clarity, describe

RULE = Rule(
    "unknown-licence",
    Severity.MEDIUM,
    "A component names a licence that cannot be identified, or whose terms are not known.",
)

_UNKNOWN = frozenset({Clarity.OTHER, Clarity.NAMED, Clarity.UNCATALOGUED, Clarity.UNRECOGNISED})


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each component that states a licence name without known terms."""
    for reach in case.assessment.use:
        owner = case.component(reach.node)
        if owner.declaration.clarity in _UNKNOWN and not owner.declaration.inherited:
            yield RULE.found(
                case,
                reach.way,
                f"{owner.name}: {describe(owner.declaration)}.",
                _remedy(owner),
                evidence=owner.licence_evidence,
            )


def _remedy(owner: Component) -> str:
    link = owner.record.licence_link if owner.record else None
    name = owner.record.licence_name if owner.record else None
    where = f"the text behind its licence link ({link})" if link else "the LICENSE file, if any"
    called = f"; the card calls it {name!r}" if name else ""
    return f"Read {where}{called}. Have a person settle what it is."
