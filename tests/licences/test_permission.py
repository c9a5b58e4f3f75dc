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
        ("no", ("serve", "internal"), []),
        ("no", ("embed",), ["does not allow sharing copies"]),
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
        ("qwen", Use(mau=100_000_001, commercial=False), Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        ("gpl", Use(), Verdict.UNKNOWN),
    ],
)
def test_well_known_licences_answer_as_their_texts_do(
    licence_id: str, use: Use, expected: Verdict
) -> None:
    """The answers for well-known licences are those that their clauses give."""
    assert may_use(registry.get(licence_id), use, NOTHING_KNOWN).verdict is expected


# What a text leaves open, or says of some uses only


@pytest.mark.parametrize(
    ("changes", "use", "expected"),
    [
        ({"commercial": "disputed"}, Use(), [("commercial", "is not clear on commercial use")]),
        ({"commercial": "disputed"}, NON_COMMERCIAL, []),
        ({"hosting": "disputed"}, Use(), [("hosting", "is not clear on offering it as a service")]),
        ({"hosting": "disputed"}, Use(activities=("embed", "redistribute")), []),
        (
            {"copies": "disputed"},
            Use(activities=("redistribute",)),
            [("copies", "is not clear on sharing copies")],
        ),
        ({"copies": "disputed"}, Use(activities=("redistribute", "finetune")), []),
        (
            {"derivatives": "disputed"},
            Use(activities=("redistribute", "finetune")),
            [("derivatives", "is not clear on sharing derivatives")],
        ),
        ({"derivatives": "disputed"}, Use(activities=("finetune", "serve")), []),
    ],
)
def test_what_a_text_leaves_open_is_looked_at(
    licence: Make, changes: dict[str, str], use: Use, expected: list[tuple[str, str]]
) -> None:
    """A term on which readers differ is ``review`` for the uses that it concerns, and no other."""
    judged = may_use(licence(**changes), use, NOTHING_KNOWN)
    assert reasons(judged) == [("review", f"§ {term}", text) for term, text in expected]


@pytest.mark.parametrize(
    ("activities", "open_"),
    [
        (("redistribute",), False),
        ((), False),
        (("redistribute", "serve"), True),
        (("internal",), True),
        (("finetune", "redistribute"), True),
    ],
)
def test_sharing_alone_is_no_commercial_use_of_the_work(
    licence: Make, activities: tuple[str, ...], open_: bool
) -> None:
    """Where commercial use is disputed, passing the work on for nothing but that is not."""
    judged = may_use(licence(commercial="disputed"), Use(activities=activities), NOTHING_KNOWN)
    assert bool(judged.reasons) is open_


@pytest.mark.parametrize(
    ("hosting", "commercial", "use", "barred"),
    [
        ("nc-only", "yes", Use(), True),
        ("nc-only", "conditional", Use(activities=("serve", "internal")), True),
        ("nc-only", "yes", NON_COMMERCIAL, False),
        ("nc-only", "yes", Use(activities=("embed", "redistribute")), False),
    ],
)
def test_a_commercial_service_may_be_barred(
    licence: Make, hosting: str, commercial: str, use: Use, barred: bool
) -> None:
    """A text may leave services to unpaid ends, whatever else it allows for money."""
    judged = may_use(licence(hosting=hosting, commercial=commercial), use, NOTHING_KNOWN)
    assert reasons(judged) == (
        [("incompatible", "§ hosting", "does not allow a commercial service")] if barred else []
    )


@pytest.mark.parametrize("term", ["hosting", "copies", "derivatives"])
def test_a_ban_on_all_commerce_is_told_once(licence: Make, term: str) -> None:
    """Where no commercial use is allowed, that the service or sharing is none adds nothing."""
    made = licence(commercial="no", purpose="non-commercial", **{term: "nc-only"})
    for activities in (("serve", "redistribute"), ("serve", "redistribute", "finetune")):
        judged = may_use(made, Use(activities=activities), NOTHING_KNOWN)
        assert [r.clause for r in judged.reasons] == ["§ commercial"]
        assert may_use(made, replace(NON_COMMERCIAL, activities=activities), NOTHING_KNOWN) == (
            Judgement(Verdict.COMPATIBLE)
        )


@pytest.mark.parametrize(
    ("use", "free"),
    [
        (Use(purpose="research"), True),
        (RESEARCH, True),
        (Use(), False),
        (NON_COMMERCIAL, False),
    ],
)
def test_research_by_companies_may_be_exempt(licence: Make, use: Use, free: bool) -> None:
    """A text for research alone may mean that of companies too."""
    made = licence(commercial=Term("no", "2", exempt=("research",)), purpose="research")
    assert (may_use(made, use, NOTHING_KNOWN).verdict is Verdict.COMPATIBLE) is free


@pytest.mark.parametrize(
    ("use", "asked"),
    [
        (Use(), True),
        (Use(activities=("internal",)), True),
        (NON_COMMERCIAL, True),
        (Use(commercial=False, activities=("embed",)), True),
        (Use(commercial=False, activities=("internal", "redistribute")), False),
    ],
)
def test_conditions_that_stand_with_the_work_are_asked_for(
    licence: Make, use: Use, asked: bool
) -> None:
    """Commerce and products may be allowed by what each work says beside the text."""
    made = licence(commercial=Term("conditional", "1", covers=("work",)))
    assert reasons(may_use(made, use, NOTHING_KNOWN)) == (
        [("review", "1", "allows commercial use on conditions that the work itself states")]
        if asked
        else []
    )


# Duties that facts prove unmet


@pytest.mark.parametrize(
    ("changes", "use", "violated"),
    [
        ({}, Use(activities=("redistribute",)), True),
        ({}, Use(activities=("serve",)), False),
        ({"modified": True}, Use(activities=("redistribute",)), False),
        ({"modified": True}, Use(activities=("redistribute", "finetune")), True),
        ({"copies_only": True}, Use(activities=("redistribute",)), True),
        ({"copies_only": True}, Use(activities=("redistribute", "finetune")), False),
        ({"commercial_only": True}, Use(commercial=False, activities=("redistribute",)), False),
        ({"end_user_exempt": True}, Use(role="end-user", activities=("redistribute",)), False),
    ],
)
def test_a_duty_is_violated_where_it_is_due_and_proven_unmet(
    licence: Make, obligation: Owed, changes: dict[str, bool], use: Use, violated: bool
) -> None:
    """A fact accuses nobody of a duty that the use does not bring about."""
    made = licence(obligations=(obligation(proof="licence-file", **changes),))
    judged = may_use(made, use, Facts(files=()))
    text = "asks to do notice; the files hold no licence text"
    assert reasons(judged) == ([("obligation_violated", "7.a", text)] if violated else [])
    assert may_use(made, use, Facts(files=("LICENSE",))).reasons == ()


@pytest.mark.parametrize(
    ("activities", "due"),
    [(("redistribute",), True), (("redistribute", "finetune"), False), (("serve",), False)],
)
def test_a_duty_of_copies_is_not_owed_for_changed_works(
    licence: Make, obligation: Owed, activities: tuple[str, ...], due: bool
) -> None:
    """What only an unchanged copy owes is owed by nobody who shares a changed work."""
    made = licence(obligations=(obligation(copies_only=True),))
    duties = may_use(made, Use(activities=activities), NOTHING_KNOWN).duties
    assert any(d.due for d in duties) is due


@pytest.mark.parametrize(
    ("modality", "owed", "violated"),
    [("multimodal", True, True), ("text", False, False), (None, True, False)],
)
def test_a_duty_of_multimodal_models_is_open_where_the_kind_is_not_known(
    licence: Make, obligation: Owed, modality: str | None, owed: bool, violated: bool
) -> None:
    """A model of an unknown kind may owe it, which is told, and nothing is proven."""
    made = licence(obligations=(obligation(multimodal_only=True, proof="licence-file"),))
    judged = may_use(made, Use(activities=("redistribute",)), Facts(modality=modality, files=()))
    assert bool(judged.duties) is owed
    assert bool(judged.reasons) is violated


@pytest.mark.parametrize(
    ("hosting", "when", "modified", "activities", "sure"),
    [
        ("contains", ("redistribute", "serve"), False, ("serve",), False),
        ("contains", ("serve",), False, ("serve", "redistribute"), False),
        (
            "contains",
            ("redistribute", "serve"),
            False,
            ("serve", "redistribute"),
            True,
        ),
        ("contains", ("embed", "serve"), False, ("embed",), True),
        ("contains", ("serve",), True, ("serve", "finetune"), True),
        ("uses", ("redistribute", "serve"), False, ("serve",), True),
        ("distribution", ("serve",), False, ("serve",), True),
    ],
)
def test_whether_a_service_contains_the_work_is_arguable(
    licence: Make,
    obligation: Owed,
    hosting: str,
    when: tuple[str, ...],
    modified: bool,
    activities: tuple[str, ...],
    sure: bool,
) -> None:
    """Where a text asks it of products that contain the work, an interface alone may owe nothing."""
    owed = obligation("display", *when, modified=modified, proof="shown", value="Test")
    made = licence(hosting=hosting, obligations=(owed,))
    (reason,) = may_use(made, Use(activities=activities), Facts(shown=())).reasons
    text = 'asks to do display; "Test" is not shown'
    if not sure:
        text += "; whether a service over an interface alone owes it is arguable"
    assert (reason.verdict, reason.firm) == (Verdict.OBLIGATION_VIOLATED, sure)
    assert (reason.text, reason.licence) == (text, made.id)
