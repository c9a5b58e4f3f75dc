"""May a work under this licence be used so?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from licences import registry
from licences.judgement import Duty, Judgement, Reason, Verdict
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


# Limits of size


@pytest.mark.parametrize(
    ("basis", "use", "exceeds"),
    [
        ("ongoing", Use(mau=99), False),
        ("ongoing", Use(mau=100), False),
        ("ongoing", Use(mau=101), True),
        ("ongoing", Use(mau_at_release=101), None),
        ("ongoing", Use(), None),
        ("ongoing", Use(mau=0), False),
        ("release", Use(mau_at_release=100), False),
        ("release", Use(mau_at_release=101), True),
        ("release", Use(mau_at_release=99, mau=101), False),
        ("release", Use(mau=101), None),
        ("release", Use(mau=99), None),
    ],
)
def test_users_are_counted_when_the_licence_counts_them(
    licence: Make, threshold: Limit, basis: str, use: Use, exceeds: bool | None
) -> None:
    """A limit bites strictly above its number, at the release or ever since, as it says."""
    judged = may_use(licence(thresholds=(threshold(basis=basis),)), use, NOTHING_KNOWN)
    _check_limit(judged, exceeds)


@pytest.mark.parametrize(
    ("period", "use", "exceeds"),
    [
        ("year", Use(revenue_usd=100), False),
        ("year", Use(revenue_usd=101), True),
        ("year", Use(revenue_usd_month=101), True),
        ("year", Use(revenue_usd_month=100), None),
        ("year", Use(mau=101), None),
        ("year", Use(), None),
        ("month", Use(revenue_usd_month=100), False),
        ("month", Use(revenue_usd_month=101), True),
        ("month", Use(revenue_usd_month=99, revenue_usd=99_999), False),
        ("month", Use(revenue_usd_month=101, revenue_usd=10), True),
        ("month", Use(revenue_usd=100), False),
        ("month", Use(revenue_usd=101), None),
        ("month", Use(revenue_usd=1200), None),
        ("month", Use(revenue_usd=1201), True),
        ("month", Use(), None),
    ],
)
def test_a_year_may_prove_a_month(
    licence: Make, threshold: Limit, period: str, use: Use, exceeds: bool | None
) -> None:
    """A year's revenue decides a month where all of it is within, or a twelfth is above."""
    limit = threshold(metric="revenue", period=period)
    judged = may_use(licence(thresholds=(limit,)), use, NOTHING_KNOWN)
    if exceeds is None and use.revenue_usd is not None:
        assert reasons(judged) == [("review", "8", NOT_DECIDED)]
        assert [d.kind for d in judged.duties] == ["condition"]
    else:
        _check_limit(judged, exceeds)


NOT_DECIDED = "sets a limit that the size given does not decide (while at most 100)"


def _check_limit(judged: Judgement, exceeds: bool | None) -> None:
    condition = Duty("condition", "test-1.0", "8", Status.VERIFIED, "while at most 100", "always")
    expected = {
        True: Judgement(
            Verdict.INCOMPATIBLE,
            (
                Reason(
                    Verdict.INCOMPATIBLE,
                    "test-1.0",
                    "8",
                    Status.VERIFIED,
                    "sets a limit that the size given exceeds (while at most 100)",
                ),
            ),
        ),
        False: Judgement(Verdict.COMPATIBLE),
        None: Judgement(Verdict.COMPATIBLE_WITH_OBLIGATIONS, (), (condition,)),
    }
    assert judged == expected[exceeds]


@pytest.mark.parametrize("effect", ["request", "no-rights", "terminate"])
def test_a_limit_that_ends_the_grant_forbids(licence: Make, threshold: Limit, effect: str) -> None:
    """Above a limit there is no right, whether it must be asked for or is gone."""
    made = licence(thresholds=(threshold(effect=effect),))
    assert may_use(made, Use(mau=101), NOTHING_KNOWN).verdict is Verdict.INCOMPATIBLE


@pytest.mark.parametrize(
    ("use", "kinds"), [(Use(mau=101), ["display"]), (Use(mau=100), []), (Use(), ["condition"])]
)
def test_a_limit_may_ask_for_a_display_only(
    licence: Make, threshold: Limit, use: Use, kinds: list[str]
) -> None:
    """Above a limit that asks for a credit, the credit is owed and nothing is forbidden."""
    judged = may_use(licence(thresholds=(threshold(effect="display"),)), use, NOTHING_KNOWN)
    assert judged.reasons == ()
    assert [d.kind for d in judged.duties] == kinds
    assert all(d.text == "while at most 100" and d.due for d in judged.duties)


@pytest.mark.parametrize(
    ("changes", "use", "expected"),
    [
        ({"end_user_exempt": True}, Use(mau=101, role="end-user"), Verdict.COMPATIBLE),
        ({"end_user_exempt": True}, Use(role="end-user"), Verdict.COMPATIBLE),
        ({"end_user_exempt": True}, Use(mau=101), Verdict.INCOMPATIBLE),
        ({}, Use(mau=101, role="end-user"), Verdict.INCOMPATIBLE),
        ({"non_commercial": "free"}, Use(mau=101, commercial=False), Verdict.COMPATIBLE),
        ({"non_commercial": "free"}, Use(mau=101), Verdict.INCOMPATIBLE),
        ({"non_commercial": "disputed"}, Use(mau=101, commercial=False), Verdict.REVIEW),
        ({"non_commercial": "disputed"}, Use(mau=101), Verdict.INCOMPATIBLE),
        ({"non_commercial": "disputed"}, Use(mau=100, commercial=False), Verdict.COMPATIBLE),
        ({}, Use(mau=101, commercial=False), Verdict.INCOMPATIBLE),
    ],
)
def test_a_limit_binds_whom_it_means(
    licence: Make, threshold: Limit, changes: dict[str, Any], use: Use, expected: Verdict
) -> None:
    """End users and unpaid uses are outside the limits that except them, and only those."""
    made = licence(thresholds=(threshold(**changes),))
    assert may_use(made, use, NOTHING_KNOWN).verdict is expected


@pytest.mark.parametrize(
    ("use", "verdict"),
    [
        (Use(mau_at_release=700_000_000), Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        (Use(mau_at_release=700_000_001), Verdict.INCOMPATIBLE),
        (Use(mau=900_000_000), Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        (Use(mau_at_release=700_000_001, role="end-user"), Verdict.COMPATIBLE_WITH_OBLIGATIONS),
    ],
)
def test_llama_looks_at_the_month_before_its_release(use: Use, verdict: Verdict) -> None:
    """Llama 3.1 refuses whom it was too big for in June 2024; later growth does not matter."""
    assert may_use(registry.get("llama3.1"), use, NOTHING_KNOWN).verdict is verdict


# Territory


@pytest.mark.parametrize(
    ("test", "use", "hit"),
    [
        ("domicile", Use(domicile="DE"), "DE"),
        ("domicile", Use(domicile="EU"), "EU"),
        ("domicile", Use(domicile="US"), ""),
        ("domicile", Use(domicile="NO"), ""),
        ("domicile", Use(domicile="GB"), ""),
        ("domicile", Use(domicile="CH"), ""),
        ("domicile", Use(domicile="US", regions=("DE",)), ""),
        ("domicile", Use(regions=("US", "DE", "FR")), "DE, FR"),
        ("domicile", Use(), None),
        ("use", Use(domicile="US", regions=("DE",)), "DE"),
        ("use", Use(domicile="DE", regions=("US",)), ""),
        ("use", Use(domicile="DE"), None),
    ],
)
def test_a_territory_is_tested_as_the_licence_tests_it(
    licence: Make, territory: Area, test: str, use: Use, hit: str | None
) -> None:
    """An exclusion looks at the licensee's seat or the place of use; without one, it is named."""
    judged = may_use(licence(territory=(territory(test=test),)), use, NOTHING_KNOWN)
    if hit is None:
        duty = Duty("condition", "test-1.0", "9", Status.VERIFIED, "not in the EU", "always")
        assert judged == Judgement(Verdict.COMPATIBLE_WITH_OBLIGATIONS, (), (duty,))
    else:
        text = f"leaves out {hit} (not in the EU)"
        if test == "domicile" and use.domicile is None:
            text += "; the region of the use is taken as the domicile too"
        assert reasons(judged) == ([("incompatible", "9", text)] if hit else [])
        assert judged.duties == ()


@pytest.mark.parametrize(
    ("subject", "modality", "expected"),
    [
        ("multimodal", "multimodal", Verdict.INCOMPATIBLE),
        ("multimodal", "text", Verdict.COMPATIBLE),
        ("multimodal", None, Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        ("all", "text", Verdict.INCOMPATIBLE),
        ("all", None, Verdict.INCOMPATIBLE),
    ],
)
def test_an_exclusion_may_concern_multimodal_models_only(
    licence: Make, territory: Area, subject: str, modality: str | None, expected: Verdict
) -> None:
    """An exclusion of multimodal models leaves text models be, and unknown ones a condition."""
    made = licence(territory=(territory(subject=subject),))
    judged = may_use(made, Use(domicile="FR"), Facts(modality=modality))
    assert judged.verdict is expected
    assert [d.kind for d in judged.duties] == (
        ["condition"] if expected is Verdict.COMPATIBLE_WITH_OBLIGATIONS else []
    )


@pytest.mark.parametrize(
    ("use", "modality", "owed"),
    [
        (Use(domicile="US"), None, False),
        (Use(domicile="US"), "multimodal", False),
        (Use(), "multimodal", True),
        (Use(), "text", False),
        (Use(), None, True),
    ],
)
def test_a_place_outside_leaves_no_condition(
    licence: Make, territory: Area, use: Use, modality: str | None, owed: bool
) -> None:
    """A condition is left only where place or kind of model could still bring the exclusion."""
    made = licence(territory=(territory(subject="multimodal"),))
    judged = may_use(made, use, Facts(modality=modality))
    assert judged.reasons == ()
    assert bool(judged.duties) is owed


@pytest.mark.parametrize(
    ("exempt", "role", "expected"),
    [
        (True, "end-user", Verdict.COMPATIBLE),
        (True, "provider", Verdict.INCOMPATIBLE),
        (False, "end-user", Verdict.INCOMPATIBLE),
    ],
)
def test_end_users_may_be_exempt_from_an_exclusion(
    licence: Make, territory: Area, exempt: bool, role: str, expected: Verdict
) -> None:
    """An exclusion that excepts end users binds providers alone."""
    made = licence(territory=(territory(end_user_exempt=exempt),))
    assert may_use(made, Use(domicile="DE", role=role), NOTHING_KNOWN).verdict is expected


def test_an_exempt_end_user_has_no_condition_either(licence: Make, territory: Area) -> None:
    """Where the exclusion cannot reach the user, an unknown place is no condition."""
    made = licence(territory=(territory(end_user_exempt=True),))
    assert may_use(made, Use(role="end-user"), NOTHING_KNOWN).duties == ()


@pytest.mark.parametrize(
    ("licence_id", "use", "modality", "expected"),
    [
        ("llama3.2", Use(domicile="DE"), "multimodal", Verdict.INCOMPATIBLE),
        ("llama3.2", Use(domicile="NO"), "multimodal", Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        ("llama3.2", Use(domicile="DE"), "text", Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        ("llama4", Use(regions=("EU",)), "multimodal", Verdict.INCOMPATIBLE),
        (
            "llama4",
            Use(domicile="DE", role="end-user"),
            "multimodal",
            Verdict.COMPATIBLE_WITH_OBLIGATIONS,
        ),
        ("llama3.1", Use(domicile="DE"), "multimodal", Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        ("llama3.3", Use(domicile="DE"), "multimodal", Verdict.COMPATIBLE_WITH_OBLIGATIONS),
    ],
)
def test_llama_leaves_out_the_union(
    licence_id: str, use: Use, modality: str, expected: Verdict
) -> None:
    """Llama 3.2 and 4 give providers in the Union no right to multimodal models; 3.1 does."""
    assert may_use(registry.get(licence_id), use, Facts(modality=modality)).verdict is expected


@pytest.mark.parametrize(
    ("licence_id", "modality", "conditions"),
    [
        ("llama3.2", "text", 0),
        ("llama3.2", None, 1),
        ("llama3.3", None, 0),
        ("llama3.3", "multimodal", 0),
        ("llama4", "text", 1),
        ("llama4", None, 1),
    ],
)
def test_what_was_released_decides_what_a_task_tag_proves(
    licence_id: str, modality: str | None, conditions: int
) -> None:
    """No Llama 3.3 is multimodal and every Llama 4 is, whatever a tag says of a derivative."""
    judged = may_use(registry.get(licence_id), Use(domicile="DE"), Facts(modality=modality))
    assert judged.verdict is Verdict.COMPATIBLE_WITH_OBLIGATIONS
    assert sum("multimodal" in d.text for d in judged.duties) == conditions


# Training on outputs

OUTPUTS = Use(activities=("train-on-outputs",))


@pytest.mark.parametrize(
    ("value", "commercial", "expected"),
    [
        ("any-model-barred", False, Verdict.INCOMPATIBLE),
        ("other-llm-barred", True, Verdict.INCOMPATIBLE),
        ("nc-only", True, Verdict.INCOMPATIBLE),
        ("nc-only", False, Verdict.COMPATIBLE),
        ("competing-barred", True, Verdict.REVIEW),
        ("disputed", True, Verdict.REVIEW),
        ("derivative-if-similar", True, Verdict.COMPATIBLE),
        ("free", True, Verdict.COMPATIBLE),
    ],
)
def test_a_bar_on_outputs_binds_who_trains_on_them(
    licence: Make, value: str, commercial: bool, expected: Verdict
) -> None:
    """What depends on the other model is looked at; nobody else is concerned."""
    made = licence(outputs_train=value)
    use = replace(OUTPUTS, commercial=commercial)
    assert may_use(made, use, NOTHING_KNOWN).verdict is expected
    assert may_use(made, Use(commercial=commercial), NOTHING_KNOWN).verdict is Verdict.COMPATIBLE


def test_a_bar_on_outputs_is_told_with_its_exemptions() -> None:
    """Whether an exemption applies is not known, so the sentence names them."""
    (reason,) = may_use(registry.get("llama3"), OUTPUTS, NOTHING_KNOWN).reasons
    assert reason.text == (
        "bars training other large language models on its outputs (the same version and its "
        "derivatives are exempt; models that are no language models are not barred)"
    )
    assert (reason.licence, reason.clause) == ("llama3", "1.b.v")
    assert (reason.status, reason.firm) == (Status.VERIFIED, False)


def test_the_sentence_on_outputs_stands_without_a_note(licence: Make) -> None:
    """A bar on every model has no exemption, and is certain."""
    made = licence(outputs_train="any-model-barred")
    (reason,) = may_use(made, OUTPUTS, NOTHING_KNOWN).reasons
    assert (reason.text, reason.firm) == ("bars training other models on its outputs", True)


def test_an_unread_rule_on_outputs_is_unknown() -> None:
    """A licence whose rule was not read does not allow training on outputs."""
    judged = may_use(registry.get("lgpl-lr"), OUTPUTS, NOTHING_KNOWN)
    assert [(r.verdict, r.text) for r in judged.deciding] == [
        (Verdict.UNKNOWN, "has a rule on training with its outputs that is not known")
    ]


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


def test_a_disputed_reach_of_a_limit_is_told(licence: Make, threshold: Limit) -> None:
    """The sentence says that it is the reach that is open, not the size."""
    made = licence(thresholds=(threshold(non_commercial="disputed"),))
    judged = may_use(made, Use(mau=101, commercial=False), NOTHING_KNOWN)
    assert [r.text for r in judged.reasons] == [
        "sets a limit that the size given exceeds (while at most 100); whether it binds "
        "non-commercial use is disputed"
    ]


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
