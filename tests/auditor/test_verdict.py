"""The verdict rules, line by line."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from auditor.assessment import Assessment, TrainingReach
from auditor.errors import ExitCode
from auditor.findings import Confidence, Finding, Severity
from auditor.graph import Way
from auditor.report import Report
from auditor.verdict import Outcome, decide, exit_code, outcome_of, worst
from licences.judgement import Verdict
from licences.licence import Status
from licences.training import Training, TrainingJudgement

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]

FINDING = Finding(
    "some-rule", Severity.HIGH, Confidence.HIGH, "hf:a/b", "It is so.", ("hf:a/b",), "Do that."
)


@pytest.fixture
def passing(audited: Audited, record: Write) -> Assessment:
    """An assessment that nothing speaks against."""
    return audited("a/b", record("a/b", "mit")).subjects[0].case.assessment


def test_a_certain_severe_finding_fails_whatever_rule_made_it(passing: Assessment) -> None:
    """High severity with high confidence fails; less of either, or a waiver, does not."""
    assert decide(passing, []) is Outcome.PASS
    assert decide(passing, [FINDING]) is Outcome.FAIL
    assert decide(passing, [replace(FINDING, severity=Severity.MEDIUM)]) is Outcome.PASS
    assert decide(passing, [replace(FINDING, confidence=Confidence.MEDIUM)]) is Outcome.PASS
    assert decide(passing, [replace(FINDING, waived_by="exception")]) is Outcome.PASS


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Training.CLEAR, Outcome.PASS),
        (Training.DISPUTED, Outcome.PASS),
        (Training.UNKNOWN, Outcome.PASS),
        (Training.BARRED, Outcome.FAIL),
    ],
)
def test_only_a_bar_on_training_enters_the_verdict(
    passing: Assessment, answer: Training, expected: Outcome
) -> None:
    """Disputed and unknown training data change no verdict; a bar fails."""
    judged = TrainingJudgement(answer, "mit", "para 1", Status.VERIFIED, "text")
    trained = replace(passing, training=(TrainingReach(0, Way(), judged),), states_training=True)
    assert trained.training_answer is answer
    assert decide(trained, []) is expected


def test_fail_beats_undetermined_beats_pass() -> None:
    """The worst of several outcomes counts, in any order; nothing at all passes."""
    for one, other in product(Outcome, repeat=2):
        assert worst([one, other]) is worst([other, one])
    assert worst([Outcome.PASS, Outcome.UNDETERMINED]) is Outcome.UNDETERMINED
    assert worst([Outcome.UNDETERMINED, Outcome.FAIL]) is Outcome.FAIL
    assert worst([]) is Outcome.PASS


def test_exit_codes_are_the_documented_ones() -> None:
    """A gate reads 0, 1 and 3."""
    assert [exit_code(o) for o in (Outcome.PASS, Outcome.FAIL, Outcome.UNDETERMINED)] == [0, 1, 3]
    assert [int(c) for c in ExitCode] == [0, 1, 2, 3, 4, 5]


def test_one_answer_amounts_to_an_outcome() -> None:
    """Where the duties are the asker's own, one that is proven unmet fails."""
    assert {verdict: outcome_of(verdict) for verdict in Verdict} == {
        Verdict.INCOMPATIBLE: Outcome.FAIL,
        Verdict.OBLIGATION_VIOLATED: Outcome.FAIL,
        Verdict.UNKNOWN: Outcome.UNDETERMINED,
        Verdict.REVIEW: Outcome.UNDETERMINED,
        Verdict.COMPATIBLE_WITH_OBLIGATIONS: Outcome.PASS,
        Verdict.COMPATIBLE: Outcome.PASS,
    }


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        (("mit", "cc-by-nc-4.0"), Outcome.FAIL),
        (("mit", "other"), Outcome.UNDETERMINED),
        (("other", "cc-by-nc-4.0"), Outcome.FAIL),
        (("mit", "apache-2.0"), Outcome.PASS),
    ],
)
def test_answers_decide_over_the_lineage(
    audited: Audited, record: Write, licences: tuple[str, str], expected: Outcome
) -> None:
    """A ban fails, an open answer leaves it open, and a ban beside an open answer fails."""
    own, base = licences
    report = audited("a/child", record("a/child", own, base_model="b/base"), record("b/base", base))
    assert report.verdict is expected
