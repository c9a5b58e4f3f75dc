"""A model of the lineage states no licence."""

from collections.abc import Iterator

from auditor.findings import Confidence, Finding, Severity
from auditor.graph import Component, copied_from
from auditor.rule import Case, Rule, name_files
from licences.declaration import Clarity
from licences.relation import Basis

RULE = Rule(
    "undeclared-licence", Severity.MEDIUM, "A component states no licence, so nothing is granted."
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each component, the subject among them, that states none."""
    for reach in case.assessment.use:
        owner = case.component(reach.node)
        if not owner.seen:
            continue
        if owner.declaration.clarity is Clarity.NONE:
            yield RULE.found(
                case,
                reach.way,
                f"{owner.name} states no licence{_where(owner)}; {_so(case, reach.node)}.",
                _remedy(owner),
            )
        elif owner.declaration.inherited and (_is_guess(case, reach.node) or name_files(owner)):
            yield RULE.found(
                case,
                reach.way,
                f"{owner.name} states no licence{_where(owner)}, and {_doubt(case, reach.node)}.",
                _remedy(owner),
                severity=Severity.LOW,
                confidence=Confidence.MEDIUM,
            )


def _where(owner: Component) -> str:
    """Say where nothing is stated, as far as there are places that nobody has read."""
    files = name_files(owner)
    return f" on its card (not read: {files})" if files else ""


def _so(case: Case, node: int) -> str:
    """Say what follows: a copy is under what its parent grants, any other work grants nothing."""
    if names := _parents(case, node):
        return f"as a copy it is under that of {names}, which is not known"
    if name_files(case.component(node)):
        return "what its files say is not known"
    return "without one its author has granted nothing"


def _parents(case: Case, node: int) -> str:
    edges = copied_from(case.graph, node)
    return " and ".join(case.component(edge.parent).name for edge in edges)


def _doubt(case: Case, node: int) -> str:
    """Say what may be wrong in taking the parents' licence for a copy's."""
    names = _parents(case, node)
    if _is_guess(case, node):
        return (
            f"that it is a mere copy of {names} is our reading of the record; if it was trained "
            "further, its own licence is not known"
        )
    return f"as a copy it is taken to be under that of {names}, whatever its files say"


def _is_guess(case: Case, node: int) -> bool:
    return any(edge.basis is Basis.INFERRED for edge in copied_from(case.graph, node))


def _remedy(owner: Component) -> str:
    files = name_files(owner)
    where = f"read {files}" if files else "look for a LICENSE file"
    return f"Ask {owner.publisher or 'its publisher'} to state a licence, or {where}."
