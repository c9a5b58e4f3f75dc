"""May a work under this licence be used so? The terms of one licence against one use."""

from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

from licences.judgement import Duty, Judgement, Reason, Verdict, conclude
from licences.licence import Licence, Obligation, Status, Term, Territory, Threshold
from licences.use import Facts, Use, covers

_MONTHS = 12


@cache
def may_use(licence: Licence, use: Use, facts: Facts) -> Judgement:
    """Judge the use, and list what the licence then asks of the user.

    The text of a reason continues a sentence that begins with the licence.

    A ban that rests on somebody else's summary of the text is ``review``, and so is a grant.
    """
    reasons = [
        *_purpose(licence, use),
        *_making(licence, use),
        *_sharing(licence, use),
        *_training_on_outputs(licence, use),
        *(r for t in licence.thresholds for r in _threshold_reasons(licence, t, use)),
        *(r for t in licence.territory for r in _territory_reasons(licence, t, use, facts)),
    ]
    duties = [
        *(d for o in licence.obligations for d in _obligation(licence, o, use)),
        *(d for t in licence.thresholds for d in _threshold_duties(licence, t, use)),
        *(d for t in licence.territory for d in _territory_duties(licence, t, use, facts)),
    ]
    return conclude(reasons, duties)


def _purpose(licence: Licence, use: Use) -> Iterator[Reason]:
    commercial, purpose = licence.terms.commercial, licence.terms.purpose
    if commercial.status is Status.UNKNOWN:
        yield _reason(Verdict.UNKNOWN, licence, commercial, "has terms that are not known")
    elif commercial.status is Status.SECONDARY:
        yield _reason(Verdict.REVIEW, licence, commercial, "is known from a summary only")
    elif use.commercial and commercial.value == "no":
        limit = "research" if purpose.value == "research" else "non-commercial use"
        yield _reason(Verdict.INCOMPATIBLE, licence, commercial, f"allows {limit} only")
    elif purpose.value == "research" and use.purpose != "research":
        yield _reason(Verdict.INCOMPATIBLE, licence, purpose, "allows research only")


def _making(licence: Licence, use: Use) -> Iterator[Reason]:
    """Judge changing the work and offering it as a service, shared or not."""
    derivatives, hosting = licence.terms.derivatives, licence.terms.hosting
    if use.does("finetune") and derivatives.value == "never":
        text = "gives no right to make anything from it"
        yield _reason(Verdict.INCOMPATIBLE, licence, derivatives, text)
    if use.does("serve") and hosting.value == "prohibited":
        yield _reason(Verdict.INCOMPATIBLE, licence, hosting, "does not allow a hosted service")


def _sharing(licence: Licence, use: Use) -> Iterator[Reason]:
    """Judge passing the work on, unchanged or changed."""
    if not use.does("redistribute"):
        return
    changed = use.does("finetune")
    term = licence.terms.derivatives if changed else licence.terms.copies
    what = "derivatives" if changed else "copies"
    if term.value in {"no", "never"}:
        yield _reason(Verdict.INCOMPATIBLE, licence, term, f"does not allow sharing {what}")
    elif term.status is Status.UNKNOWN:
        yield _reason(
            Verdict.UNKNOWN, licence, term, f"has a rule on sharing {what} that is not known"
        )


def _training_on_outputs(licence: Licence, use: Use) -> Iterator[Reason]:
    """Judge training another model on what this one puts out.

    Exemptions (its own family, models of another kind) and competition are facts about the
    other model, which nobody states here: so a bar is told with its exemptions.
    """
    if not use.does("train-on-outputs"):
        return
    rule = licence.terms.outputs_train
    if rule.status is Status.UNKNOWN:
        text = "has a rule on training with its outputs that is not known"
        yield _reason(Verdict.UNKNOWN, licence, rule, text)
    elif rule.value in _OUTPUT_BARS and (use.commercial or rule.value != "nc-only"):
        verdict, text = _OUTPUT_BARS[rule.value]
        text += f" ({rule.note})" if rule.note else ""
        firm = rule.value == "any-model-barred"
        yield Reason(verdict, licence.id, rule.clause, rule.status, text, firm)


_OUTPUT_BARS = MappingProxyType(
    {
        "any-model-barred": (Verdict.INCOMPATIBLE, "bars training other models on its outputs"),
        "other-llm-barred": (Verdict.INCOMPATIBLE, "bars training other models on its outputs"),
        "nc-only": (
            Verdict.INCOMPATIBLE,
            "allows training on its outputs for non-commercial ends only",
        ),
        "competing-barred": (
            Verdict.REVIEW,
            "bars training a competing model on its outputs, and whether yours competes is open",
        ),
        "disputed": (Verdict.REVIEW, "contradicts itself on training with its outputs"),
    }
)


def _threshold_reasons(licence: Licence, limit: Threshold, use: Use) -> Iterator[Reason]:
    if limit.effect != "display" and _binds(limit, use) and _exceeds(limit, use):
        verdict = Verdict.INCOMPATIBLE
        text = f"sets a limit that the size given exceeds ({limit.text})"
        if limit.non_commercial == "disputed" and not use.commercial:
            verdict = Verdict.REVIEW
            text += "; whether it binds non-commercial use is disputed"
        yield Reason(verdict, licence.id, limit.clause, limit.status, text)


def _threshold_duties(licence: Licence, limit: Threshold, use: Use) -> Iterator[Duty]:
    if not _binds(limit, use):
        return
    exceeds = _exceeds(limit, use)
    if exceeds is None or (exceeds and limit.effect == "display"):
        kind = "condition" if exceeds is None else "display"
        yield Duty(kind, licence.id, limit.clause, limit.status, limit.text, "always")


def _binds(limit: Threshold, use: Use) -> bool:
    if limit.non_commercial == "free" and not use.commercial:
        return False
    return not (limit.end_user_exempt and use.role == "end-user")


def _exceeds(limit: Threshold, use: Use) -> bool | None:
    """Say whether the size given is above a limit; ``None`` where it does not decide."""
    if limit.metric == "mau":
        size = use.mau_at_release if limit.basis == "release" else use.mau
        return None if size is None else size > limit.amount
    if limit.period == "month":
        return _exceeds_in_a_month(limit.amount, use)
    return None if use.revenue_usd is None else use.revenue_usd > limit.amount


def _exceeds_in_a_month(amount: int, use: Use) -> bool | None:
    """Judge a monthly limit, by the month's figure or by what the year's figure proves of it."""
    if use.revenue_usd_month is not None:
        return use.revenue_usd_month > amount
    if use.revenue_usd is None:
        return None
    if use.revenue_usd <= amount:
        return False
    return True if use.revenue_usd > amount * _MONTHS else None


def _territory_reasons(
    licence: Licence, area: Territory, use: Use, facts: Facts
) -> Iterator[Reason]:
    if _reaches(area, use, facts) and _certain(area, facts) and (hit := _places_hit(area, use)):
        text = f"leaves out {', '.join(hit)} ({area.text})"
        yield Reason(Verdict.INCOMPATIBLE, licence.id, area.clause, area.status, text)


def _territory_duties(licence: Licence, area: Territory, use: Use, facts: Facts) -> Iterator[Duty]:
    if not _reaches(area, use, facts):
        return
    undecided = not _places(area, use) or (_places_hit(area, use) and not _certain(area, facts))
    if undecided:
        yield Duty("condition", licence.id, area.clause, area.status, area.text, "always")


def _reaches(area: Territory, use: Use, facts: Facts) -> bool:
    """Say whether the exclusion can concern this user and this kind of model at all."""
    if area.end_user_exempt and use.role == "end-user":
        return False
    if area.subject == "all" or area.released == "every":
        return True
    return area.released == "some" and facts.modality in {None, area.subject}


def _certain(area: Territory, facts: Facts) -> bool:
    return area.subject in {"all", facts.modality}


def _places(area: Territory, use: Use) -> tuple[str, ...]:
    return use.domiciles if area.test == "domicile" else use.regions


def _places_hit(area: Territory, use: Use) -> tuple[str, ...]:
    return tuple(p for p in _places(area, use) if any(covers(r, p) for r in area.regions))


def _obligation(licence: Licence, owed: Obligation, use: Use) -> Iterator[Duty]:
    """Give a duty that the use brings about, or one that sharing an unchanged copy would."""
    if (owed.commercial_only and not use.commercial) or (
        owed.end_user_exempt and use.role == "end-user"
    ):
        return
    changed = use.does("finetune")
    if use.does(*owed.when) and (changed or not owed.modified):
        done = "always" if "any" in owed.when else ", ".join(a for a in owed.when if use.does(a))
        yield duty_of(licence, owed, done)
    elif "redistribute" in owed.when and not owed.modified:
        yield duty_of(licence, owed, "redistribute", due=False)


def duty_of(licence: Licence, owed: Obligation, when: str, *, due: bool = True) -> Duty:
    """Address an obligation of a licence to whoever does what brings it about."""
    text, clause, status = owed.text, owed.clause, owed.status
    return Duty(owed.kind, licence.id, clause, status, text, when, owed.value, due)


def _reason(verdict: Verdict, licence: Licence, term: Term, text: str) -> Reason:
    return Reason(verdict, licence.id, term.clause, term.status, text)
