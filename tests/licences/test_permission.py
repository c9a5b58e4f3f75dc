"""May a work under this licence be used so?"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from licences import registry
from licences.judgement import Duty, Judgement, Verdict
from licences.licence import Licence, Obligation, Status, Term, Territory, Threshold
from licences.permission import duty_of, may_use
from licences.use import Facts, Use

Make = Callable[..., Licence]
Owed = Callable[..., Obligation]
Limit = Callable[..., Threshold]
Area = Callable[..., Territory]

NOTHING_KNOWN = Facts()
NON_COMMERCIAL = Use(commercial=False)
RESEARCH = Use(commercial=False, purpose="research")


def reasons(judged: Judgement) -> list[tuple[str, str, str]]:
    return [(str(r.verdict), r.clause, r.text) for r in judged.reasons]


@pytest.mark.parametrize("use", [Use(), NON_COMMERCIAL, RESEARCH])
def test_a_free_licence_allows_every_purpose(licence: Make, use: Use) -> None:
    """A licence without conditions and duties makes every use compatible."""
    assert may_use(licence(), use, NOTHING_KNOWN) == Judgement(Verdict.COMPATIBLE)


@pytest.mark.parametrize(
    ("commercial", "purpose", "use", "expected"),
    [
        ("no", "non-commercial", Use(), [("§ commercial", "allows non-commercial use only")]),
        ("no", "non-commercial", NON_COMMERCIAL, []),
        ("no", "non-commercial", RESEARCH, []),
        ("no", "research", Use(), [("§ commercial", "allows research only")]),
        ("no", "research", Use(purpose="research"), [("§ commercial", "allows research only")]),
        ("no", "research", NON_COMMERCIAL, [("§ purpose", "allows research only")]),
        ("no", "research", RESEARCH, []),
        ("yes", "research", Use(), [("§ purpose", "allows research only")]),
        ("yes", "research", Use(purpose="research"), []),
        ("conditional", "any", Use(), []),
    ],
)
def test_the_purpose_must_be_granted(
    licence: Make, commercial: str, purpose: str, use: Use, expected: list[tuple[str, str]]
) -> None:
    """A use outside the granted purposes is incompatible, by the clause that limits them."""
    judged = may_use(licence(commercial=commercial, purpose=purpose), use, NOTHING_KNOWN)
    assert reasons(judged) == [("incompatible", *e) for e in expected]


@pytest.mark.parametrize("use", [Use(), NON_COMMERCIAL, RESEARCH])
def test_unknown_terms_are_never_green(licence: Make, use: Use) -> None:
    """A licence whose terms were not read is unknown for every use."""
    unread = Term("unknown", status=Status.UNKNOWN)
    judged = may_use(licence(commercial=unread), use, NOTHING_KNOWN)
    assert reasons(judged) == [("unknown", "", "has terms that are not known")]
    assert judged.reasons[0].status is Status.UNKNOWN
    assert judged.reasons[0].licence == "test-1.0"


@pytest.mark.parametrize("value", ["yes", "no", "conditional"])
@pytest.mark.parametrize("use", [Use(), NON_COMMERCIAL])
def test_a_summary_decides_nothing(licence: Make, value: str, use: Use) -> None:
    """A grant or a ban known from somebody's summary alone is ``review``."""
    hearsay = Term(value, "3", Status.SECONDARY)
    judged = may_use(licence(commercial=hearsay), use, NOTHING_KNOWN)
    assert reasons(judged) == [("review", "3", "is known from a summary only")]


@pytest.mark.parametrize(
    ("derivatives", "activities", "expected"),
    [
        ("never", ("finetune",), ["gives no right to make anything from it"]),
        (
            "never",
            ("finetune", "redistribute"),
            ["gives no right to make anything from it", "does not allow sharing derivatives"],
        ),
        ("never", ("redistribute",), []),
        ("never", ("serve", "internal"), []),
        ("no", ("finetune",), []),
        ("no", ("finetune", "redistribute"), ["does not allow sharing derivatives"]),
        ("no", ("redistribute",), []),
        (
            "nc-only",
            ("finetune", "redistribute"),
            ["does not allow sharing derivatives commercially"],
        ),
        ("yes", ("finetune", "redistribute"), []),
    ],
)
def test_derivatives_must_be_granted(
    licence: Make, derivatives: str, activities: tuple[str, ...], expected: list[str]
) -> None:
    """Making needs a grant where not even making is licensed, and sharing always does."""
    judged = may_use(licence(derivatives=derivatives), Use(activities=activities), NOTHING_KNOWN)
    assert reasons(judged) == [("incompatible", "§ derivatives", text) for text in expected]


@pytest.mark.parametrize(
    ("copies", "activities", "expected"),
    [
        ("no", ("redistribute",), ["does not allow sharing copies"]),
        ("never", ("redistribute",), ["does not allow sharing copies"]),
        ("no", ("redistribute", "finetune"), []),
        ("no", ("serve", "embed", "internal"), []),
        ("nc-only", ("redistribute",), ["does not allow sharing copies commercially"]),
    ],
)
def test_copies_must_be_granted(
    licence: Make, copies: str, activities: tuple[str, ...], expected: list[str]
) -> None:
    """Passing on what was not changed needs the grant of copies, and nothing else does."""
    judged = may_use(licence(copies=copies), Use(activities=activities), NOTHING_KNOWN)
    assert reasons(judged) == [("incompatible", "§ copies", text) for text in expected]


@pytest.mark.parametrize(
    ("term", "activities", "what"),
    [
        ("copies", ("redistribute",), "copies"),
        ("derivatives", ("redistribute", "finetune"), "derivatives"),
    ],
)
def test_an_unknown_rule_on_sharing_is_unknown(
    licence: Make, term: str, activities: tuple[str, ...], what: str
) -> None:
    """Sharing under a rule that was not read is unknown; a use that shares nothing is not."""
    made = licence(**{term: Term("unknown", status=Status.UNKNOWN)})
    judged = may_use(made, Use(activities=activities), NOTHING_KNOWN)
    assert reasons(judged) == [("unknown", "", f"has a rule on sharing {what} that is not known")]
    assert may_use(made, Use(activities=("serve", "finetune")), NOTHING_KNOWN).reasons == ()


@pytest.mark.parametrize(
    ("hosting", "activities", "expected"),
    [
        ("prohibited", ("serve",), Verdict.INCOMPATIBLE),
        ("prohibited", ("internal", "redistribute"), Verdict.COMPATIBLE),
        ("distribution", ("serve",), Verdict.COMPATIBLE),
    ],
)
def test_a_service_may_be_barred(
    licence: Make, hosting: str, activities: tuple[str, ...], expected: Verdict
) -> None:
    """A licence that bars hosting bars serving, and serving alone."""
    judged = may_use(licence(hosting=hosting), Use(activities=activities), NOTHING_KNOWN)
    assert judged.verdict is expected
    assert [(r.clause, r.text) for r in judged.reasons] == (
        [("§ hosting", "does not allow a hosted service")]
        if expected is Verdict.INCOMPATIBLE
        else []
    )


def test_every_reason_is_given(licence: Make) -> None:
    """Several bans are all named."""
    made = licence(commercial="no", purpose="non-commercial", copies="no", hosting="prohibited")
    judged = may_use(made, Use(activities=("serve", "redistribute")), NOTHING_KNOWN)
    assert [r.clause for r in judged.reasons] == ["§ commercial", "§ hosting", "§ copies"]


# Duties


@pytest.mark.parametrize(
    ("when", "modified", "activities", "expected"),
    [
        (("redistribute",), False, ("redistribute",), [("redistribute", True)]),
        (("redistribute",), False, ("serve",), [("redistribute", False)]),
        (("redistribute", "serve"), False, ("serve",), [("serve", True)]),
        (
            ("redistribute", "serve", "embed"),
            False,
            ("embed", "internal", "redistribute"),
            [("redistribute, embed", True)],
        ),
        (("serve",), False, ("redistribute",), []),
        (("any",), False, ("internal",), [("always", True)]),
        (("any",), False, (), [("always", True)]),
        (("redistribute",), True, ("redistribute",), []),
        (("redistribute",), True, ("redistribute", "finetune"), [("redistribute", True)]),
        (("redistribute",), True, ("finetune",), []),
        (("serve",), True, ("serve", "finetune"), [("serve", True)]),
        (("any",), True, ("serve",), []),
        (("any",), True, ("finetune",), [("always", True)]),
        (("redistribute",), False, ("finetune",), [("redistribute", False)]),
    ],
)
def test_a_duty_is_owed_by_who_does_what_brings_it_about(
    licence: Make,
    obligation: Owed,
    when: tuple[str, ...],
    modified: bool,
    activities: tuple[str, ...],
    expected: list[tuple[str, bool]],
) -> None:
    """A duty is due by the activities done; one that sharing a copy would bring is foretold."""
    made = licence(obligations=(obligation("notice", *when, modified=modified),))
    judged = may_use(made, Use(activities=activities), NOTHING_KNOWN)
    assert [(d.when, d.due) for d in judged.duties] == expected
    owed = any(due for _, due in expected)
    assert judged.verdict is (Verdict.COMPATIBLE_WITH_OBLIGATIONS if owed else Verdict.COMPATIBLE)


@pytest.mark.parametrize("due", [True, False])
def test_a_duty_says_all_that_the_obligation_says(
    licence: Make, obligation: Owed, due: bool
) -> None:
    """A duty keeps kind, clause, status, text and prescribed words of its obligation."""
    owed = obligation("display", value="Built with Test", status=Status.SECONDARY)
    assert duty_of(licence(), owed, "serve", due=due) == Duty(
        kind="display",
        licence="test-1.0",
        clause="7.a",
        status=Status.SECONDARY,
        text="do display",
        when="serve",
        value="Built with Test",
        due=due,
    )
    assert duty_of(licence(), owed, "serve").due


@pytest.mark.parametrize(
    ("changes", "use", "owed"),
    [
        ({"commercial_only": True}, Use(), True),
        ({"commercial_only": True}, Use(commercial=False), False),
        ({"end_user_exempt": True}, Use(), True),
        ({"end_user_exempt": True}, Use(role="end-user"), False),
        ({}, Use(commercial=False, role="end-user"), True),
    ],
)
def test_a_duty_binds_whom_it_means(
    licence: Make, obligation: Owed, changes: dict[str, bool], use: Use, owed: bool
) -> None:
    """Unpaid uses and end users owe nothing that is asked of others alone."""
    made = licence(obligations=(obligation("registration", "any", **changes),))
    assert bool(may_use(made, use, NOTHING_KNOWN).duties) is owed


@pytest.mark.parametrize(
    ("licence_id", "use", "verdict"),
    [
        ("flux-1-dev-non-commercial", Use(commercial=False), Verdict.INCOMPATIBLE),
        ("mnpl-0.1", Use(commercial=False, purpose="research"), Verdict.INCOMPATIBLE),
        (
            "flux-1-dev-non-commercial",
            Use(commercial=False, activities=("internal",)),
            Verdict.COMPATIBLE_WITH_OBLIGATIONS,
        ),
        (
            "stabilityai-ai-community",
            Use(commercial=False, revenue_usd=5_000_000),
            Verdict.REVIEW,
        ),
    ],
)
def test_unpaid_use_has_limits_of_its_own(licence_id: str, use: Use, verdict: Verdict) -> None:
    """Serving end users is production; a big company may be out even for nothing."""
    assert may_use(registry.get(licence_id), use, NOTHING_KNOWN).verdict is verdict


def test_duties_come_along_with_a_ban(licence: Make, obligation: Owed) -> None:
    """A use that is incompatible still has its duties listed."""
    made = licence(commercial="no", obligations=(obligation("use-policy", "any"),))
    judged = may_use(made, Use(), NOTHING_KNOWN)
    assert judged.verdict is Verdict.INCOMPATIBLE
    assert [d.kind for d in judged.duties] == ["use-policy"]


def test_a_summary_of_a_duty_is_marked(licence: Make, obligation: Owed) -> None:
    """A limit or duty that is known from a summary says so."""
    made = licence(obligations=(replace(obligation(), status=Status.SECONDARY),))
    (duty,) = may_use(made, Use(activities=("redistribute",)), NOTHING_KNOWN).duties
    assert duty.status is Status.SECONDARY


def test_redistributing_a_llama_derivative_owes_what_the_agreement_says() -> None:
    """Sharing a fine-tune of Llama 3.1 owes copy, notice, display, prefix and policy."""
    use = Use(activities=("finetune", "redistribute"), mau_at_release=0)
    judged = may_use(registry.get("llama3.1"), use, Facts(modality="text"))
    assert {(d.kind, d.clause) for d in judged.duties if d.due} == {
        ("licence-copy", "1.b.i"),
        ("notice", "1.b.iii"),
        ("display", "1.b.i"),
        ("name-prefix", "1.b.i"),
        ("use-policy", "1.b.iv"),
        ("indemnity", "5.c"),
    }


@pytest.mark.parametrize(
    ("licence_id", "use", "expected"),
    [
        ("mit", Use(), Verdict.COMPATIBLE),
        ("mit", Use(activities=("redistribute",)), Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        ("cc0-1.0", Use(activities=("redistribute",)), Verdict.COMPATIBLE),
        ("cc-by-nc-4.0", Use(), Verdict.INCOMPATIBLE),
        ("cc-by-nc-4.0", NON_COMMERCIAL, Verdict.COMPATIBLE),
        ("apple-amlr", NON_COMMERCIAL, Verdict.INCOMPATIBLE),
        ("cc-by-nd-4.0", Use(activities=("finetune",)), Verdict.COMPATIBLE),
        ("cc-by-nd-4.0", Use(activities=("finetune", "redistribute")), Verdict.INCOMPATIBLE),
        ("intel-research", replace(RESEARCH, activities=("finetune",)), Verdict.INCOMPATIBLE),
        ("h-research", RESEARCH, Verdict.REVIEW),
        ("stabilityai-ai-community", Use(revenue_usd=1_000_001), Verdict.INCOMPATIBLE),
        ("stabilityai-nc-research", NON_COMMERCIAL, Verdict.INCOMPATIBLE),
        ("qwen", Use(mau=100_000_001), Verdict.INCOMPATIBLE),
        ("gpl", Use(), Verdict.UNKNOWN),
    ],
)
def test_well_known_licences_answer_as_their_texts_do(
    licence_id: str, use: Use, expected: Verdict
) -> None:
    """The answers for well-known licences are those that their clauses give."""
    assert may_use(registry.get(licence_id), use, NOTHING_KNOWN).verdict is expected
