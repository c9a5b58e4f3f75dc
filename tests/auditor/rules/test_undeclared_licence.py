"""A component states no licence."""

from collections.abc import Callable
from typing import Any

from auditor.report import Report

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "undeclared-licence"]


def test_subject_and_ancestor_are_both_told(audited: Audited, record: Write) -> None:
    """Each component that states none is a finding with its path."""
    report = audited(
        "a/child",
        record("a/child", base_model="b/base", base_model_relation="finetune"),
        record("b/base"),
    )
    assert [f.path for f in only(report)] == [("hf:a/child",), ("hf:a/child", "hf:b/base")]
    assert report.verdict == "undetermined"


def test_what_was_not_seen_is_not_said_to_state_none(audited: Audited, record: Write) -> None:
    """A missing base is another rule's matter."""
    report = audited("a/child", record("a/child", "mit", base_model="gone/base"))
    assert only(report) == []


def test_a_copy_is_told_to_be_under_a_licence_that_is_not_known(
    audited: Audited, record: Write
) -> None:
    """What a publisher of a copy grants is not the question; what its parent grants is."""
    report = audited(
        "q/copy",
        record("q/copy", base_model=["gone/one", "gone/two"], base_model_relation="quantized"),
    )
    assert [f.message for f in only(report)] == [
        "q/copy states no licence; as a copy it is under that of gone/one and gone/two, which is "
        "not known."
    ]


def test_a_file_that_may_hold_a_licence_is_named(audited: Audited, record: Write) -> None:
    """Nobody is told to have granted nothing while a LICENSE file lies there unread."""
    model = record("a/b", siblings=[{"rfilename": "LICENSE"}, {"rfilename": "x.bin"}])
    (finding,) = only(audited("a/b", model))
    assert finding.message == (
        "a/b states no licence on its card (not read: LICENSE); what its files say is not known."
    )
    assert finding.remedy == "Ask a to state a licence, or read LICENSE."


def test_a_copy_by_our_reading_is_said_to_be_one(audited: Audited, record: Write) -> None:
    """Where nobody states that it is a copy, its licence hangs on that reading."""
    base = record("b/base", "mit")
    report = audited("q/b-GGUF", record("q/b-GGUF", base_model="b/base"), base)
    (finding,) = only(report)
    assert (report.verdict, finding.severity, finding.confidence) == ("pass", "low", "medium")
    assert "that it is a mere copy of b/base is our reading of the record" in finding.message
    stated = record("q/b-GGUF", base_model="b/base", base_model_relation="quantized")
    assert only(audited("q/b-GGUF", stated, base)) == []


def test_a_copy_with_licence_files_of_its_own_is_told(audited: Audited, record: Write) -> None:
    """Nobody has read whether they say what its parent says."""
    files = [{"rfilename": "LICENSE-CC-BY-NC"}]
    report = audited(
        "q/f",
        record("q/f", base_model="m/m", base_model_relation="quantized", siblings=files),
        record("m/m", "mit"),
    )
    (finding,) = only(report)
    assert (report.verdict, finding.severity) == ("pass", "low")
    assert finding.message == (
        "q/f states no licence on its card (not read: LICENSE-CC-BY-NC), and as a copy it is taken "
        "to be under that of m/m, whatever its files say."
    )
