"""What a dataset's terms mean for a model."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from licences.declaration import (
    UNDECLARED,
    Clarity,
    Declaration,
    describe,
    read_declaration,
)
from licences.judgement import Duty, Verdict
from licences.licence import Licence, Status, Term
from licences.training import (
    Training,
    TrainingJudgement,
    judge_training,
    strictest_training,
    train_under,
)
from licences.training import may_train as judge_with
from licences.use import Use

DATA = """
id = "data-1.0"
name = "Data Licence"
kind = "data"

[terms]
results = {{ value = "{value}", clause = "4", status = "secondary"{note} }}
"""


Make = Callable[..., Licence]
SHARING = Use(activities=("redistribute",))


def may_train(declared: Declaration) -> TrainingJudgement:
    return judge_with(declared, SHARING)


def test_the_answers_run_from_strict_to_free() -> None:
    """A bar is stricter than not knowing, which is stricter than a dispute."""
    assert list(Training) == ["barred", "unknown", "disputed", "clear"]
    assert strictest_training([Training.CLEAR, Training.DISPUTED]) is Training.DISPUTED
    assert strictest_training([Training.DISPUTED, Training.UNKNOWN]) is Training.UNKNOWN
    assert strictest_training([Training.BARRED, Training.UNKNOWN]) is Training.BARRED


def test_no_dataset_bars_nothing() -> None:
    """Where no dataset is stated the answer is ``clear``."""
    assert strictest_training([]) is Training.CLEAR


def test_results_may_be_free() -> None:
    """A data licence that frees results leaves the model free and owes nothing."""
    assert may_train(read_declaration(["cdla-permissive-2.0"])) == TrainingJudgement(
        Training.CLEAR,
        "cdla-permissive-2.0",
        "3.1, 5.4",
        Status.VERIFIED,
        "CDLA-Permissive-2.0 leaves trained models free",
    )


def test_credit_is_owed_in_the_cautious_reading() -> None:
    """A licence that asks for credit is clear, with the credit as a duty of redistributors."""
    judged = may_train(read_declaration(["cc-by-4.0"]))
    assert judged.answer is Training.CLEAR
    assert judged.text == "CC BY 4.0 asks for credit"
    assert judged.duties == (
        Duty(
            "attribution",
            "cc-by-4.0",
            judged.clause,
            Status.VERIFIED,
            "credit the dataset, in the cautious reading",
            "redistribute",
        ),
    )
    assert judged.clause.startswith("3(a)")


@pytest.mark.parametrize(
    ("licence_id", "told"),
    [
        ("cc-by-nc-4.0", "is unsettled"),
        ("cc-by-sa-4.0", ""),
        ("cc-by-nd-4.0", ""),
        ("odbl", ""),
    ],
)
def test_share_alike_and_non_commercial_data_are_disputed(licence_id: str, told: str) -> None:
    """What NC, SA, ND and ODbL mean for a model is unsettled, and never simply forbidden."""
    judged = may_train(read_declaration([licence_id]))
    assert (judged.answer, judged.licence, judged.duties) == (Training.DISPUTED, licence_id, ())
    assert judged.clause
    assert judged.text.endswith(told) and judged.text


@pytest.mark.parametrize("values", [["openrail"], ["other"], [], ["my own terms"], ["CDDL-1.0"]])
def test_a_field_that_names_no_licence_is_unknown(values: list[str]) -> None:
    """A family, ``other``, nothing, free text, an uncatalogued id: all are unknown."""
    declared = read_declaration(values)
    assert may_train(declared) == TrainingJudgement(
        Training.UNKNOWN, "", "", Status.UNKNOWN, describe(declared)
    )


def test_an_undeclared_licence_says_so() -> None:
    """The sentence says what is unclear about the field."""
    assert may_train(UNDECLARED).text == "no licence is stated"


def test_a_term_that_was_not_read_names_its_licence() -> None:
    """A licence that is known, and what it means for models is not, is named."""
    assert may_train(read_declaration(["h-research"])) == TrainingJudgement(
        Training.UNKNOWN,
        "h-research",
        "",
        Status.UNKNOWN,
        "what H Research means for a trained model is not known",
    )


@pytest.mark.parametrize(
    ("expression", "licence", "answer"),
    [
        ("CC-BY-SA-4.0 OR CC0-1.0", "cc0-1.0", Training.CLEAR),
        ("CC0-1.0 OR CC-BY-SA-4.0", "cc0-1.0", Training.CLEAR),
        ("h-research OR CC-BY-SA-4.0", "cc-by-sa-4.0", Training.DISPUTED),
        ("CC-BY-SA-4.0 AND CC0-1.0", "cc-by-sa-4.0", Training.DISPUTED),
        ("CC-BY-SA-4.0 AND h-research", "h-research", Training.UNKNOWN),
    ],
)
def test_a_choice_is_taken_freely_and_a_sum_strictly(
    expression: str, licence: str, answer: Training
) -> None:
    """``OR`` gives its freest side, ``AND`` its strictest."""
    judged = may_train(read_declaration([expression]))
    assert (judged.licence, judged.answer) == (licence, answer)


@pytest.mark.parametrize(
    ("values", "answer", "strictest"),
    [
        (["cc0-1.0", "cdla-permissive-2.0"], Training.DISPUTED, "cc0-1.0"),
        (["cc0-1.0", "cc-by-sa-4.0"], Training.DISPUTED, "cc-by-sa-4.0"),
        (["cc0-1.0", "h-research"], Training.UNKNOWN, "h-research"),
        (["cc0-1.0", "other"], Training.UNKNOWN, ""),
    ],
)
def test_a_list_is_disputed_at_best(values: list[str], answer: Training, strictest: str) -> None:
    """Licences side by side are disputed where all are known, else unknown."""
    judged = may_train(read_declaration(values))
    assert (judged.answer, judged.licence) == (answer, strictest)
    assert judged.text.startswith(f"the card lists {', '.join(values)} and does not say which")


def test_a_list_with_an_unknown_part_has_no_strictest_reading() -> None:
    """Where a part of a list cannot be identified, the sentence tells the doubt alone."""
    declared = read_declaration(["cc0-1.0", "other"])
    assert may_train(declared).text == describe(declared)


def test_the_strictest_reading_of_a_list_is_told() -> None:
    """The sentence on a list gives its strictest reading, by licence and clause."""
    single = may_train(read_declaration(["cc-by-sa-4.0"]))
    judged = may_train(read_declaration(["cc0-1.0", "cc-by-sa-4.0"]))
    assert judged.text == (
        "the card lists cc0-1.0, cc-by-sa-4.0 and does not say which of them governs what; "
        f"strictest reading: {single.text}"
    )
    assert (judged.clause, judged.status) == (single.clause, single.status)


def test_a_named_licence_is_disputed_at_best() -> None:
    """``other`` with a known name is one unsettled meaning, as its text was not read."""
    judged = may_train(read_declaration(["other"], "cc0-1.0"))
    assert judged.answer is Training.DISPUTED
    assert judged.text.startswith("the card says 'other' and names CC0 1.0")


@pytest.mark.parametrize(
    ("value", "note", "answer", "text"),
    [
        ("barred", "", Training.BARRED, "Data Licence forbids training"),
        ("barred", "no machine may read it", Training.BARRED, "no machine may read it"),
        ("disputed", "", Training.DISPUTED, "Data Licence is silent on training"),
        ("disputed", "two courts differ", Training.DISPUTED, "two courts differ"),
        ("free", "", Training.CLEAR, "Data Licence leaves trained models free"),
    ],
)
def test_a_note_says_what_a_word_cannot(
    own_catalogue: Callable[[dict[str, str]], None],
    value: str,
    note: str,
    answer: Training,
    text: str,
) -> None:
    """A bar or dispute is told in the words of its note, else plainly, with clause and status."""
    quoted = f', note = "{note}"' if note else ""
    own_catalogue({"data-1.0.toml": DATA.format(value=value, note=quoted)})
    assert may_train(read_declaration(["data-1.0"])) == TrainingJudgement(
        answer, "data-1.0", "4", Status.SECONDARY, text
    )


def test_an_empty_option_is_unknown() -> None:
    """A settled declaration one of whose meanings is empty counts that meaning as unknown."""
    odd = Declaration(("x",), Clarity.CHOICE, ((),))
    judged = may_train(odd)
    assert judged == TrainingJudgement(
        Training.UNKNOWN, "", "", Status.UNKNOWN, "licence not known"
    )


UNPAID = replace(SHARING, commercial=False)


def rule(value: str, **changes: object) -> Term:
    return replace(Term(value, "4", note="it is so"), **changes)


@pytest.mark.parametrize("value", ["barred", "disputed"])
@pytest.mark.parametrize(
    ("exempt", "use", "free"),
    [
        (("non-commercial",), UNPAID, True),
        (("non-commercial",), SHARING, False),
        ((), UNPAID, False),
        (("own-family",), UNPAID, False),
    ],
)
def test_a_limit_on_commerce_spares_unpaid_training(
    licence: Make, value: str, exempt: tuple[str, ...], use: Use, free: bool
) -> None:
    """Where a text bars or disputes paid training alone, unpaid training owes the credit only."""
    judged = train_under(licence(results=rule(value, exempt=exempt)), use)
    strict = Training.BARRED if value == "barred" else Training.DISPUTED
    assert judged.answer is (Training.CLEAR if free else strict)
    assert judged.text == ("Test Licence 1.0 asks for credit" if free else "it is so")
    assert [(d.kind, d.when, d.due) for d in judged.duties] == (
        [("attribution", "redistribute", True)] if free else []
    )


@pytest.mark.parametrize(
    ("activities", "due"),
    [
        (("redistribute",), True),
        (("embed",), True),
        (("serve",), False),
        (("internal", "finetune"), False),
        ((), False),
    ],
)
def test_credit_is_due_from_who_passes_the_model_on(
    licence: Make, activities: tuple[str, ...], due: bool
) -> None:
    """Who shares nothing owes no credit yet, and sees what sharing would bring."""
    (duty,) = train_under(licence(results="attribution"), Use(activities=activities)).duties
    assert duty.due is due


@pytest.mark.parametrize("kind", ["share-alike", "copyleft", "weak-copyleft", "data", "permissive"])
@pytest.mark.parametrize(
    ("activities", "shares"),
    [
        (("internal",), False),
        (("internal", "finetune", "train-on-outputs"), False),
        (("redistribute",), True),
        (("serve",), True),
        (("embed", "internal"), True),
    ],
)
def test_terms_that_bind_on_sharing_leave_who_shares_nothing_alone(
    licence: Make, kind: str, activities: tuple[str, ...], shares: bool
) -> None:
    """Whatever a model is to its data, share-alike asks nothing of a model that stays at home."""
    judged = train_under(licence(kind=kind, results=rule("disputed")), Use(activities=activities))
    free = not shares and kind in {"share-alike", "copyleft", "weak-copyleft"}
    assert (judged.answer, judged.text) == (
        (Training.CLEAR, "Test Licence 1.0 binds what is shared, and nothing is")
        if free
        else (Training.DISPUTED, "it is so")
    )
    assert judged.duties == ()


@pytest.mark.parametrize(
    ("term", "verdict", "told"),
    [
        (rule("barred"), Verdict.INCOMPATIBLE, "it is so"),
        (rule("disputed"), Verdict.REVIEW, "it is so"),
        (
            Term("unknown", status=Status.UNKNOWN),
            Verdict.UNKNOWN,
            "what Test Licence 1.0 means for a trained model is not known",
        ),
        (rule("barred", status=Status.SECONDARY), Verdict.REVIEW, "it is so"),
        (rule("free"), Verdict.COMPATIBLE, ""),
        (rule("attribution"), Verdict.COMPATIBLE_WITH_OBLIGATIONS, ""),
    ],
)
def test_an_answer_on_training_is_one_of_the_six(
    licence: Make, term: Term, verdict: Verdict, told: str
) -> None:
    """Barred, unknown and disputed are the answers they would be of a use; clear may owe credit."""
    judged = judge_training(licence(results=term), SHARING)
    assert judged.verdict is verdict
    assert [(r.licence, r.clause, r.text) for r in judged.reasons] == (
        [("test-1.0", term.clause, told)] if told else []
    )
    assert len(judged.duties) == (verdict is Verdict.COMPATIBLE_WITH_OBLIGATIONS)
