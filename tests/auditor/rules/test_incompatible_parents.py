"""Two licences that meet at a merge exclude each other."""

from collections.abc import Callable
from typing import Any

from auditor.report import Report

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "incompatible-parents"]


MERGE = {"base_model": ["x/one", "y/two"], "tags": ["merge"]}


def test_copyleft_and_use_restrictions_exclude_each_other(audited: Audited, record: Write) -> None:
    """A merge of GPL-3.0 and a RAIL names both, the clause, and medium confidence on weights."""
    report = audited(
        "m/merge",
        record("m/merge", "gpl-3.0", **MERGE),
        record("x/one", "gpl-3.0"),
        record("y/two", "openrail++"),
    )
    (finding,) = only(report)
    assert report.verdict == "fail"
    assert [(c.licence, c.clause) for c in finding.clauses] == [("gpl-3.0", "5(c)")]
    assert finding.confidence == "medium"
    assert "x/one (GPL-3.0)" in finding.message


def test_a_conflict_below_is_told_with_the_path_to_the_merge(
    audited: Audited, record: Write
) -> None:
    """A fine-tune of such a merge inherits the conflict."""
    report = audited(
        "f/tune",
        record("f/tune", "cc-by-sa-4.0", base_model="m/merge", base_model_relation="finetune"),
        record("m/merge", "cc-by-sa-4.0", **MERGE),
        record("x/one", "cc-by-sa-4.0"),
        record("y/two", "cc-by-nc-4.0"),
    )
    (finding,) = only(report)
    assert finding.path == ("hf:f/tune", "hf:m/merge")
    assert finding.confidence == "high"


def test_two_agreements_that_go_along_do_not_exclude_each_other(
    audited: Audited, record: Write
) -> None:
    """Llama and Gemma can both go along; what the label lacks is another rule's matter."""
    report = audited(
        "m/merge",
        record("m/merge", "llama3.1", **MERGE),
        record("x/one", "llama3.1"),
        record("y/two", "gemma"),
    )
    assert only(report) == []
    assert report.verdict == "fail"


def test_a_conflict_is_told_once(audited: Audited, record: Write) -> None:
    """The same pair met at two merges is one finding, at the nearer one."""
    report = audited(
        "m/outer",
        record("m/outer", "gpl-3.0", base_model=["m/inner", "y/two"], tags=["merge"]),
        record("m/inner", "gpl-3.0", **MERGE),
        record("x/one", "gpl-3.0"),
        record("y/two", "openrail++"),
    )
    assert len(only(report)) == 1


def test_a_third_licence_that_takes_both_settles_it(audited: Audited, record: Write) -> None:
    """GPL-2.0 of no stated choice may be "or later", so it may go where GPL-3.0 goes."""
    report = audited(
        "a/merge",
        record("a/merge", "gpl-3.0", base_model=["b/two", "b/three"], tags=["merge"]),
        record("b/two", "gpl-2.0"),
        record("b/three", "gpl-3.0"),
    )
    assert report.verdict == "undetermined"
    assert "incompatible-parents" not in {f.rule for f in report.findings}


def test_what_both_branches_hold_is_no_conflict_of_theirs(audited: Audited, record: Write) -> None:
    """A licence that comes by every branch is told where it meets the other first."""
    report = audited(
        "a/top",
        record("a/top", "mit", base_model=["m/one", "m/two"], tags=["merge"]),
        record("m/one", "mit", base_model=["g/gpl", "l/llama"], tags=["merge"]),
        record("m/two", "mit", base_model=["g/gpl", "l/llama"], tags=["merge"]),
        record("g/gpl", "gpl-3.0"),
        record("l/llama", "llama3.1"),
    )
    found = [f for f in report.findings if f.rule == "incompatible-parents"]
    assert [f.path for f in found] == [("hf:a/top", "hf:m/one")]


def test_a_licence_below_both_branches_is_not_the_branches_own(
    audited: Audited, record: Write
) -> None:
    """A branch that holds both licences already is told there, and not against its neighbour."""
    report = audited(
        "a/top",
        record("a/top", "mit", base_model=["m/both", "g/gpl"], base_model_relation="merge"),
        record("m/both", "mit", base_model=["g/gpl", "l/llama"], base_model_relation="merge"),
        record("g/gpl", "gpl-3.0"),
        record("l/llama", "llama3.1"),
    )
    found = [f for f in report.findings if f.rule == "incompatible-parents"]
    assert [f.path for f in found] == [("hf:a/top", "hf:m/both")]


def test_an_unsettled_parent_takes_no_part(audited: Audited, record: Write) -> None:
    """A list and a choice settle nothing that could clash."""
    report = audited(
        "a/top",
        record("a/top", "mit", base_model=["l/list", "g/gpl"], base_model_relation="merge"),
        record("l/list", ["llama3.1", "mit"]),
        record("g/gpl", "gpl-3.0"),
    )
    assert not [f for f in report.findings if f.rule == "incompatible-parents"]
    choice = record("l/list", "llama3.1 OR mit")
    top = record("a/top", "mit", base_model=["l/list", "g/gpl"], base_model_relation="merge")
    report = audited("a/top", top, choice, record("g/gpl", "gpl-3.0"))
    assert not [f for f in report.findings if f.rule == "incompatible-parents"]
