"""The answer to one question as a person sees it."""

import pytest
from inline_snapshot import snapshot

from auditor.questions import read_question
from auditor.reports.answer import as_text
from licences.compatibility import compare
from licences.declaration import read_declaration
from licences.judgement import Duty, Judgement, Reason, Verdict
from licences.licence import Status
from licences.question import Question
from licences.relation import Relation

QUESTION = Question((read_declaration(["mit"]),), Relation.USE)


def told(data: dict[str, object], **options: object) -> str:
    """Answer a question and write the answer."""
    question = read_question(data)
    return as_text(question, compare(question), **options)  # type: ignore[arg-type]


def test_a_pass_with_nothing_owed_is_three_lines() -> None:
    """The question, what it is and what it ends with."""
    assert told({"upstream": "mit", "relation": "use"}) == snapshot("""\
COMPATIBLE  mit: use

Evidence, not legal advice. Exit 0
""")


def test_what_is_owed_names_whom_it_binds() -> None:
    """With its clause; the words of a notice in full."""
    answer = Judgement(
        Verdict.COMPATIBLE_WITH_OBLIGATIONS,
        (),
        (
            Duty("notice", "mit", "1", Status.VERIFIED, "keep it", "redistribute", "The Notice"),
            Duty("name-prefix", "mit", "2", Status.SECONDARY, "name it", "redistribute", "Llama"),
            Duty("condition", "mit", "3", Status.VERIFIED, "below 5 users", "always"),
            Duty("notice", "mit", "4", Status.VERIFIED, "not due", "embed", due=False),
        ),
    )
    assert as_text(QUESTION, answer) == snapshot("""\
COMPATIBLE WITH OBLIGATIONS  mit: use

What is owed, and by whom
  - whoever passes it on: keep it: "The Notice" (mit 1)
  - whoever passes it on: name it (mit 2, not verified in the text)
  - whoever uses it: stay within the condition: below 5 users (mit 3)

Evidence, not legal advice. Exit 0
""")


def test_a_fail_says_what_a_permitted_use_would_owe() -> None:
    """Reasons first, with licence, clause and whether it was read in the text."""
    answer = Judgement(
        Verdict.INCOMPATIBLE,
        (
            Reason(Verdict.INCOMPATIBLE, "mit", "1", Status.VERIFIED, "permits no such use"),
            Reason(Verdict.REVIEW, "apache-2.0", "2", Status.SECONDARY, "is disputed"),
            Reason(Verdict.COMPATIBLE, "mit", "", Status.VERIFIED, "MIT says nothing of it"),
            Reason(Verdict.UNKNOWN, "", "", Status.UNKNOWN, "no licence is stated"),
        ),
        (Duty("notice", "mit", "1", Status.VERIFIED, "keep it", "redistribute"),),
    )
    assert as_text(QUESTION, answer) == snapshot("""\
INCOMPATIBLE  mit: use
      MIT permits no such use (mit 1).
      Apache-2.0 is disputed (apache-2.0 2, not verified in the text).
      MIT says nothing of it.
      No licence is stated.

A permitted use would owe
  - whoever passes it on: keep it (mit 1)

Evidence, not legal advice. Exit 1
""")


@pytest.mark.parametrize(
    ("verdict", "first", "code"),
    [
        (Verdict.COMPATIBLE, "COMPATIBLE  mit: use", 0),
        (Verdict.COMPATIBLE_WITH_OBLIGATIONS, "COMPATIBLE WITH OBLIGATIONS  mit: use", 0),
        (Verdict.OBLIGATION_VIOLATED, "OBLIGATION VIOLATED  mit: use", 1),
        (Verdict.INCOMPATIBLE, "INCOMPATIBLE  mit: use", 1),
        (Verdict.REVIEW, "REVIEW  mit: use", 3),
        (Verdict.UNKNOWN, "UNKNOWN  mit: use", 3),
    ],
)
def test_the_last_line_tells_the_exit_code(verdict: Verdict, first: str, code: int) -> None:
    """Colour says the same, and only where it is asked for."""
    lines = as_text(QUESTION, Judgement(verdict)).splitlines()
    assert (lines[0], lines[-1]) == (first, f"Evidence, not legal advice. Exit {code}")
    assert "\x1b" not in "".join(lines)
    colour = {0: "\x1b[1;32m", 1: "\x1b[1;31m", 3: "\x1b[1;33m"}[code]
    assert as_text(QUESTION, Judgement(verdict), colour=True).startswith(colour)


@pytest.mark.parametrize(
    ("upstream", "downstream", "asked"),
    [
        ("LLAMA3.1", None, "llama3.1: finetune"),
        (["mit", "Apache 2.0"], "GPL-3.0", "mit, apache-2.0 -> gpl-3.0, by finetune"),
        (None, None, "no licence: finetune"),
        ("no such", "", "no such -> no licence, by finetune"),
        ("mit OR gpl-2.0", None, "mit OR gpl-2.0: finetune"),
        ("a\x1b[31m\r\nb\u202e", "\x07", r"a\u001b[31m\u000d\u000ab\u202e -> \u0007, by finetune"),
    ],
)
def test_the_question_is_told_as_it_was_read(
    upstream: object, downstream: str | None, asked: str
) -> None:
    """Licences in catalogue ids, else as they were typed, and nothing in them is obeyed."""
    text = told({"upstream": upstream, "relation": "finetune", "downstream": downstream})
    assert text.partition("  ")[2].partition("\n")[0] == asked
    assert text.replace("\n", "").isprintable()


def test_long_texts_hang_below_their_beginning() -> None:
    """A narrow terminal wraps them, and names stay whole."""
    answer = Judgement(
        Verdict.INCOMPATIBLE,
        (Reason(Verdict.INCOMPATIBLE, "mit", "1", Status.VERIFIED, "word " * 20 + "end"),),
        (Duty("notice", "mit", "1", Status.VERIFIED, "word " * 10 + "x" * 60, "embed"),),
    )
    assert as_text(QUESTION, answer, width=50) == snapshot("""\
INCOMPATIBLE  mit: use
      MIT word word word word word word word word
      word word word word word word word word word
      word word word end (mit 1).

A permitted use would owe
  - whoever builds it into a product: word word
      word word word word word word word word
      xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      (mit 1)

Evidence, not legal advice. Exit 1
""")
