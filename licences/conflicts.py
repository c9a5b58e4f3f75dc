"""Can works under two licences go into one work that is shared?"""

from functools import cache

from licences import registry
from licences.judgement import STRICTNESS, Reason, Verdict, reason_of, strictest
from licences.label_answers import CODE_LICENCES
from licences.labelling import may_label
from licences.licence import Licence
from licences.relation import Relation
from licences.use import Facts

_GREEN = frozenset({Verdict.COMPATIBLE, Verdict.COMPATIBLE_WITH_OBLIGATIONS})


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
    best = max(map(STRICTNESS.index, (_together(one, other, o, relation) for o in outcomes)))
    if STRICTNESS[best] in _GREEN and not _adds_limits(second, strict):
        return None
    open_ = STRICTNESS[best] is not Verdict.INCOMPATIBLE
    text = (
        f"{strict.title} wants the whole work under itself, and {second.title} does not let its "
        f"part go under {strict.title}"
    )
    if open_:
        text = (
            f"{strict.title} wants the whole work under itself, and whether {second.title} lets "
            "its part go so is open"
        )
    rule = strict.terms.derivative_licence
    firm = strict.kind not in CODE_LICENCES
    verdict = Verdict.REVIEW if open_ else Verdict.INCOMPATIBLE
    return reason_of(verdict, strict, rule, text, firm=firm)


def _adds_limits(licence: Licence, strict: Licence) -> bool:
    """Say whether terms that go on binding beside others add limits that a copyleft refuses."""
    binds = licence.terms.derivative_licence.value in {"agreement-binds", "conditions-follow"}
    return binds and strict.terms.flow_down.value == "no-further-restrictions"


def _wants_the_whole(licence: Licence, relation: Relation) -> bool:
    parts = licence.kind == "weak-copyleft" and relation is not Relation.MERGE
    return licence.terms.derivative_licence.value == "same" and not parts


def _together(one: Licence, other: Licence, outcome: str, relation: Relation) -> Verdict:
    """Give the answer for both parts under a licence of the whole."""
    whole = registry.get(outcome)
    joined = Relation.COMBINE if relation is Relation.COMBINE else Relation.MERGE
    return strictest(may_label(up, joined, whole, Facts()).verdict for up in (one, other))
