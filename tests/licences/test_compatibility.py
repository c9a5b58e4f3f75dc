"""May works under these licences become a work under that one, for this use?"""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from licences.compatibility import compare
from licences.declaration import UNDECLARED, Clarity, Declaration, read_declaration, settled
from licences.judgement import Judgement, Reason, Verdict
from licences.learning import judge_learning, judge_outputs
from licences.licence import Licence, Status
from licences.question import Question
from licences.relation import Relation
from licences.use import Facts, Use
from licences.work import judge_work

Make = Callable[..., Licence]

NO, LOOK, LOST = Verdict.INCOMPATIBLE, Verdict.REVIEW, Verdict.UNKNOWN
OWED, FREE = Verdict.COMPATIBLE_WITH_OBLIGATIONS, Verdict.COMPATIBLE
MERGE, COMBINE, FINETUNE = Relation.MERGE, Relation.COMBINE, Relation.FINETUNE
SHARES = Use(activities=("redistribute",))
JOINING = ("merge", "combine", "derived", "modify")

NOTICE = """
[obligations.notice]
text = "ship {0}'s notice"
clause = "5"
when = ["redistribute"]
"""


DISPLAY = """
[obligations.display]
text = "show it"
clause = "6"
when = ["redistribute"]
"""


def choice(*options: str) -> Declaration:
    """Declare a choice of licences, each option's ids joined by blanks."""
    split = tuple(tuple(option.split()) for option in options)
    return Declaration((" OR ".join(options),), Clarity.CHOICE, split)


def joined(*ids: str) -> Declaration:
    return Declaration((" AND ".join(ids),), Clarity.CLEAR, (ids,))


def ask(
    *upstreams: Declaration | str,
    relation: Relation = MERGE,
    use: Use = SHARES,
    down: str | None = None,
    **facts: Any,
) -> Judgement:
    ups = tuple(settled(up) if isinstance(up, str) else up for up in upstreams)
    downstream = None if down is None else settled(down)
    return compare(Question(ups, relation, downstream, use, Facts(**facts)))


def said(judged: Judgement) -> list[tuple[Verdict, str, str]]:
    return [(r.verdict, r.licence, r.clause) for r in judged.reasons]


@pytest.fixture
def shelf(catalogued: Make) -> None:
    """Catalogue a few licences that get on with each other, or do not."""
    catalogued("free-1", derivative_licence="any")
    catalogued("owed-1", derivative_licence="any", toml=NOTICE.format("owed"))
    catalogued("also-1", derivative_licence="any", toml=NOTICE.format("also"))
    catalogued("barred-1", derivative_licence="any", commercial="no")
    catalogued("unread-1", derivative_licence="any", commercial=None)
    catalogued("torn-1", derivative_licence="any", derivatives="disputed", copies="disputed")
    catalogued("whole-1", "share-alike", derivative_licence="same")
    catalogued("other-whole-1", "share-alike", derivative_licence="same")
    catalogued("stays-1", derivative_licence="agreement-stays")


# One upstream licence


@pytest.mark.parametrize("relation", list(Relation))
def test_each_relation_is_judged_by_what_it_is_about(catalogued: Make, relation: Relation) -> None:
    """Two relations are learning, two are outputs, and the others are about the work."""
    made = catalogued(
        "test-1",
        commercial="no",
        purpose="non-commercial",
        outputs_use="nc-only",
        outputs_train="any-model-barred",
        results="barred",
    )
    question = Question((settled("test-1"),), relation, None, SHARES)
    judge = {
        "trained-on": judge_learning,
        "distilled": judge_learning,
        "output": judge_outputs,
        "generated-by": judge_outputs,
    }.get(str(relation), judge_work)
    others = {judge_learning, judge_outputs, judge_work} - {judge}
    assert compare(question) == judge(made, question)
    assert all(compare(question) != other(made, question) for other in others)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("relation", list(Relation))
def test_no_licence_is_unknown(relation: Relation) -> None:
    """Where no upstream licence is stated nothing can be allowed."""
    judged = ask(UNDECLARED, relation=relation)
    assert judged.reasons == (Reason(LOST, "", "", Status.UNKNOWN, "no licence is stated"),)


@pytest.mark.usefixtures("shelf")
def test_no_label_is_judged_where_none_is_at_issue() -> None:
    """A label counts where it is given, and only there."""
    assert ask("stays-1") == Judgement(FREE)
    assert ask("stays-1", down="stays-1") == Judgement(FREE)
    assert said(ask("stays-1", down="free-1")) == [(NO, "stays-1", "§ derivative_licence")]


@pytest.mark.usefixtures("shelf")
def test_use_and_facts_reach_every_licence() -> None:
    """What is done with the work, and what is known of it, is held against each upstream."""
    unpaid = Use(commercial=False, activities=("redistribute",))
    assert said(ask("free-1", "barred-1")) == [(NO, "barred-1", "§ commercial")]
    assert ask("free-1", "barred-1", use=unpaid) == Judgement(FREE)
    judged = ask("owed-1", "also-1", use=Use(activities=("internal",)))
    assert [(d.licence, d.due) for d in judged.duties] == [("owed-1", False), ("also-1", False)]
    assert judged.verdict is FREE


# Several


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("relation", list(Relation))
def test_every_upstream_binds(relation: Relation) -> None:
    """Reasons of all are kept, the strictest decides, and the order does not matter."""
    use = Use(activities=("redistribute", "train-on-outputs"))
    ups = ("barred-1", "unread-1", "torn-1")
    alone = [ask(up, relation=relation, use=use) for up in ups]
    for order in permutations(ups):
        judged = ask(*order, relation=relation, use=use)
        assert set(judged.reasons) == {r for one in alone for r in one.reasons}
        assert judged.verdict is min((a.verdict for a in alone), key=list(Verdict).index)


@pytest.mark.usefixtures("shelf")
def test_duties_of_every_upstream_are_owed() -> None:
    """A work of several parents owes what each of them asks, once."""
    judged = ask("owed-1", "also-1", "owed-1")
    assert judged.verdict is OWED
    assert [(d.licence, d.text) for d in judged.duties] == [
        ("owed-1", "ship owed's notice"),
        ("also-1", "ship also's notice"),
    ]


# Licences that exclude each other


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("relation", list(Relation))
def test_licences_exclude_each_other_in_one_work_only(relation: Relation) -> None:
    """Where several works end up in one, two that both want the whole are a conflict."""
    use = Use(activities=("redistribute",))
    for pair in permutations(("whole-1", "other-whole-1")):
        assert said(ask(*pair, relation=relation, use=use)) == (
            [(NO, "other-whole-1", "§ derivative_licence")] if relation in JOINING else []
        )
    assert ask("whole-1", "whole-1", relation=relation, use=use) == Judgement(FREE)


@pytest.mark.usefixtures("shelf")
def test_one_work_under_two_licences_is_no_conflict() -> None:
    """What an ``AND`` joins its author has joined; with another work it may conflict."""
    whole = joined("whole-1", "other-whole-1")
    assert ask(whole) == ask(whole, "free-1") == Judgement(FREE)
    assert set(said(ask(whole, "stays-1"))) == {
        (NO, licence, "§ derivative_licence") for licence in ("whole-1", "other-whole-1")
    }


@pytest.mark.usefixtures("shelf")
def test_every_conflict_of_a_pair_is_told() -> None:
    """Three works that exclude each other give a reason for every pair."""
    judged = ask("whole-1", "other-whole-1", "stays-1")
    assert {(r.verdict, r.text) for r in judged.reasons} == {
        (
            NO,
            f"{strict} wants the whole work under itself, and {other} does not let its part go "
            f"under {strict}",
        )
        for strict, other in (
            ("other-whole-1", "whole-1"),
            ("other-whole-1", "stays-1"),
            ("whole-1", "stays-1"),
        )
    }


# Improving other models with the work itself


BAR = '[terms.outputs_train]\nvalue = "other-llm-barred"\nclause = "1.b"\ncovers = [{}]\nexempt = [{}]'


@pytest.mark.parametrize(
    ("covers", "exempt", "relation", "expected"),
    [
        ('"materials"', "", "merge", NO),
        ('"materials"', '"own-family"', "merge", LOOK),
        ('"materials"', '"non-commercial"', "merge", NO),
        ("", "", "merge", None),
        ('"materials"', "", "combine", None),
        ('"materials"', "", "derived", None),
        ('"materials"', "", "modify", None),
        ('"materials"', "", "finetune", None),
    ],
)
def test_a_merge_may_be_an_improvement_that_is_barred(
    catalogued: Make, covers: str, exempt: str, relation: str, expected: Verdict | None
) -> None:
    """A text that bars improving other models with the work bars a merge, or leaves it open."""
    catalogued("a-1", derivative_licence="any", outputs_train=None, toml=BAR.format(covers, exempt))
    catalogued("b-1", derivative_licence="any")
    text = "bars improving other models with the work itself, and one under b-1 is one"
    if expected is LOOK:
        text += (
            "; whether the merged model counts as a derivative of its own, which is exempt, is open"
        )
    reason = expected and Reason(expected, "a-1", "1.b", Status.VERIFIED, text, firm=expected is NO)
    for pair in permutations(("a-1", "b-1")):
        judged = ask(*pair, relation=Relation(relation))
        assert judged.reasons == ((reason,) if reason else ())


def test_a_merge_with_its_own_kind_improves_no_other_model(catalogued: Make) -> None:
    """Two models under the one licence are no other models to each other."""
    catalogued("a-1", outputs_train=None, toml=BAR.format('"materials"', ""))
    assert ask("a-1", "a-1") == Judgement(FREE)


def test_two_texts_that_bar_improvement_both_bar(catalogued: Make) -> None:
    """Each of two such texts is told with the other as what may not be improved."""
    for i in ("a-1", "b-1"):
        toml = BAR.format('"materials"', "")
        catalogued(i, derivative_licence="any", outputs_train=None, toml=toml)
    judged = ask("a-1", "b-1")
    assert [(r.licence, r.text.rpartition("one under ")[2]) for r in judged.reasons] == [
        ("a-1", "b-1 is one"),
        ("b-1", "a-1 is one"),
    ]


# Choices


def taken(text: str) -> Reason:
    return Reason(FREE, "", "", Status.VERIFIED, f"taken: {text}")


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("options", "verdict", "side"),
    [
        (("free-1", "owed-1"), FREE, "free-1"),
        (("owed-1", "free-1"), FREE, "free-1"),
        (("barred-1", "owed-1"), OWED, "owed-1"),
        (("barred-1", "unread-1"), LOST, "unread-1"),
        (("unread-1", "torn-1"), LOOK, "torn-1"),
        (("barred-1 free-1", "owed-1"), OWED, "owed-1"),
        (("owed-1", "also-1"), OWED, "also-1"),
        (("also-1", "owed-1"), OWED, "also-1"),
    ],
)
def test_of_a_choice_the_side_that_serves_best_is_taken(
    options: tuple[str, ...], verdict: Verdict, side: str
) -> None:
    """The freest side counts, of equals what owes least and then by name, with a note that says so."""
    judged = ask(choice(*options))
    alone = ask(side)
    note = taken(f"{side} of {choice(*options).concluded}")
    assert judged == Judgement(verdict, (*alone.reasons, note), alone.duties)


@pytest.mark.usefixtures("shelf")
def test_sides_of_several_choices_are_taken_together() -> None:
    """Of two choices the pair is taken that goes together, whatever the first sides are."""
    judged = ask(choice("whole-1", "owed-1"), choice("stays-1", "barred-1"), "free-1")
    note = taken("owed-1 of whole-1 OR owed-1, stays-1 of stays-1 OR barred-1")
    assert judged.verdict is OWED
    assert judged.reasons == (note,)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("up", ["free-1", "owed-1"])
def test_without_a_choice_nothing_is_taken(up: str) -> None:
    """A single licence, or a choice of which one side alone is known, gets no note."""
    assert ask(choice(up)) == ask(up)
    assert all("taken" not in r.text for r in ask(up).reasons)


@pytest.mark.usefixtures("shelf")
def test_what_is_not_settled_is_no_choice() -> None:
    """Of a mere list no side can be taken: it is looked at, in either order."""
    for options in permutations((("free-1",), ("barred-1",))):
        listed = Declaration(("x", "y"), Clarity.LIST, options)
        judged = ask(listed)
        assert judged.verdict is LOOK
        assert not any(r.text.startswith("taken") for r in judged.reasons)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(("count", "verdict"), [(1, OWED), (9, OWED), (10, LOOK)])
def test_more_choices_than_can_be_tried_are_looked_at(count: int, verdict: Verdict) -> None:
    """Up to 512 combinations the best is found; beyond them nobody says that it is."""
    judged = ask(*[choice("barred-1", "owed-1")] * count)
    assert judged.verdict is verdict
    assert [d.licence for d in judged.duties] == ["owed-1"]
    (reason,) = judged.reasons
    if verdict is LOOK:
        text = "the upstream works offer more than 512 choices of licences; state fewer"
        assert reason == Reason(LOOK, "", "", Status.VERIFIED, text)


def test_of_sides_as_free_the_one_that_owes_least_is_taken(catalogued: Make) -> None:
    """Two duties are more than one, whatever the names are."""
    catalogued("a-1", derivative_licence="any", toml=NOTICE.format("a") + DISPLAY)
    catalogued("b-1", derivative_licence="any", toml=NOTICE.format("b"))
    assert ask(choice("a-1", "b-1")).reasons == (taken("b-1 of a-1 OR b-1"),)


def test_a_licence_that_only_a_name_points_at_conflicts_with_nothing() -> None:
    """Its text was not read, so what it would refuse is a reading and no proof."""
    named = read_declaration(["other"], "gpl-3.0-only")
    assert ask("gpl-3.0-only", "llama3.1").verdict is NO
    assert ask(named, "llama3.1").verdict is LOOK


@pytest.mark.usefixtures("shelf")
def test_a_choice_is_taken_with_its_label_in_view() -> None:
    """A side that needs another label is left for one that does not."""
    offered = choice("stays-1", "owed-1")
    assert ask(offered).reasons == (taken("stays-1 of stays-1 OR owed-1"),)
    judged = ask(offered, down="free-1")
    assert judged.reasons == (taken("owed-1 of stays-1 OR owed-1"),)
    assert judged.verdict is OWED


@pytest.mark.parametrize(("relation", "conflicting"), [("merge", True), ("combine", False)])
def test_whether_works_exclude_each_other_hangs_on_how_they_are_joined(
    catalogued: Make, relation: str, conflicting: bool
) -> None:
    """A weak copyleft keeps its own part beside another work, and merged weights have none."""
    catalogued("weak-1", "weak-copyleft", derivative_licence="same")
    catalogued("stays-1")
    judged = ask("weak-1", "stays-1", relation=Relation(relation))
    assert [r.licence for r in judged.reasons] == (["weak-1"] if conflicting else [])


# What a conflict, a service and a label of several licences hang on


def test_a_conflict_with_an_excepted_licence_is_open() -> None:
    """An exception only adds rights, so what its licence refuses may go beside it after all."""
    excepted = read_declaration(["GPL-2.0-only WITH Classpath-exception-2.0"])
    plain = ask("gpl-2.0-only", "apache-2.0", relation=COMBINE)
    judged = ask(excepted, "apache-2.0", relation=COMBINE)
    assert (plain.verdict, judged.verdict) == (NO, LOOK)
    (reason,) = judged.deciding
    assert reason.text.endswith("which may allow it and is not read here")


@pytest.mark.parametrize(
    ("activities", "verdict"), [(("redistribute",), NO), (("embed",), NO), (("internal",), FREE)]
)
def test_a_conflict_of_copyleft_needs_something_shared(
    activities: tuple[str, ...], verdict: Verdict
) -> None:
    """Terms that bind on conveying exclude nothing in house."""
    use = Use(activities=activities)
    assert ask("gpl-2.0-only", "apache-2.0", use=use).verdict is verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("gpl-2.0", "gpl-3.0", LOOK),
        ("epl-2.0", "gpl-2.0-only", LOOK),
        ("qwen", "gpl-3.0-only", LOOK),
        ("mit", "gpl-3.0-only", OWED),
    ],
)
def test_what_is_open_between_two_parents_stays_open(
    one: str, other: str, verdict: Verdict
) -> None:
    """Two parents of which nobody can say whether they go together are no green answer."""
    assert ask(one, other).verdict is verdict


def test_what_is_served_is_offered_as_a_service(catalogued: Make) -> None:
    """The relation itself says that there is a service."""
    catalogued("closed-1", derivative_licence="any", hosting="prohibited")
    use = Use(activities=("internal",))
    assert ask("closed-1", relation=Relation.USE, use=use).verdict is FREE
    assert ask("closed-1", relation=Relation.SERVED_BY, use=use).verdict is NO


def _labelled(upstream: str, label: str, relation: Relation = FINETUNE) -> Verdict:
    question = Question((settled(upstream),), relation, read_declaration([label]), SHARES)
    return compare(question).verdict


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("whole-1", FREE),
        ("whole-1 AND free-1", LOOK),
        ("free-1 AND owed-1", NO),
        ("whole-1 OR no-such", LOST),
        ("whole-1 OR free-1", NO),
    ],
)
def test_a_label_of_several_licences_keeps_the_whole_together(label: str, verdict: Verdict) -> None:
    """What wants the whole takes no other beside it; a side that nobody knows is not known."""
    assert _labelled("whole-1", label) is verdict


@pytest.mark.usefixtures("shelf")
def test_a_label_that_joins_another_licence_says_so() -> None:
    """The reason names who wants the whole, by its rule, and is no firm one."""
    question = Question(
        (settled("whole-1"),), FINETUNE, read_declaration(["whole-1 AND free-1"]), SHARES
    )
    (reason,) = compare(question).reasons
    assert (reason.licence, reason.clause, reason.firm) == (
        "whole-1",
        "§ derivative_licence",
        False,
    )
    assert reason.text.endswith(
        "wants the whole under itself, and the label joins another licence to it"
    )


def test_a_label_of_outputs_shows_their_limits(catalogued: Make) -> None:
    """Outputs that stay under a limit go out under no label that allows more."""
    limits = {"commercial": "no", "purpose": "non-commercial", "outputs_use": "nc-only"}
    catalogued("limited-1", derivative_licence="any", **limits)
    catalogued("narrow-1", derivative_licence="any", **limits)
    catalogued("wide-1", derivative_licence="any")
    use = Use(commercial=False, activities=("redistribute",))
    for label, verdict in (("wide-1", LOOK), ("narrow-1", FREE), (None, FREE)):
        assert ask("limited-1", relation=Relation.OUTPUT, use=use, down=label).verdict is verdict
