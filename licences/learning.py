"""What came of learning: models trained on data or on outputs, and outputs themselves."""

from collections.abc import Iterator
from dataclasses import replace

from licences import registry
from licences.declaration import Declaration
from licences.judgement import Judgement, Reason, Verdict, both, conclude
from licences.label_answers import is_as_narrow
from licences.licence import Licence, Status
from licences.limits import limit_duties, limit_reasons
from licences.outputs import running_reasons, training_bar
from licences.permission import duty_of, is_due, is_open, unmet_reason
from licences.question import Question
from licences.relation import Relation
from licences.training import judge_training
from licences.use import Use
from licences.work import judge_work


def judge_learning(licence: Licence, question: Question) -> Judgement:
    """Judge a model that learnt from a dataset under the licence, or from a model's outputs."""
    if question.relation is Relation.TRAINED_ON and _is_data(licence):
        return judge_training(licence, _purpose_of(licence, question))
    question = _as_told(question)
    trains = question.use.does("train-on-outputs")
    answers = [conclude(training_bar(licence, question.use, question.facts))]
    if trains:
        answers.append(_run(licence, question))
    answers.append(_result(licence, question))
    return both(answers)


def _as_told(question: Question) -> Question:
    """Take a distilled model to be meant to perform alike, unless it is said not to be."""
    if question.relation is not Relation.DISTILLED or question.facts.similar_purpose is not None:
        return question
    return replace(question, facts=replace(question.facts, similar_purpose=True))


def _purpose_of(licence: Licence, question: Question) -> Use:
    """Count training for unpaid ends as such, unless the model's label allows paid ones."""
    narrow = _is_narrow(licence, question.downstream)
    return question.use if narrow else replace(question.use, commercial=True)


def _is_narrow(licence: Licence, down: Declaration | None) -> bool:
    """Say whether a label, on whichever side it is taken, allows no more than a licence."""
    return down is None or (
        down.settled
        and all(any(is_as_narrow(licence, registry.get(i)) for i in o) for o in down.options)
    )


def _is_data(licence: Licence) -> bool:
    """Say whether a licence, named as what a model was trained on, is one of the data itself."""
    if licence.kind == "terms-of-service" or licence.applies_to == ("model",):
        return False
    known = licence.terms.results.status is not Status.UNKNOWN
    return known or licence.applies_to == ("data",)


def _run(licence: Licence, question: Question) -> Judgement:
    """Judge the run of the model that makes the outputs, with the duties that any use brings."""
    use, facts = question.use, question.facts
    owed = [o for o in licence.obligations if "any" in o.when and is_due(o, use, facts)]
    reasons = [*running_reasons(licence, use), *limit_reasons(licence, use, facts)]
    reasons += [reason for o in owed if (reason := unmet_reason(licence, o, facts))]
    duties = [duty_of(licence, o, "always") for o in owed]
    return conclude(reasons, [*duties, *limit_duties(licence, use, facts)])


def judge_outputs(licence: Licence, question: Question) -> Judgement:
    """Judge using or sharing what the model puts out, as such."""
    use = question.use
    answers = [_run(licence, question), conclude(_output_label(licence, question))]
    if use.does("train-on-outputs"):
        answers.append(conclude(training_bar(licence, use, question.facts)))
    return both(answers)


def _output_label(licence: Licence, question: Question) -> Iterator[Reason]:
    """Look at a label of outputs that allows what their own limit bars."""
    rule = licence.terms.outputs_use
    if rule.value == "nc-only" and not _is_narrow(licence, question.downstream):
        text = "keeps outputs under its own limits, and the label allows more"
        yield Reason(Verdict.REVIEW, licence.id, rule.clause, rule.status, text)


def _result(licence: Licence, question: Question) -> Judgement:
    """Judge the model that was trained on outputs: a derivative, or one that owes a name."""
    derivative = _is_derivative(licence, question)
    if derivative is None:
        return _softened(_as_derivative(licence, question))
    if derivative:
        return _as_derivative(licence, question)
    use, facts = question.use, question.facts
    owed = [
        o
        for o in licence.obligations
        if o.on_outputs and is_due(replace(o, modified=False, copies_only=False), use, facts)
    ]
    reasons = (None if is_open(o, facts) else unmet_reason(licence, o, facts) for o in owed)
    return conclude((r for r in reasons if r), (duty_of(licence, o, "redistribute") for o in owed))


def _is_derivative(licence: Licence, question: Question) -> bool | None:
    """Say whether the text makes the trained model a derivative; ``None`` where it may."""
    rule = licence.terms.distillation
    if rule.status is Status.UNKNOWN:
        return None
    if rule.value == "any":
        return True
    if rule.value != "if-similar":
        return False
    return question.facts.similar_purpose


def _as_derivative(licence: Licence, question: Question) -> Judgement:
    learnt = tuple(a for a in question.use.activities if a != "train-on-outputs")
    use = replace(question.use, activities=learnt)
    return judge_work(licence, replace(question, relation=Relation.FINETUNE, use=use))


def _softened(answer: Judgement) -> Judgement:
    """Keep what would bind a derivative as a reading, where it may be none."""
    doubt = "if the model is made to perform similarly, which makes it a derivative: "
    return conclude(
        (
            replace(r, verdict=Verdict.REVIEW, text=doubt + r.text)
            for r in answer.reasons
            if r.verdict is not Verdict.COMPATIBLE
        ),
        answer.duties,
    )
