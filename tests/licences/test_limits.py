"""Sizes and places that bound a grant."""

from collections.abc import Callable
from typing import Any

import pytest

from licences import registry
from licences.judgement import Duty, Judgement, Reason, Verdict
from licences.licence import Licence, Status, Territory, Threshold
from licences.permission import may_use
from licences.use import Facts, Use

Make = Callable[..., Licence]
Limit = Callable[..., Threshold]
Area = Callable[..., Territory]

NOTHING_KNOWN = Facts()
UNPAID = {"commercial": False}


def reasons(judged: Judgement) -> list[tuple[str, str, str]]:
    return [(str(r.verdict), r.clause, r.text) for r in judged.reasons]


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
        ("year", Use(revenue_usd_month=101, revenue_usd=100), False),
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
def test_a_year_may_prove_a_month_and_a_month_a_year(
    licence: Make, threshold: Limit, period: str, use: Use, exceeds: bool | None
) -> None:
    """A year decides a month where all of it is within, or a twelfth above; a month its year."""
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


@pytest.mark.parametrize(
    ("use", "exceeds"),
    [
        (Use(mau=99), False),
        (Use(mau=100), True),
        (Use(mau=101), True),
        (Use(), None),
    ],
)
def test_an_inclusive_limit_bites_at_its_number(
    licence: Make, threshold: Limit, use: Use, exceeds: bool | None
) -> None:
    """A limit that is met at its number ("100 or more") bites there already."""
    judged = may_use(licence(thresholds=(threshold(inclusive=True),)), use, NOTHING_KNOWN)
    _check_limit(judged, exceeds)


@pytest.mark.parametrize(
    ("period", "use", "exceeds"),
    [
        ("year", Use(revenue_usd=100), True),
        ("year", Use(revenue_usd=99), False),
        ("year", Use(revenue_usd_month=100), True),
        ("month", Use(revenue_usd_month=100), True),
        ("month", Use(revenue_usd_month=99), False),
        ("month", Use(revenue_usd=99), False),
        ("month", Use(revenue_usd=1201), True),
    ],
)
def test_an_inclusive_limit_of_money_bites_at_its_number(
    licence: Make, threshold: Limit, period: str, use: Use, exceeds: bool
) -> None:
    """A year whose whole revenue is below the number has no month at it."""
    limit = threshold(metric="revenue", period=period, inclusive=True)
    _check_limit(may_use(licence(thresholds=(limit,)), use, NOTHING_KNOWN), exceeds)


@pytest.mark.parametrize(
    ("metric", "use", "exceeds"),
    [
        ("dau", Use(mau=100), False),
        ("dau", Use(mau=101), None),
        ("dau", Use(mau=10**12), None),
        ("dau", Use(), None),
        ("dau", Use(mau_at_release=1, revenue_usd=1), None),
        ("visits", Use(mau=101), True),
        ("visits", Use(mau=100), None),
        ("visits", Use(mau=0), None),
        ("visits", Use(), None),
    ],
)
def test_monthly_users_prove_what_they_can_of_days_and_visits(
    licence: Make, threshold: Limit, metric: str, use: Use, exceeds: bool | None
) -> None:
    """No day has more users than its month, and every user of a month pays a visit."""
    limit = threshold(metric=metric, period="day" if metric == "dau" else "month")
    _check_limit(may_use(licence(thresholds=(limit,)), use, NOTHING_KNOWN), exceeds)


@pytest.mark.parametrize(
    ("changes", "use", "exceeds"),
    [
        ({"currency": "CNY"}, Use(revenue_usd=9), False),
        ({"currency": "CNY"}, Use(revenue_usd=21), True),
        ({"currency": "CNY"}, Use(revenue_usd_month=21), True),
        ({"currency": "CNY"}, Use(revenue_usd_month=20), None),
        ({"currency": "CNY"}, Use(), None),
        ({"currency": "CNY"}, Use(mau=10**9), None),
        ({"currency": "XAU"}, Use(), None),
    ],
)
def test_another_currency_is_decided_as_far_as_any_likely_rate_decides(
    licence: Make, threshold: Limit, changes: dict[str, Any], use: Use, exceeds: bool | None
) -> None:
    """Above and below the rates of a band dollars decide; a month that is enough proves a year."""
    limit = threshold(**{"metric": "revenue", "period": "year", **changes})
    _check_limit(may_use(licence(thresholds=(limit,)), use, NOTHING_KNOWN), exceeds)


@pytest.mark.parametrize(
    ("changes", "size"),
    [
        ({"currency": "CNY"}, 10),
        ({"currency": "CNY"}, 20),
        ({"currency": "XAU"}, 10**9),
        ({"currency": "XAU"}, 0),
        ({"currency": "CNY", "period": "quarter"}, 10**9),
    ],
)
def test_dollars_that_do_not_decide_another_currency_are_looked_at(
    licence: Make, threshold: Limit, changes: dict[str, Any], size: int
) -> None:
    """Between the rates of a band, and without one, a size that was given decides nothing."""
    limit = threshold(**{"metric": "revenue", "period": "year", **changes})
    judged = may_use(licence(thresholds=(limit,)), Use(revenue_usd=size), NOTHING_KNOWN)
    assert judged.verdict is Verdict.REVIEW
    assert [duty.kind for duty in judged.duties] == ["condition"]


@pytest.mark.parametrize(
    ("use", "kinds"),
    [
        (Use(revenue_usd=600), ["condition"]),
        (Use(revenue_usd=100), []),
        (Use(revenue_usd=1201), ["display"]),
        (Use(revenue_usd_month=101), ["display"]),
    ],
)
def test_a_credit_that_the_size_does_not_decide_is_a_condition(
    licence: Make, threshold: Limit, use: Use, kinds: list[str]
) -> None:
    """Where a size leaves open whether a credit is owed, no right is in doubt."""
    limit = threshold(metric="revenue", effect="display", value="Built with Test")
    judged = may_use(licence(thresholds=(limit,)), use, NOTHING_KNOWN)
    assert judged.reasons == ()
    assert [(d.kind, d.value) for d in judged.duties] == [
        (kind, "Built with Test" if kind == "display" else "") for kind in kinds
    ]


@pytest.mark.parametrize(
    ("mau", "shown", "violated"),
    [
        (101, (), True),
        (101, ("Test",), True),
        (101, ("powered: BUILT WITH TEST",), False),
        (101, None, False),
        (100, (), False),
        (None, (), False),
    ],
)
def test_a_credit_that_the_size_brings_about_is_proven_missing_by_what_is_shown(
    licence: Make, threshold: Limit, mau: int | None, shown: tuple[str, ...] | None, violated: bool
) -> None:
    """Above the limit, what is shown has to hold the words; what is not known proves nothing."""
    limit = threshold(effect="display", value="Built with Test")
    judged = may_use(licence(thresholds=(limit,)), Use(mau=mau), Facts(shown=shown))
    text = 'asks to show "Built with Test" at the size given, and it is not shown'
    assert judged.reasons == (
        (Reason(Verdict.OBLIGATION_VIOLATED, "test-1.0", "8", Status.VERIFIED, text),)
        if violated
        else ()
    )
    assert [d.kind for d in judged.duties] == (
        ["condition"] if mau is None else ["display"] if mau > 100 else []
    )


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        (Use(mau=101), Verdict.REVIEW),
        (Use(mau=101, activities=("internal",)), Verdict.REVIEW),
        (Use(mau=100), Verdict.COMPATIBLE),
        (Use(), Verdict.COMPATIBLE_WITH_OBLIGATIONS),
    ],
)
def test_a_limit_on_one_kind_of_business_leaves_open_whether_it_is_yours(
    licence: Make, threshold: Limit, use: Use, expected: Verdict
) -> None:
    """A size above such a limit forbids nothing as long as nobody knows the business."""
    made = licence(thresholds=(threshold(business="model-service"),))
    judged = may_use(made, use, NOTHING_KNOWN)
    assert judged.verdict is expected
    assert [r.text for r in judged.reasons] == (
        [
            "sets a limit that the size given exceeds (while at most 100); whether your business "
            "is of the kind meant is open"
        ]
        if expected is Verdict.REVIEW
        else []
    )


@pytest.mark.parametrize(
    ("activities", "binds"),
    [
        (("internal",), False),
        (("internal", "finetune"), False),
        (("finetune",), False),
        ((), False),
        (("serve",), True),
        (("embed",), True),
        (("internal", "redistribute"), True),
    ],
)
@pytest.mark.parametrize("mau", [101, None])
def test_internal_use_may_be_outside_a_limit(
    licence: Make,
    threshold: Limit,
    activities: tuple[str, ...],
    binds: bool,
    mau: int | None,
) -> None:
    """A limit that leaves internal use out binds whoever lets others have the work."""
    made = licence(thresholds=(threshold(internal_exempt=True),))
    judged = may_use(made, Use(activities=activities, mau=mau), NOTHING_KNOWN)
    _check_limit(judged, (mau is not None or None) if binds else False)
    bound = licence(thresholds=(threshold(),))
    _check_limit(
        may_use(bound, Use(activities=activities, mau=mau), NOTHING_KNOWN), mau is not None or None
    )


@pytest.mark.parametrize(
    ("use", "exceeds"),
    [
        (Use(commercial=False, mau=101, activities=("internal", "embed", "redistribute")), False),
        (Use(commercial=False, activities=("internal",)), False),
        (Use(commercial=False, mau=101), True),
        (Use(commercial=False, mau=100), False),
        (Use(commercial=False), None),
        (Use(mau=101, activities=("internal",)), True),
    ],
)
def test_unpaid_use_may_be_free_until_it_is_served(
    licence: Make, threshold: Limit, use: Use, exceeds: bool | None
) -> None:
    """A limit that spares unpaid use unless it is a service binds the service and all paid use."""
    made = licence(thresholds=(threshold(non_commercial="unserved"),))
    _check_limit(may_use(made, use, NOTHING_KNOWN), exceeds)


def test_each_limit_answers_for_itself(licence: Make, threshold: Limit) -> None:
    """Of several limits, each size given decides its own and the others stay conditions."""
    limits = (
        threshold(clause="a"),
        threshold(clause="b", basis="release"),
        threshold(clause="c", metric="revenue", period="year"),
        threshold(clause="d", amount=1000),
    )
    judged = may_use(licence(thresholds=limits), Use(mau=101), NOTHING_KNOWN)
    assert [(r.verdict, r.clause) for r in judged.reasons] == [(Verdict.INCOMPATIBLE, "a")]
    assert [(d.kind, d.clause) for d in judged.duties] == [("condition", "b"), ("condition", "c")]


def test_a_limit_known_from_a_summary_is_looked_at(licence: Make, threshold: Limit) -> None:
    """A size above a limit that nobody of us has read accuses nobody."""
    made = licence(thresholds=(threshold(status=Status.SECONDARY),))
    (reason,) = may_use(made, Use(mau=101), NOTHING_KNOWN).reasons
    assert (reason.verdict, reason.status) == (Verdict.REVIEW, Status.SECONDARY)
    (duty,) = may_use(made, Use(), NOTHING_KNOWN).duties
    assert (duty.kind, duty.status) == ("condition", Status.SECONDARY)


@pytest.mark.parametrize("effect", ["request", "display"])
@pytest.mark.parametrize("mau", [None, 101])
def test_an_exempt_end_user_owes_no_limit(
    licence: Make, threshold: Limit, effect: str, mau: int | None
) -> None:
    """Neither a ban nor a condition nor a credit reaches an end user who is left out."""
    limit = threshold(effect=effect, end_user_exempt=True, value="Test")
    use = Use(mau=mau, role="end-user")
    judged = may_use(licence(thresholds=(limit,)), use, Facts(shown=()))
    assert judged == Judgement(Verdict.COMPATIBLE)


def test_a_disputed_reach_of_a_limit_is_told(licence: Make, threshold: Limit) -> None:
    """The sentence says that it is the reach that is open, not the size."""
    made = licence(thresholds=(threshold(non_commercial="disputed"),))
    judged = may_use(made, Use(mau=101, commercial=False), NOTHING_KNOWN)
    assert [r.text for r in judged.reasons] == [
        "sets a limit that the size given exceeds (while at most 100); whether it binds "
        "non-commercial use is disputed"
    ]


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


@pytest.mark.parametrize(
    ("released", "subject", "modality", "domicile", "verdict"),
    [
        ("some", "multimodal", None, "DE", Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        ("some", "multimodal", "multimodal", "DE", Verdict.INCOMPATIBLE),
        ("some", "multimodal", "text", "DE", Verdict.COMPATIBLE),
        ("every", "multimodal", None, "DE", Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        ("every", "multimodal", "text", "DE", Verdict.COMPATIBLE_WITH_OBLIGATIONS),
        ("every", "multimodal", "multimodal", "DE", Verdict.INCOMPATIBLE),
        ("every", "multimodal", "multimodal", "US", Verdict.COMPATIBLE),
        ("every", "multimodal", "text", "US", Verdict.COMPATIBLE),
        ("none", "multimodal", None, "DE", Verdict.COMPATIBLE),
        ("none", "multimodal", "multimodal", "DE", Verdict.COMPATIBLE),
        ("none", "multimodal", "multimodal", None, Verdict.COMPATIBLE),
        ("none", "all", None, "DE", Verdict.INCOMPATIBLE),
    ],
)
def test_what_came_out_under_a_licence_decides_what_an_exclusion_can_reach(
    licence: Make,
    territory: Area,
    released: str,
    subject: str,
    modality: str | None,
    domicile: str | None,
    verdict: Verdict,
) -> None:
    """An exclusion of a subject has no effect where none came out, and stays open where every did."""
    made = licence(territory=(territory(subject=subject, released=released),))
    assert may_use(made, Use(domicile=domicile), Facts(modality=modality)).verdict is verdict


def test_an_excluded_country_is_no_union(licence: Make, territory: Area) -> None:
    """An exclusion names its regions one by one, and every place that is hit is told in order."""
    made = licence(territory=(territory(regions=("KR", "EU", "GB"), test="use"),))
    judged = may_use(made, Use(regions=("US", "GB", "FR", "KR")), NOTHING_KNOWN)
    assert reasons(judged) == [("incompatible", "9", "leaves out GB, FR, KR (not in the EU)")]


def test_an_exclusion_known_from_a_summary_is_looked_at(licence: Make, territory: Area) -> None:
    """A place that only somebody's summary leaves out accuses nobody, and the condition says so."""
    made = licence(territory=(territory(status=Status.SECONDARY),))
    (reason,) = may_use(made, Use(domicile="DE"), NOTHING_KNOWN).reasons
    assert (reason.verdict, reason.status) == (Verdict.REVIEW, Status.SECONDARY)
    (duty,) = may_use(made, Use(), NOTHING_KNOWN).duties
    assert (duty.kind, duty.status) == ("condition", Status.SECONDARY)


def test_an_exclusion_names_its_licence(licence: Make, territory: Area) -> None:
    """Reason and condition say whose they are."""
    made = licence(territory=(territory(),))
    assert [r.licence for r in may_use(made, Use(domicile="DE"), NOTHING_KNOWN).reasons] == [
        made.id
    ]
    assert [d.licence for d in may_use(made, Use(), NOTHING_KNOWN).duties] == [made.id]
