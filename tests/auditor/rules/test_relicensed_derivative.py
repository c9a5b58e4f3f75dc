"""A label drops terms that an ancestor wants carried along."""

from collections.abc import Callable
from typing import Any

import pytest

from auditor.report import Report
from licences.use import Use

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def only(report: Report) -> list[Any]:
    """The findings of this rule."""
    return [f for f in report.findings if f.rule == "relicensed-derivative"]


def test_the_path_leads_to_where_the_licence_came_from(audited: Audited, record: Write) -> None:
    """An adapter on a merge of fine-tunes is told by the path up to the base."""
    report = audited(
        "a/adapter",
        record("a/adapter", "apache-2.0", base_model="m/merge", base_model_relation="adapter"),
        record("m/merge", "apache-2.0", base_model=["f/one", "f/two"], tags=["merge"]),
        record("f/one", "llama3.1", base_model="meta-llama/L", base_model_relation="finetune"),
        record("f/two", "llama3.1", base_model="meta-llama/L", base_model_relation="finetune"),
        record("meta-llama/L", "llama3.1", gated="manual"),
    )
    (finding,) = only(report)
    assert finding.path == ("hf:a/adapter", "hf:m/merge", "hf:f/one", "hf:meta-llama/L")
    assert "1.b.i" in {c.clause for c in finding.clauses}
    assert "take f/one (which shows Llama 3.1)" in finding.remedy
    assert finding.confidence == "medium"


def test_the_terms_that_the_label_drops_are_listed(audited: Audited, record: Write) -> None:
    """The detail names each dropped duty with its clause."""
    report = audited(
        "a/child",
        record("a/child", "mit", base_model="b/base", base_model_relation="finetune"),
        record("b/base", "gemma"),
    )
    (finding,) = only(report)
    assert finding.message == (
        "The card says mit; the Gemma terms of b/base still reach these weights "
        "(Gemma, 3.1 item 1, 3.1 last paragraph)."
    )
    assert "use restrictions as an enforceable provision (3.1 item 1)" in finding.detail
    assert "notice (3.1 item 4)" in finding.detail


def test_a_dispute_is_medium_and_never_high(audited: Audited, record: Write) -> None:
    """Own contributions over a non-commercial original may bear another label: look at it."""
    report = audited(
        "a/child",
        record("a/child", "mit", base_model="b/base", base_model_relation="finetune"),
        record("b/base", "cc-by-nc-4.0"),
    )
    (finding,) = only(report)
    assert finding.severity == "medium"


def test_an_inferred_relation_is_said_where_it_matters(audited: Audited, record: Write) -> None:
    """Where the record leaves the kind of derivation open, the other answer is shown."""
    report = audited(
        "a/child", record("a/child", "mit", base_model="b/base"), record("b/base", "cc-by-nd-4.0")
    )
    (finding,) = only(report)
    assert finding.confidence == "medium"
    assert "if it was only converted, the answer on the label would be review" in finding.detail
    assert finding.remedy.startswith("Only b/base itself may be passed on under CC BY-ND 4.0")


def test_a_shipped_agreement_softens_to_review(audited: Audited, record: Write) -> None:
    """A file that seems to be the ancestor's agreement asks for a look instead of a ban."""
    files = [{"rfilename": "README.md"}, {"rfilename": "LLAMA_LICENSE.txt"}]
    report = audited(
        "a/Llama-child",
        record(
            "a/Llama-child",
            "mit",
            base_model="b/base",
            base_model_relation="finetune",
            siblings=files,
        ),
        record("b/base", "llama3.1"),
    )
    assert report.verdict == "undetermined"
    (finding,) = only(report)
    assert "is shipped, unread" in finding.detail


def test_a_copy_without_a_label_is_judged_by_what_it_copies(
    audited: Audited, record: Write
) -> None:
    """A conversion of a relicensed model is told with the label of what it was converted from."""
    report = audited(
        "q/gguf",
        record("q/gguf", base_model="a/child", base_model_relation="quantized"),
        record("a/child", "mit", base_model="b/base", base_model_relation="finetune"),
        record("b/base", "llama3.1"),
    )
    (finding,) = only(report)
    assert finding.message.startswith(
        "The card states no licence, and what it is a copy of says mit; the Llama 3.1 "
        "terms of b/base"
    )


def test_a_guessed_conversion_shows_the_other_reading_too(audited: Audited, record: Write) -> None:
    """What looks like a GGUF of the base may have been trained."""
    report = audited(
        "a/b-GGUF",
        record("a/b-GGUF", "mit", base_model="b/base"),
        record("b/base", "cc-by-nc-4.0"),
        use=Use(commercial=False),
    )
    (finding,) = only(report)
    assert report.verdict == "fail"
    assert finding.detail.endswith(
        "That it was only converted is our reading of the record; if it was trained further, the "
        "answer on the label would be review."
    )


def test_what_no_reading_of_the_label_carries_is_listed(audited: Audited, record: Write) -> None:
    """Of a list of labels only what all of them lack is dropped."""
    report = audited(
        "a/child",
        record("a/child", ["mit", "gemma"], base_model="b/base"),
        record("b/base", "gemma"),
    )
    (finding,) = only(report)
    assert "Not carried by the label" not in finding.detail


def test_clauses_are_single_places(audited: Audited, record: Write) -> None:
    """A clause that names several places is split, in what is dropped too."""
    report = audited(
        "a/child",
        record("a/child", "mit", base_model="b/base", base_model_relation="quantized"),
        record("b/base", "cc-by-nc-4.0"),
    )
    (finding,) = only(report)
    assert all(", " not in c.clause for c in finding.clauses)


@pytest.mark.parametrize(
    ("base", "relation", "use", "remedy"),
    [
        ("gemma", "finetune", Use(), "Treat it as under Gemma and keep its terms, take b/base"),
        ("cc-by-nc-4.0", "finetune", Use(), "CC BY-NC 4.0 does not allow your use, whatever the"),
        ("cc-by-nd-4.0", "quantized", Use(), "Ask b whether a conversion may be passed on."),
        ("cc-by-nd-4.0", "finetune", Use(), "Only b/base itself may be passed on"),
    ],
)
def test_the_remedy_helps_with_the_use_that_was_asked_about(
    audited: Audited, record: Write, base: str, relation: str, use: Use, remedy: str
) -> None:
    """Nobody is sent to a parent that refuses the use as well."""
    report = audited(
        "a/child",
        record("a/child", "mit", base_model="b/base", base_model_relation=relation),
        record("b/base", base),
        use=use,
    )
    (finding,) = only(report)
    assert finding.remedy.startswith(remedy)


def test_one_side_of_a_choice_serves_use_and_label(audited: Audited, record: Write) -> None:
    """Who takes the side that allows his use is bound by what that side wants of the label."""
    kid = record("a/kid", "mit", base_model="a/or", base_model_relation="finetune")
    base = record("a/or", "cc-by-nc-4.0 OR llama3.1")
    report = audited("a/kid", kid, base)
    (finding,) = only(report)
    assert report.verdict == "fail"
    assert "a/or offers cc-by-nc-4.0 OR llama3.1, and under Llama 3.1" in finding.message
    assert finding.remedy.startswith("Choose one of what a/or offers and keep its terms")
    unpaid = audited("a/kid", kid, base, use=Use(commercial=False))
    assert unpaid.verdict == "undetermined"
    free = audited("a/kid", kid, record("a/or", "cc-by-nc-4.0 OR mit"))
    assert (free.verdict, only(free)) == ("pass", [])


def test_a_choice_of_which_no_side_allows_the_use(audited: Audited, record: Write) -> None:
    """Then each side's label rule counts as before."""
    report = audited(
        "a/kid",
        record("a/kid", "mit", base_model="a/or", base_model_relation="finetune"),
        record("a/or", "cc-by-nc-4.0 OR mrl-0.1"),
    )
    assert report.verdict == "fail"
    assert report.subjects[0].case.assessment.label_answer == "review"


def test_an_unsettled_ancestor_is_not_pinned_to_one_reading(
    audited: Audited, record: Write
) -> None:
    """Whichever of the listed licences it is, the label carries none."""
    report = audited(
        "a/kid",
        record("a/kid", "mit", base_model="a/list", base_model_relation="finetune"),
        record("a/list", ["llama3.1", "gemma"]),
    )
    assert report.verdict == "fail"
    assert all("is one reading: the card lists llama3.1, gemma" in f.message for f in only(report))


def test_another_reading_that_changes_nothing_is_not_shown(audited: Audited, record: Write) -> None:
    """Nor is one where somebody states a part of the way."""
    report = audited(
        "a/child", record("a/child", "mit", base_model="b/base"), record("b/base", "llama3.1")
    )
    (finding,) = only(report)
    assert "our reading" not in finding.detail
    report = audited(
        "a/child",
        record("a/child", "mit", base_model="a/mid"),
        record("a/mid", "mit", base_model="b/base", base_model_relation="merge"),
        record("b/base", "cc-by-nd-4.0"),
    )
    (finding,) = only(report)
    assert "our reading" not in finding.detail
