"""The engine against cases that several readers labelled from the clauses.

Only cases that turn on the licences are asked here: what files, displays, names and
registrations prove of an artefact is no question of this package.
"""

from typing import Any

import pytest

from licences import registry
from licences.conflicts import conflict
from licences.declaration import read_declaration
from licences.judgement import Judgement, Verdict, conclude, strictest
from licences.meanings import judge_declaration
from licences.permission import may_use
from licences.relabelling import label_declaration
from licences.relation import Relation
from licences.training import Training, TrainingJudgement, may_train
from licences.use import Facts, Use

Case = dict[str, Any]

RELATIONS = {
    *("use", "finetune", "quantized", "adapter", "merge", "copy", "derived", "trained-on"),
}
PROVEN_ELSEWHERE = {"files", "shown", "registered", "name", "embeds_terms"}
GREEN = {Verdict.COMPATIBLE, Verdict.COMPATIBLE_WITH_OBLIGATIONS}
SAYS_NOTHING = {"other", "unknown"}


def _upstream(case: Case) -> list[str]:
    up = case["upstream"]
    return up if isinstance(up, list) else [up]


def _within_reach(labelled: Case) -> bool:
    """Say whether a case turns on licences that we hold, and on nothing but them."""
    case = labelled["case"]
    names = [*_upstream(case), case.get("downstream") or "other"]
    return (
        case["relation"] in RELATIONS
        and all(n in SAYS_NOTHING or registry.resolve(n) for n in names)
        and not _rests_on_the_artefact(labelled)
    )


def _rests_on_the_artefact(labelled: Case) -> bool:
    """Say whether the right answer rests on what the artefact holds, shows or is called."""
    known = PROVEN_ELSEWHERE & set(labelled["case"].get("facts") or {})
    violated = "obligation_violated" in labelled["expected"]
    return bool(known) and (violated or "embeds_terms" in known)


def _use(case: Case) -> Use:
    given = dict(case.get("use") or {})
    for key in {"activities", "regions"} & set(given):
        given[key] = tuple(given[key])
    return Use(**given)


def _trained(judged: TrainingJudgement) -> Verdict:
    """Read an answer on training data as the verdict that a case expects."""
    return {
        Training.CLEAR: Verdict.COMPATIBLE_WITH_OBLIGATIONS
        if judged.duties
        else Verdict.COMPATIBLE,
        Training.DISPUTED: Verdict.REVIEW,
        Training.UNKNOWN: Verdict.UNKNOWN,
        Training.BARRED: Verdict.INCOMPATIBLE,
    }[judged.answer]


def _answer(case: Case) -> Verdict:
    """Ask about the use, the label and the parents together, as an audit does."""
    declared = [read_declaration([name]) for name in _upstream(case)]
    if case["relation"] == "trained-on":
        return strictest(_trained(may_train(d)) for d in declared)
    use, facts = _use(case), Facts(modality=(case.get("facts") or {}).get("modality"))
    answers = [judge_declaration(d, lambda above: may_use(above, use, facts)) for d in declared]
    if case.get("downstream"):
        down = read_declaration([case["downstream"]])
        relation = Relation.COPY if case["relation"] == "use" else Relation(case["relation"])
        answers += [label_declaration(d, relation, down, facts) for d in declared]
    if case["relation"] == "merge":
        answers += _conflicts(_upstream(case))
    return strictest(a.verdict for a in answers)


def _conflicts(names: list[str]) -> list[Judgement]:
    known = [registry.get(found) for n in names if (found := registry.resolve(n)) is not None]
    pairs = [conflict(one, other) for one in known for other in known]
    return [conclude([reason]) for reason in pairs if reason is not None]


@pytest.fixture
def cases(labelled_cases: list[Case]) -> list[Case]:
    """The cases that this package can answer."""
    return [labelled for labelled in labelled_cases if _within_reach(labelled)]


def _told(labelled: Case, answer: Verdict) -> str:
    case = labelled["case"]
    return (
        f"{case['id']}: {case['upstream']} {case['relation']} {case.get('downstream')}: "
        f"{answer}, not {' or '.join(labelled['expected'])} ({labelled['clause']})"
    )


def test_many_cases_are_within_reach(cases: list[Case], labelled_cases: list[Case]) -> None:
    """Two cases in five are of a kind, and about licences, that can be answered today."""
    assert len(cases) > len(labelled_cases) * 2 / 5


def test_certain_cases_are_answered_right(cases: list[Case]) -> None:
    """At least 95 of 100 cases that the readers were sure of get an answer that they accept."""
    certain = [labelled for labelled in cases if labelled["confidence"] == "high"]
    wrong = [
        _told(labelled, answer)
        for labelled in certain
        if (answer := _answer(labelled["case"])) not in labelled["expected"]
    ]
    assert len(certain) > 50
    assert len(wrong) <= len(certain) * 0.05, "\n".join(wrong)


def test_what_is_forbidden_is_never_green(cases: list[Case]) -> None:
    """No case whose only right answer is ``incompatible`` is answered with a green one."""
    forbidden = [labelled for labelled in cases if labelled["expected"] == ["incompatible"]]
    green = [
        _told(labelled, answer)
        for labelled in forbidden
        if (answer := _answer(labelled["case"])) in GREEN
    ]
    assert len(forbidden) > 10
    assert green == []


def test_what_is_allowed_is_never_forbidden(cases: list[Case]) -> None:
    """No case of which the readers were sure that it is allowed is answered ``incompatible``."""
    allowed = [
        labelled
        for labelled in cases
        if labelled["confidence"] == "high" and set(labelled["expected"]) <= GREEN
    ]
    accused = [
        _told(labelled, answer)
        for labelled in allowed
        if (answer := _answer(labelled["case"])) is Verdict.INCOMPATIBLE
    ]
    assert len(allowed) > 10
    assert accused == []
