"""The stages together: the reason to read first, and runs of several references."""

from collections.abc import Callable
from typing import Any

from auditor.policy import Curation, Policy
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


SETTLED = Curation("hf:b/base", "apache-2.0", "e" * 64, "read it", "Ann", "2026-11-25")


def test_a_settled_licence_takes_the_place_of_the_declared_one(
    audited: Audited, record: Write
) -> None:
    """It is judged like any other, and the report says whose word that is."""
    lineage = (record("a/child", "mit", base_model="b/base"), record("b/base", "other"))
    before = audited("a/child", *lineage)
    after = audited("a/child", *lineage, policy=Policy("our.toml", (SETTLED,)))
    assert (before.verdict, after.verdict) == ("undetermined", "pass")
    assert before.remarks == ()
    assert after.remarks == (
        "The licence of b/base is apache-2.0, settled by Ann on 2026-11-25 (our.toml); the text it "
        "was settled by was not compared.",
    )
    assert after.remarks[0] in after.assumptions
    assert not [u for u in after.unknowns if u.subject == "hf:b/base"]


def test_a_settled_licence_can_make_it_worse(audited: Audited, record: Write) -> None:
    """A clear label gives way too: a person has read the text."""
    strict = Curation("hf:a/b", "cc-by-nc-4.0", "e" * 64, "read it", "Ann")
    report = audited("a/b", record("a/b", "mit"), policy=Policy("p", (strict,)))
    assert report.verdict == "fail"
    assert report.graph.components[0].declaration.concluded == "cc-by-nc-4.0"
    assert report.graph.components[0].curation == strict
    record_read = report.graph.components[0].record
    assert record_read is not None
    assert record_read.licence == ("mit",)


def test_a_copy_inherits_what_was_settled_above(audited: Audited, record: Write) -> None:
    """The grant that covers it is the one that a person read."""
    report = audited(
        "a/copy",
        record("a/copy", base_model="b/base", base_model_relation="quantized"),
        record("b/base", "other"),
        policy=Policy("p", (SETTLED,)),
    )
    copy = next(c for c in report.graph.components if c.name == "a/copy")
    assert (copy.declaration.concluded, copy.declaration.inherited) == ("apache-2.0", True)
    assert copy.curation is None


def test_what_was_not_seen_is_settled_by_nobody(audited: Audited, record: Write) -> None:
    """A licence says nothing of a model of which nothing else is known."""
    child = record("a/child", "mit", base_model="b/base")
    report = audited("a/child", child, policy=Policy("p", (SETTLED,)))
    assert (report.verdict, report.remarks) == ("undetermined", ())


def test_a_policy_that_concerns_nothing_changes_nothing(audited: Audited, record: Write) -> None:
    """The report is the one without it."""
    model = record("a/b", "mit")
    plain = audited("a/b", model)
    settled = audited("a/b", model, policy=Policy("p", (SETTLED,)))
    assert (settled.verdict, settled.remarks, settled.findings) == (
        plain.verdict,
        (),
        plain.findings,
    )
