"""The stages together: the reason to read first, and runs of several references."""

from collections.abc import Callable
from typing import Any

from auditor.report import Report
from licences.use import Use

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def reason(report: Report) -> str:
    return report.subjects[0].reason


def test_a_pass_says_what_it_rests_on(audited: Audited, record: Write) -> None:
    """The sentence tells whether anything is owed and what is open on training data."""
    silent = record("a/silent", "mit")
    assert reason(audited("a/silent", silent)) == (
        "Every licence that reaches it allows this use, and the use owes nothing. It states no "
        "training data."
    )
    unknown = record("a/unknown", "mit", datasets="d/gone")
    assert reason(audited("a/unknown", unknown)).endswith(
        "The terms of its training data are not known."
    )
    clear = [
        record("a/clear", "mit", datasets="d/free"),
        record("d/free", "cc0-1.0", _kind="dataset"),
    ]
    shared = Use(activities=("redistribute",))
    assert reason(audited("a/clear", *clear, use=shared)) == (
        "Every licence that reaches it allows this use, with the obligations below."
    )
    disputed = [
        record("a/nc", "mit", datasets="d/nc"),
        record("d/nc", "cc-by-nc-4.0", _kind="dataset"),
    ]
    assert reason(audited("a/nc", *disputed)).endswith("mean for it is disputed.")


def test_an_open_verdict_names_what_is_open(audited: Audited, record: Write) -> None:
    """The first finding that leaves the answer open is the reason; else what was not seen."""
    assert reason(audited("a/b", record("a/b"))).startswith("a/b states no licence")
    assert reason(audited("gone/model")) == (
        "gone/model is not in the snapshot; nothing is known of it. "
        "Audit it against a newer or fuller source of records."
    )


def test_a_name_given_twice_is_one_subject(audited: Audited, record: Write) -> None:
    """The same model in two spellings is reported once."""
    report = audited(["a/b", "A/B", "a/c"], record("a/b", "mit"), record("a/c", "mit"))
    assert [s.case.subject.name for s in report.subjects] == ["a/b", "a/c"]


def test_assumptions_tell_of_domiciles_taken_from_regions(audited: Audited, record: Write) -> None:
    """Where only regions are given, each counts as a domicile, and the report says so."""
    model = record("a/b", "mit")
    plain = audited("a/b", model).assumptions
    assert plain[-1].startswith("Only Hub records were read")
    told = audited("a/b", model, use=Use(regions=("EU",))).assumptions
    assert told[:-1] == plain
    assert "domicile" in told[-1]
