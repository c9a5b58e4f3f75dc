"""Components that descend from each other."""

from collections.abc import Callable
from typing import Any

from auditor.report import Report

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "lineage-cycle"]


def test_a_self_reference_is_low(audited: Audited, record: Write) -> None:
    """A model that names itself has stated no base; that is small and changes no verdict."""
    report = audited("a/self", record("a/self", "mit", base_model="a/self"))
    (finding,) = only(report)
    assert finding.severity == "low"
    assert finding.message == "a/self names itself as what it was made from."
    assert report.verdict == "pass"


def test_a_cycle_above_is_told_from_below(audited: Audited, record: Write) -> None:
    """A model below a cycle is told of it once, with the way to it."""
    report = audited(
        "a/child",
        record("a/child", "mit", base_model="c/one"),
        record("c/one", "mit", base_model="c/two"),
        record("c/two", "mit", base_model="c/one"),
    )
    (finding,) = only(report)
    assert finding.severity == "medium"
    assert finding.path == ("hf:a/child", "hf:c/one")
    assert finding.message == "c/one, c/two are stated to descend from each other."


def test_datasets_that_descend_from_each_other_are_told(audited: Audited, record: Write) -> None:
    """Below a model as well as alone."""
    report = audited(
        "a/model",
        record("a/model", "mit", datasets=["d/one"]),
        record("d/one", "mit", _kind="dataset", source_datasets=["d/two"]),
        record("d/two", "mit", _kind="dataset", source_datasets=["d/one"]),
    )
    (finding,) = [f for f in report.findings if f.rule == "lineage-cycle"]
    assert finding.message == "d/one, d/two are stated to descend from each other."
    assert finding.path == ("hf:a/model", "hf-dataset:d/one")
