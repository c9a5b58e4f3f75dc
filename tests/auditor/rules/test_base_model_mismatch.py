"""A base whose name leads to another repository than the one that the Hub links."""

from collections.abc import Callable
from typing import Any

import pytest

from auditor.report import Report
from auditor.verdict import Outcome

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "base-model-mismatch"]


def linked(record: dict[str, Any], name: str, hub_id: str | None = None) -> dict[str, Any]:
    """Give a record the Hub's own link to a base."""
    model = {"id": name, "_id": hub_id} if hub_id else {"id": name}
    return {**record, "baseModels": {"relation": "finetune", "models": [model]}}


def test_another_repository_under_the_linked_name_is_told(audited: Audited, record: Write) -> None:
    """The ``_id`` decides, and what the weights came from was not seen."""
    report = audited(
        "a/child",
        linked(record("a/child", "mit", base_model="b/base"), "b/base", "1" * 24),
        {**record("b/base", "mit"), "_id": "2" * 24},
    )
    (finding,) = only(report)
    assert finding.message == (
        f"The Hub links b/base (_id {'1' * 24}) as base of a/child, and under that name lies "
        f"another repository today (_id {'2' * 24}); which of them a/child was made from is not "
        "certain."
    )
    assert finding.path == ("hf:a/child", "hf:b/base")
    assert finding.remedy == "Ask a which repository it was made from, and at which commit."
    assert {e.location for e in finding.evidence} == {"cardData.base_model", "baseModels"}
    judged = report.subjects[0]
    assert (judged.outcome, judged.reason) == (Outcome.UNDETERMINED, finding.message)
    assert f"{finding.message.split(';')[0][1:]}." in {u.reason[1:] for u in report.unknowns}


def test_the_linked_repository_is_no_mismatch(audited: Audited, record: Write) -> None:
    """The same ``_id``, or none on one side."""
    for hub_id in ("2" * 24, None):
        report = audited(
            "a/child",
            linked(record("a/child", "mit", base_model="b/base"), "b/base", hub_id),
            {**record("b/base", "mit"), "_id": "2" * 24},
        )
        assert not only(report)
        assert report.verdict is Outcome.PASS


def test_a_card_that_names_something_else_is_told(audited: Audited, record: Write) -> None:
    """Both count: the terms of what the card names are the publisher's own statement."""
    child = linked(record("a/child", "mit", base_model="old/name"), "new/name", "1" * 24)
    report = audited(
        "a/child",
        child,
        {**record("new/name", "mit"), "_id": "1" * 24},
        {**record("old/name", "cc-by-nc-4.0"), "_id": "2" * 24},
    )
    (finding,) = only(report)
    assert finding.message == (
        f"The Hub links new/name (_id {'1' * 24}) as base of a/child, and its card names "
        f"old/name, another repository (_id {'2' * 24}); which of them a/child was made from is "
        "not certain."
    )
    assert finding.path == ("hf:a/child", "hf:old/name")
    assert report.verdict is Outcome.FAIL
    assert {e.relation for e in report.graph.edges} == {"finetune"}


def test_names_are_compared_where_ids_are_not_known(audited: Audited, record: Write) -> None:
    report = audited(
        "a/child",
        linked(record("a/child", "mit", base_model="old/name"), "new/name"),
        record("new/name", "mit"),
        record("old/name", "mit"),
    )
    (finding,) = only(report)
    assert "links new/name as base of a/child, and its card names old/name" in finding.message


@pytest.mark.parametrize(
    "old",
    [
        {"id": "old/name", "_moved_to": "new/name"},
        {"id": "old/name", "_state": "missing-or-private"},
        {"id": "somebody/else"},
    ],
)
def test_an_old_name_is_no_mismatch(audited: Audited, record: Write, old: dict[str, Any]) -> None:
    """One that leads to what is linked, or nowhere any more: one base, and it was seen."""
    report = audited(
        "a/child",
        linked(record("a/child", "mit", base_model="old/name"), "new/name", "1" * 24),
        {**record("new/name", "mit"), "_id": "1" * 24},
        old,
    )
    assert not only(report)
    assert report.verdict is Outcome.PASS
    (edge,) = report.graph.edges
    assert report.graph.components[edge.parent].name == "new/name"
    assert len(report.graph.components) == 2


def test_an_old_name_that_could_not_be_read_may_be_anything(
    audited: Audited, record: Write
) -> None:
    report = audited(
        "a/child",
        linked(record("a/child", "mit", base_model="old/name"), "new/name", "1" * 24),
        {**record("new/name", "mit"), "_id": "1" * 24},
        {"id": "old/name", "_state": "unreachable"},
    )
    assert not only(report)
    assert report.verdict is Outcome.UNDETERMINED


def test_an_old_name_that_leads_nowhere_may_be_asked_about(audited: Audited, record: Write) -> None:
    report = audited(
        ["a/child", "old/name"],
        linked(record("a/child", "mit", base_model="old/name"), "new/name", "1" * 24),
        {**record("new/name", "mit"), "_id": "1" * 24},
    )
    assert [j.outcome for j in report.subjects] == [Outcome.PASS, Outcome.UNDETERMINED]


def test_every_link_of_an_edge_is_compared(audited: Audited, record: Write) -> None:
    """Two linked repositories cannot both lie under the names that lead to one."""
    child = record("a/child", "mit", base_model=["m/base", "n/base"])
    links = [{"id": "m/base", "_id": "1" * 24}, {"id": "n/base", "_id": "2" * 24}]
    for models in (links, links[::-1]):
        report = audited(
            "a/child",
            {**child, "baseModels": {"relation": "merge", "models": models}},
            {**record("m/base", "mit"), "_id": "1" * 24},
            {"id": "n/base", "_moved_to": "m/base"},
        )
        (finding,) = only(report)
        assert finding.message.startswith(f"The Hub links n/base (_id {'2' * 24}) as base")


def test_what_others_call_a_base_changes_nothing(audited: Audited, record: Write) -> None:
    """Two children that call one base by two old names, and no ``_id`` on the base."""
    lineage = (
        linked(record("a/child", "mit", base_model="o/one"), "o/one", "1" * 24),
        record("b/other", "mit", base_model="o/two"),
        {"id": "o/one", "_moved_to": "n/new"},
        {"id": "o/two", "_moved_to": "n/new"},
        record("n/new", "mit"),
    )
    alone, beside = audited("a/child", *lineage), audited(["a/child", "b/other"], *lineage)
    for report in (alone, beside):
        assert not only(report)
        assert report.verdict is Outcome.PASS
    called = {edge.called for edge in beside.graph.edges}
    assert called == {"o/one", "o/two"}


def test_several_names_on_either_side_are_all_bases(audited: Audited, record: Write) -> None:
    """Which is which cannot be told, so each counts on its own."""
    child = record("a/merge", "mit", base_model=["x/one", "x/two"])
    child["baseModels"] = {
        "relation": "merge",
        "models": [{"id": "y/one", "_id": "3" * 24}, {"id": "y/two", "_id": "4" * 24}],
    }
    report = audited(
        "a/merge", child, *(record(f"{o}/{n}", "mit") for o in "xy" for n in ("one", "two"))
    )
    assert not only(report)
    assert len(report.graph.edges) == 4
