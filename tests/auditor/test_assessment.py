"""What is asked of a subject, beyond what the promises and the rules show."""

from collections.abc import Callable
from typing import Any

import pytest

from auditor.assessment import Assessment
from auditor.facts import carried, modality, unseen
from auditor.graph import Component
from auditor.report import Report
from licences.declaration import UNDECLARED
from licences.judgement import Verdict
from licences.training import Training
from licences.use import Use
from scanners.evidence import Kind, State
from scanners.hub.records import HubRecord

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def answers(report: Report) -> Assessment:
    return report.subjects[0].case.assessment


def seen(**facts: Any) -> Component:
    record = HubRecord(Kind.MODEL, "a/b", **facts)
    return Component(Kind.MODEL, "a/b", State.FOUND, UNDECLARED, record=record)


def test_a_root_is_judged_by_its_own_licence(audited: Audited, record: Write) -> None:
    """A model without ancestors has the label that it has."""
    assert answers(audited("a/b", record("a/b", "gemma"))).label_answer is Verdict.COMPATIBLE
    assert answers(audited("a/b", record("a/b"))).label_answer is Verdict.UNKNOWN
    listed = answers(audited("a/b", record("a/b", ["mit", "gpl-3.0"])))
    assert listed.label_answer is Verdict.REVIEW


def test_a_subject_that_was_not_seen_is_unknown(audited: Audited) -> None:
    """Nothing is said of what was not seen."""
    found = answers(audited("gone/model"))
    assert (found.use_answer, found.label_answer) == (Verdict.UNKNOWN, Verdict.UNKNOWN)
    assert found.obligations_answer is Verdict.UNKNOWN


def test_the_strictest_way_to_an_ancestor_decides_the_label(
    audited: Audited, record: Write
) -> None:
    """A NoDerivatives ancestor reached by conversion and by training is judged by the training."""
    report = audited(
        "a/merge",
        record("a/merge", "cc-by-nd-4.0", base_model=["q/copy", "b/base"], tags=["merge"]),
        record("q/copy", "cc-by-nd-4.0", base_model="b/base", base_model_relation="quantized"),
        record("b/base", "cc-by-nd-4.0"),
    )
    assert answers(report).label_answer is Verdict.INCOMPATIBLE
    copy = audited(
        "q/copy",
        record("q/copy", "cc-by-nd-4.0", base_model="b/base", base_model_relation="quantized"),
        record("b/base", "cc-by-nd-4.0"),
    )
    assert answers(copy).label_answer is Verdict.REVIEW


def test_a_dataset_is_judged_with_what_it_was_made_from(audited: Audited, record: Write) -> None:
    """Content rules bind a dataset made from another; it states no training of its own."""
    report = audited(
        "dataset:d/child",
        record("d/child", "cc-by-4.0", _kind="dataset", source_datasets=["d/base"]),
        record("d/base", "cc-by-sa-4.0", _kind="dataset"),
    )
    found = answers(report)
    assert found.label_answer is Verdict.INCOMPATIBLE
    assert found.training_answer is Training.CLEAR
    assert "still reach this dataset" in report.subjects[0].reason


def test_obligations_of_publisher_and_user_are_seen(audited: Audited, record: Write) -> None:
    """Either is enough for the answer on obligations; free works owe nothing."""
    free = audited("a/b", record("a/b", "cc0-1.0"))
    assert answers(free).obligations_answer is Verdict.COMPATIBLE
    user = audited("a/b", record("a/b", "mit"), use=Use(activities=("redistribute",)))
    assert answers(user).obligations_answer is Verdict.COMPATIBLE_WITH_OBLIGATIONS
    publisher = audited(
        "a/child", record("a/child", "cc0-1.0", base_model="b/base"), record("b/base", "mit")
    )
    assert answers(publisher).obligations_answer is Verdict.COMPATIBLE_WITH_OBLIGATIONS


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("text-generation", "text"),
        ("image-text-to-text", "multimodal"),
        ("other", None),
        (None, None),
    ],
)
def test_the_modality_is_read_from_the_task(task: str | None, expected: str | None) -> None:
    """A task that does not say leaves the modality open."""
    assert modality(seen(pipeline_tag=task)) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (("LICENSE", "README.md"), set()),
        (("docs/Gemma_Terms.txt",), {"gemma"}),
        (("gemma/a/agreement.txt",), set()),
        (("a/b/gemma-agreement.txt",), {"gemma"}),
        (("USE_POLICY.md",), set()),
        (("LICENSE-Llama3.txt",), {"llama2", "llama3", "llama3.1", "llama3.2", "llama3.3"}),
        (("guardrails_licence.yaml",), set()),
        (("OpenRAIL_license",), {"creativeml-openrail-m", "openrail++"}),
        (("rail-license.md",), {"creativeml-openrail-m", "openrail++"}),
        (("llama.py",), set()),
    ],
)
def test_agreements_are_recognised_by_file_names(
    files: tuple[str, ...], expected: set[str]
) -> None:
    """A name has to speak of an agreement and of whose it is."""
    found = set(carried(seen(files=files)))
    assert expected <= found
    assert bool(found) == bool(expected)


def test_unseen_things_say_why() -> None:
    """Each state has its words, and a reason follows them."""
    path = Component(Kind.MODEL, "./b", State.MISSING_OR_PRIVATE, UNDECLARED, "'./b' is a path")
    assert unseen(path) == "'./b' is a path"
    gone = Component(Kind.MODEL, "a/b", State.MISSING_OR_PRIVATE, UNDECLARED)
    assert unseen(gone) == "a/b is missing on the Hub or private"
    other = Component(Kind.MODEL, "a/b", State.NOT_IN_SNAPSHOT, UNDECLARED, "it has abc, not def")
    assert unseen(other) == "a/b is not in the snapshot: it has abc, not def"
    hosted = Component(Kind.MODEL, "a/b", State.NOT_DISCLOSED, UNDECLARED)
    assert unseen(hosted) == "a/b is not disclosed by its maker"
