"""What came of learning: models trained on data or on outputs, and outputs themselves."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from licences.declaration import read_declaration, settled
from licences.judgement import Duty, Judgement, Verdict
from licences.learning import judge_learning, judge_outputs
from licences.licence import Licence, Obligation, Status, Term, Territory, Threshold
from licences.question import Question
from licences.relation import Relation
from licences.training import judge_training
from licences.use import Facts, Use
from licences.work import judge_work

Make = Callable[..., Licence]
Owed = Callable[..., Obligation]
Limit = Callable[..., Threshold]

NO, LOOK, LOST = Verdict.INCOMPATIBLE, Verdict.REVIEW, Verdict.UNKNOWN
UNMET = Verdict.OBLIGATION_VIOLATED
OWED, FREE = Verdict.COMPATIBLE_WITH_OBLIGATIONS, Verdict.COMPATIBLE
TRAINED_ON, DISTILLED = Relation.TRAINED_ON, Relation.DISTILLED
LEARNT = (TRAINED_ON, DISTILLED)

UNREAD = Term("unknown", status=Status.UNKNOWN)
SHARES = Use(activities=("redistribute",))
TRAINS = Use(activities=("train-on-outputs",))
TRAINS_AND_SHARES = Use(activities=("train-on-outputs", "redistribute"))


@pytest.fixture
def model(licence: Make) -> Make:
    """Give a maker of a model's licences that leave training on outputs free."""

    def make(licence_id: str = "test-1.0", kind: str = "community", **changes: Any) -> Licence:
        given = {
            "applies_to": ("model",),
            "outputs_train": "free",
            "outputs_use": "free",
            "distillation": "no",
        }
        return licence(licence_id, kind, **{**given, **changes})

    return make


def ask(relation: Relation, use: Use = SHARES, **facts: Any) -> Question:
    return Question((), relation, use=use, facts=Facts(**facts))


def said(judged: Judgement) -> list[tuple[Verdict, str, str]]:
    return [(r.verdict, r.clause, r.text) for r in judged.reasons]


# Data


@pytest.mark.parametrize(
    ("kind", "applies_to", "results", "is_data"),
    [
        ("data", ("data",), "free", True),
        ("data", ("data",), None, True),
        ("permissive", ("any",), "free", True),
        ("permissive", ("any",), None, False),
        ("permissive", ("code",), None, False),
        ("permissive", ("code",), "free", True),
        ("community", ("model", "data"), "free", True),
        ("community", ("model", "data"), None, False),
        ("community", ("model",), "free", False),
        ("community", ("model",), None, False),
        ("terms-of-service", ("data",), "free", False),
        ("terms-of-service", ("any",), None, False),
    ],
)
def test_what_a_model_was_trained_on_is_data_or_outputs(
    licence: Make, kind: str, applies_to: tuple[str, ...], results: str | None, is_data: bool
) -> None:
    """A data licence speaks of the data itself; one of a model, or of a service, of outputs."""
    made = licence(
        kind=kind,
        applies_to=applies_to,
        results=results or UNREAD,
        outputs_train="disputed",
        distillation="no",
    )
    judged = judge_learning(made, ask(TRAINED_ON))
    if is_data:
        assert judged == judge_training(made, SHARES)
        assert judged.verdict is (FREE if results else LOST)
    else:
        text = "contradicts itself on training with its outputs"
        assert said(judged) == [(LOOK, "§ outputs_train", text)]


def test_what_was_distilled_is_never_data(licence: Make) -> None:
    """A model trained on outputs is judged by what its parent's text says of outputs."""
    made = licence(applies_to=("data",), results="barred", outputs_train="free", distillation="no")
    assert judge_learning(made, ask(TRAINED_ON)).verdict is NO
    assert judge_learning(made, ask(DISTILLED)) == Judgement(FREE)


@pytest.mark.parametrize(("commercial", "verdict"), [(True, NO), (False, OWED)])
def test_the_use_counts_for_data(licence: Make, commercial: bool, verdict: Verdict) -> None:
    """A bar on data that spares unpaid ends is asked about this use."""
    rule = Term("barred", "4", exempt=("non-commercial",))
    made = licence(kind="data", applies_to=("data",), results=rule)
    use = replace(SHARES, commercial=commercial)
    assert judge_learning(made, ask(TRAINED_ON, use)).verdict is verdict


# Training on outputs


@pytest.mark.parametrize("relation", LEARNT)
@pytest.mark.parametrize(("use", "verdict"), [(TRAINS, NO), (SHARES, LOOK)])
def test_a_bar_on_training_reaches_the_trained_model(
    model: Make, relation: Relation, use: Use, verdict: Verdict
) -> None:
    """Whoever trains is barred, and whoever uses what was trained has a question."""
    made = model(outputs_train="any-model-barred")
    judged = judge_learning(made, ask(relation, use))
    assert [(r.verdict, r.clause) for r in judged.reasons] == [(verdict, "§ outputs_train")]


@pytest.mark.parametrize("relation", LEARNT)
def test_nothing_is_owed_where_a_text_leaves_outputs_free(model: Make, relation: Relation) -> None:
    """A model trained on free outputs is free, for who trains and for who uses it."""
    for use in (TRAINS, SHARES, TRAINS_AND_SHARES):
        assert judge_learning(model(), ask(relation, use)) == Judgement(FREE)


@pytest.mark.parametrize("relation", LEARNT)
def test_the_run_is_judged_for_who_trains(
    model: Make, threshold: Limit, relation: Relation
) -> None:
    """Making outputs takes a run, so its purposes and limits bind who trains and no later user."""
    made = model(
        commercial="no",
        purpose="non-commercial",
        outputs_use="nc-only",
        thresholds=(threshold(),),
    )
    judged = judge_learning(made, ask(relation, replace(TRAINS, mau=101)))
    assert [(r.verdict, r.clause) for r in judged.reasons] == [
        (NO, "§ outputs_use"),
        (NO, "8"),
    ]
    assert [d.kind for d in judge_learning(made, ask(relation, TRAINS)).duties] == ["condition"]
    assert judge_learning(made, ask(relation, replace(SHARES, mau=101))) == Judgement(FREE)


# The trained model


@pytest.mark.parametrize(
    ("distillation", "relation", "similar", "derivative"),
    [
        ("any", TRAINED_ON, None, True),
        ("any", TRAINED_ON, False, True),
        ("any", DISTILLED, False, True),
        ("no", DISTILLED, True, False),
        ("silent", DISTILLED, True, False),
        ("silent", TRAINED_ON, None, False),
        ("if-similar", DISTILLED, None, True),
        ("if-similar", DISTILLED, True, True),
        ("if-similar", DISTILLED, False, False),
        ("if-similar", TRAINED_ON, None, None),
        ("if-similar", TRAINED_ON, True, True),
        ("if-similar", TRAINED_ON, False, False),
    ],
)
def test_the_text_says_whether_the_trained_model_is_a_derivative(
    model: Make,
    distillation: str,
    relation: Relation,
    similar: bool | None,
    derivative: bool | None,
) -> None:
    """A derivative is judged as a fine-tune; where it may be one, that is one reading."""
    made = model(distillation=distillation, derivatives="no")
    judged = judge_learning(made, ask(relation, similar_purpose=similar))
    text = "does not allow sharing derivatives"
    doubt = "if the model is made to perform similarly, which makes it a derivative: "
    expected = {
        True: [(NO, "§ derivatives", text)],
        False: [],
        None: [(LOOK, "§ derivatives", doubt + text)],
    }
    assert said(judged) == expected[derivative]


@pytest.mark.parametrize("relation", LEARNT)
@pytest.mark.parametrize("use", [SHARES, TRAINS_AND_SHARES])
def test_a_derivative_is_judged_as_a_finetune_would_be(
    model: Make, obligation: Owed, relation: Relation, use: Use
) -> None:
    """The work it makes has the duties of a changed work, without another bar on training."""
    owed = (obligation("notice"), obligation("state-changes", modified=True))
    made = model(distillation="any", derivatives="nc-only", obligations=owed)
    as_finetune = judge_work(made, ask(Relation.FINETUNE, SHARES))
    judged = judge_learning(made, ask(relation, use))
    assert judged == as_finetune
    assert [d.kind for d in judged.duties] == ["notice", "state-changes"]
    assert said(judged) == [
        (NO, "§ derivatives", "does not allow sharing derivatives commercially")
    ]


def test_the_label_of_a_derivative_counts(own_catalogue: Callable[..., None], model: Make) -> None:
    """A model that is a derivative needs the label of one; another model bears what it likes."""
    entry = """
        id = "{}"
        name = "{}"
        kind = "community"
        [terms]
        derivatives = {{ value = "yes", clause = "1" }}
        derivative_licence = {{ value = "agreement-stays", clause = "2" }}
    """
    own_catalogue({f"{i}.toml": entry.format(i, i) for i in ("test-1.0", "other-1.0")})
    label = {"downstream": settled("other-1.0")}
    derivative, other = model(distillation="any"), model(distillation="no")
    question = replace(ask(DISTILLED), **label)
    assert [(r.verdict, r.clause) for r in judge_learning(derivative, question).reasons] == [
        (NO, "2")
    ]
    assert judge_learning(other, question) == Judgement(FREE)
    trained = replace(ask(TRAINED_ON), **label)
    (softened,) = judge_learning(model(distillation="if-similar"), trained).reasons
    assert (softened.verdict, softened.clause) == (LOOK, "2")
    assert softened.text.startswith("if the model is made to perform similarly")


@pytest.mark.parametrize("similar", [True, None])
def test_what_may_be_owed_is_listed(model: Make, obligation: Owed, similar: bool | None) -> None:
    """The duties of a derivative are listed where it is one and where it may be one."""
    made = model(distillation="if-similar", obligations=(obligation(),))
    judged = judge_learning(made, ask(TRAINED_ON, similar_purpose=similar))
    assert judged == Judgement(
        OWED, (), (Duty("notice", "test-1.0", "7.a", Status.VERIFIED, "do notice", "redistribute"),)
    )


@pytest.mark.parametrize("relation", LEARNT)
@pytest.mark.parametrize(
    ("changes", "use", "owed"),
    [
        ({"on_outputs": True}, SHARES, True),
        ({"on_outputs": True}, TRAINS_AND_SHARES, True),
        ({"on_outputs": True, "modified": True}, SHARES, True),
        ({"on_outputs": True}, Use(activities=("internal",)), False),
        ({"on_outputs": True}, TRAINS, False),
        ({}, SHARES, False),
    ],
)
def test_a_name_may_be_owed_without_a_derivative(
    model: Make, obligation: Owed, relation: Relation, changes: dict[str, Any], use: Use, owed: bool
) -> None:
    """Whoever shares a model trained on outputs owes what the text asks of outputs, and no more."""
    made = model(obligations=(obligation("name-prefix", **changes),))
    judged = judge_learning(made, ask(relation, use))
    assert judged.reasons == ()
    assert [(d.kind, d.when, d.due) for d in judged.duties] == (
        [("name-prefix", "redistribute", True)] if owed else []
    )


@pytest.mark.parametrize(
    ("modality", "owed"), [("multimodal", True), ("text", False), (None, True)]
)
def test_a_duty_of_multimodal_models_may_not_be_owed_by_a_text_model(
    model: Make, obligation: Owed, modality: str | None, owed: bool
) -> None:
    """What only multimodal models owe is owed by none that is known to be of text."""
    made = model(obligations=(obligation(on_outputs=True, multimodal_only=True),))
    assert bool(judge_learning(made, ask(DISTILLED, modality=modality)).duties) is owed


@pytest.mark.parametrize("relation", LEARNT)
@pytest.mark.parametrize(("name", "verdict"), [(None, OWED), ("Test-Mine", OWED), ("mine", UNMET)])
def test_a_name_proves_the_duty_of_outputs_unmet(
    model: Make, obligation: Owed, relation: Relation, name: str | None, verdict: Verdict
) -> None:
    """A name without the prefix that the text wants of trained models is proof."""
    owed = obligation("name-prefix", on_outputs=True, value="Test", proof="name")
    judged = judge_learning(model(obligations=(owed,)), ask(relation, name=name))
    assert judged.verdict is verdict
    assert said(judged) == (
        [(UNMET, "7.a", 'asks to do name-prefix; "mine" does not begin so')]
        if verdict is UNMET
        else []
    )
    assert [d.value for d in judged.duties] == ["Test"]


def test_nobody_is_accused_of_what_brings_nothing_about(model: Make, obligation: Owed) -> None:
    """A name proves nothing against a use that shares no model."""
    owed = obligation("name-prefix", on_outputs=True, value="Test", proof="name")
    use = Use(activities=("internal",))
    assert judge_learning(model(obligations=(owed,)), ask(DISTILLED, use, name="mine")) == (
        Judgement(FREE)
    )


# Outputs as such


@pytest.mark.parametrize("relation", [Relation.OUTPUT, Relation.GENERATED_BY])
def test_outputs_are_judged_by_the_run_that_makes_them(
    model: Make, threshold: Limit, relation: Relation
) -> None:
    """Purposes and sizes bind whoever makes outputs, and rules on sharing the model do not."""
    made = model(
        commercial="no",
        purpose="research",
        outputs_use="disputed",
        copies="no",
        derivatives="never",
        hosting="prohibited",
        thresholds=(threshold(),),
    )
    use = Use(activities=("redistribute", "serve", "finetune"), mau=101)
    text = "allows research only, and contradicts itself on its outputs"
    assert said(judge_outputs(made, ask(relation, use))) == [
        (NO, "8", "sets a limit that the size given exceeds (while at most 100)"),
        (LOOK, "§ outputs_use", text),
    ]
    (duty,) = judge_outputs(made, ask(relation, replace(use, mau=None))).duties
    assert (duty.kind, duty.text) == ("condition", "while at most 100")


@pytest.mark.parametrize(("use", "barred"), [(TRAINS, True), (SHARES, False), (Use(), False)])
def test_outputs_as_data_for_training_meet_the_bar(model: Make, use: Use, barred: bool) -> None:
    """A bar on training concerns outputs that are trained on and leaves the others be."""
    made = model(outputs_train="any-model-barred")
    judged = judge_outputs(made, ask(Relation.OUTPUT, use))
    assert [r.verdict for r in judged.reasons] == ([NO] if barred else [])


@pytest.mark.parametrize("relation", [Relation.OUTPUT, DISTILLED])
@pytest.mark.parametrize(
    ("when", "changes", "use", "owed"),
    [
        (("any",), {}, TRAINS, True),
        (("any",), {"commercial_only": True}, TRAINS, True),
        (("any",), {"commercial_only": True}, replace(TRAINS, commercial=False), False),
        (("any",), {"end_user_exempt": True}, replace(TRAINS, role="end-user"), False),
        (("any",), {"modified": True}, TRAINS, False),
        (("redistribute", "serve"), {}, TRAINS, False),
    ],
)
def test_a_run_owes_what_any_use_owes(
    model: Make,
    obligation: Owed,
    relation: Relation,
    when: tuple[str, ...],
    changes: dict[str, Any],
    use: Use,
    owed: bool,
) -> None:
    """Who makes outputs runs the work and owes the duties of every run, and none of sharing it."""
    made = model(obligations=(obligation("use-policy", *when, **changes),))
    judged = judge_learning if relation is DISTILLED else judge_outputs
    found = judged(made, ask(relation, use))
    assert [(d.kind, d.when, d.due) for d in found.duties] == (
        [("use-policy", "always", True)] if owed else []
    )
    assert found.reasons == ()


def test_a_run_without_what_it_owes_is_proven(model: Make, obligation: Owed) -> None:
    """A fact that proves a duty of every run unmet counts for outputs too."""
    owed = obligation("registration", "any", proof="registered")
    judged = judge_outputs(model(obligations=(owed,)), ask(Relation.OUTPUT, registered=False))
    assert said(judged) == [(UNMET, "7.a", "asks to do registration; nobody registered")]


@pytest.mark.parametrize("relation", [Relation.OUTPUT, Relation.GENERATED_BY])
def test_free_outputs_owe_nothing(model: Make, relation: Relation) -> None:
    """Where the text frees outputs, a paid service of a non-commercial model's outputs is free."""
    made = model(commercial="no", purpose="non-commercial", outputs_use="free")
    assert judge_outputs(made, ask(relation, Use())) == Judgement(FREE)


@pytest.mark.parametrize("judge", [judge_outputs, judge_learning])
def test_a_run_is_judged_with_what_is_known_of_the_model(
    model: Make,
    obligation: Owed,
    territory: Callable[..., Territory],
    judge: Callable[[Licence, Question], Judgement],
) -> None:
    """A duty and an exclusion of multimodal models reach no run of a text model."""
    made = model(
        obligations=(obligation("use-policy", "any", multimodal_only=True),),
        territory=(territory(subject="multimodal"),),
    )
    use = replace(TRAINS, domicile="DE")
    assert judge(made, ask(DISTILLED, use, modality="text")) == Judgement(FREE)
    judged = judge(made, ask(DISTILLED, use, modality="multimodal"))
    assert said(judged) == [(NO, "9", "leaves out DE (not in the EU)")]
    assert [d.kind for d in judged.duties] == ["use-policy"]
    unknown = judge(made, ask(DISTILLED, use))
    assert [d.kind for d in unknown.duties] == ["use-policy", "condition"]
    assert unknown.reasons == ()


@pytest.mark.parametrize("flag", ["modified", "copies_only"])
def test_a_duty_of_outputs_binds_however_the_work_itself_was_changed(
    model: Make, obligation: Owed, flag: str
) -> None:
    """Whether the upstream work was changed or copied is no matter for one trained on outputs."""
    made = model(obligations=(obligation("display", on_outputs=True, **{flag: True}),))
    for activities in (("redistribute",), ("redistribute", "finetune")):
        judged = judge_learning(made, ask(DISTILLED, Use(activities=activities)))
        assert [d.kind for d in judged.duties] == ["display"]


def test_a_duty_of_multimodal_models_accuses_no_model_of_an_unknown_kind(
    model: Make, obligation: Owed
) -> None:
    """What is missing is proven missing where the kind is known, and names its licence."""
    owed = obligation(on_outputs=True, multimodal_only=True, proof="licence-file")
    made = model(obligations=(owed,))
    assert judge_learning(made, ask(DISTILLED, files=())).reasons == ()
    (reason,) = judge_learning(made, ask(DISTILLED, files=(), modality="multimodal")).reasons
    assert (reason.verdict, reason.licence) == (UNMET, "test-1.0")


def test_a_derivative_owes_nothing_for_the_training_that_made_it(
    model: Make, obligation: Owed
) -> None:
    """The trained model is judged as a work, and its training by the rule on training alone."""
    owed = obligation("registration", "train-on-outputs")
    made = model(distillation="any", obligations=(owed,))
    assert judge_learning(made, ask(DISTILLED, TRAINS_AND_SHARES)) == Judgement(FREE)


@pytest.mark.parametrize(
    ("label", "free"),
    [(None, True), ("narrow-1", True), ("wide-1", False), ("narrow-1 OR wide-1", False)],
)
def test_unpaid_training_for_a_model_that_may_be_sold_is_not_unpaid(
    catalogued: Make, licence: Make, label: str | None, free: bool
) -> None:
    """Where the model's label allows paid use, a bar on commerce is asked of paid training."""
    catalogued("narrow-1", purpose="non-commercial")
    catalogued("wide-1")
    rule = Term("barred", "4", exempt=("non-commercial",))
    made = licence(
        kind="data", applies_to=("data",), results=rule, commercial="no", purpose="non-commercial"
    )
    unpaid = replace(SHARES, commercial=False)
    down = None if label is None else read_declaration([label])
    judged = judge_learning(made, replace(ask(TRAINED_ON, unpaid), downstream=down))
    assert judged == judge_training(made, unpaid if free else SHARES)
    assert judged.verdict is (OWED if free else NO)
