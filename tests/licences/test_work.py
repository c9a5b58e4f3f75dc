"""A work itself, or something made from it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from licences.declaration import Clarity, Declaration, settled
from licences.judgement import Judgement, Verdict, both
from licences.licence import Licence, Obligation, Term
from licences.permission import may_use
from licences.question import Question
from licences.relation import Relation
from licences.use import ACTIVITIES, Facts, Use
from licences.work import judge_work

Make = Callable[..., Licence]
Owed = Callable[..., Obligation]
Write = Callable[[Mapping[str, str]], None]

NO, LOOK, UNMET = Verdict.INCOMPATIBLE, Verdict.REVIEW, Verdict.OBLIGATION_VIOLATED
OWED, FREE = Verdict.COMPATIBLE_WITH_OBLIGATIONS, Verdict.COMPATIBLE
FINETUNE, ADAPTER, QUANTIZED, COPY = (
    Relation.FINETUNE,
    Relation.ADAPTER,
    Relation.QUANTIZED,
    Relation.COPY,
)
SHARES = Use(activities=("redistribute",))
MAKES = ("finetune", "adapter", "merge", "derived", "modify")
LEAVES = ("quantized", "copy", "use", "combine", "served-by")
CODE = ("copyleft", "weak-copyleft", "permissive", "public-domain")
OTHERS = ("community", "rail", "non-commercial", "attribution")


def ask(
    relation: Relation, use: Use = SHARES, downstream: Declaration | None = None, **facts: Any
) -> Question:
    return Question((), relation, downstream, use, Facts(**facts))


def said(judged: Judgement) -> list[tuple[Verdict, str, str]]:
    return [(r.verdict, r.clause, r.text) for r in judged.reasons]


def test_every_relation_is_of_one_kind() -> None:
    """These ten relations are judged as a work; the four others as learning or outputs."""
    assert {*MAKES, *LEAVES} | {"distilled", "trained-on", "output", "generated-by"} == {*Relation}


@pytest.mark.parametrize("relation", MAKES)
@pytest.mark.parametrize("activities", [("redistribute",), ("redistribute", "finetune")])
def test_making_is_an_activity(
    licence: Make, obligation: Owed, relation: str, activities: tuple[str, ...]
) -> None:
    """A relation that makes something new is judged as changing the work, whether said or not."""
    owed = obligation("state-changes", modified=True)
    made = licence(derivatives="no", obligations=(owed,))
    judged = judge_work(made, ask(Relation(relation), Use(activities=activities)))
    assert said(judged) == [(NO, "§ derivatives", "does not allow sharing derivatives")]
    assert [(d.kind, d.when) for d in judged.duties] == [("state-changes", "redistribute")]


@pytest.mark.parametrize("relation", ["copy", "use", "combine", "served-by"])
def test_what_changes_nothing_is_judged_by_what_is_said(
    licence: Make, obligation: Owed, relation: str
) -> None:
    """Other relations add no activity: who shares a copy shares no derivative."""
    owed = obligation("state-changes", modified=True)
    made = licence(derivatives="no", obligations=(owed,))
    assert judge_work(made, ask(Relation(relation))) == Judgement(FREE)
    changed = Use(activities=("redistribute", "finetune"))
    assert judge_work(made, ask(Relation(relation), changed)).verdict is NO


@pytest.mark.parametrize("relation", [r for r in MAKES if r != "adapter"])
@pytest.mark.parametrize("activity", ACTIVITIES)
def test_a_work_is_judged_as_its_use_is(
    licence: Make, obligation: Owed, relation: str, activity: str
) -> None:
    """Where no label is at issue, the answer is that on the use with what the relation does."""
    made = licence(
        outputs_train="any-model-barred", copies="no", obligations=(obligation("x", activity),)
    )
    judged = judge_work(made, ask(Relation(relation), Use(activities=(activity,))))
    done = tuple(dict.fromkeys((activity, "finetune")))
    assert judged == may_use(made, Use(activities=done), Facts())


# Quantised files


def test_a_quantised_file_may_be_a_changed_work(licence: Make, obligation: Owed) -> None:
    """What only a changed work owes, or is barred from, is open; its duties are listed."""
    owed = (
        obligation("notice"),
        obligation("state-changes", modified=True, proof="notice-file"),
    )
    made = licence(derivatives="no", obligations=owed)
    judged = judge_work(made, ask(QUANTIZED, files=()))
    doubt = "; whether a quantised file is a modified work is open"
    assert said(judged) == [
        (LOOK, "§ derivatives", f"does not allow sharing derivatives{doubt}"),
        (UNMET, "7.a", f"asks to do state-changes; the files hold no notice{doubt}"),
    ]
    assert not any(r.firm for r in judged.reasons)
    assert [(d.kind, d.due) for d in judged.duties] == [("notice", True), ("state-changes", True)]


def test_what_binds_a_copy_binds_a_quantised_file(licence: Make, obligation: Owed) -> None:
    """Reasons against the unchanged work stand as they are and are told once."""
    owed = obligation("notice", proof="notice-file")
    made = licence(commercial="no", purpose="non-commercial", obligations=(owed,))
    judged = judge_work(made, ask(QUANTIZED, files=()))
    assert judged.reasons == may_use(made, SHARES, Facts(files=())).reasons
    assert [r.verdict for r in judged.reasons] == [NO, UNMET]


def test_a_quantised_file_may_be_a_copy_that_is_not_allowed(licence: Make) -> None:
    """Where copies may not be shared, sharing the file is barred as what it is named."""
    judged = judge_work(licence(copies="no"), ask(QUANTIZED))
    assert said(judged) == [(NO, "§ copies", "does not allow sharing copies")]


def test_who_changes_what_is_quantised_shares_a_changed_work(licence: Make) -> None:
    """With a change of its own, a quantised work is a changed one beyond doubt."""
    made = licence(derivatives="no")
    judged = judge_work(made, ask(QUANTIZED, Use(activities=("redistribute", "finetune"))))
    assert said(judged) == [(NO, "§ derivatives", "does not allow sharing derivatives")]


def test_a_free_work_is_free_in_any_format(licence: Make) -> None:
    """Where nothing distinguishes copies from changed works, nothing is open."""
    assert judge_work(licence(), ask(QUANTIZED)) == Judgement(FREE)


def test_a_text_may_say_that_a_quantised_file_is_a_derivative(
    licence: Make, obligation: Owed
) -> None:
    """By such a text the file is a changed work, and what binds changed works is certain."""
    owed = obligation("state-changes", modified=True, proof="notice-file")
    rule = Term("no", "1", covers=("quantized",))
    judged = judge_work(licence(derivatives=rule, obligations=(owed,)), ask(QUANTIZED, files=()))
    assert said(judged) == [
        (NO, "1", "does not allow sharing derivatives"),
        (UNMET, "7.a", "asks to do state-changes; the files hold no notice"),
    ]


# Adapters


@pytest.mark.parametrize("kind", [*CODE, *OTHERS])
@pytest.mark.parametrize("relation", [ADAPTER, FINETUNE])
def test_an_adapter_may_hold_no_portion_of_a_program(
    licence: Make, obligation: Owed, kind: str, relation: Relation
) -> None:
    """Software terms bind who passes on a portion, so what an adapter alone lacks is open."""
    made = licence(kind=kind, obligations=(obligation("notice", proof="notice-file"),))
    (reason,) = judge_work(made, ask(relation, files=())).reasons
    text = "asks to do notice; the files hold no notice"
    if relation is ADAPTER and kind in CODE:
        text += "; an adapter alone may hold no portion of the work"
        assert (reason.verdict, reason.text, reason.firm) == (LOOK, text, False)
    else:
        assert (reason.verdict, reason.text, reason.firm) == (UNMET, text, True)


def test_an_adapter_keeps_its_bans_and_duties(licence: Make, obligation: Owed) -> None:
    """Only what facts prove unmet is left open by the doubt on portions."""
    made = licence(kind="permissive", derivatives="no", obligations=(obligation(),))
    judged = judge_work(made, ask(ADAPTER))
    assert said(judged) == [(NO, "§ derivatives", "does not allow sharing derivatives")]
    assert [d.kind for d in judged.duties] == ["notice"]


# Labels


@pytest.mark.parametrize("relation", [FINETUNE, COPY, Relation.USE, QUANTIZED])
def test_the_label_is_judged_beside_the_use(catalogued: Make, relation: Relation) -> None:
    """A label that drops the agreement is a reason, its own licence none."""
    up = catalogued("up-1.0")
    catalogued("down-1.0")
    judged = judge_work(up, ask(relation, downstream=settled("down-1.0")))
    assert [(r.verdict, r.clause) for r in judged.reasons] == [(NO, "§ derivative_licence")]
    assert judge_work(up, ask(relation, downstream=settled("up-1.0"))) == Judgement(FREE)


@pytest.mark.parametrize(
    ("relation", "verdict"), [(Relation.USE, NO), (COPY, NO), (FINETUNE, LOOK), (QUANTIZED, NO)]
)
def test_a_used_work_is_labelled_as_a_copy(
    catalogued: Make, relation: Relation, verdict: Verdict
) -> None:
    """What was only used was not changed, so another label on it is one on a copy."""
    up = catalogued("up-1.0", derivative_licence="original-stays")
    catalogued("down-1.0")
    assert judge_work(up, ask(relation, downstream=settled("down-1.0"))).verdict is verdict


def test_the_duties_of_an_answer_are_those_of_the_use(
    own_catalogue: Write, licence: Make, obligation: Owed
) -> None:
    """A label adds reasons and no duties: those of sharing are the use's own."""
    own_catalogue({"test-1.0.toml": 'id = "test-1.0"\nname = "T"\nkind = "x"\n' + LABELLED})
    use = Use(activities=("internal",))
    judged = judge_work(licence(), ask(FINETUNE, use, settled("test-1.0")))
    assert judged == may_use(licence(), Use(activities=("internal", "finetune")), Facts())


LABELLED = """
[terms]
derivative_licence = { value = "any", clause = "1" }
[obligations.notice]
text = "ship it"
clause = "2"
when = ["redistribute"]
"""


@pytest.mark.parametrize(
    ("kind", "hosting", "activities", "judged"),
    [
        ("community", "silent", ("internal",), True),
        ("community", "silent", ("serve",), True),
        ("copyleft", "silent", ("internal",), False),
        ("copyleft", "silent", ("serve",), False),
        ("copyleft", "silent", ("finetune", "train-on-outputs"), False),
        ("copyleft", "silent", ("redistribute",), True),
        ("copyleft", "silent", ("embed",), True),
        ("copyleft", "network", ("serve",), True),
        ("copyleft", "network-modified", ("serve",), True),
        ("copyleft", "distribution", ("serve",), True),
        ("copyleft", "contains", ("serve",), False),
        ("copyleft", "uses", ("serve",), False),
        ("copyleft", "network", ("internal",), False),
        ("weak-copyleft", "silent", ("serve",), False),
        ("permissive", "silent", ("serve",), False),
        ("public-domain", "silent", ("serve",), False),
        ("share-alike", "silent", ("serve",), False),
        ("share-alike", "silent", ("redistribute",), True),
        ("share-alike", "network", ("serve",), True),
        ("rail", "silent", ("serve",), True),
    ],
)
def test_a_licence_of_sharing_asks_for_a_label_only_where_something_is_shared(
    catalogued: Make, kind: str, hosting: str, activities: tuple[str, ...], judged: bool
) -> None:
    """Copyleft binds what is passed on, or offered over a network where the text says so."""
    up = catalogued("up-1.0", kind, hosting=hosting)
    catalogued("down-1.0")
    question = ask(Relation.MODIFY, Use(activities=activities), settled("down-1.0"))
    assert [r.clause for r in judge_work(up, question).reasons if r.verdict is NO] == (
        ["§ derivative_licence"] if judged else []
    )


NOT_KNOWN = Declaration(("mine",), Clarity.UNRECOGNISED)


@pytest.mark.parametrize(
    ("embeds", "reason"),
    [
        (None, "no label can be judged: 'mine' is not a licence name"),
        ((), "no label can be judged: 'mine' is not a licence name"),
        (("other-1.0",), "no label can be judged: 'mine' is not a licence name"),
        (("up-1.0",), None),
        (("other-1.0", "up-1.0"), None),
    ],
)
def test_terms_of_ones_own_are_fine_where_they_carry_those_above(
    catalogued: Make, embeds: tuple[str, ...] | None, reason: str | None
) -> None:
    """A label that names no licence is no matter where it is given to hold the upstream terms."""
    judged = judge_work(
        catalogued("up-1.0"), ask(FINETUNE, downstream=NOT_KNOWN, embeds_terms=embeds)
    )
    assert [r.text for r in judged.reasons] == ([reason] if reason else [])


def test_a_label_that_was_read_is_among_the_terms_that_go_along(
    catalogued: Make, obligation: Owed, licence: Make
) -> None:
    """Where embedded terms are given, the label counts as carried too, so a list may be short."""
    up = catalogued("up-1.0")
    catalogued("down-1.0")
    down = settled("down-1.0")
    for embeds, verdict in (((), NO), (("down-1.0",), NO), (("up-1.0",), FREE)):
        question = ask(FINETUNE, downstream=down, embeds_terms=embeds)
        assert judge_work(up, question).verdict is verdict
    listed = Declaration(("up", "down"), Clarity.LIST, (("up-1.0",), ("down-1.0",)))
    question = ask(FINETUNE, downstream=listed, embeds_terms=())
    assert judge_work(up, question).verdict is LOOK


def test_the_answer_joins_use_and_label(catalogued: Make) -> None:
    """Nothing of either is lost where both have reasons."""
    up = catalogued("up-1.0")
    catalogued("down-1.0")
    judged = judge_work(up, ask(FINETUNE, downstream=settled("down-1.0"), shown=()))
    unlabelled = judge_work(up, ask(FINETUNE, shown=()))
    assert judged.verdict is NO
    assert both([judged, unlabelled]) == judged
