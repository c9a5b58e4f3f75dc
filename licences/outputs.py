"""What a model's licence says of its outputs: using them, and training another model on them."""

from collections.abc import Iterator
from types import MappingProxyType

from licences.judgement import Reason, Verdict, reason_of
from licences.licence import Licence, Status, Term
from licences.use import Facts, Use

_BARS = MappingProxyType(
    {
        "any-model-barred": "bars training other models on its outputs",
        "other-llm-barred": "bars training other large language models on its outputs",
        "foundation-barred": "bars making a foundational model with its outputs",
        "competing-barred": "bars training a competing model on its outputs",
        "commercial-barred": "bars training commercial models on its outputs",
        "nc-only": "allows training on its outputs for non-commercial ends only",
    }
)
_UNPAID_FREE = frozenset({"nc-only", "commercial-barred"})
"""Bars that do not concern unpaid ends."""


def training_reasons(licence: Licence, use: Use, facts: Facts) -> Iterator[Reason]:
    """Judge training another model on what this one puts out, where the use says so."""
    if use.does("train-on-outputs"):
        yield from training_bar(licence, use, facts)


def training_bar(licence: Licence, use: Use, facts: Facts) -> Iterator[Reason]:
    """Yield the bar on training with outputs, if the text has one that concerns this training.

    A bar binds whoever trains; for who only uses the trained model it is ``review``. What is
    known of the other model (``same_family``, ``similar_purpose``) is held against the
    exemptions of the text; what is not known is told with the bar.
    """
    rule = licence.terms.outputs_train
    if rule.status is Status.UNKNOWN:
        text = "has a rule on training with its outputs that is not known"
        yield Reason(Verdict.UNKNOWN, licence.id, rule.clause, rule.status, text)
    elif rule.value == "disputed":
        text = "contradicts itself on training with its outputs"
        yield reason_of(Verdict.REVIEW, licence, rule, text)
    elif rule.value in _BARS and not _exempt(rule, use, facts):
        yield _bar(licence, rule, use, facts)


def _bar(licence: Licence, rule: Term, use: Use, facts: Facts) -> Reason:
    verdict, text = Verdict.INCOMPATIBLE, _BARS[rule.value]
    if rule.value == "competing-barred" and facts.similar_purpose is None:
        verdict, text = Verdict.REVIEW, f"{text}, and whether yours competes is open"
    if _makes_a_derivative(licence, facts):
        text = f"{text}, and makes the trained model a derivative, which it leaves out"
        verdict = Verdict.REVIEW
    if licence.kind == "terms-of-service":
        verdict, text = Verdict.REVIEW, f"{text}; they bind who accepted them"
    elif not use.does("train-on-outputs"):
        verdict, text = Verdict.REVIEW, f"{text}, which binds who trained it"
    if rule.note:
        text += f" ({rule.note})"
    return reason_of(verdict, licence, rule, text, firm=rule.value == "any-model-barred")


def _makes_a_derivative(licence: Licence, facts: Facts) -> bool:
    """Say whether, by the text, whatever is trained on outputs is of its own family."""
    if "own-family" not in licence.terms.outputs_train.exempt or facts.same_family is not None:
        return False
    rule = licence.terms.distillation.value
    return rule == "any" or (rule == "if-similar" and facts.similar_purpose is True)


def _exempt(rule: Term, use: Use, facts: Facts) -> bool:
    """Say whether the bar leaves this training out."""
    if not use.commercial and (rule.value in _UNPAID_FREE or "non-commercial" in rule.exempt):
        return True
    if facts.same_family and "own-family" in rule.exempt:
        return True
    return rule.value == "competing-barred" and facts.similar_purpose is False


def running_reasons(licence: Licence, use: Use) -> Iterator[Reason]:
    """Judge putting outputs to a use, which takes a run of the model.

    A limit to non-commercial purposes binds the run. What the text says of outputs themselves
    may free them, bar them, or leave both readings.
    """
    commercial, purpose, rule = (
        licence.terms.commercial,
        licence.terms.purpose,
        licence.terms.outputs_use,
    )
    unsure = {Status.UNKNOWN: Verdict.UNKNOWN, Status.SECONDARY: Verdict.REVIEW}
    if commercial.status in unsure:
        known = commercial.status is Status.SECONDARY
        text = "is known from a summary only" if known else "has terms that are not known"
        yield reason_of(unsure[commercial.status], licence, commercial, text)
        return
    if use.commercial and (commercial.value == "disputed" or "work" in commercial.covers):
        text = "is not clear on commercial use, and so on a run for it"
        yield reason_of(Verdict.REVIEW, licence, commercial, text)
    limited = purpose.value == "research" and use.purpose != "research"
    research = use.purpose == "research" and "research" in commercial.exempt
    if research or not (limited or (use.commercial and commercial.value == "no")):
        return
    limit = "research" if purpose.value == "research" else "non-commercial use"
    if rule.value == "nc-only":
        text = f"allows {limit} only, and its outputs are under the same limit"
        yield reason_of(Verdict.INCOMPATIBLE, licence, rule, text)
    elif rule.value == "disputed":
        text = f"allows {limit} only, and contradicts itself on its outputs"
        yield reason_of(Verdict.REVIEW, licence, rule, text)
    elif rule.value != "free":
        text = f"allows {limit} only and is silent on its outputs"
        yield reason_of(Verdict.REVIEW, licence, purpose, text, firm=False)
