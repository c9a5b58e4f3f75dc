"""A question asked of every meaning that a declaration can have."""

from collections.abc import Callable

import pytest

from licences import registry
from licences.declaration import Clarity, Declaration, describe, read_declaration
from licences.judgement import Duty, Judgement, Reason, Verdict, conclude
from licences.licence import Licence, Status
from licences.meanings import judge_declaration, unknown

NO = Verdict.INCOMPATIBLE
YES = Verdict.COMPATIBLE
OWED = Verdict.COMPATIBLE_WITH_OBLIGATIONS
LOOK = Verdict.REVIEW
LOST = Verdict.UNKNOWN


def reason(verdict: Verdict, licence: str) -> Reason:
    return Reason(verdict, licence, "1", Status.VERIFIED, f"{licence} says so", firm=False)


def duty(licence: str) -> Duty:
    return Duty("notice", licence, "1", Status.VERIFIED, "notice", "always")


def asking(**answers: Verdict) -> Callable[[Licence], Judgement]:
    """Make a question to which each licence answers as told, ``mit`` first spelt as an argument."""

    def ask(licence: Licence) -> Judgement:
        verdict = answers.get(licence.id) or answers[licence.id.split("-", 1)[0]]
        if verdict in {YES, OWED}:
            return conclude(duties=[duty(licence.id)] if verdict is OWED else [])
        return conclude([reason(verdict, licence.id)])

    return ask


@pytest.mark.parametrize("verdict", [NO, LOST, LOOK, OWED, YES])
def test_a_clear_declaration_answers_as_its_licence(verdict: Verdict) -> None:
    """One licence, however clear its name, gives its own answer unchanged."""
    ask = asking(mit=verdict)
    assert judge_declaration(read_declaration(["MIT"]), ask) == ask(registry.get("mit"))


@pytest.mark.parametrize(
    ("expression", "answers", "verdict"),
    [
        ("mit OR gemma", {"mit": NO, "gemma": OWED}, OWED),
        ("gemma OR mit", {"mit": NO, "gemma": OWED}, OWED),
        ("mit OR gemma", {"mit": NO, "gemma": LOST}, LOST),
        ("mit AND gemma", {"mit": NO, "gemma": OWED}, NO),
        ("mit AND gemma", {"mit": LOOK, "gemma": YES}, LOOK),
        ("(mit AND gemma) OR apache-2.0", {"mit": YES, "gemma": NO, "apache": LOOK}, LOOK),
        ("mit OR no-such", {"mit": NO}, LOST),
        ("mit OR no-such", {"mit": OWED}, OWED),
    ],
)
def test_a_choice_takes_its_freest_meaning(
    expression: str, answers: dict[str, Verdict], verdict: Verdict
) -> None:
    """Of several alternatives the freest counts; what binds together counts together."""
    judged = judge_declaration(read_declaration([expression]), asking(**answers))
    assert judged.verdict is verdict


def test_a_choice_owes_the_duties_of_one_side() -> None:
    """The duties of a choice are those of the side that is taken."""
    judged = judge_declaration(read_declaration(["mit OR gemma"]), asking(mit=NO, gemma=OWED))
    assert judged == Judgement(OWED, (), (duty("gemma"),))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([], "no licence is stated"),
        (["no such"], "'no such' is not a licence name"),
        (["CDDL-1.0"], "CDDL-1.0 is a licence whose terms are not in the catalogue"),
    ],
)
def test_a_field_without_meaning_is_unknown(values: list[str], sentence: str) -> None:
    """Where no licence can be identified the answer is ``unknown``, with the doubt as reason."""
    judged = judge_declaration(read_declaration(values), asking())
    assert judged == unknown(sentence)
    assert judged == Judgement(LOST, (Reason(LOST, "", "", Status.UNKNOWN, sentence),))


def test_a_list_that_is_barred_in_every_reading_stays_barred() -> None:
    """Where each meaning forbids, the doubt changes nothing and each reason is given."""
    judged = judge_declaration(read_declaration(["mit", "gemma"]), asking(mit=NO, gemma=NO))
    assert judged == Judgement(NO, (reason(NO, "mit"), reason(NO, "gemma")))


@pytest.mark.parametrize(
    ("mit", "gemma", "readings"),
    [
        (NO, YES, ["mit"]),
        (YES, NO, ["gemma"]),
        (NO, LOOK, ["mit", "gemma"]),
        (YES, YES, []),
        (OWED, OWED, []),
    ],
)
def test_a_list_is_review_with_both_readings(
    mit: Verdict, gemma: Verdict, readings: list[str]
) -> None:
    """A list whose meanings differ is ``review``: the doubt, and each reading that is not free."""
    declared = read_declaration(["mit", "gemma"])
    judged = judge_declaration(declared, asking(mit=mit, gemma=gemma))
    assert judged.verdict is LOOK
    assert judged.reasons == (
        Reason(LOOK, "", "", Status.VERIFIED, describe(declared)),
        *(
            Reason(LOOK, licence, "1", Status.VERIFIED, f"{licence} says so")
            for licence in readings
        ),
    )
    assert judged.duties == ((duty("mit"), duty("gemma")) if mit is OWED else ())


@pytest.mark.parametrize(
    ("values", "answers"),
    [
        (["mit", "no such"], {"mit": YES}),
        (["mit", "no such"], {"mit": NO}),
        (["mit", "gemma"], {"mit": LOST, "gemma": NO}),
        (["mit", "gemma"], {"mit": YES, "gemma": LOST}),
    ],
)
def test_a_list_with_an_unknown_part_is_unknown(
    values: list[str], answers: dict[str, Verdict]
) -> None:
    """One meaning that is not known makes a list unknown, even beside one that forbids."""
    declared = read_declaration(values)
    assert judge_declaration(declared, asking(**answers)) == unknown(describe(declared))


@pytest.mark.parametrize(
    ("answer", "verdict"), [(NO, LOOK), (LOST, LOST), (LOOK, LOOK), (OWED, LOOK), (YES, LOOK)]
)
def test_a_named_licence_stays_open(answer: Verdict, verdict: Verdict) -> None:
    """A text that only a name points at was not read: it neither allows nor forbids."""
    declared = read_declaration(["other"], "gemma")
    assert judge_declaration(declared, asking(gemma=answer)).verdict is verdict


# Families

FAMILY = """
id = "fam"
name = "Family"
kind = "family"
members = {}
"""


@pytest.fixture
def family(own_catalogue: Callable[..., None]) -> Callable[..., None]:
    """Give a maker of a family with two members, or of one without any."""

    def make(*members: str) -> None:
        entries = {f"{m}.toml": f'id = "{m}"\nname = "{m}"\nkind = "community"\n' for m in members}
        own_catalogue({"fam.toml": FAMILY.format(list(members)), **entries})

    return make


@pytest.mark.parametrize(
    ("one", "other", "verdict", "told"),
    [
        (NO, NO, LOOK, ["one-1 says so"]),
        (NO, YES, LOOK, ["one-1 says so"]),
        (YES, NO, LOOK, ["two-1 says so"]),
        (YES, LOOK, LOOK, ["two-1 says so"]),
        (YES, OWED, LOOK, []),
        (NO, LOST, LOST, []),
    ],
)
def test_a_family_is_open_and_tells_the_strictest_of_its_readings(
    family: Callable[..., None], one: Verdict, other: Verdict, verdict: Verdict, told: list[str]
) -> None:
    """A family may mean any of its members: never green, never barred for certain."""
    family("one-1", "two-1")
    judged = judge_declaration(read_declaration(["fam"]), asking(one=one, two=other))
    doubt = "'fam' names a family of licences and no one of them"
    assert judged.verdict is verdict
    assert [r.text for r in judged.reasons] == [doubt, *told]
    assert judged.duties == ()


def test_a_family_without_members_is_unknown(family: Callable[..., None]) -> None:
    """Where no member is known, none of them can bar anything."""
    family()
    assert judge_declaration(read_declaration(["fam"]), asking()).verdict is LOST


# Exceptions

CLASSPATH = "GPL-2.0-only WITH Classpath-exception-2.0"


def test_an_exception_leaves_open_what_its_licence_bars() -> None:
    """An exception only adds rights, so a ban may not hold; whatever else is said stays."""

    def ask(licence: Licence) -> Judgement:
        rights = [Reason(v, licence.id, "1", Status.VERIFIED, f"says {v}") for v in (NO, LOOK)]
        return conclude(rights, [duty(licence.id)])

    doubt = "; the exception classpath-exception-2.0 may allow it, and its text is not read here"
    judged = judge_declaration(read_declaration([CLASSPATH]), ask)
    assert judged == conclude(
        [
            Reason(LOOK, "gpl-2.0-only", "1", Status.VERIFIED, f"says incompatible{doubt}"),
            Reason(LOOK, "gpl-2.0-only", "1", Status.VERIFIED, "says review"),
        ],
        [duty("gpl-2.0-only")],
    )


@pytest.mark.parametrize("answer", [LOST, OWED, YES])
def test_an_exception_changes_nothing_but_bans(answer: Verdict) -> None:
    """An answer that bars nothing is the same with an exception and without."""
    ask = asking(gpl=answer)
    plain = judge_declaration(read_declaration(["GPL-2.0-only"]), ask)
    assert judge_declaration(read_declaration([CLASSPATH]), ask) == plain


def test_an_exception_concerns_its_own_licence_alone() -> None:
    """Beside an excepted licence another one bars as firmly as ever."""
    declared = read_declaration([f"({CLASSPATH}) AND mit"])
    judged = judge_declaration(declared, asking(gpl=NO, mit=NO))
    assert [(r.verdict, r.licence) for r in judged.reasons] == [
        (NO, "mit"),
        (LOOK, "gpl-2.0-only"),
    ]


def test_a_meaning_that_is_not_known_says_what_is_unclear() -> None:
    """A choice that holds nothing known is unknown by the words of its doubt."""
    odd = Declaration(("x",), Clarity.CHOICE, ((),))
    assert judge_declaration(odd, asking()) == unknown(describe(odd))
