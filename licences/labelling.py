"""May a work made from another carry this label? Terms of the upstream licence, by relation.

A bare label means the text of that licence alone. Adding restrictions below a permissive
licence is fine; dropping a clause that the upstream licence wants carried along is not.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from licences.judgement import Duty, Judgement, Reason, Verdict, conclude, reason_of
from licences.label_answers import (
    drops,
    family_of,
    hidden,
    is_as_narrow,
    is_same,
    open_pair,
    oss_answers,
    stays,
)
from licences.licence import Licence, Status
from licences.osadl import Pair
from licences.permission import duty_of
from licences.relation import COPY_RELATIONS, Relation
from licences.same_licence import same_only
from licences.use import Facts

_KEPT = 16_384
"""Answers kept: more than a large lineage asks for, and bounded for a long batch."""


@lru_cache(maxsize=_KEPT)
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
        copied = relation in COPY_RELATIONS
        if "redistribute" in owed.when and not (owed.modified if copied else owed.copies_only):
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
    answers = oss_answers(up, down)
    rule = up.terms.derivative_licence
    if relation is Relation.COPY and "kept" in rule.covers:
        return stays(up, down)
    if down.kind == "public-domain" and not answers and _wants_credit(up):
        text = (
            f"credit must stay with what is made under {up.title}, and {down.title} asks nobody "
            "to keep it"
        )
        return reason_of(Verdict.REVIEW, up, rule, text)
    if Pair.NO not in answers:
        return None
    if answers != {Pair.NO}:
        return reason_of(Verdict.REVIEW, up, rule, open_pair(up, down, answers), firm=False)
    text = f"a work under {up.title} cannot become part of one under {down.title}"
    return reason_of(Verdict.INCOMPATIBLE, up, rule, text, firm=False)


def _wants_credit(licence: Licence) -> bool:
    return any(owed.kind == "attribution" for owed in licence.obligations)


def _agreement_binds(up: Licence, relation: Relation, down: Licence, facts: Facts) -> Reason | None:
    """Allow any label beside an agreement that goes on binding, but none that allows more."""
    if relation is Relation.COPY:
        return stays(up, down)
    if up.terms.purpose.value == "any":
        return None
    if is_as_narrow(up, down):
        return None if _keeps_limits(up, down) else hidden(up, down)
    text = (
        f"own terms may be added, but the limits of {up.title} still bind, and {down.title} "
        "allows what they bar"
    )
    return drops(up, text, facts, firm=relation is not Relation.ADAPTER)


def _conditions_follow(
    up: Licence, relation: Relation, down: Licence, facts: Facts
) -> Reason | None:
    """Allow any label, and say that its text does not show the conditions that follow the work."""
    if relation is Relation.COPY:
        return stays(up, down)
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
        return stays(up, down)
    if up.attachment and up.attachment <= down.attachment:
        return None
    missing = "the use restrictions"
    if up.attachment and down.attachment:
        missing = f"{len(up.attachment - down.attachment)} of the use restrictions"
    text = f"the {down.title} text does not carry {missing} that {up.title} wants passed on"
    return drops(up, text, facts)


def _agreement_stays(up: Licence, relation: Relation, down: Licence, facts: Facts) -> Reason | None:
    text = f"the {up.title} agreement goes along with what is made from it; {down.title} is not it"
    if family_of(up) == family_of(down):
        text += " (both are versions of one agreement, and one of the cards may name the wrong one)"
    return drops(up, text, facts, firm=relation is not Relation.ADAPTER)


def _original_stays(up: Licence, relation: Relation, down: Licence, facts: Facts) -> Reason | None:
    """Allow labels that keep the limits of the original; judge the others by what was done."""
    if down.id in up.accepts:
        return None
    if relation is Relation.COPY:
        return stays(up, down)
    if _keeps_limits(up, down):
        return None
    if relation is Relation.QUANTIZED:
        return stays(up, down)
    if up.terms.commercial.value == "no" and down.terms.derivative_licence.value == "same":
        text = f"{down.title} takes no further restriction, and {up.title} brings one"
        return reason_of(Verdict.INCOMPATIBLE, up, up.terms.derivative_licence, text)
    return hidden(up, down)


def _keeps_limits(up: Licence, down: Licence) -> bool:
    """Say whether a label's text is known to be as narrow as the original's, in purpose and field.

    Limits on the field of use are in words of their own, so no other text is known to hold them.
    """
    return up.terms.field_of_use.value == "none" and is_as_narrow(up, down)


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
        "same": same_only,
        "none": same_only,
    }
)

DERIVATIVE_LICENCE_VALUES = frozenset(_LABEL_RULES)
