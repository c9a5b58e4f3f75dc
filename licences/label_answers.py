"""What answers on labels are made of: reasons, pairs of licences, and whether two are one."""

from licences.judgement import Reason, Verdict, reason_of
from licences.licence import Licence, Status
from licences.osadl import OR_LATER, VERSION_CHOICES, Pair, answers_for
from licences.use import Facts

CODE_LICENCES = frozenset({"copyleft", "weak-copyleft", "permissive", "public-domain"})
"""Kinds of licence that are written for software: on weights they are read with less certainty."""


def stays(up: Licence, down: Licence) -> Reason:
    """Answer that an unchanged work cannot be given another licence."""
    text = f"a copy stays under {up.title}; the {down.title} text lacks its terms"
    known = up.terms.copies.status is Status.VERIFIED
    rule = up.terms.copies if known else up.terms.derivative_licence
    firm = up.kind not in CODE_LICENCES
    return reason_of(Verdict.INCOMPATIBLE, up, rule, text, firm=firm)


def hidden(up: Licence, down: Licence) -> Reason:
    """Answer that a label does not show what still binds the original part."""
    text = (
        f"own contributions may be under {down.title}, but the original stays under {up.title}, "
        "which the label does not show"
    )
    return reason_of(Verdict.REVIEW, up, up.terms.derivative_licence, text)


def drops(up: Licence, text: str, facts: Facts, *, firm: bool = True) -> Reason | None:
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


def is_as_narrow(up: Licence, down: Licence) -> bool:
    """Say whether a label's text is for no more purposes than the original's."""
    purposes = {"non-commercial": {"non-commercial", "research"}, "research": {"research"}}
    return down.terms.purpose.value in purposes.get(up.terms.purpose.value, set())


def is_same(up: Licence, down: Licence) -> bool:
    """Whether two licences are one, a choice of versions that is not stated set aside.

    A work under one version only cannot be offered under later ones too.
    """
    widened = not up.id.endswith(OR_LATER) and down.id.endswith(OR_LATER)
    return bare(up.id) == bare(down.id) and not widened


def bare(licence_id: str) -> str:
    """Give an id without a choice of versions."""
    for choice in VERSION_CHOICES:
        licence_id = licence_id.removesuffix(choice)
    return licence_id


def family_of(licence: Licence) -> str:
    """Give the word that the versions of one vendor's agreement share."""
    return bare(licence.id).rstrip("0123456789.-")


def oss_answers(up: Licence, down: Licence) -> frozenset[Pair]:
    """Ask the open-source matrix, where both are licences that it is made for."""
    if not (up.spdx and down.spdx and {up.kind, down.kind} <= CODE_LICENCES):
        return frozenset()
    return answers_for(up.spdx, down.spdx)


def open_pair(up: Licence, down: Licence, answers: frozenset[Pair]) -> str:
    """Say what an open-source pair hangs on."""
    on = 'a choice of versions ("only" or "or later") that a bare name does not state'
    if len(answers) == 1:
        on = "how the two are put together, or on a notice, which no name states"
    return (
        f"whether a work under {up.title} can become part of one under {down.title} depends on {on}"
    )
