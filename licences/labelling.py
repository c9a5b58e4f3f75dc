"""May a work made from another carry this label? Terms of the upstream licence, by relation.

A bare label means the text of that licence alone. Adding restrictions below a permissive
licence is fine; dropping a clause that the upstream licence wants carried along is not.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from licences.judgement import Duty, Judgement, Reason, Verdict, conclude
from licences.licence import Licence, Status, Term
from licences.osadl import VERSION_CHOICES, Pair, answers_for
from licences.permission import duty_of
from licences.relation import COPY_RELATIONS, Relation
from licences.use import Facts

CODE_LICENCES = frozenset({"copyleft", "weak-copyleft", "permissive", "public-domain"})
"""Kinds of licence that are written for software: on weights they are read with less certainty."""


@cache
def may_label(up: Licence, relation: Relation, down: Licence, facts: Facts) -> Judgement:
    """Judge whether what was made from a work under ``up`` may be labelled ``down``.

    The duties of the answer are the publisher's, not the user's.
    """
    shared = _may_share(up, relation)
    if shared is not None:
        return conclude([shared])
    rule = up.terms.derivative_licence
    if rule.status is Status.UNKNOWN:
        text = f"what {up.title} allows for derivatives is not known"
        return conclude([reason_of(Verdict.UNKNOWN, up, rule, text)])
    reason = None if is_same(up, down) else _LABEL_RULES[rule.value](up, relation, down, facts)
    return conclude([reason] if reason else [], _publishing_duties(up, relation))


def _publishing_duties(up: Licence, relation: Relation) -> Iterator[Duty]:
    """List what the upstream licence asks of whoever publishes what was made from the work."""
    for owed in up.obligations:
        if "redistribute" in owed.when and (relation not in COPY_RELATIONS or not owed.modified):
            yield duty_of(up, owed, "redistribute")


def _may_share(up: Licence, relation: Relation) -> Reason | None:
    """Judge sharing the result at all; nothing to say where it is allowed."""
    rule = up.terms.derivatives
    if rule.value == "disputed" and relation is not Relation.COPY:
        text = f"{up.title} is not clear on sharing what is made from it"
        return reason_of(Verdict.REVIEW, up, rule, text)
    if rule.value not in {"no", "never"} or relation is Relation.COPY:
        return None
    if relation is Relation.QUANTIZED:
        text = (
            f"{up.title} allows no sharing of what is made from the work, and whether a quantised "
            "file is such a thing or a copy in another format is disputed"
        )
        return reason_of(Verdict.REVIEW, up, rule, text)
    return reason_of(
        Verdict.INCOMPATIBLE, up, rule, f"{up.title} does not allow sharing what is made from it"
    )


def _any(up: Licence, relation: Relation, down: Licence, facts: Facts) -> Reason | None:
    return None


def _any_with_notices(
    up: Licence, relation: Relation, down: Licence, facts: Facts
) -> Reason | None:
    """Allow any label, but for open-source pairs that are known not to go together."""
    answers = _oss_answers(up, down)
    rule = up.terms.derivative_licence
    if down.kind == "public-domain" and not answers and _wants_credit(up):
        text = (
            f"credit must stay with what is made under {up.title}, and {down.title} asks nobody "
            "to keep it"
        )
        return reason_of(Verdict.REVIEW, up, rule, text)
    if Pair.NO not in answers:
        return None
    if answers != {Pair.NO}:
        return reason_of(Verdict.REVIEW, up, rule, _open_pair(up, down, answers), firm=False)
    text = f"a work under {up.title} cannot become part of one under {down.title}"
    return reason_of(Verdict.INCOMPATIBLE, up, rule, text, firm=False)


def _wants_credit(licence: Licence) -> bool:
    return any(owed.kind == "attribution" for owed in licence.obligations)


def _agreement_binds(up: Licence, relation: Relation, down: Licence, facts: Facts) -> Reason | None:
    """Allow any label beside an agreement that goes on binding, but none that allows more."""
    if relation is Relation.COPY:
        return _stays(up, down)
    if up.terms.purpose.value == "any":
        return None
    if is_as_narrow(up, down):
        return None if _keeps_limits(up, down) else _hidden(up, down)
    text = (
        f"own terms may be added, but the limits of {up.title} still bind, and {down.title} "
        "allows what they bar"
    )
    return _drops(up, text, facts, firm=relation is not Relation.ADAPTER)


def _conditions_follow(
    up: Licence, relation: Relation, down: Licence, facts: Facts
) -> Reason | None:
    """Allow any label, and say that its text does not show the conditions that follow the work."""
    if relation is Relation.COPY:
        return _stays(up, down)
    text = (
        f"own terms may be added, but the conditions of {up.title} follow what is made from the "
        f"work, and the {down.title} text does not show them"
    )
    return reason_of(Verdict.REVIEW, up, up.terms.derivative_licence, text)


def _carry_restrictions(
    up: Licence, relation: Relation, down: Licence, facts: Facts
) -> Reason | None:
    """Allow labels whose text holds every use restriction of the upstream licence."""
    if relation is Relation.COPY and "copies" not in up.terms.derivative_licence.covers:
        return _stays(up, down)
    if up.attachment and up.attachment <= down.attachment:
        return None
    missing = "the use restrictions"
    if up.attachment and down.attachment:
        missing = f"{len(up.attachment - down.attachment)} of the use restrictions"
    text = f"the {down.title} text does not carry {missing} that {up.title} wants passed on"
    return _drops(up, text, facts)


def _agreement_stays(up: Licence, relation: Relation, down: Licence, facts: Facts) -> Reason | None:
    text = f"the {up.title} agreement goes along with what is made from it; {down.title} is not it"
    if _family(up) == _family(down):
        text += " (both are versions of one agreement, and one of the cards may name the wrong one)"
    return _drops(up, text, facts, firm=relation is not Relation.ADAPTER)


def _original_stays(up: Licence, relation: Relation, down: Licence, facts: Facts) -> Reason | None:
    """Allow labels that keep the limits of the original; judge the others by what was done."""
    if _keeps_limits(up, down) or down.id in up.accepts:
        return None
    if relation in COPY_RELATIONS:
        return _stays(up, down)
    if up.terms.commercial.value == "no" and down.terms.derivative_licence.value == "same":
        text = f"{down.title} takes no further restriction, and {up.title} brings one"
        return reason_of(Verdict.INCOMPATIBLE, up, up.terms.derivative_licence, text)
    return _hidden(up, down)


def _stays(up: Licence, down: Licence) -> Reason:
    """Answer that an unchanged work cannot be given another licence."""
    text = f"a copy stays under {up.title}; the {down.title} text lacks its terms"
    return reason_of(Verdict.INCOMPATIBLE, up, up.terms.derivative_licence, text)


def _hidden(up: Licence, down: Licence) -> Reason:
    """Answer that a label does not show what still binds the original part."""
    text = (
        f"own contributions may be under {down.title}, but the original stays under {up.title}, "
        "which the label does not show"
    )
    return reason_of(Verdict.REVIEW, up, up.terms.derivative_licence, text)


def _keeps_limits(up: Licence, down: Licence) -> bool:
    """Say whether a label's text is known to be as narrow as the original's, in purpose and field.

    Limits on the field of use are in words of their own, so no other text is known to hold them.
    """
    return up.terms.field_of_use.value == "none" and is_as_narrow(up, down)


def is_as_narrow(up: Licence, down: Licence) -> bool:
    """Say whether a label's text is for no more purposes than the original's."""
    purposes = {"non-commercial": {"non-commercial", "research"}, "research": {"research"}}
    return down.terms.purpose.value in purposes.get(up.terms.purpose.value, set())


def _same_only(up: Licence, relation: Relation, down: Licence, facts: Facts) -> Reason | None:
    answers, rule = _oss_answers(up, down), up.terms.derivative_licence
    if relation is Relation.COMBINE and up.kind == "weak-copyleft" and down.kind != "copyleft":
        return None  # its own part stays under it, and the whole may be under another
    if {down.id, _bare(down.id)} & set(up.accepts) or answers == {Pair.YES}:
        return None
    if answers & {Pair.YES, Pair.DEPENDS}:
        return reason_of(Verdict.REVIEW, up, rule, _open_pair(up, down, answers), firm=False)
    if "permissive" in rule.covers and down.kind == "permissive" and relation is not Relation.COPY:
        text = f"{up.title} takes a licence that allows as much; whether {down.title} does is open"
        return reason_of(Verdict.REVIEW, up, rule, text)
    text = f"{up.title} wants what is made from it under the same licence; {down.title} is another"
    firm = up.kind not in CODE_LICENCES and relation is not Relation.ADAPTER
    return _drops(up, text, facts, firm=firm)


def _open_pair(up: Licence, down: Licence, answers: frozenset[Pair]) -> str:
    on = 'a choice of versions ("only" or "or later") that a bare name does not state'
    if len(answers) == 1:
        on = "how the two are put together, or on a notice, which no name states"
    return (
        f"whether a work under {up.title} can become part of one under {down.title} depends on {on}"
    )


def _drops(up: Licence, text: str, facts: Facts, *, firm: bool = True) -> Reason | None:
    """Answer that a label drops a clause, unless the work carries the terms in another way."""
    if carries_all(up, facts) and up.terms.derivative_licence.value != "same":
        return None
    if up.id in facts.carries:
        text += "; a file whose name says that it holds that agreement is shipped, unread"
        return reason_of(Verdict.REVIEW, up, up.terms.derivative_licence, text, firm=False)
    return reason_of(Verdict.INCOMPATIBLE, up, up.terms.derivative_licence, text, firm=firm)


def carries_all(up: Licence, facts: Facts) -> bool:
    """Say whether the downstream terms are given to carry those of an upstream licence."""
    return up.id in (facts.embeds_terms or ())


_Rule = Callable[[Licence, Relation, Licence, Facts], Reason | None]

_LABEL_RULES: Mapping[str, _Rule] = MappingProxyType(
    {
        "any": _any,
        "any-with-notices": _any_with_notices,
        "agreement-binds": _agreement_binds,
        "conditions-follow": _conditions_follow,
        "carry-restrictions": _carry_restrictions,
        "agreement-stays": _agreement_stays,
        "original-stays": _original_stays,
        "same": _same_only,
        "none": _same_only,
    }
)

DERIVATIVE_LICENCE_VALUES = frozenset(_LABEL_RULES)


def _oss_answers(up: Licence, down: Licence) -> frozenset[Pair]:
    """Ask the open-source matrix, where both are licences that it is made for."""
    if not (up.spdx and down.spdx and {up.kind, down.kind} <= CODE_LICENCES):
        return frozenset()
    return answers_for(up.spdx, down.spdx)


def _family(licence: Licence) -> str:
    """Give the word that the versions of one vendor's agreement share."""
    return licence.id.rstrip("0123456789.-")


def is_same(up: Licence, down: Licence) -> bool:
    """Whether two licences are one, a choice of versions ("only", "or later") set aside."""
    return _bare(up.id) == _bare(down.id)


def _bare(licence_id: str) -> str:
    for choice in VERSION_CHOICES:
        licence_id = licence_id.removesuffix(choice)
    return licence_id


def reason_of(
    verdict: Verdict, licence: Licence, term: Term, text: str, *, firm: bool = True
) -> Reason:
    """Make a reason that rests on one term of a licence."""
    return Reason(verdict, licence.id, term.clause, term.status, text, firm)
