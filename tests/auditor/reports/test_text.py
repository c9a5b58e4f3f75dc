"""The text report as a person sees it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from inline_snapshot import snapshot

from auditor.report import Report
from auditor.reports.text import render, render_brief
from licences.use import Use

Audited = Callable[..., Report]
Write = Callable[..., dict[str, Any]]


def test_a_failing_lineage_reads_from_verdict_to_what_is_not_known(
    audited: Audited, record: Write
) -> None:
    """Verdict and reason first, then lineage, findings, obligations, what is open or assumed."""
    report = audited(
        "some/Hermes-8B-GGUF",
        record(
            "some/Hermes-8B-GGUF",
            "apache-2.0",
            base_model="lab/Llama-Hermes-8B",
            sha="3f2a9c1" + "0" * 33,
            tags=["gguf"],
        ),
        record(
            "lab/Llama-Hermes-8B",
            "llama3.1",
            base_model="meta-llama/Llama-3.1-8B",
            base_model_relation="finetune",
            datasets=["lab/mix"],
        ),
        record("meta-llama/Llama-3.1-8B", "llama3.1", gated="manual"),
        record("lab/mix", _kind="dataset"),
        use=Use(activities=("redistribute",), mau=250_000, regions=("EU",)),
    )
    assert render(report) == snapshot("""\
FAIL  some/Hermes-8B-GGUF @ 3f2a9c1
      The card says apache-2.0; the Llama 3.1 terms of meta-llama/Llama-3.1-8B still reach these
      weights (Llama 3.1, 1.b.i, 5.b).

Lineage
  some/Hermes-8B-GGUF                   apache-2.0  community variant, unvetted
  └ quantized? lab/Llama-Hermes-8B      llama3.1
    ├ finetune meta-llama/Llama-3.1-8B  llama3.1    gated: read from its record alone
    └ trained-on lab/mix                not stated
  ? = how it was derived is our reading of the record

Findings
  high    relicensed-derivative
          some/Hermes-8B-GGUF <- lab/Llama-Hermes-8B <- meta-llama/Llama-3.1-8B
          The Llama 3.1 agreement goes along with what is made from it; Apache-2.0 is not it. Not
          carried by the label: licence copy (1.b.i), notice (1.b.iii), use restrictions (1.b.iv),
          credit to display (1.b.i), name prefix (1.b.i), limit of 700,000,000 monthly active users
          (2).
          Fix: Treat it as under Llama 3.1 and keep its terms, take lab/Llama-Hermes-8B (which shows
          Llama 3.1), or ask some to name the licence.
  medium  dataset-terms
          some/Hermes-8B-GGUF <- lab/Llama-Hermes-8B <- lab/mix
          Training data of unknown terms: lab/mix: no licence is stated.
          Fix: Find out the dataset's licence; until then this is an open condition.

If you use it so you must
  under Apache-2.0
    [ ] give recipients a copy of the licence, when you redistribute (4(a))
  under Llama 3.1
    [ ] ship a copy of the agreement, when you redistribute (1.b.i)
    [ ] keep the Notice text file with its attribution line in all copies of the materials: "Llama
        3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All
        Rights Reserved.", when you redistribute (1.b.iii)
    [ ] follow the acceptable use policy (1.b.iv)
    [ ] indemnify Meta against claims of others over your use or distribution (5.c)
    [ ] show "Built with Llama" on a related website, user interface, blog post, about page or
        product documentation, when you redistribute (1.b.i)
    [ ] check the condition: while your products, with affiliates, had at most 700 million monthly
        active users in June 2024 (2)

Not known
  - Licence or terms of lab/mix.
  - meta-llama/Llama-3.1-8B is gated: its licence was read from its record alone.

Read from snapshot models.jsonl. Assumes: Weights are protected, and the licence stated for them
binds. Statements on cards are their publishers'. Commercial use includes internal use in a company.
Only Hub records were read; no licence text, header or weight file. Each region given is taken as
the licensee's domicile too.
Evidence, not legal advice. Exit 1
""")


def test_a_clean_lineage_is_short(audited: Audited, record: Write) -> None:
    """Nothing found leaves the findings out."""
    report = audited(
        "a/child", record("a/child", "cc0-1.0", base_model="b/base"), record("b/base", "cc0-1.0")
    )
    assert render(report) == snapshot("""\
PASS  a/child
      Every licence that reaches it allows this use, and the use owes nothing. It states no training
      data.

Lineage
  a/child             cc0-1.0  community variant, unvetted
  └ finetune? b/base  cc0-1.0
  ? = how it was derived is our reading of the record

Not known
  - Training data not stated.

Read from snapshot models.jsonl. Assumes: Weights are protected, and the licence stated for them
binds. Statements on cards are their publishers'. Commercial use includes internal use in a company.
Only Hub records were read; no licence text, header or weight file.
Evidence, not legal advice. Exit 0
""")


def test_several_references_end_with_a_count(audited: Audited, record: Write) -> None:
    """Each has its own part, and one line counts the verdicts."""
    report = audited(["a/one", "a/two"], record("a/one", "mit"), record("a/two"))
    assert "2 references: 1 pass, 1 undetermined, 0 fail." in render(report)
    assert render_brief(report) == snapshot("""\
PASS  a/one: Every licence that reaches it allows this use, and the use owes nothing. It states no training data.
UNDETERMINED  a/two: a/two states no licence; without one its author has granted nothing.
""")


def test_long_lists_are_cut_and_say_so(audited: Audited, record: Write) -> None:
    """Findings of a kind, datasets in the tree and unknown names are cut with a count."""
    names = [f"d/set{n}" for n in range(9)]
    text = render(audited("a/model", record("a/model", "mit", datasets=names)))
    assert "and 6 more dataset-terms; --format json lists them all" in text
    assert "and 5 more datasets" in text
    assert "d/set5 and 3 more." in text


def test_many_problems_of_a_record_are_cut_and_say_so(audited: Audited, record: Write) -> None:
    """What could not be read of a record is listed, up to a number."""
    odd = list(range(9))
    text = render(audited("a/model", record("a/model", "mit", base_model=odd)))
    assert "holds 0, which is no text" in text
    assert "more; --format json lists them all." in text


def test_nothing_from_the_hub_can_move_the_cursor(audited: Audited, record: Write) -> None:
    """Control and bidirectional characters are shown as escapes."""
    report = audited("a/model", record("a/model", "\x1b[31mmit\u202e", base_model="x\x07y z"))
    text = render(report)
    assert "\x1b" not in text and "\u202e" not in text and "\x07" not in text
    assert "\\u001b[31mmit\\u202e" in text


def test_colour_is_asked_for(audited: Audited, record: Write) -> None:
    """Escape sequences are ours alone and only there on request."""
    report = audited("a/model", record("a/model", "mit"))
    assert "\x1b[" in render(report, colour=True)
    assert "\x1b[" not in render(report)


def test_a_narrow_terminal_keeps_names_whole(audited: Audited, record: Write) -> None:
    """Prose is wrapped; a name that is longer than the terminal is not broken."""
    name = "organisation-with-a-long-name/model-with-a-long-name-too-8B-instruct"
    report = audited(name, record(name, "mit", base_model="gone/" + "b" * 60))
    text = render(report, width=50)
    assert name in text and "gone/" + "b" * 60 in text


def test_a_copy_shows_its_parents_licence_in_brackets(audited: Audited, record: Write) -> None:
    """An inherited licence is told from a stated one, and a repeated branch is not drawn twice."""
    report = audited(
        "q/copy",
        record("q/copy", base_model="b/base", base_model_relation="quantized"),
        record("b/base", "mit", base_model=["c/one", "d/two"], tags=["merge"]),
        record("c/one", "mit", base_model="e/root"),
        record("d/two", "mit", base_model="c/one"),
        record("e/root", "mit"),
    )
    text = render(report)
    assert "(mit)" in text and "not stated: its parent's" in text
    assert text.count("e/root") == 1
    assert "see above" in text
    assert replace(report, subjects=()).verdict == "pass"


def test_an_old_name_that_was_asked_for_is_shown(audited: Audited, record: Write) -> None:
    """Who asks for an old name finds it again."""
    moved = {"id": "old/name", "_moved_to": "new/name"}
    text = render(audited("old/name", moved, record("new/name", "mit")))
    assert "asked for as old/name" in text
