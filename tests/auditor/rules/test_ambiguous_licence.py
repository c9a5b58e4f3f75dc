"""A licence field that can mean several things."""

from collections.abc import Callable
from typing import Any

from auditor.report import Report

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "ambiguous-licence"]


def test_a_list_names_its_readings(audited: Audited, record: Write) -> None:
    """A list is told with its values as written."""
    (finding,) = only(audited("m/list", record("m/list", ["MIT", "openrail++"])))
    assert "the card lists MIT, openrail++" in finding.message


def test_a_family_names_its_members(audited: Audited, record: Write) -> None:
    """A family name is told with the licences that it may mean."""
    (finding,) = only(audited("m/fam", record("m/fam", "openrail")))
    assert "'openrail' names a family of licences" in finding.message
    assert "creativeml-openrail-m" in finding.remedy


def test_one_licence_in_a_list_is_clear(audited: Audited, record: Write) -> None:
    """A list of one licence, also in two spellings, is that licence."""
    report = audited("m/one", record("m/one", ["mit", "MIT"]))
    assert only(report) == []
    assert report.verdict == "pass"


def test_statements_that_disagree_are_ambiguous(audited: Audited, record: Write) -> None:
    """A name beside the licence that says another thing settles nothing."""
    report = audited("m/x", record("m/x", "mit", license_name="deepseek"))
    assert report.verdict == "undetermined"
    assert [f.message for f in report.findings if f.rule == "ambiguous-licence"] == [
        "m/x: its card, tags or licence name disagree: mit, deepseek."
    ]
