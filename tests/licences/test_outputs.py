"""What a model's licence says of its outputs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from licences.judgement import Judgement, Reason, Verdict
from licences.licence import Licence, Status, Term
from licences.outputs import running_reasons, training_bar, training_reasons
from licences.permission import may_use
from licences.use import Facts, Use

Make = Callable[..., Licence]

NOTHING_KNOWN = Facts()
TRAINS = Use(activities=("train-on-outputs",))
SERVES = Use()
UNPAID = replace(TRAINS, commercial=False)
RESEARCH = replace(TRAINS, commercial=False, purpose="research")
NO, LOOK, LOST = Verdict.INCOMPATIBLE, Verdict.REVIEW, Verdict.UNKNOWN

SAYS = {
    "any-model-barred": "bars training other models on its outputs",
    "other-llm-barred": "bars training other large language models on its outputs",
    "foundation-barred": "bars making a foundational model with its outputs",
    "competing-barred": "bars training a competing model on its outputs",
    "commercial-barred": "bars training commercial models on its outputs",
    "nc-only": "allows training on its outputs for non-commercial ends only",
}
FREE = ("free", "silent", "named", "displayed", "derivative-if-similar", "derivative")


def bar(licence: Licence, use: Use, facts: Facts = NOTHING_KNOWN) -> Reason | None:
    found = list(training_bar(licence, use, facts))
    assert len(found) <= 1
    return found[0] if found else None


def run(licence: Licence, use: Use) -> list[tuple[Verdict, str, str, bool]]:
    return [(r.verdict, r.clause, r.text, r.firm) for r in running_reasons(licence, use)]


@pytest.mark.parametrize("value", sorted(SAYS))
@pytest.mark.parametrize("use", [TRAINS, SERVES])
def test_a_bar_binds_who_trains_and_is_open_for_who_uses(
    licence: Make, value: str, use: Use
) -> None:
    """Whoever trains is barred; whoever only uses the trained model has a question."""
    similar = Facts(similar_purpose=True)
    found = bar(licence(outputs_train=value), use, similar)
    text = SAYS[value] + ("" if use is TRAINS else ", which binds who trained it")
    verdict = NO if use is TRAINS else LOOK
    firm = value == "any-model-barred"
    assert found == Reason(verdict, "test-1.0", "§ outputs_train", Status.VERIFIED, text, firm)


@pytest.mark.parametrize("value", FREE)
@pytest.mark.parametrize("use", [TRAINS, SERVES])
def test_what_is_no_bar_bars_nothing(licence: Make, value: str, use: Use) -> None:
    """Silence, freedom and rules on the trained model's name or licence bar no training."""
    assert bar(licence(outputs_train=value), use) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("nc-only", None),
        ("commercial-barred", None),
        ("any-model-barred", NO),
        ("other-llm-barred", NO),
        ("foundation-barred", NO),
        ("competing-barred", NO),
        ("disputed", LOOK),
    ],
)
@pytest.mark.parametrize("use", [UNPAID, RESEARCH])
def test_bars_on_commerce_leave_unpaid_training_free(
    licence: Make, value: str, use: Use, expected: Verdict | None
) -> None:
    """Only a bar on commercial training, or one that says so, spares unpaid ends."""
    found = bar(licence(outputs_train=value), use, Facts(similar_purpose=True))
    assert (found and found.verdict) is expected


@pytest.mark.parametrize(
    ("exempt", "use", "facts", "barred"),
    [
        ((), TRAINS, {}, True),
        ((), TRAINS, {"same_family": True}, True),
        ((), UNPAID, {}, True),
        (("own-family",), TRAINS, {"same_family": True}, False),
        (("own-family",), TRAINS, {"same_family": False}, True),
        (("own-family",), TRAINS, {}, True),
        (("own-family",), UNPAID, {}, True),
        (("non-commercial",), UNPAID, {}, False),
        (("non-commercial",), TRAINS, {}, True),
        (("non-commercial",), TRAINS, {"same_family": True}, True),
        (("own-family", "non-commercial"), TRAINS, {"same_family": True}, False),
        (("own-family", "non-commercial"), UNPAID, {}, False),
        ((), TRAINS, {"similar_purpose": False}, True),
    ],
)
def test_an_exemption_frees_what_is_known_to_be_exempt(
    licence: Make, exempt: tuple[str, ...], use: Use, facts: dict[str, Any], barred: bool
) -> None:
    """The model's own family and unpaid ends are left out where the text leaves them out."""
    made = licence(outputs_train=Term("other-llm-barred", "1", exempt=exempt))
    assert (bar(made, use, Facts(**facts)) is not None) is barred


@pytest.mark.parametrize(
    ("similar", "verdict", "text"),
    [
        (True, NO, "bars training a competing model on its outputs"),
        (False, None, ""),
        (
            None,
            LOOK,
            "bars training a competing model on its outputs, and whether yours competes is open",
        ),
    ],
)
def test_whether_a_model_competes_is_asked(
    licence: Make, similar: bool | None, verdict: Verdict | None, text: str
) -> None:
    """A bar on competitors concerns a model of similar purpose, and is open where none is known."""
    found = bar(licence(outputs_train="competing-barred"), TRAINS, Facts(similar_purpose=similar))
    assert (found and (found.verdict, found.text)) == (verdict and (verdict, text))


@pytest.mark.parametrize(
    ("use", "similar", "text"),
    [
        (
            TRAINS,
            True,
            "bars training a competing model on its outputs; they bind who accepted them",
        ),
        (
            SERVES,
            True,
            "bars training a competing model on its outputs; they bind who accepted them",
        ),
        (
            TRAINS,
            None,
            "bars training a competing model on its outputs, and whether yours competes is open; "
            "they bind who accepted them",
        ),
    ],
)
def test_terms_of_service_bind_who_accepted_them(
    licence: Make, use: Use, similar: bool | None, text: str
) -> None:
    """Whether whoever trains has accepted a vendor's terms is not known, so nothing is barred."""
    made = licence(kind="terms-of-service", outputs_train="competing-barred")
    found = bar(made, use, Facts(similar_purpose=similar))
    assert found is not None
    assert (found.verdict, found.text) == (LOOK, text)


@pytest.mark.parametrize("use", [TRAINS, SERVES])
def test_a_note_is_told_with_the_bar(licence: Make, use: Use) -> None:
    """What a word cannot say of a bar stands behind it in brackets."""
    made = licence(outputs_train=Term("other-llm-barred", "1", note="see annex B"))
    found = bar(made, use)
    assert found is not None
    assert found.text.endswith(" (see annex B)")
    assert found.text.startswith("bars training other large language models on its outputs")


@pytest.mark.parametrize("use", [TRAINS, SERVES, UNPAID])
def test_an_unread_or_contradictory_rule_is_open(licence: Make, use: Use) -> None:
    """A rule that was not read is unknown, one against itself is to be looked at."""
    unread = licence(outputs_train=Term("unknown", status=Status.UNKNOWN))
    text = "has a rule on training with its outputs that is not known"
    assert bar(unread, use) == Reason(LOST, "test-1.0", "", Status.UNKNOWN, text)
    torn = licence(outputs_train="disputed")
    text = "contradicts itself on training with its outputs"
    assert bar(torn, use) == Reason(LOOK, "test-1.0", "§ outputs_train", Status.VERIFIED, text)


def test_a_bar_known_from_a_summary_is_looked_at(licence: Make) -> None:
    """Somebody else's summary of a bar accuses nobody."""
    made = licence(outputs_train=Term("any-model-barred", "1", Status.SECONDARY))
    (reason,) = may_use(made, TRAINS, NOTHING_KNOWN).reasons
    assert (reason.verdict, reason.status) == (LOOK, Status.SECONDARY)


@pytest.mark.parametrize("value", sorted({*SAYS, *FREE, "disputed"}))
def test_who_does_not_train_on_outputs_is_not_concerned(licence: Make, value: str) -> None:
    """A rule on training with outputs says nothing of a use that trains on none."""
    made = licence(outputs_train=value)
    use = Use(activities=("serve", "redistribute", "finetune", "embed", "internal"))
    assert list(training_reasons(made, use, NOTHING_KNOWN)) == []
    assert may_use(made, use, NOTHING_KNOWN) == Judgement(Verdict.COMPATIBLE)
    trains = list(training_reasons(made, TRAINS, NOTHING_KNOWN))
    assert trains == list(training_bar(made, TRAINS, NOTHING_KNOWN))


@pytest.mark.parametrize(
    ("exempt", "distillation", "facts", "open_"),
    [
        (("own-family",), "any", {}, True),
        (("own-family",), "if-similar", {"similar_purpose": True}, True),
        (("own-family",), "if-similar", {"similar_purpose": False}, False),
        (("own-family",), "if-similar", {}, False),
        (("own-family",), "no", {"similar_purpose": True}, False),
        (("own-family",), "silent", {}, False),
        ((), "any", {}, False),
        (("own-family",), "any", {"same_family": False}, False),
    ],
)
@pytest.mark.parametrize("use", [TRAINS, SERVES])
def test_a_text_may_exempt_what_it_makes_a_derivative_itself(
    licence: Make,
    exempt: tuple[str, ...],
    distillation: str,
    facts: dict[str, Any],
    open_: bool,
    use: Use,
) -> None:
    """Where training makes a derivative and derivatives are exempt, the bar bites itself."""
    rule = Term("any-model-barred", "1", exempt=exempt)
    found = bar(licence(outputs_train=rule, distillation=distillation), use, Facts(**facts))
    text = "bars training other models on its outputs"
    if open_:
        text += ", and makes the trained model a derivative, which it leaves out"
    if use is SERVES:
        text += ", which binds who trained it"
    assert found is not None
    assert (found.verdict, found.text) == (LOOK if open_ or use is SERVES else NO, text)


# Outputs themselves


PAID_RESEARCH = replace(SERVES, purpose="research")
UNPAID_USE = replace(SERVES, commercial=False)
UNPAID_RESEARCH = replace(UNPAID_USE, purpose="research")


@pytest.mark.parametrize(
    ("commercial", "purpose", "use", "limit"),
    [
        ("no", "non-commercial", SERVES, "non-commercial use"),
        ("no", "non-commercial", PAID_RESEARCH, "non-commercial use"),
        ("no", "non-commercial", UNPAID_USE, ""),
        ("no", "research", SERVES, "research"),
        ("no", "research", PAID_RESEARCH, "research"),
        ("no", "research", UNPAID_USE, "research"),
        ("no", "research", UNPAID_RESEARCH, ""),
        ("yes", "research", SERVES, "research"),
        ("yes", "research", PAID_RESEARCH, ""),
        ("yes", "any", SERVES, ""),
        ("conditional", "any", SERVES, ""),
    ],
)
@pytest.mark.parametrize("outputs", ["nc-only", "disputed", "silent", "free"])
def test_a_limit_of_purpose_binds_the_run_and_the_text_says_what_of_outputs(
    licence: Make, commercial: str, purpose: str, use: Use, limit: str, outputs: str
) -> None:
    """Outside the purposes granted outputs may be barred, disputed, open or free, by the text."""
    made = licence(commercial=commercial, purpose=purpose, outputs_use=outputs)
    said = {
        "nc-only": (NO, "§ outputs_use", ", and its outputs are under the same limit", True),
        "disputed": (LOOK, "§ outputs_use", ", and contradicts itself on its outputs", True),
        "silent": (LOOK, "§ purpose", " and is silent on its outputs", False),
    }
    expected = []
    if limit and outputs in said:
        verdict, clause, text, firm = said[outputs]
        expected = [(verdict, clause, f"allows {limit} only{text}", firm)]
    assert run(made, use) == expected


@pytest.mark.parametrize("use", [SERVES, UNPAID_RESEARCH])
@pytest.mark.parametrize("outputs", ["free", "nc-only"])
def test_unread_terms_leave_outputs_unknown(licence: Make, use: Use, outputs: str) -> None:
    """Whether the run is allowed at all is not known where the terms are not."""
    made = licence(commercial=Term("unknown", status=Status.UNKNOWN), outputs_use=outputs)
    assert run(made, use) == [(LOST, "", "has terms that are not known", True)]


def test_an_unread_word_on_outputs_is_silence(licence: Make) -> None:
    """Where nothing was read on outputs, a limited run leaves them open."""
    made = licence(commercial="no", purpose="non-commercial")
    text = "allows non-commercial use only and is silent on its outputs"
    assert run(made, SERVES) == [(LOOK, "§ purpose", text, False)]


@pytest.mark.parametrize("value", ["yes", "no", "conditional"])
@pytest.mark.parametrize("outputs", ["free", "nc-only"])
@pytest.mark.parametrize("use", [SERVES, UNPAID_RESEARCH])
def test_a_summary_decides_no_run(licence: Make, value: str, outputs: str, use: Use) -> None:
    """A grant or ban that only a summary tells of leaves the run to be looked at."""
    told = Term(value, "3", Status.SECONDARY)
    made = licence(commercial=told, outputs_use=outputs)
    assert run(made, use) == [(LOOK, "3", "is known from a summary only", True)]


@pytest.mark.parametrize(
    ("term", "use", "open_"),
    [
        (Term("disputed", "3"), SERVES, True),
        (Term("disputed", "3"), UNPAID_USE, False),
        (Term("conditional", "3", covers=("work",)), SERVES, True),
        (Term("conditional", "3", covers=("work",)), UNPAID_USE, False),
        (Term("conditional", "3"), SERVES, False),
    ],
)
def test_commerce_that_is_not_clear_is_no_clearer_for_a_run(
    licence: Make, term: Term, use: Use, open_: bool
) -> None:
    """Where readers differ on commercial use, or the work itself says, a paid run is open."""
    text = "is not clear on commercial use, and so on a run for it"
    assert run(licence(commercial=term), use) == ([(LOOK, "3", text, True)] if open_ else [])
