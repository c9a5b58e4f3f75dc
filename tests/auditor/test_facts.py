"""What the records of a lineage tell, in the terms that a licence asks for."""

from collections.abc import Callable
from typing import Any

import pytest

from auditor.facts import base_not_named, licence_files, modality_under, states_training
from auditor.graph import Graph
from auditor.report import Report
from licences.use import Use

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def subject(report: Report) -> tuple[Graph, int]:
    """The graph and the first subject's node."""
    return report.graph, report.subjects[0].case.assessment.subject


def files(*names: str) -> list[dict[str, str]]:
    """File names as a record lists them."""
    return [{"rfilename": name} for name in names]


VISION, TEXT = {"pipeline_tag": "image-text-to-text"}, {"pipeline_tag": "text-generation"}


def test_a_limit_on_a_version_speaks_of_its_own_models(audited: Audited, record: Write) -> None:
    """What somebody makes see from a text model of Llama 3.2 is none of Llama 3.2's."""
    report = audited(
        "a/vlm",
        record("a/vlm", "llama3.2", base_model="b/ft", **VISION),
        record("b/ft", "llama3.2", base_model="meta/L", **VISION),
        record("meta/L", "llama3.2", **TEXT),
        use=Use(domicile="DE"),
    )
    assert modality_under(*subject(report), "llama3.2") == "text"
    assert report.verdict == "pass"


def test_a_text_model_made_from_a_vision_model_is_still_bound(
    audited: Audited, record: Write
) -> None:
    """The rights that are missing are those in the model it was made from."""
    report = audited(
        "a/text",
        record("a/text", "llama3.2", base_model="meta/V", **TEXT),
        record("meta/V", "llama3.2", **VISION),
        use=Use(domicile="DE"),
    )
    assert modality_under(*subject(report), "llama3.2") == "multimodal"
    assert report.verdict == "fail"


def test_a_base_that_was_not_seen_leaves_the_modality_open(audited: Audited, record: Write) -> None:
    """Whether it was a vision model of that version is not known, so it is a condition."""
    report = audited(
        "a/vlm", record("a/vlm", "llama3.2", base_model="gone/L", **VISION), use=Use(domicile="DE")
    )
    assert modality_under(*subject(report), "llama3.2") is None
    assert report.verdict == "undetermined"


@pytest.mark.parametrize("loop", [False, True])
def test_origins_that_differ_or_are_none_leave_the_modality_open(
    audited: Audited, record: Write, *, loop: bool
) -> None:
    """A merge of both kinds, and a cycle, say nothing."""
    parents = ["m/v", "a/x"] if loop else ["m/v", "m/t"]
    report = audited(
        "a/x",
        record("a/x", "llama3.2", base_model=parents),
        record("m/v", "llama3.2", **({"base_model": "a/x"} if loop else {}), **VISION),
        record("m/t", "llama3.2", **TEXT),
    )
    assert modality_under(*subject(report), "llama3.2") is None


def test_training_is_stated_by_who_did_it(audited: Audited, record: Write) -> None:
    """What a base states of its own data is no statement of what a fine-tune learnt."""
    base = record("b/base", "mit", datasets=["d/d"])
    tuned = record("a/tuned", "mit", base_model="b/base")
    dataset = record("d/d", "mit", _kind="dataset")
    report = audited("a/tuned", tuned, base, dataset)
    assert not states_training(*subject(report))
    assessment = report.subjects[0].case.assessment
    assert assessment.training_answer == "unknown"
    assert "Training data not stated." in {u.reason for u in report.unknowns}
    assert states_training(*subject(audited("b/base", base, dataset)))


def test_what_learns_nothing_states_what_its_parents_state(audited: Audited, record: Write) -> None:
    """A copy of a merge of two models that state their data states it; of one that does not, no."""
    copy = record("q/copy", "mit", base_model="m/merge", base_model_relation="quantized")
    merge = record("m/merge", "mit", base_model=["b/one", "b/two"], base_model_relation="merge")
    one = record("b/one", "mit", datasets=["d/d"])
    report = audited("q/copy", copy, merge, one, record("b/two", "mit", datasets=["d/d"]))
    assert states_training(*subject(report))
    report = audited("q/copy", copy, merge, one, record("b/two", "mit"))
    assert not states_training(*subject(report))


def test_copies_of_each_other_state_nothing_and_end(audited: Audited, record: Write) -> None:
    """A cycle of copies is walked once."""
    one = record("c/one", "mit", base_model="c/two", base_model_relation="quantized")
    two = record("c/two", "mit", base_model="c/one", base_model_relation="quantized")
    assert not states_training(*subject(audited("c/one", one, two)))


def test_a_bar_on_training_counts_though_the_subject_states_nothing(
    audited: Audited, record: Write
) -> None:
    """Silence on its own data does not hide what its base was trained on."""
    report = audited(
        "a/tuned",
        record("a/tuned", "mit", base_model="b/base"),
        record("b/base", "mit", datasets=["d/d"]),
        record("d/d", "cc-by-nc-4.0", _kind="dataset"),
    )
    assert {f.rule for f in report.findings} == {"dataset-terms"}
    assert report.subjects[0].case.assessment.training_answer == "unknown"


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({"siblings": files("adapter_config.json")}, True),
        ({"library_name": "peft"}, True),
        ({"tags": ["lora"]}, False),
        ({"siblings": files("adapter_config.json"), "base_model": "b/base"}, False),
        ({}, False),
    ],
)
def test_an_adapter_needs_a_base(
    audited: Audited, record: Write, more: dict[str, Any], *, missing: bool
) -> None:
    """An adapter is never green alone; a tag does not make one."""
    report = audited("a/lora", record("a/lora", "mit", **more), record("b/base", "mit"))
    assert bool(base_not_named(*subject(report))) is missing
    assert report.verdict == ("undetermined" if missing else "pass")


def test_a_dataset_needs_no_base(audited: Audited, record: Write) -> None:
    """Neither does what was not seen."""
    report = audited("dataset:d/d", record("d/d", "mit", _kind="dataset"))
    assert base_not_named(*subject(report)) == ""
    assert base_not_named(*subject(audited("gone/x"))) == ""


def test_licence_files_lie_at_the_root(audited: Audited, record: Write) -> None:
    """The names that a person would look for, in any case, none of a folder's."""
    names = ("LICENSE-MODEL", "licence.txt", "COPYING", "docs/LICENSE", "my-license.md", "x.py")
    graph, node = subject(audited("a/x", record("a/x", "mit", siblings=files(*names))))
    assert licence_files(graph.components[node]) == ("LICENSE-MODEL", "licence.txt", "COPYING")
    graph, node = subject(audited("gone/x"))
    assert licence_files(graph.components[node]) == ()


def test_every_base_of_a_merge_has_to_state_its_data(audited: Audited, record: Write) -> None:
    """In whatever order they are looked at, and through copies of them."""
    silent = record("b/silent", "mit")
    stating = [record(f"b/s{n}", "mit", datasets=["d/d"]) for n in range(3)]
    names = ["b/s0", "b/s1", "b/silent", "b/s2"]
    merge = record("m/m", "mit", base_model=names, base_model_relation="merge")
    assert not states_training(*subject(audited("m/m", merge, silent, *stating)))
    copy = record("b/silent", "mit", base_model="b/s0", base_model_relation="quantized")
    assert states_training(*subject(audited("m/m", merge, copy, *stating)))
