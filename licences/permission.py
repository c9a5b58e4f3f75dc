"""May a work under this licence be used so? The terms of one licence against one use."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from licences.judgement import Duty, Judgement, Reason, Verdict, conclude, reason_of
from licences.licence import Licence, Obligation, Status
from licences.limits import limit_duties, limit_reasons
from licences.outputs import training_reasons
from licences.proof import unmet
from licences.use import Facts, Use

_KEPT = 16_384
"""Answers kept: more than a large lineage asks for, and bounded for a long batch."""


@lru_cache(maxsize=_KEPT)
def may_use(licence: Licence, use: Use, facts: Facts) -> Judgement:
    """Judge the use, and list what the licence then asks of the user.

    The text of a reason continues a sentence that begins with the licence.

    A ban that rests on somebody else's summary of the text is ``review``, and so is a grant.
    """
    reasons = [
        *_purpose(licence, use),
        *_unstated(licence, use),
        *_making(licence, use),
        *_sharing(licence, use),
        *training_reasons(licence, use, facts),
        *limit_reasons(licence, use, facts),
        *_unmet(licence, use, facts),
    ]
    duties = [
        *(d for o in licence.obligations for d in _obligation(licence, o, use, facts)),
        *limit_duties(licence, use, facts),
    ]
    return conclude(reasons, duties)


_SHARING = frozenset({"redistribute"})


def _purpose(licence: Licence, use: Use) -> Iterator[Reason]:
    commercial, purpose = licence.terms.commercial, licence.terms.purpose
    if commercial.status is Status.UNKNOWN:
        yield reason_of(Verdict.UNKNOWN, licence, commercial, "has terms that are not known")
    elif commercial.status is Status.SECONDARY:
        yield reason_of(Verdict.REVIEW, licence, commercial, "is known from a summary only")
    elif use.purpose == "research" and "research" in commercial.exempt:
        return
    elif commercial.value == "disputed" and use.commercial and set(use.activities) - _SHARING:
        yield reason_of(Verdict.REVIEW, licence, commercial, "is not clear on commercial use")
    elif use.commercial and commercial.value == "no":
        limit = "research" if purpose.value == "research" else "non-commercial use"
        yield reason_of(Verdict.INCOMPATIBLE, licence, commercial, f"allows {limit} only")
    elif purpose.value == "research" and use.purpose != "research":
        yield reason_of(Verdict.INCOMPATIBLE, licence, purpose, "allows research only")


def _unstated(licence: Licence, use: Use) -> Iterator[Reason]:
    """Leave open a commercial use whose conditions stand with the work and not in the text."""
    commercial = licence.terms.commercial
    asked = use.commercial or use.does("serve", "embed")
    if asked and "work" in commercial.covers:
        text = "allows commercial use on conditions that the work itself states"
        yield reason_of(Verdict.REVIEW, licence, commercial, text)


def _making(licence: Licence, use: Use) -> Iterator[Reason]:
    """Judge changing the work and offering it as a service, shared or not."""
    derivatives, hosting = licence.terms.derivatives, licence.terms.hosting
    if use.does("finetune") and derivatives.value == "never":
        text = "gives no right to make anything from it"
        yield reason_of(Verdict.INCOMPATIBLE, licence, derivatives, text)
    if use.does("serve") and hosting.value == "prohibited":
        yield reason_of(Verdict.INCOMPATIBLE, licence, hosting, "does not allow a hosted service")
    elif use.does("serve") and hosting.value == "disputed":
        yield reason_of(
            Verdict.REVIEW, licence, hosting, "is not clear on offering it as a service"
        )
    elif (
        use.does("serve")
        and hosting.value == "nc-only"
        and use.commercial
        and licence.terms.commercial.value != "no"
    ):
        text = "does not allow a commercial service"
        yield reason_of(Verdict.INCOMPATIBLE, licence, hosting, text)


def _sharing(licence: Licence, use: Use) -> Iterator[Reason]:
    """Judge passing the work on, unchanged or changed, alone or inside a product."""
    if not use.does("redistribute", "embed"):
        return
    changed = use.does("finetune")
    term = licence.terms.derivatives if changed else licence.terms.copies
    what = "derivatives" if changed else "copies"
    if term.value in {"no", "never"}:
        yield reason_of(Verdict.INCOMPATIBLE, licence, term, f"does not allow sharing {what}")
    elif term.value == "disputed":
        yield reason_of(Verdict.REVIEW, licence, term, f"is not clear on sharing {what}")
    elif term.value == "nc-only" and use.commercial and licence.terms.commercial.value != "no":
        text = f"does not allow sharing {what} commercially"
        yield reason_of(Verdict.INCOMPATIBLE, licence, term, text)
    elif term.status is Status.UNKNOWN:
        yield reason_of(
            Verdict.UNKNOWN, licence, term, f"has a rule on sharing {what} that is not known"
        )


def _unmet(licence: Licence, use: Use, facts: Facts) -> Iterator[Reason]:
    """Yield the duties that are due and that a given fact proves unmet."""
    for owed in licence.obligations:
        if not is_due(owed, use, facts) or is_open(owed, facts):
            continue
        if (reason := unmet_reason(licence, owed, facts)) is None:
            continue
        if _arguable(licence, owed, use):
            doubt = "; whether a service over an interface alone owes it is arguable"
            reason = replace(reason, text=reason.text + doubt, firm=False)
        yield reason


def unmet_reason(licence: Licence, owed: Obligation, facts: Facts) -> Reason | None:
    """Say that a given fact proves a duty unmet; ``None`` where none does."""
    if not (missing := unmet(owed, facts)):
        return None
    text = f"asks to {owed.text}; {missing}"
    return Reason(Verdict.OBLIGATION_VIOLATED, licence.id, owed.clause, owed.status, text)


def _arguable(licence: Licence, owed: Obligation, use: Use) -> bool:
    """Say whether a duty would come about only by a service that does not hand anything over."""
    others = [activity for activity in owed.when if activity != "serve"]
    return not owed.modified and licence.terms.hosting.value == "contains" and not use.does(*others)


def is_due(owed: Obligation, use: Use, facts: Facts) -> bool:
    """Say whether a use brings a duty about."""
    if (owed.commercial_only and not use.commercial) or (
        owed.end_user_exempt and use.role == "end-user"
    ):
        return False
    if owed.multimodal_only and facts.modality == "text":
        return False
    changed = use.does("finetune")
    fits = not owed.copies_only if changed else not owed.modified
    return fits and use.does(*owed.when)


def is_open(owed: Obligation, facts: Facts) -> bool:
    """Say whether a duty hangs on what kind of model it is, which is not known."""
    return owed.multimodal_only and facts.modality is None


def _obligation(licence: Licence, owed: Obligation, use: Use, facts: Facts) -> Iterator[Duty]:
    """Give a duty that the use brings about, or one that sharing an unchanged copy would."""
    if is_due(owed, use, facts):
        done = "always" if "any" in owed.when else ", ".join(a for a in owed.when if use.does(a))
        yield duty_of(licence, owed, done)
    elif (
        "redistribute" in owed.when
        and not owed.modified
        and is_due(owed, replace(use, activities=("redistribute",)), facts)
    ):
        yield duty_of(licence, owed, "redistribute", due=False)


def duty_of(licence: Licence, owed: Obligation, when: str, *, due: bool = True) -> Duty:
    """Address an obligation of a licence to whoever does what brings it about."""
    text, clause, status = owed.text, owed.clause, owed.status
    return Duty(owed.kind, licence.id, clause, status, text, when, owed.value, due)
