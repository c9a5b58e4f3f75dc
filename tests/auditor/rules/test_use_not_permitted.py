"""A licence that reaches the subject forbids the use."""

from collections.abc import Callable
from typing import Any

from auditor.report import Report
from licences.use import Use

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "use-not-permitted"]


def test_the_subjects_own_licence_is_named_first(audited: Audited, record: Write) -> None:
    """Where the subject itself is under the licence, the path is the subject alone."""
    report = audited(
        "a/child",
        record("a/child", "cc-by-nc-4.0", base_model="b/base"),
        record("b/base", "cc-by-nc-4.0"),
    )
    (finding,) = only(report)
    assert finding.path == ("hf:a/child",)
    assert finding.message == (
        "a/child is under CC BY-NC 4.0, which allows non-commercial use only "
        "(CC BY-NC 4.0, 2(a)(1), 1(i))."
    )
    assert report.subjects[0].reason == finding.message


def test_each_licence_is_told_once_at_its_origin(audited: Audited, record: Write) -> None:
    """Several ancestors under one licence give one finding, at the one it came from."""
    report = audited(
        "a/child",
        record("a/child", "mit", base_model="b/middle", base_model_relation="finetune"),
        record("b/middle", "cc-by-nc-4.0", base_model="c/base", base_model_relation="finetune"),
        record("c/base", "cc-by-nc-4.0"),
    )
    (finding,) = only(report)
    assert finding.path == ("hf:a/child", "hf:b/middle", "hf:c/base")
    assert "c/base" in finding.message


def test_a_threshold_bites_only_with_a_size(audited: Audited, record: Write) -> None:
    """Without a size there is a condition; above the threshold there is a ban with its clause."""
    model = record("m/llama", "llama3.1")
    assert only(audited("m/llama", model)) == []
    (finding,) = only(audited("m/llama", model, use=Use(mau_at_release=700_000_001)))
    assert [c.clause for c in finding.clauses] == ["2"]
    assert only(audited("m/llama", model, use=Use(mau_at_release=700_000_000))) == []


def test_the_task_decides_whether_a_multimodal_exclusion_bites(
    audited: Audited, record: Write
) -> None:
    """Llama 3.2 leaves out EU licensees of multimodal models, not of text models."""
    eu = Use(regions=("EU",))
    vision = record("m/vision", "llama3.2", pipeline_tag="image-text-to-text")
    text = record("m/text", "llama3.2", pipeline_tag="text-generation")
    assert len(only(audited("m/vision", vision, use=eu))) == 1
    assert only(audited("m/text", text, use=eu)) == []
    assert only(audited("m/vision", vision, use=Use(regions=("US",)))) == []


def test_a_private_use_of_a_research_model_is_told(audited: Audited, record: Write) -> None:
    """A research-only licence forbids a non-commercial use that is no research."""
    model = record("m/if", "deepfloyd-if-license")
    assert only(audited("m/if", model, use=Use(commercial=False, activities=("internal",))))
    research = Use(commercial=False, purpose="research", activities=("internal",))
    assert only(audited("m/if", model, use=research)) == []


def test_a_disputed_use_is_medium(audited: Audited, record: Write) -> None:
    """Where a text can be read either way, the sentence is told and nobody is refused."""
    model = record("m/sd3", "stabilityai-ai-community")
    unpaid = Use(commercial=False, activities=("internal",), revenue_usd=5_000_000)
    report = audited("m/sd3", model, use=unpaid)
    (finding,) = only(report)
    assert (report.verdict, finding.severity) == ("undetermined", "medium")
    assert "whether it binds non-commercial use is disputed" in finding.message
    assert finding.remedy.startswith("Ask m whether this use is allowed")
    assert report.subjects[0].reason == finding.message


def test_a_licence_that_is_not_settled_is_another_rules_matter(
    audited: Audited, record: Write
) -> None:
    """A list with a non-commercial reading is ambiguous, not disputed."""
    assert only(audited("m/x", record("m/x", ["mit", "cc-by-nc-4.0"]))) == []


def test_a_bar_on_training_with_outputs_is_told(audited: Audited, record: Write) -> None:
    """Who trains on outputs is refused, with the exemptions that may hold."""
    outputs = Use(activities=("train-on-outputs",))
    report = audited("m/l2", record("m/l2", "llama2"), use=outputs)
    (finding,) = only(report)
    assert (report.verdict, finding.confidence) == ("fail", "medium")
    assert "1.b.v" in {c.clause for c in finding.clauses}


def test_the_remedy_speaks_of_what_was_asked_about(audited: Audited, record: Write) -> None:
    """For a dataset another dataset is the way out."""
    (finding,) = only(audited("dataset:d/d", record("d/d", "cc-by-nc-4.0", _kind="dataset")))
    assert finding.remedy.endswith("or take a dataset whose whole lineage allows it.")


def test_a_ban_by_every_reading_does_not_choose_one(audited: Audited, record: Write) -> None:
    """The ban stands, and nobody is said to be under one of the licences."""
    report = audited("q/l", record("q/l", ["cc-by-nc-4.0", "cc-by-nc-sa-4.0"]))
    assert report.verdict == "fail"
    assert report.subjects[0].reason == (
        "q/l: the card lists cc-by-nc-4.0, cc-by-nc-sa-4.0 and does not say which of them governs "
        "what; no reading of it allows this use: CC BY-NC 4.0 allows non-commercial use only "
        "(CC BY-NC 4.0, 2(a)(1), 1(i))."
    )


def test_the_ban_that_was_asked_about_is_the_headline(audited: Audited, record: Write) -> None:
    """A label that drops terms nearer by does not come before it."""
    report = audited(
        "a/top",
        record("a/top", "mit", base_model="a/mid", base_model_relation="finetune"),
        record("a/mid", "gemma", base_model="a/base", base_model_relation="finetune"),
        record("a/base", "cc-by-nc-sa-4.0"),
    )
    assert report.subjects[0].reason == only(report)[0].message
