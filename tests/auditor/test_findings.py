"""Order and citation of findings."""

from dataclasses import replace

import pytest

from auditor.findings import (
    Clause,
    Confidence,
    Finding,
    Severity,
    clauses_of,
    order_findings,
    places,
)
from auditor.rule import cite
from licences.judgement import Reason, Verdict
from licences.licence import Status

FINDING = Finding("b-rule", Severity.LOW, Confidence.HIGH, "s", "m", ("s",), "r")


def test_severe_and_near_findings_come_first_and_once() -> None:
    """Severity goes before distance, distance before the name of the rule."""
    far = replace(FINDING, severity=Severity.HIGH, path=("s", "t"))
    near = replace(FINDING, severity=Severity.HIGH)
    other = replace(FINDING, severity=Severity.HIGH, rule="a-rule")
    assert order_findings([FINDING, far, near, other, near]) == (other, near, far, FINDING)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("1.b.i, 5.b", ["1.b.i", "5.b"]),
        ("2(a)(1)(B), 3(a)(1) last para, 2(a)(4)", ["2(a)(1)(B)", "3(a)(1) last para", "2(a)(4)"]),
        ("conditions 1, 2", ["conditions 1, 2"]),
        ("para 1, 2", ["para 1, 2"]),
        ("5, Attachment A", ["5, Attachment A"]),
        ("II.2, 7", ["II.2", "7"]),
        ("1, Derivatives of the Model; 6", ["1, Derivatives of the Model", "6"]),
        ("", []),
    ],
)
def test_clauses_are_split_where_a_new_place_begins(clause: str, expected: list[str]) -> None:
    """Places are told apart; words that belong to a place stay with it."""
    assert list(places(clause)) == expected


def test_clauses_are_cited_by_licence() -> None:
    """Several places of one licence stand together; a reason without a clause cites nothing."""
    reasons = [
        Reason(Verdict.INCOMPATIBLE, "llama3.1", "1.b.i, 5.b", Status.VERIFIED, "x"),
        Reason(Verdict.REVIEW, "gemma", "3.2", Status.SECONDARY, "y"),
        Reason(Verdict.REVIEW, "", "", Status.VERIFIED, "z"),
    ]
    clauses = clauses_of(reasons)
    assert clauses[0] == Clause("llama3.1", "1.b.i", Status.VERIFIED)
    assert cite(clauses) == "Llama 3.1, 1.b.i, 5.b; Gemma, 3.2"
