"""A licence is stated, but which one, or what it says, cannot be told."""

from collections.abc import Iterator

from auditor.assessment import Reach
from auditor.findings import Finding, Severity
from auditor.graph import Component
from auditor.rule import Case, Rule, name_files, terms_not_known
from licences import registry
from licences.declaration import Clarity, describe
from licences.judgement import Verdict

RULE = Rule(
    "unknown-licence",
    Severity.MEDIUM,
    "A component names a licence that cannot be identified, or whose terms are not known.",
)

_UNKNOWN = frozenset(
    {
        *(Clarity.OTHER, Clarity.NAMED, Clarity.UNCATALOGUED, Clarity.UNRECOGNISED),
        Clarity.UNRECORDED,
    }
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each component that states a licence name without known terms."""
    for reach in case.assessment.use:
        owner = case.component(reach.node)
        if owner.declaration.inherited:
            continue
        if owner.declaration.clarity in _UNKNOWN:
            yield RULE.found(
                case,
                reach.way,
                f"{owner.name}: {_doubt(owner)}{_readings(reach)}.",
                _remedy(owner),
                evidence=owner.licence_evidence,
            )
        else:
            yield from _terms_not_known(case, reach)


def _terms_not_known(case: Case, reach: Reach) -> Iterator[Finding]:
    """Tell of a licence that is known by name, while what it says on the matter is not."""
    owner = case.component(reach.node)
    told: set[str] = set()
    for reason in terms_not_known(case, reach):
        licence = registry.get(reason.licence)
        if licence.id in told:
            continue
        told.add(licence.id)
        what = f": {reason.text}" if licence.title in reason.text else f", which {reason.text}"
        yield RULE.found(
            case,
            reach.way,
            f"{owner.name} is under {licence.title}{what}.",
            f"Read {licence.url or 'its text'}. Have a person settle what it says.",
            evidence=owner.licence_evidence,
        )


def _doubt(owner: Component) -> str:
    record = owner.record
    name = record.licence_name if record and record.licence else None
    if name and owner.declaration.clarity is Clarity.OTHER:
        return (
            f"the card says {', '.join(owner.declaration.raw)!r} and calls the licence {name!r}, "
            "which does not tell what text is meant"
        )
    return describe(owner.declaration)


def _readings(reach: Reach) -> str:
    """Show what the named licence says of this use, though its text was not read."""
    said = [
        f"{registry.get(r.licence).title} {r.text}" + (f" ({r.clause})" if r.clause else "")
        for r in reach.judgement.reasons
        if r.licence and r.verdict is Verdict.REVIEW
    ]
    return f"; by that name, {' and '.join(said)}" if said else ""


def _remedy(owner: Component) -> str:
    link = owner.record.licence_link if owner.record else None
    behind = f"the text behind its licence link ({link})" if link else ""
    where = behind or name_files(owner) or "the LICENSE file, if any"
    return f"Read {where}, and record which licence it is with 'auditor licence settle'."
