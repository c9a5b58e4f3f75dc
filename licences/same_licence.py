"""The rule of licences that want what is made from the work under themselves, or none shared."""

from licences.judgement import Reason, Verdict, reason_of
from licences.label_answers import (
    CODE_LICENCES,
    bare,
    drops,
    family_of,
    open_pair,
    oss_answers,
    stays,
)
from licences.licence import Licence
from licences.osadl import OR_LATER, Pair
from licences.relation import Relation
from licences.use import Facts

_TOGETHER = {
    "linked": frozenset({Relation.COMBINE, Relation.MERGE}),
    "combined": frozenset({Relation.COMBINE, Relation.MERGE, Relation.MODIFY}),
}
"""Relations in which a second work is there, for rules that accept a licence beside one only."""


def same_only(up: Licence, relation: Relation, down: Licence, facts: Facts) -> Reason | None:
    """Allow the licences that it accepts; a weak copyleft wants its own part only."""
    answers, rule = oss_answers(up, down), up.terms.derivative_licence
    if relation is Relation.COPY and "copies" not in rule.covers:
        return stays(up, down)
    if relation is Relation.COMBINE and up.kind == "weak-copyleft" and down.kind != "copyleft":
        return None  # its own part stays under it, and the whole may be under another
    if {down.id, bare(down.id)} & set(up.accepts) or answers == {Pair.YES}:
        return _taken(up, relation, down)
    if answers & {Pair.YES, Pair.DEPENDS}:
        return reason_of(Verdict.REVIEW, up, rule, open_pair(up, down, answers), firm=False)
    if "permissive" in rule.covers and down.kind == "permissive" and relation is not Relation.COPY:
        text = f"{up.title} takes a licence that allows as much; whether {down.title} does is open"
        return reason_of(Verdict.REVIEW, up, rule, text)
    text = f"{up.title} wants what is made from it under the same licence; {down.title} is another"
    firm = up.kind not in CODE_LICENCES and relation is not Relation.ADAPTER
    return drops(up, text, facts, firm=firm)


def _taken(up: Licence, relation: Relation, down: Licence) -> Reason | None:
    """Say what is left open about a licence that is accepted."""
    rule = up.terms.derivative_licence
    one_version = down.id not in up.accepts and bare(down.id) in up.accepts
    if down.id.endswith(OR_LATER) and one_version:
        text = f"{up.title} takes one version of {down.title} and does not speak of later ones"
        return reason_of(Verdict.REVIEW, up, rule, text, firm=False)
    beside = next(
        (_TOGETHER[word] for word in rule.covers if word in _TOGETHER), frozenset(Relation)
    )
    if relation not in beside and family_of(up) != family_of(down):
        text = f"{up.title} takes {down.title} for works joined with one under it; alone it stays"
        return reason_of(Verdict.REVIEW, up, rule, text, firm=False)
    return None
