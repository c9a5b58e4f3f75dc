"""May works under these licences, in this relation, become a work under that one, for this use?

The one question behind ``auditor licence compare``: the use, the label, what facts prove of the
duties, and whether several upstream licences go together, judged as an audit judges them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from math import prod

from licences import registry
from licences.conflicts import conflict
from licences.declaration import Declaration, judge_declaration, settled
from licences.judgement import Judgement, Reason, Verdict, both, conclude, freest
from licences.labelling import CODE_LICENCES, carries_all, label_declaration
from licences.licence import Licence, Obligation, Status
from licences.limits import limit_duties, limit_reasons
from licences.outputs import running_reasons, training_bar
from licences.permission import duty_of, may_use
from licences.proof import unmet
from licences.relation import MAKING_RELATIONS, Relation
from licences.training import judge_training
from licences.use import Facts, Use

_JOINING = frozenset({Relation.MERGE, Relation.COMBINE, Relation.DERIVED, Relation.MODIFY})
"""Relations in which several upstream works end up in one."""
_LEARNING = frozenset({Relation.TRAINED_ON, Relation.DISTILLED})
_MOST_CHOICES = 64


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: upstream licences, how the work came from theirs, its label, use and facts.

    ``downstream`` is ``None`` where no label is at issue.
    """

    upstreams: tuple[Declaration, ...]
    relation: Relation
    downstream: Declaration | None = None
    use: Use = field(default_factory=Use)
    facts: Facts = field(default_factory=Facts)


def compare(question: Question) -> Judgement:
    """Answer a question. Where upstreams offer a choice, the one that serves best is taken."""
    choices = list(_choices(question.upstreams))
    answers = [_answer(replace(question, upstreams=chosen)) for chosen in choices]
    best = freest(answers)
    if len(choices) == 1:
        return best
    taken = choices[answers.index(best)]
    said = ", ".join(f"{t.concluded} of {d.concluded}" for t, d in _taken(question, taken))
    note = Reason(Verdict.COMPATIBLE, "", "", Status.VERIFIED, f"taken: {said}")
    return Judgement(best.verdict, (*best.reasons, note), best.duties)


def _taken(
    question: Question, taken: tuple[Declaration, ...]
) -> list[tuple[Declaration, Declaration]]:
    pairs = zip(taken, question.upstreams, strict=True)
    return [(ours, offered) for ours, offered in pairs if ours != offered]


def _choices(upstreams: tuple[Declaration, ...]) -> Iterator[tuple[Declaration, ...]]:
    """List every way to take one side of each ``OR``; undecided ones stay as they are."""
    options = [
        [replace(up, options=(option,)) for option in up.options] if up.settled else [up]
        for up in upstreams
    ]
    if prod(map(len, options)) > _MOST_CHOICES:
        yield upstreams
    else:
        yield from product(*options)


def _answer(question: Question) -> Judgement:
    answers = [
        judge_declaration(up, lambda licence: _one(licence, question)) for up in question.upstreams
    ]
    if question.relation in _JOINING:
        answers += _conflicts(question)
    return both(answers)


def _conflicts(question: Question) -> list[Judgement]:
    """Find licences that cannot be kept in one work; those of one ``AND`` are one work already."""
    pairs = {
        (registry.get(first), registry.get(second))
        for one, other in combinations(question.upstreams, 2)
        for first, second in (sorted(pair) for pair in product(one.mentioned, other.mentioned))
        if first != second
    }
    reasons = [conflict(*pair) for pair in pairs]
    if question.relation is Relation.MERGE:
        reasons += [_improving(up, other) for pair in pairs for up, other in (pair, pair[::-1])]
    return [conclude([reason]) for reason in reasons if reason is not None]


def _improving(up: Licence, other: Licence) -> Reason | None:
    """Judge a merge under a text that bars improving other models with the work itself."""
    rule = up.terms.outputs_train
    if "materials" not in rule.covers:
        return None
    text = f"bars improving other models with the work itself, and one under {other.title} is one"
    if "own-family" not in rule.exempt:
        return Reason(Verdict.INCOMPATIBLE, up.id, rule.clause, rule.status, text)
    text += "; whether the merged model counts as a derivative of its own, which is exempt, is open"
    return Reason(Verdict.REVIEW, up.id, rule.clause, rule.status, text, firm=False)


def _one(licence: Licence, question: Question) -> Judgement:
    """Judge one upstream licence."""
    relation = question.relation
    if relation in _LEARNING or relation is Relation.GENERATED_BY:
        return _learning(licence, question)
    if relation is Relation.OUTPUT:
        return _outputs(licence, question)
    return _work(licence, question)


def _work(licence: Licence, question: Question) -> Judgement:
    """Judge the work itself, or something made from it."""
    use, facts = _doing(question), _carried(question)
    answers = [may_use(licence, use, facts)]
    if question.downstream is not None:
        answers.append(_label(licence, question, facts))
    answer = both(answers)
    if question.relation is Relation.ADAPTER and licence.kind in CODE_LICENCES:
        answer = _if_portion(answer)
    if question.relation is Relation.QUANTIZED:
        answer = both([answer, _if_modified(licence, use, facts)])
    return answer


def _doing(question: Question) -> Use:
    """Add to the activities what the relation itself does."""
    use = question.use
    changes = question.relation in MAKING_RELATIONS - {Relation.QUANTIZED}
    if changes and "finetune" not in use.activities:
        use = replace(use, activities=(*use.activities, "finetune"))
    return use


def _if_modified(licence: Licence, use: Use, facts: Facts) -> Judgement:
    """Judge what a quantised file owes if it is a modified work, which few texts say."""
    if use.does("finetune"):
        return conclude()
    changed = replace(use, activities=(*use.activities, "finetune"))
    as_changed = may_use(licence, changed, facts)
    before = may_use(licence, use, facts)
    reasons = [
        replace(
            r,
            verdict=Verdict.REVIEW,
            text=f"{r.text}; whether a quantised file is a modified work is open",
            firm=False,
        )
        for r in as_changed.reasons
        if r not in before.reasons
    ]
    return conclude(reasons, as_changed.duties)


def _carried(question: Question) -> Facts:
    """Count the label itself among the terms that go along, where those are given."""
    facts, down = question.facts, question.downstream
    if facts.embeds_terms is None or down is None:
        return facts
    return replace(facts, embeds_terms=tuple({*facts.embeds_terms, *down.mentioned}))


def _label(licence: Licence, question: Question, facts: Facts) -> Judgement:
    down = question.downstream
    if down is None or not _conveys(licence, question):
        return conclude()
    relation = Relation.COPY if question.relation is Relation.USE else question.relation
    if not down.options and carries_all(licence, facts):
        return conclude()
    judged = label_declaration(settled(licence.id), relation, down, facts)
    return conclude(judged.reasons)


def _conveys(licence: Licence, question: Question) -> bool:
    """Say whether a licence that binds what is shared is brought about at all by the use."""
    if licence.kind not in CODE_LICENCES | {"share-alike"}:
        return True
    network = licence.terms.hosting.value in {"network", "network-modified", "distribution"}
    return question.use.does("redistribute", "embed", *(["serve"] if network else []))


def _if_portion(answer: Judgement) -> Judgement:
    """Leave open what an adapter alone owes, since it may hold no portion of the base."""
    doubt = "; an adapter alone may hold no portion of the work"
    reasons = (
        replace(r, verdict=Verdict.REVIEW, text=r.text + doubt, firm=False)
        if r.verdict is Verdict.OBLIGATION_VIOLATED
        else r
        for r in answer.reasons
    )
    return conclude(reasons, answer.duties)


def _learning(licence: Licence, question: Question) -> Judgement:
    """Judge a model that learnt from a dataset under the licence, or from a model's outputs."""
    if question.relation is Relation.TRAINED_ON and _is_data(licence):
        return judge_training(licence, question.use)
    trains = question.use.does("train-on-outputs")
    answers = [conclude(training_bar(licence, question.use, question.facts))]
    if trains:
        answers.append(_run(licence, question))
    answers.append(_result(licence, question))
    return both(answers)


def _is_data(licence: Licence) -> bool:
    """Say whether a licence, named as what a model was trained on, is one of the data itself."""
    known = licence.terms.results.status is not Status.UNKNOWN
    of_data = licence.applies_to != ("model",) and (known or "model" not in licence.applies_to)
    return of_data and licence.kind != "terms-of-service"


def _run(licence: Licence, question: Question) -> Judgement:
    """Judge the run of the model that makes the outputs."""
    use, facts = question.use, question.facts
    reasons = [*running_reasons(licence, use), *limit_reasons(licence, use, facts)]
    return conclude(reasons, limit_duties(licence, use, facts))


def _outputs(licence: Licence, question: Question) -> Judgement:
    """Judge using or sharing what the model puts out, as such."""
    use = question.use
    answers = [_run(licence, question)]
    if use.does("train-on-outputs"):
        answers.append(conclude(training_bar(licence, use, question.facts)))
    rules = [o for o in licence.obligations if o.kind in {"use-policy", "outputs-label"}]
    answers.append(conclude((), [duty_of(licence, o, "always") for o in rules]))
    return both(answers)


def _result(licence: Licence, question: Question) -> Judgement:
    """Judge the model that was trained on outputs: a derivative, or one that owes a name."""
    derivative = _is_derivative(licence, question)
    if derivative is None:
        return _softened(_as_derivative(licence, question))
    if derivative:
        return _as_derivative(licence, question)
    facts, shares = question.facts, question.use.does
    owed = [
        o
        for o in licence.obligations
        if o.on_outputs and shares(*o.when) and not (o.multimodal_only and facts.modality == "text")
    ]
    reasons = (_unmet(licence, o, facts) for o in owed)
    return conclude((r for r in reasons if r), (duty_of(licence, o, "redistribute") for o in owed))


def _unmet(licence: Licence, owed: Obligation, facts: Facts) -> Reason | None:
    if not (missing := unmet(owed, facts)):
        return None
    text = f"asks to {owed.text}; {missing}"
    return Reason(Verdict.OBLIGATION_VIOLATED, licence.id, owed.clause, owed.status, text)


def _is_derivative(licence: Licence, question: Question) -> bool | None:
    """Say whether the text makes the trained model a derivative; ``None`` where it may."""
    rule = licence.terms.distillation
    if rule.value == "any":
        return True
    if rule.value != "if-similar":
        return False
    if question.facts.similar_purpose is None and question.relation is Relation.DISTILLED:
        return True
    return question.facts.similar_purpose


def _as_derivative(licence: Licence, question: Question) -> Judgement:
    learnt = tuple(a for a in question.use.activities if a != "train-on-outputs")
    use = replace(question.use, activities=learnt)
    return _work(licence, replace(question, relation=Relation.FINETUNE, use=use))


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
