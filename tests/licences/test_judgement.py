"""The six answers, and how they are joined."""

from dataclasses import replace
from itertools import combinations, permutations

import pytest

from licences.judgement import (
    STRICTNESS,
    Duty,
    Judgement,
    Reason,
    Verdict,
    both,
    conclude,
    freest,
    strictest,
)
from licences.licence import Status
from licences.use import ACTIVITIES

DUTY = Duty("notice", "l", "1", Status.VERIFIED, "ship a notice", "redistribute")
LATER = Duty("notice", "l", "1", Status.VERIFIED, "ship a notice", "redistribute", due=False)


def reason(verdict: Verdict, text: str = "") -> Reason:
    return Reason(verdict, "l", "1", Status.VERIFIED, text)


def test_the_order_of_the_answers_is_the_promised_one() -> None:
    """From strict to free the answers are those of the design, spelt as reports spell them."""
    assert " ".join(STRICTNESS) == (
        "incompatible unknown review obligation_violated compatible_with_obligations compatible"
    )


def test_the_strictest_answer_is_the_one_listed_first() -> None:
    """Of any two answers the strictest is the earlier one, in whatever order they come."""
    for strict, free in combinations(STRICTNESS, 2):
        assert strictest([free, strict]) is strictest([strict, free]) is strict


def test_no_answer_is_compatible() -> None:
    """Where nothing was asked nothing speaks against it."""
    assert strictest([]) is Verdict.COMPATIBLE
    assert conclude() == both([]) == Judgement(Verdict.COMPATIBLE)


def test_the_freest_of_several_judgements_is_the_first_of_equals() -> None:
    """The freest judgement wins; of equals the one that came first."""
    first = Judgement(Verdict.REVIEW, (reason(Verdict.REVIEW, "first"),))
    second = Judgement(Verdict.REVIEW, (reason(Verdict.REVIEW, "second"),))
    strict = Judgement(Verdict.UNKNOWN)
    assert freest([strict, first, second]) is first
    assert freest([second, first, strict]) is second
    with pytest.raises(ValueError, match="empty"):
        freest([])


def test_the_strictest_reason_decides() -> None:
    """Reasons are sorted strictest first, keep their order among equals, and decide."""
    reasons = (
        reason(Verdict.REVIEW, "a"),
        reason(Verdict.INCOMPATIBLE),
        reason(Verdict.REVIEW, "b"),
    )
    judged = conclude(reasons)
    assert judged.verdict is Verdict.INCOMPATIBLE
    assert judged.reasons == (reasons[1], reasons[0], reasons[2])
    assert judged.deciding == (reasons[1],)


@pytest.mark.parametrize(
    ("duties", "expected"),
    [
        ([DUTY], Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        ([LATER], Verdict.COMPATIBLE),
        ([LATER, DUTY], Verdict.COMPATIBLE_WITH_OBLIGATIONS),
    ],
)
def test_only_a_duty_that_is_due_counts(duties: list[Duty], expected: Verdict) -> None:
    """A due duty rules out plain ``compatible``; one that sharing alone would bring does not."""
    assert conclude(duties=duties) == Judgement(expected, (), tuple(duties))


@pytest.mark.parametrize("verdict", STRICTNESS[:-1])
def test_a_duty_never_softens_a_reason(verdict: Verdict) -> None:
    """An answer stricter than ``compatible`` stays what it is when duties come with it."""
    assert conclude([reason(verdict)], [DUTY]).verdict is verdict


def test_nothing_is_said_twice() -> None:
    """Equal reasons and equal duties are kept once, in the order of their first mention."""
    other = Duty("display", "l", "2", Status.VERIFIED, "show it", "serve")
    judged = conclude([reason(Verdict.REVIEW)] * 2, [DUTY, other, DUTY])
    assert judged.reasons == (reason(Verdict.REVIEW),)
    assert judged.duties == (DUTY, other)


def test_joined_answers_all_apply() -> None:
    """Joined answers keep every reason and duty, and the verdict does not hang on their order."""
    parts = [
        conclude([reason(Verdict.REVIEW)], [DUTY]),
        conclude([reason(Verdict.UNKNOWN)]),
        conclude(duties=[LATER]),
    ]
    for order in permutations(parts):
        joined = both(order)
        assert joined.verdict is Verdict.UNKNOWN
        assert joined.reasons == (reason(Verdict.UNKNOWN), reason(Verdict.REVIEW))
        assert set(joined.duties) == {DUTY, LATER}


def test_a_reason_is_firm_and_a_duty_due_unless_said_otherwise() -> None:
    """Firmness and dueness are what goes without saying."""
    assert reason(Verdict.REVIEW).firm
    assert DUTY.due
    assert DUTY.value == ""


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("verdict", list(Verdict))
def test_nobody_is_accused_on_a_summary(verdict: Verdict, status: Status) -> None:
    """What would forbid or accuse on words that none of us read is a question; the rest stays."""
    told = Reason(verdict, "l", "1", status, "it says so", firm=False)
    accuses = verdict in {Verdict.INCOMPATIBLE, Verdict.OBLIGATION_VIOLATED}
    softened = accuses and status is not Status.VERIFIED
    kept = replace(told, verdict=Verdict.REVIEW) if softened else told
    for judged in (conclude([told]), both([conclude([told])])):
        assert (judged.verdict, judged.reasons) == (kept.verdict, (kept,))


@pytest.mark.parametrize(
    ("when", "who"),
    [
        ("always", "whoever uses it"),
        ("internal", "whoever uses it"),
        ("serve", "whoever offers it as a service"),
        ("redistribute", "whoever passes it on"),
        ("finetune", "whoever changes it"),
        ("train-on-outputs", "whoever trains on its outputs"),
        ("embed", "whoever builds it into a product"),
        ("redistribute, embed", "whoever passes it on or whoever builds it into a product"),
    ],
)
def test_a_duty_binds_whoever_does_what_brings_it_about(when: str, who: str) -> None:
    """Each activity is said in words, several of them joined."""
    assert replace(DUTY, when=when).who == who


def test_every_activity_has_words() -> None:
    """No activity of a use lacks the words for whoever does it."""
    assert all(replace(DUTY, when=act).who for act in (*ACTIVITIES, "always"))


def test_deciding_reasons_that_were_not_read_are_told_apart() -> None:
    """A deciding reason is unread where it names a licence and rests on no verified clause."""
    read = Reason(Verdict.REVIEW, "l", "1", Status.VERIFIED, "read")
    heard = Reason(Verdict.REVIEW, "l", "1", Status.SECONDARY, "heard")
    none = Reason(Verdict.REVIEW, "", "", Status.UNKNOWN, "no licence")
    lesser = Reason(Verdict.OBLIGATION_VIOLATED, "l", "2", Status.VERIFIED, "lesser")
    judged = conclude([lesser, read, heard, none])
    assert judged.deciding == (read, heard, none)
    assert judged.unread == (heard,)
