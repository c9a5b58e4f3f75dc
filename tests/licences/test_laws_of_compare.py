"""Laws of comparing licences that hold for the whole catalogue, every relation, use and fact."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from anyuse import any_use
from hypothesis import given
from hypothesis import strategies as st

from licences import registry
from licences.compatibility import compare
from licences.declaration import Declaration, read_declaration
from licences.judgement import STRICTNESS, Judgement, Verdict
from licences.question import Question
from licences.relation import Relation
from licences.use import Facts, Use

GREEN = {Verdict.COMPATIBLE, Verdict.COMPATIBLE_WITH_OBLIGATIONS}
SIZES = (
    *(0, 10**5, 10**6, 10**6 + 1, 10**7, 2 * 10**7 + 1),
    *(10**8, 10**8 + 1, 7 * 10**8, 7 * 10**8 + 1, 10**9, 10**10),
)
SIZE_KEYS = ("mau", "mau_at_release", "revenue_usd", "revenue_usd_month")

ONE_LICENCE = tuple(i for i in registry.ids() if registry.get(i).kind not in {"family", "unstated"})
ids = st.sampled_from(ONE_LICENCE)
fields_of_one = ids.map(lambda i: [i])
fields_joined = st.tuples(ids, st.sampled_from([" OR ", " AND "]), ids).map(
    lambda parts: ["".join(parts)]
)
settled_ups = (fields_of_one | fields_joined).map(read_declaration)
unclear_fields = st.one_of(
    st.just([]),
    st.sampled_from(registry.ids()).map(lambda i: [i]),
    st.tuples(ids, ids).map(list),
    st.sampled_from([["other"], ["no such"], ["MIT OR No-Such"]]),
)
any_ups = settled_ups | unclear_fields.map(read_declaration)

truths = st.sampled_from([None, True, False])
places = st.sampled_from(["EU", "DE", "FR", "NO", "GB", "KR", "US"])
sizes = st.none() | st.sampled_from(SIZES)
uses = any_use(SIZES)
doing_unknown = st.builds(
    Facts,
    modality=st.sampled_from([None, "text", "multimodal"]),
    carries=st.lists(ids, max_size=1).map(tuple),
    similar_purpose=truths,
    same_family=truths,
)
"""Facts on what the work is, of which none can prove a duty met or unmet."""
all_facts = st.builds(
    Facts,
    modality=st.sampled_from([None, "text", "multimodal"]),
    embeds_terms=st.none() | st.lists(ids, max_size=2).map(tuple),
    name=st.sampled_from([None, "x", "owner/Llama-x"]),
    files=st.sampled_from([None, (), ("LICENSE",), ("LICENSE", "NOTICE", "README.md")]),
    shown=st.sampled_from([None, (), ("Built with Llama",)]),
    registered=truths,
    similar_purpose=truths,
    same_family=truths,
)
relations = st.sampled_from(Relation)
upstreams = st.lists(settled_ups, min_size=1, max_size=3).map(tuple)
questions = st.builds(Question, upstreams, relations, st.none() | settled_ups, uses, doing_unknown)
odd_questions = st.builds(
    Question,
    st.lists(any_ups, min_size=1, max_size=3).map(tuple),
    relations,
    st.none() | any_ups,
    uses,
    all_facts,
)


def freedom(judged: Judgement) -> int:
    return STRICTNESS.index(judged.verdict)


def asked(question: Question, **changes: Any) -> int:
    return freedom(compare(replace(question, **changes)))


@given(question=odd_questions)
def test_an_answer_and_its_reasons_agree(question: Question) -> None:
    """Any question has an answer: the strictest reason's, or what the duties make of none."""
    judged = compare(question)
    against = [r.verdict for r in judged.reasons if r.verdict not in GREEN]
    due = any(duty.due for duty in judged.duties)
    green = Verdict.COMPATIBLE_WITH_OBLIGATIONS if due else Verdict.COMPATIBLE
    assert judged.verdict is min(against, key=STRICTNESS.index, default=green)
    assert all(r.text for r in judged.reasons)
    assert {r.licence for r in judged.reasons} | {d.licence for d in judged.duties} <= {
        "",
        *registry.ids(),
    }


@given(question=odd_questions, added=any_ups)
def test_another_upstream_never_frees(question: Question, added: Declaration) -> None:
    """Whatever is added, the answer does not move towards ``compatible``."""
    before = asked(question)
    assert asked(question, upstreams=(*question.upstreams, added)) <= before


@given(question=odd_questions, data=st.data())
def test_the_order_of_upstreams_does_not_matter(question: Question, data: st.DataObject) -> None:
    """The verdict hangs on no order; where nothing is chosen, neither do reasons and duties."""
    shuffled = tuple(data.draw(st.permutations(question.upstreams)))
    one, other = compare(question), compare(replace(question, upstreams=shuffled))
    assert one.verdict is other.verdict
    if all(len(up.options) < 2 for up in question.upstreams):
        assert set(one.reasons) == set(other.reasons)
        assert set(one.duties) == set(other.duties)


Narrow = Callable[[Use, st.DataObject], Use]


def _unpaid(use: Use, data: st.DataObject) -> Use:
    return replace(use, commercial=False)


def _research(use: Use, data: st.DataObject) -> Use:
    return replace(use, purpose="research")


def _end_user(use: Use, data: st.DataObject) -> Use:
    return replace(use, role="end-user")


def _fewer_places(use: Use, data: st.DataObject) -> Use:
    """Leave some regions out, but not all: no region says nothing of where it is used."""
    if not use.regions:
        return use
    kept = data.draw(st.sets(st.sampled_from(use.regions), min_size=1))
    return replace(use, regions=tuple(r for r in use.regions if r in kept))


def _less_done(use: Use, data: st.DataObject) -> Use:
    """Leave some activities out; who shares and no longer changes shares copies, another right."""
    kept = set(data.draw(st.lists(st.sampled_from(use.activities)))) if use.activities else set()
    if "redistribute" in kept:
        kept.add("finetune")
    return replace(use, activities=tuple(a for a in use.activities if a in kept))


def _smaller(use: Use, data: st.DataObject) -> Use:
    """Make given sizes smaller."""
    given_sizes = {key: getattr(use, key) for key in SIZE_KEYS if getattr(use, key) is not None}
    smaller = {
        key: data.draw(st.sampled_from([s for s in SIZES if s <= size]))
        for key, size in given_sizes.items()
    }
    return replace(use, **smaller)


STEPS: tuple[Narrow, ...] = (_unpaid, _research, _end_user, _fewer_places, _less_done, _smaller)


@given(question=questions, step=st.sampled_from(STEPS), data=st.data())
def test_a_narrower_use_is_never_judged_stricter(
    question: Question, step: Narrow, data: st.DataObject
) -> None:
    """Less commerce, fewer activities and places, smaller sizes and end use take no right away."""
    assert asked(question, use=step(question.use, data)) >= asked(question)


@given(question=questions, steps=st.sets(st.sampled_from(STEPS), min_size=2), data=st.data())
def test_a_use_narrower_in_several_ways_is_never_judged_stricter(
    question: Question, steps: set[Narrow], data: st.DataObject
) -> None:
    """What narrows a use alone narrows it together with anything else that does."""
    use = question.use
    for step in sorted(steps, key=STEPS.index):
        use = step(use, data)
    assert asked(question, use=use) >= asked(question)


def _mentioned(question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for up in question.upstreams for i in up.mentioned))


def _words(question: Question) -> tuple[str, ...]:
    """List every text that a duty or a limit of the upstream licences wants shown."""
    found = [registry.get(i) for i in _mentioned(question)]
    texts = [o.value for x in found for o in x.obligations]
    return tuple(t for t in (*texts, *(t.value for x in found for t in x.thresholds)) if t)


@given(question=questions, kind=st.sampled_from(["files", "shown", "registered", "embeds", "all"]))
def test_a_fact_that_fulfils_is_never_judged_stricter(question: Question, kind: str) -> None:
    """Files, displays, registration and terms that do what is asked take no right away."""
    facts = {
        "files": {"files": ("LICENSE", "NOTICE", "README.md")},
        "shown": {"shown": ("the source", *_words(question))},
        "registered": {"registered": True},
        "embeds": {"embeds_terms": _mentioned(question)},
    }
    chosen = facts.values() if kind == "all" else [facts[kind]]
    known = replace(question.facts, **{k: v for given in chosen for k, v in given.items()})
    assert asked(question, facts=known) >= asked(question)


PREFIXES = {
    i: owed.value
    for i in ONE_LICENCE
    for owed in registry.get(i).obligations
    if owed.proof == "name"
}


@given(question=questions, up=st.sampled_from(sorted(PREFIXES)))
def test_a_name_that_fulfils_is_never_judged_stricter(question: Question, up: str) -> None:
    """A name that begins with the prefix that is asked for takes no right away."""
    alone = replace(question, upstreams=(read_declaration([up]),))
    known = replace(question.facts, name=f"owner/{PREFIXES[up]}-1")
    assert asked(alone, facts=known) >= asked(alone)


@given(
    question=questions,
    lacking=st.sampled_from([{"files": ()}, {"shown": ()}, {"registered": False}, {"name": "zz"}]),
)
def test_a_fact_that_lacks_everything_never_frees(
    question: Question, lacking: dict[str, Any]
) -> None:
    """Proof that something is missing makes no answer freer than not knowing does."""
    assert asked(question, facts=replace(question.facts, **lacking)) <= asked(question)


@given(question=questions, one=ids, other=ids)
def test_an_upstream_choice_is_as_free_as_its_freer_side(
    question: Question, one: str, other: str
) -> None:
    """Of ``OR`` the better side is taken, with whatever else goes into the work."""
    rest = question.upstreams[1:]
    sides = [
        asked(question, upstreams=(read_declaration([text]), *rest))
        for text in (one, other, f"{one} OR {other}")
    ]
    assert sides[2] == max(sides[:2])


@given(question=questions, one=ids, other=ids)
def test_upstreams_that_bind_together_are_no_freer_than_either(
    question: Question, one: str, other: str
) -> None:
    """Under ``AND`` both bind."""
    rest = question.upstreams[1:]
    sides = [
        asked(question, upstreams=(read_declaration([text]), *rest))
        for text in (one, other, f"{one} AND {other}")
    ]
    assert sides[2] <= min(sides[:2])


@given(question=questions, one=ids, other=ids)
def test_a_label_that_offers_a_choice_is_no_freer_than_either(
    question: Question, one: str, other: str
) -> None:
    """Recipients may take either side of a label's ``OR``, so both have to do."""
    sides = [
        asked(question, downstream=read_declaration([text]))
        for text in (one, other, f"{one} OR {other}")
    ]
    assert sides[2] <= min(sides[:2])
