"""A base model that was named and not seen."""

from collections.abc import Callable
from typing import Any

from auditor.report import Report

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "unverified-base-model"]


def test_the_state_decides_the_words(audited: Audited, record: Write) -> None:
    """Not in the snapshot, missing on the Hub and no Hub name at all are told apart."""
    report = audited(
        ["a/one", "a/two", "a/three", "a/four"],
        record("a/one", "mit", base_model="gone/base"),
        record("a/two", "mit", base_model="dead/base"),
        {"id": "dead/base", "_state": "missing-or-private"},
        record("a/three", "mit", base_model="/home/me/checkpoint"),
        record("a/four", "mit", base_model="down/base"),
        {"id": "down/base", "_state": "unreachable"},
    )
    one, two, three, four = only(report)
    assert "is not in the snapshot" in one.message and "fuller source" in one.remedy
    assert "is missing on the Hub or private" in two.message
    assert "/home/me/checkpoint" in three.message
    assert "could not be read" in four.message and "again" in four.remedy


def test_the_child_that_names_it_is_named(audited: Audited, record: Write) -> None:
    """Deep in a lineage the component that names the missing base is the one to ask."""
    report = audited(
        "a/child",
        record("a/child", "mit", base_model="b/base"),
        record("b/base", "mit", base_model="gone/base"),
    )
    (finding,) = only(report)
    assert finding.message.startswith("b/base names gone/base as what it was made from")
    assert finding.path == ("hf:a/child", "hf:b/base", "hf:gone/base")


def test_an_adapter_without_a_base_is_told(audited: Audited, record: Write) -> None:
    """Its terms are those of what it is used with, which nobody names."""
    model = record("a/lora", "mit", library_name="peft")
    report = audited("a/lora", model)
    (finding,) = only(report)
    assert finding.message == (
        "a/lora is an adapter (peft) and names no base model; whose terms count with it is not "
        "known."
    )
    assert report.subjects[0].reason == finding.message
    assert "a/lora is an adapter (peft) and names no base model." in {
        u.reason for u in report.unknowns
    }
