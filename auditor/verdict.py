"""From answers and findings to the one verdict; design rules 3.1 to 3.3, and nothing else."""

from collections.abc import Iterable
from enum import StrEnum

from auditor.assessment import Assessment
from auditor.errors import ExitCode
from auditor.findings import Confidence, Finding, Severity
from licences.judgement import OPEN_VERDICTS, Verdict
from licences.training import Training


class Outcome(StrEnum):
    """The verdict on a subject or a run."""

    FAIL = "fail"
    UNDETERMINED = "undetermined"
    PASS = "pass"


_RANK = {outcome: rank for rank, outcome in enumerate(Outcome)}


def decide(assessment: Assessment, findings: Iterable[Finding]) -> Outcome:
    """Decide on one subject: a proven ban fails, whatever else could not be known.

    Disputed or unknown training data is a finding and a condition; only a bar enters.
    """
    answers = (assessment.use_answer, assessment.label_answer)
    certain = any(
        f.severity is Severity.HIGH and f.confidence is Confidence.HIGH and not f.waived_by
        for f in findings
    )
    barred = assessment.training_answer is Training.BARRED
    if certain or barred or Verdict.INCOMPATIBLE in answers:
        return Outcome.FAIL
    return Outcome.UNDETERMINED if OPEN_VERDICTS.intersection(answers) else Outcome.PASS


def outcome_of(verdict: Verdict) -> Outcome:
    """Give what one answer on licences amounts to, where the duties are the asker's own."""
    if verdict in {Verdict.INCOMPATIBLE, Verdict.OBLIGATION_VIOLATED}:
        return Outcome.FAIL
    return Outcome.UNDETERMINED if verdict in OPEN_VERDICTS else Outcome.PASS


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Give the verdict on a run: fail beats undetermined beats pass."""
    return min(outcomes, key=_RANK.__getitem__, default=Outcome.PASS)


def exit_code(outcome: Outcome) -> ExitCode:
    """Give the exit code that a gate sees."""
    return {
        Outcome.PASS: ExitCode.PASS,
        Outcome.FAIL: ExitCode.FAIL,
        Outcome.UNDETERMINED: ExitCode.UNDETERMINED,
    }[outcome]
