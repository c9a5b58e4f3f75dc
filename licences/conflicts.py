"""Can works under two licences go into one work that is shared?"""

from functools import cache

from licences import registry
from licences.judgement import Reason, Verdict
from licences.label_answers import CODE_LICENCES, reason_of
from licences.labelling import may_label
from licences.licence import Licence
from licences.relation import Relation
from licences.use import Facts


@cache
def conflict(one: Licence, other: Licence, relation: Relation = Relation.MERGE) -> Reason | None:
    """Say why works under two licences cannot go into one that is shared, if they cannot.

    Two licences conflict where one of them wants the whole under itself and there is no licence,
    neither of the two nor one that they accept, under which both can go. Two agreements that both
    want to go along do not: both can. Nor does a weak copyleft, which wants its own part only,
    save in a merge: merged weights have no parts.
    """
    strict = next((x for x in (one, other) if _wants_the_whole(x, relation)), None)
    if strict is None:
        return None
    second = other if strict is one else one
    named = (*one.accepts, *other.accepts)
    outcomes = (one.id, other.id, *(i for i in named if i in registry.ids()))
    if any(_fits(one, o) and _fits(other, o) for o in outcomes):
        return None
    text = (
        f"{strict.title} wants the whole work under itself, and {second.title} does not let its "
        f"part go under {strict.title}"
    )
    rule = strict.terms.derivative_licence
    firm = strict.kind not in CODE_LICENCES
    return reason_of(Verdict.INCOMPATIBLE, strict, rule, text, firm=firm)


def _wants_the_whole(licence: Licence, relation: Relation) -> bool:
    parts = licence.kind == "weak-copyleft" and relation is not Relation.MERGE
    return licence.terms.derivative_licence.value == "same" and not parts


def _fits(up: Licence, outcome: str) -> bool:
    """Say whether it is not ruled out that a part goes under a licence of the whole."""
    judged = may_label(up, Relation.MERGE, registry.get(outcome), Facts())
    return judged.verdict is not Verdict.INCOMPATIBLE
