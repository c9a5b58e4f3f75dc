"""A licence is stated that leads to no terms."""

from collections.abc import Callable
from typing import Any

from auditor.report import Report

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "unknown-licence"]


def test_other_points_to_its_link(audited: Audited, record: Write) -> None:
    """The remedy names the card's own name and link for the licence."""
    model = record("m/other", "other", license_name="my-terms", license_link="LICENSE.md")
    (finding,) = only(audited("m/other", model))
    assert finding.remedy == (
        "Read the text behind its licence link (LICENSE.md); the card calls it 'my-terms'. "
        "Have a person settle what it is."
    )


def test_a_known_name_is_named_and_stays_open(audited: Audited, record: Write) -> None:
    """``other`` with a name from the catalogue shows that licence's terms, unsettled."""
    report = audited("m/l4", record("m/l4", "other", license_name="llama4"))
    (finding,) = only(report)
    assert "names Llama 4; the text was not read" in finding.message
    assert report.verdict == "undetermined"
    assert {o.duty.licence for o in report.obligations} == {"llama4"}


def test_a_known_ban_behind_other_is_a_ban(audited: Audited, record: Write) -> None:
    """Where the licence that the card names forbids the use, ``other`` does not soften that."""
    model = record("m/flux", "other", license_name="cc-by-nc-4.0")
    assert audited("m/flux", model).verdict == "fail"


def test_words_that_are_no_licence(audited: Audited, record: Write) -> None:
    """Free text and licences outside the catalogue are told apart."""
    report = audited(["m/free", "m/spdx"], record("m/free", "ask me"), record("m/spdx", "Sendmail"))
    first, second = only(report)
    assert "'ask me' is not a licence name" in first.message
    assert "Sendmail is a licence whose terms are not in the catalogue" in second.message
