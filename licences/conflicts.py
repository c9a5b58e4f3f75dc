"""Can works under two licences go into one work that is shared?"""

from functools import cache

from licences import registry
from licences.judgement import Reason, Verdict
from licences.labelling import CODE_LICENCES, is_same, may_label, reason_of
from licences.licence import Licence
from licences.relation import Relation
from licences.use import Facts


@cache
def conflict(one: Licence, other: Licence) -> Reason | None:
    """Say why works under two licences cannot go into one that is shared, if they cannot.

    Two licences conflict where one of them wants the whole under itself and the other does not
    let that happen. Two agreements that both want to go along do not: both can.
    """
    for strict, second in ((one, other), (other, one)):
        if strict.terms.derivative_licence.value != "same" or is_same(strict, second):
            continue
        outcomes = (strict.id, *(i for i in strict.accepts if i in registry.ids()))
        answers = [_verdict(second, outcome) for outcome in outcomes]
        if all(v is Verdict.INCOMPATIBLE for v in answers):
            text = (
                f"{strict.title} wants the whole work under itself, and {second.title} does not "
                f"let its part go under {strict.title}"
            )
            firm = strict.kind not in CODE_LICENCES
            return reason_of(
                Verdict.INCOMPATIBLE, strict, strict.terms.derivative_licence, text, firm=firm
            )
    return None


def _verdict(up: Licence, outcome: str) -> Verdict:
    return may_label(up, Relation.MERGE, registry.get(outcome), Facts()).verdict
