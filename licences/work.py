"""A work itself, or something made from it: its use, its label, and what facts prove of duties."""

from dataclasses import replace

from licences.declaration import settled
from licences.judgement import Judgement, Verdict, both, conclude
from licences.label_answers import CODE_LICENCES, carries_all
from licences.licence import Licence
from licences.permission import may_use
from licences.question import Question
from licences.relabelling import label_declaration
from licences.relation import MAKING_RELATIONS, Relation
from licences.use import Facts, Use


def judge_work(licence: Licence, question: Question) -> Judgement:
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
    done = "finetune" if changes else "serve" if question.relation is Relation.SERVED_BY else ""
    if done and done not in use.activities:
        use = replace(use, activities=(*use.activities, done))
    return use


def _if_modified(licence: Licence, use: Use, facts: Facts) -> Judgement:
    """Judge what a quantised file owes if it is a modified work, which few texts say."""
    if use.does("finetune"):
        return conclude()
    changed = replace(use, activities=(*use.activities, "finetune"))
    as_changed = may_use(licence, changed, facts)
    if "quantized" in licence.terms.derivatives.covers:
        return as_changed
    before = may_use(licence, use, facts)
    reasons = [
        replace(
            r,
            verdict=Verdict.REVIEW if r.verdict is Verdict.INCOMPATIBLE else r.verdict,
            text=f"{r.text}; whether a quantised file is a modified work is open",
            firm=False,
        )
        for r in as_changed.reasons
        if r not in before.reasons
    ]
    return conclude(reasons, as_changed.duties)


def _carried(question: Question) -> Facts:
    """Count the label itself among the terms that go along, whichever side of it is taken."""
    facts, down = question.facts, question.downstream
    if facts.embeds_terms is None or down is None or not down.options:
        return facts
    always = set.intersection(*map(set, down.options))
    return replace(facts, embeds_terms=tuple(sorted({*facts.embeds_terms, *always})))


def _label(licence: Licence, question: Question, facts: Facts) -> Judgement:
    down = question.downstream
    if down is None or not conveys(licence, question):
        return conclude()
    relation = Relation.COPY if question.relation is Relation.USE else question.relation
    if not down.options and carries_all(licence, facts):
        return conclude()
    judged = label_declaration(settled(licence.id), relation, down, facts)
    return conclude(judged.reasons)


def conveys(licence: Licence, question: Question) -> bool:
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
