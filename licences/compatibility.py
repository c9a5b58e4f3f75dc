"""May works under these licences, in this relation, become a work under that one, for this use?

The one question behind ``auditor licence compare``: the use, the label, what facts prove of the
duties, and whether several upstream licences go together, judged as an audit judges them.
"""

from dataclasses import replace
from itertools import combinations, islice, product

from licences import registry
from licences.conflicts import conflict
from licences.declaration import Declaration
from licences.judgement import STRICTNESS, Judgement, Reason, Verdict, both, conclude
from licences.learning import judge_learning, judge_outputs
from licences.licence import Licence, Status
from licences.meanings import judge_declaration
from licences.question import Question
from licences.relation import Relation
from licences.work import conveys, judge_work

_JOINING = frozenset({Relation.MERGE, Relation.COMBINE, Relation.DERIVED, Relation.MODIFY})
"""Relations in which several upstream works end up in one."""
_MOST_CHOICES = 512


def compare(question: Question) -> Judgement:
    """Answer a question. Where upstreams offer a choice, the one that serves best is taken."""
    choices = _choices(question.upstreams)
    if len(choices) > _MOST_CHOICES:
        return _untried(question)
    answers = [_answer(replace(question, upstreams=chosen)) for chosen in choices]
    if len(choices) == 1:
        return answers[0]
    best, taken = min(zip(answers, choices, strict=True), key=_serving)
    said = ", ".join(f"{t.concluded} of {d.concluded}" for t, d in _taken(question, taken))
    note = Reason(Verdict.COMPATIBLE, "", "", Status.VERIFIED, f"taken: {said}")
    return Judgement(best.verdict, (*best.reasons, note), best.duties)


def _taken(
    question: Question, taken: tuple[Declaration, ...]
) -> list[tuple[Declaration, Declaration]]:
    pairs = zip(taken, question.upstreams, strict=True)
    return [(ours, offered) for ours, offered in pairs if ours != offered]


def _serving(answered: tuple[Judgement, tuple[Declaration, ...]]) -> tuple[int, int, list[str]]:
    """Order answers: the freest first, then what owes least, then by name."""
    answer, chosen = answered
    owed = sum(duty.due for duty in answer.duties)
    return -STRICTNESS.index(answer.verdict), owed, sorted(str(up.concluded) for up in chosen)


def _choices(upstreams: tuple[Declaration, ...]) -> list[tuple[Declaration, ...]]:
    """List ways to take one side of each ``OR``, one more than are tried at the most.

    Undecided ones stay as they are.
    """
    options = [
        [replace(up, options=(option,)) for option in up.options] if up.settled else [up]
        for up in upstreams
    ]
    return list(islice(product(*options), _MOST_CHOICES + 1))


def _untried(question: Question) -> Judgement:
    """Answer where upstreams offer too many choices to try each with each."""
    text = f"the upstream works offer more than {_MOST_CHOICES} choices of licences; state fewer"
    doubt = conclude([Reason(Verdict.REVIEW, "", "", Status.VERIFIED, text)])
    return both([_answer(question), doubt])


def _answer(question: Question) -> Judgement:
    answers = [
        judge_declaration(up, lambda licence: _one(licence, question)) for up in question.upstreams
    ]
    if question.relation in _JOINING:
        answers += _conflicts(question)
    return both(answers)


def _conflicts(question: Question) -> list[Judgement]:
    """Find licences that cannot be kept in one work; those of one ``AND`` are one work already."""
    settled = [up for up in question.upstreams if up.settled and len(up.options) == 1]
    ids = dict.fromkeys(
        (*sorted(pair),)
        for one, other in combinations(dict.fromkeys(settled), 2)
        for pair in product(one.mentioned, other.mentioned)
    )
    pairs = [(registry.get(one), registry.get(other)) for one, other in ids if one != other]
    excepted = {licence for up in settled for licence, _ in up.exceptions}
    reasons = [
        _as_excepted(reason, excepted)
        for pair in pairs
        if (reason := conflict(*pair, question.relation))
        and conveys(registry.get(reason.licence), question)
    ]
    if question.relation is Relation.MERGE:
        improving = (_improving(up, other) for pair in pairs for up, other in (pair, pair[::-1]))
        reasons += [reason for reason in improving if reason is not None]
    return [conclude([reason]) for reason in reasons]


def _as_excepted(reason: Reason, excepted: set[str]) -> Reason:
    """Leave open a conflict with a licence that is stated with an exception."""
    if reason.licence not in excepted:
        return reason
    text = f"{reason.text}; an exception goes with it, which may allow it and is not read here"
    return replace(reason, verdict=Verdict.REVIEW, text=text)


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
    if relation in {Relation.TRAINED_ON, Relation.DISTILLED}:
        return judge_learning(licence, question)
    if relation in {Relation.OUTPUT, Relation.GENERATED_BY}:
        return judge_outputs(licence, question)
    return judge_work(licence, question)
