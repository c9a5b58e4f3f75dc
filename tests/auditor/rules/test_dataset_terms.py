"""Training data whose terms are disputed or not known."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from auditor.report import Report
from auditor.rule import Case
from auditor.rules.dataset_terms import find
from licences.licence import Status
from licences.training import Training, TrainingJudgement
from licences.use import Use

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "dataset-terms"]


def test_each_open_dataset_is_told_with_its_path(audited: Audited, record: Write) -> None:
    """Datasets of ancestors count; clear ones are silent."""
    report = audited(
        "a/child",
        record("a/child", "mit", base_model="b/base", base_model_relation="finetune"),
        record("b/base", "mit", datasets=["d/sa", "d/by", "d/none", "d/gone"]),
        record("d/sa", "cc-by-sa-4.0", _kind="dataset"),
        record("d/by", "cc-by-4.0", _kind="dataset"),
        record("d/none", _kind="dataset"),
    )
    told = {f.path[-1]: f.message for f in only(report)}
    assert set(told) == {"hf-dataset:d/sa", "hf-dataset:d/none", "hf-dataset:d/gone"}
    assert "CC BY-SA 4.0, 3(b)(1), 1(a)" in told["hf-dataset:d/sa"]
    assert told["hf-dataset:d/none"].endswith("d/none: no licence is stated.")
    assert told["hf-dataset:d/gone"].endswith("d/gone is not in the snapshot.")
    assert report.verdict == "pass"


def test_what_a_dataset_was_made_from_counts(audited: Audited, record: Write) -> None:
    """A permissive collection of non-commercial data does not wash it."""
    report = audited(
        "a/model",
        record("a/model", "mit", datasets="d/mix"),
        record("d/mix", "mit", _kind="dataset", source_datasets=["d/nc"]),
        record("d/nc", "cc-by-nc-4.0", _kind="dataset"),
    )
    (finding,) = only(report)
    assert finding.path == ("hf:a/model", "hf-dataset:d/mix", "hf-dataset:d/nc")


def test_credit_is_owed_when_the_model_is_shared(audited: Audited, record: Write) -> None:
    """Attribution data licences are an obligation of whoever shares, and no finding."""
    records = (
        record("a/model", "cc0-1.0", datasets="d/by"),
        record("d/by", "cc-by-4.0", _kind="dataset"),
    )
    report = audited("a/model", *records, use=Use(activities=("redistribute",)))
    assert only(report) == []
    (owed,) = report.obligations
    assert (owed.duty.kind, owed.duty.licence, owed.duty.due) == ("attribution", "cc-by-4.0", True)
    (later,) = audited("a/model", *records).obligations
    assert later.duty.due is False


def test_a_bar_is_severe(audited: Audited, record: Write) -> None:
    """A text that forbids training for this use fails, with its clause."""
    report = audited(
        "a/model",
        record("a/model", "mit", datasets="d/data"),
        record("d/data", "cc-by-4.0", _kind="dataset"),
    )
    case = report.subjects[0].case
    bar = TrainingJudgement(Training.BARRED, "cc-by-4.0", "9", Status.SECONDARY, "it forbids that")
    reach = replace(case.assessment.training[0], judgement=bar)
    barred = Case(case.graph, replace(case.assessment, training=(reach,)), case.use)
    (finding,) = find(barred)
    assert (finding.severity, finding.confidence) == ("high", "medium")
    assert finding.message == "d/data: it forbids that (CC BY 4.0, 9)."
    assert finding.remedy == "Take a model that was not trained on this dataset."
