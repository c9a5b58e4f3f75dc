"""The promises that the tool makes about whole lineages, one test a promise."""

from collections.abc import Callable
from typing import Any

from auditor.report import Report
from auditor.verdict import Outcome
from licences.judgement import Verdict
from licences.training import Training
from licences.use import Use

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]

FINETUNE = {"base_model_relation": "finetune"}
PRIVATE = Use(commercial=False, activities=("internal",))


def rules(report: Report) -> set[str]:
    return {f.rule for f in report.findings}


def test_a_permissive_label_on_a_non_commercial_base_fails_commercial_use(
    audited: Audited, record: Write
) -> None:
    """Apache-2.0 over CC BY-NC fails for commercial use and names both licences and models."""
    report = audited(
        "lab/child",
        record("lab/child", "apache-2.0", base_model="uni/base", **FINETUNE),
        record("uni/base", "cc-by-nc-4.0"),
    )
    assert report.verdict is Outcome.FAIL
    finding = next(f for f in report.findings if f.rule == "use-not-permitted")
    assert finding.path == ("hf:lab/child", "hf:uni/base")
    assert {"2(a)(1)", "1(i)"} == {c.clause for c in finding.clauses}
    assert all(w in finding.message for w in ("apache-2.0", "CC BY-NC 4.0", "uni/base"))
    assert (finding.severity, finding.confidence) == ("high", "high")


def test_more_restrictions_below_a_permissive_base_are_no_conflict(
    audited: Audited, record: Write
) -> None:
    """A CC BY-NC model on an Apache-2.0 base raises no incompatibility."""
    report = audited(
        "lab/child",
        record("lab/child", "cc-by-nc-4.0", base_model="uni/base", **FINETUNE),
        record("uni/base", "apache-2.0"),
        use=PRIVATE,
    )
    assert report.verdict is Outcome.PASS
    assert report.findings == ()


def test_a_missing_licence_file_of_a_publisher_is_no_breach(
    audited: Audited, record: Write
) -> None:
    """MIT on Apache-2.0 passes with obligations, also where no LICENSE file is shipped."""
    report = audited(
        "lab/child",
        record(
            "lab/child",
            "mit",
            base_model="uni/base",
            siblings=[{"rfilename": "README.md"}, {"rfilename": "model.safetensors"}],
            **FINETUNE,
        ),
        record("uni/base", "apache-2.0"),
    )
    assert report.verdict is Outcome.PASS
    assert report.findings == ()
    answers = report.subjects[0].case.assessment
    assert answers.label_answer is Verdict.COMPATIBLE_WITH_OBLIGATIONS
    assert {"apache-2.0", "mit"} == {o.duty.licence for o in report.obligations}


def test_a_list_of_licences_is_ambiguous(audited: Audited, record: Write) -> None:
    """A list is undetermined where its readings differ, and says which they are."""
    report = audited("m/list", record("m/list", ["apache-2.0", "cc-by-nc-4.0"]))
    assert report.verdict is Outcome.UNDETERMINED
    assert rules(report) == {"ambiguous-licence"}


def test_a_list_of_bans_is_a_ban(audited: Audited, record: Write) -> None:
    """Where every licence of a list forbids the use, it makes no difference which is meant."""
    report = audited("m/list", record("m/list", ["cc-by-nc-4.0", "cc-by-nc-sa-4.0"]))
    assert report.verdict is Outcome.FAIL


def test_other_without_a_text_is_undetermined(audited: Audited, record: Write) -> None:
    """``other`` is never green, also where the card gives it a name that is known."""
    report = audited(
        ["m/other", "m/named"],
        record("m/other", "other"),
        record("m/named", "other", license_name="apache-2.0"),
    )
    assert [s.outcome for s in report.subjects] == [Outcome.UNDETERMINED] * 2
    assert rules(report) == {"unknown-licence"}


def test_a_relicensed_llama_fails_and_says_what_was_not_read(
    audited: Audited, record: Write
) -> None:
    """An MIT label on a fine-tune of a gated Llama 3.1 names 1.b.i, the path and the gate."""
    report = audited(
        "lab/child",
        record("lab/child", "mit", base_model="meta-llama/Llama-3.1-8B", **FINETUNE),
        record("meta-llama/Llama-3.1-8B", "llama3.1", gated="manual"),
    )
    assert report.verdict is Outcome.FAIL
    (finding,) = (f for f in report.findings if f.rule == "relicensed-derivative")
    assert ("llama3.1", "1.b.i") in {(c.licence, c.clause) for c in finding.clauses}
    assert finding.path == ("hf:lab/child", "hf:meta-llama/Llama-3.1-8B")
    assert any("gated" in u.reason for u in report.unknowns)


def test_a_ban_three_hops_up_still_bans(audited: Audited, record: Write) -> None:
    """A non-commercial licence reaches through hops that are labelled permissively."""
    report = audited(
        "d/d",
        record("d/d", "mit", base_model="c/c", **FINETUNE),
        record("c/c", "apache-2.0", base_model="b/b", base_model_relation="quantized"),
        record("b/b", "mit", base_model="a/a", base_model_relation="adapter"),
        record("a/a", "cc-by-nc-4.0"),
    )
    assert report.verdict is Outcome.FAIL
    finding = next(f for f in report.findings if f.rule == "use-not-permitted")
    assert finding.path == ("hf:d/d", "hf:c/c", "hf:b/b", "hf:a/a")


def test_non_commercial_data_alone_decides_nothing(audited: Audited, record: Write) -> None:
    """A model trained on a non-commercial dataset is not undetermined by that alone."""
    report = audited(
        "lab/model",
        record("lab/model", "apache-2.0", datasets=["uni/data"]),
        record("uni/data", "cc-by-nc-4.0", _kind="dataset"),
    )
    assert report.verdict is Outcome.PASS
    assert report.subjects[0].case.assessment.training_answer is Training.DISPUTED
    assert rules(report) == {"dataset-terms"}


def test_a_missing_parent_never_passes(audited: Audited, record: Write) -> None:
    """A base model that was not seen makes the verdict undetermined."""
    report = audited("lab/child", record("lab/child", "mit", base_model="gone/base"))
    assert report.verdict is Outcome.UNDETERMINED
    assert rules(report) == {"unverified-base-model"}


def test_a_missing_parent_never_softens_a_ban(audited: Audited, record: Write) -> None:
    """A proven ban stands beside a parent that was not seen."""
    report = audited(
        "lab/merge",
        record("lab/merge", "mit", base_model=["gone/base", "uni/base"]),
        record("uni/base", "cc-by-nc-4.0"),
    )
    assert report.verdict is Outcome.FAIL
    assert {"use-not-permitted", "unverified-base-model"} <= rules(report)


def test_a_cycle_ends_and_is_a_finding(audited: Audited, record: Write) -> None:
    """Components that descend from each other share their terms and are reported."""
    report = audited(
        "c/a",
        record("c/a", "mit", base_model="c/b", **FINETUNE),
        record("c/b", "cc-by-nc-4.0", base_model="c/a", **FINETUNE),
    )
    assert report.verdict is Outcome.FAIL
    assert {"lineage-cycle", "use-not-permitted"} <= rules(report)


def test_a_chain_of_forty_is_ordinary(audited: Audited, record: Write) -> None:
    """Terms reach through forty hops."""
    chain = [
        record(f"lab/m{n}", "apache-2.0", base_model=f"lab/m{n + 1}", **FINETUNE) for n in range(40)
    ]
    report = audited("lab/m0", *chain, record("lab/m40", "cc-by-nc-4.0"))
    finding = next(f for f in report.findings if f.rule == "use-not-permitted")
    assert len(finding.path) == 41


def test_a_copy_without_a_licence_is_under_its_parents(audited: Audited, record: Write) -> None:
    """A quantised copy takes over its parent's licence; a fine-tune that states none does not."""
    base = record("uni/base", "apache-2.0")
    copy = record("q/copy", base_model="uni/base", base_model_relation="quantized")
    tuned = record("f/tuned", base_model="uni/base", **FINETUNE)
    report = audited(["q/copy", "f/tuned"], base, copy, tuned)
    assert [s.outcome for s in report.subjects] == [Outcome.PASS, Outcome.UNDETERMINED]
    assert report.subjects[0].case.subject.declaration.concluded == "apache-2.0"


def test_a_right_label_below_a_wrong_one_passes(audited: Audited, record: Write) -> None:
    """The label that is asked about is the subject's; a parent's wrong label changes no terms."""
    report = audited(
        "lab/Llama-child",
        record("lab/Llama-child", "llama3.1", base_model="lab/middle", **FINETUNE),
        record("lab/middle", "mit", base_model="meta-llama/Llama-3.1-8B", **FINETUNE),
        record("meta-llama/Llama-3.1-8B", "llama3.1"),
    )
    assert report.verdict is Outcome.PASS


def test_stating_no_training_data_is_no_better_than_unknown(
    audited: Audited, record: Write
) -> None:
    """A model that states no training data is told so, and its answer is not ``clear``."""
    report = audited("lab/model", record("lab/model", "mit"))
    assert report.subjects[0].case.assessment.training_answer is Training.UNKNOWN
    assert [u.reason for u in report.unknowns] == ["Training data not stated."]
