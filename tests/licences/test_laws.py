"""Laws that hold whatever the licences say."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, product

from anyuse import any_use
from hypothesis import given
from hypothesis import strategies as st

from licences import registry
from licences.conflicts import conflict
from licences.declaration import describe, read_declaration
from licences.judgement import STRICTNESS, Judgement, Verdict, both
from licences.labelling import may_label
from licences.licence import Licence, Status
from licences.meanings import judge_declaration
from licences.permission import may_use
from licences.relabelling import label_declaration
from licences.relation import Relation
from licences.training import Training, may_train
from licences.use import ACTIVITIES, Facts, Use

NOTHING_KNOWN = Facts()
UNLABELLED: Callable[[Licence, Relation, Licence, Facts], Judgement] = may_label.__wrapped__
FORMS_OF_RELATION = (Relation.COPY, Relation.QUANTIZED, Relation.ADAPTER, Relation.FINETUNE)

licences = st.sampled_from(registry.ids()).map(registry.get)
relations = st.sampled_from(Relation)
uses = any_use([0, 10**6, 10**8, 10**8 + 1, 7 * 10**8, 10**9])
facts = st.builds(
    Facts,
    modality=st.sampled_from([None, "text", "multimodal"]),
    carries=st.lists(st.sampled_from(registry.ids()), max_size=2).map(tuple),
)
judgements = st.builds(may_use, licences, uses, facts) | st.builds(
    may_label, licences, relations, licences, facts
)
words = st.sampled_from(
    [
        *("mit", "Apache-2.0", "gemma", "llama3.1", "gpl", "other", "unknown", "no-such", ""),
        *("OR", "AND", "WITH", "(", ")", "CDDL-1.0", "Classpath-exception-2.0"),
    ]
)
fields_of_cards = st.lists(
    st.text(max_size=30) | st.lists(words, max_size=7).map(" ".join), max_size=4
)


def strictness(judged: Judgement) -> int:
    return STRICTNESS.index(judged.verdict)


def due(judged: Judgement) -> int:
    return sum(duty.due for duty in judged.duties)


@given(upstreams=st.lists(judgements, max_size=5), added=judgements)
def test_another_upstream_never_frees(upstreams: list[Judgement], added: Judgement) -> None:
    """Adding an upstream licence never moves the joined answer towards ``compatible``."""
    before, after = both(upstreams), both([*upstreams, added])
    assert strictness(after) <= strictness(before)
    assert set(after.reasons) >= set(before.reasons)
    assert set(after.duties) >= set(before.duties)


@given(upstreams=st.lists(judgements, max_size=5), data=st.data())
def test_the_order_of_upstreams_does_not_matter(
    upstreams: list[Judgement], data: st.DataObject
) -> None:
    """Joined answers have the same verdict, reasons and duties in whatever order they come."""
    shuffled = data.draw(st.permutations(upstreams))
    one, other = both(upstreams), both(shuffled)
    assert one.verdict is other.verdict
    assert set(one.reasons) == set(other.reasons)
    assert set(one.duties) == set(other.duties)


@given(upstreams=st.lists(judgements, min_size=1, max_size=5))
def test_a_joined_answer_is_as_strict_as_its_strictest_part(upstreams: list[Judgement]) -> None:
    """Joining neither invents strictness nor loses it."""
    assert strictness(both(upstreams)) == min(map(strictness, upstreams))


@given(licence=licences, use=uses, known=facts)
def test_an_answer_and_its_reasons_agree(licence: Licence, use: Use, known: Facts) -> None:
    """Whatever is worse than owed duties has a reason, and ``compatible`` owes nothing."""
    judged = may_use(licence, use, known)
    if judged.verdict in {Verdict.COMPATIBLE, Verdict.COMPATIBLE_WITH_OBLIGATIONS}:
        assert judged.reasons == ()
        assert (judged.verdict is Verdict.COMPATIBLE) == (due(judged) == 0)
    else:
        assert {r.verdict for r in judged.deciding} == {judged.verdict}
        assert {r.licence for r in judged.reasons} == {licence.id}


@given(licence=licences, use=uses, known=facts)
def test_less_commerce_is_never_judged_stricter(licence: Licence, use: Use, known: Facts) -> None:
    """From commercial to non-commercial use, and on to research, no licence grows stricter."""
    steps = [
        replace(use, commercial=True, purpose="any"),
        replace(use, commercial=False, purpose="any"),
        replace(use, commercial=False, purpose="research"),
    ]
    answers = [strictness(may_use(licence, step, known)) for step in steps]
    assert answers == sorted(answers)


def test_doing_less_is_never_judged_stricter() -> None:
    """Leaving an activity out makes no licence stricter.

    One pair is excepted: who shares and no longer changes the work shares copies instead, which
    is another right (``test_sharing_copies_is_no_narrower_than_sharing_derivatives``).
    """
    grown = [
        (licence_id, activities, left_out)
        for licence_id in registry.ids()
        for size in range(1, len(ACTIVITIES) + 1)
        for activities in combinations(ACTIVITIES, size)
        for left_out in activities
        if not (left_out == "finetune" and "redistribute" in activities)
        and strictness(_doing(licence_id, *activities))
        > strictness(_doing(licence_id, *(a for a in activities if a != left_out)))
    ]
    assert grown == []


def test_sharing_copies_is_no_narrower_than_sharing_derivatives() -> None:
    """Every licence that lets derivatives be shared lets copies be shared no less freely."""
    grown = [
        i
        for i in registry.ids()
        if strictness(_doing(i, "redistribute")) < strictness(_doing(i, "redistribute", "finetune"))
    ]
    assert grown == []


def _doing(licence_id: str, *activities: str) -> Judgement:
    return may_use(
        registry.get(licence_id), Use(commercial=False, activities=activities), NOTHING_KNOWN
    )


@given(licence=licences, use=uses, known=facts)
def test_an_end_user_is_bound_no_more_than_a_provider(
    licence: Licence, use: Use, known: Facts
) -> None:
    """What a provider may do, an end user may do too."""
    provider = may_use(licence, replace(use, role="provider"), known)
    assert strictness(may_use(licence, replace(use, role="end-user"), known)) >= strictness(
        provider
    )


@given(licence=licences, use=uses, known=facts)
def test_a_size_that_is_not_given_forbids_nothing(licence: Licence, use: Use, known: Facts) -> None:
    """Forgetting every size and place makes no answer stricter, and leaves conditions instead."""
    forgotten = replace(
        use,
        mau=None,
        mau_at_release=None,
        revenue_usd=None,
        revenue_usd_month=None,
        regions=(),
        domicile=None,
    )
    vague = may_use(licence, forgotten, known)
    assert vague.reasons == tuple(
        r for r in may_use(licence, use, known).reasons if r in vague.reasons
    )


def test_labels_are_judged_for_every_pair_and_relation(
    every_licence: tuple[Licence, ...],
) -> None:
    """Any two licences of the catalogue have an answer in every kind of relation."""
    answered = 0
    for up, relation, down in product(every_licence, FORMS_OF_RELATION, every_licence):
        judged = UNLABELLED(up, relation, down, NOTHING_KNOWN)
        assert judged.verdict in STRICTNESS
        assert bool(judged.reasons) == (
            judged.verdict not in {Verdict.COMPATIBLE, Verdict.COMPATIBLE_WITH_OBLIGATIONS}
        )
        answered += 1
    assert answered == len(every_licence) ** 2 * len(FORMS_OF_RELATION)


@given(up=licences, relation=relations, down=licences, known=facts)
def test_labels_are_judged_in_every_relation(
    up: Licence, relation: Relation, down: Licence, known: Facts
) -> None:
    """Every relation gives an answer that depends on its form alone."""
    judged = may_label(up, relation, down, known)
    forms = {*FORMS_OF_RELATION, Relation.MERGE, Relation.COMBINE}
    form = relation if relation in forms else Relation.FINETUNE
    assert judged == may_label(up, form, down, known)


def test_the_label_of_the_parent_is_wrong_only_where_nothing_may_be_shared(
    every_licence: tuple[Licence, ...],
) -> None:
    """A derivative under its parent's licence is incompatible only if no derivative may be shared.

    Copies and quantised files are never incompatible so, and nobody else's label is asked.
    """
    for licence, relation in product(every_licence, Relation):
        judged = may_label(licence, relation, licence, NOTHING_KNOWN)
        rule = licence.terms.derivatives
        barred = rule.value in {"no", "never"} and rule.status is Status.VERIFIED
        made = relation not in {Relation.COPY, Relation.QUANTIZED}
        assert (judged.verdict is Verdict.INCOMPATIBLE) == (barred and made), licence.id


def test_a_shipped_agreement_never_makes_a_label_worse(
    every_licence: tuple[Licence, ...],
) -> None:
    """Files that carry the parent's agreement move no label away from ``compatible``."""
    for up, down in product(every_licence, every_licence):
        bare = UNLABELLED(up, Relation.FINETUNE, down, NOTHING_KNOWN)
        shipped = UNLABELLED(up, Relation.FINETUNE, down, Facts(carries=(up.id,)))
        assert strictness(shipped) >= strictness(bare), (up.id, down.id)


def test_conflicts_are_mutual(every_licence: tuple[Licence, ...]) -> None:
    """Two licences conflict in both orders or in neither, and none conflicts with itself."""
    for one, other in combinations(every_licence, 2):
        assert (conflict(one, other) is None) == (conflict(other, one) is None), (one.id, other.id)
    assert [x.id for x in every_licence if conflict(x, x) is not None] == []


@given(text=st.text())
def test_folding_a_spelling_twice_changes_nothing(text: str) -> None:
    """A folded spelling is its own folded form."""
    folded = registry.normalise(text)
    assert registry.normalise(folded) == folded


@given(
    spelling=st.sampled_from(sorted(registry.index())),
    cased=st.sampled_from([str.upper, str.title, str.swapcase]),
    between=st.text("-_ \t", min_size=1, max_size=1) | st.text("_ \t", min_size=1, max_size=4),
)
def test_a_spelling_may_be_written_in_many_forms(
    spelling: str, cased: Callable[[str], str], between: str
) -> None:
    """Case, single separators and outer blanks of a known spelling may be anything."""
    spaced = re.sub("(?<!-)-(?!-)", between, cased(spelling))
    assert registry.resolve(f" {spaced}\n") == registry.index()[spelling]


@given(values=fields_of_cards, name=st.none() | st.text(max_size=20))
def test_any_field_of_a_card_is_read(values: list[str], name: str | None) -> None:
    """Whatever a card says is read, described and judged; nothing settled is without a meaning."""
    declared = read_declaration(values, name)
    assert set(values) <= set(declared.raw) or declared.raw == (f"license_name: {name}",)
    assert describe(declared)
    assert set(declared.mentioned) <= set(registry.ids())
    assert not declared.settled or any(declared.options)
    assert (declared.concluded is not None) == declared.settled
    judged = judge_declaration(declared, lambda found: may_use(found, Use(), NOTHING_KNOWN))
    meant = declared.options or declared.family
    assert meant or judged.verdict is Verdict.UNKNOWN
    assert may_train(declared, Use()).answer in Training


@given(up=fields_of_cards, down=fields_of_cards, relation=relations, known=facts)
def test_any_two_fields_are_judged_as_labels(
    up: list[str], down: list[str], relation: Relation, known: Facts
) -> None:
    """Whatever two cards say, the label has an answer, green only for labels that are settled."""
    above, below = read_declaration(up), read_declaration(down)
    judged = label_declaration(above, relation, below, known)
    if judged.verdict in {Verdict.COMPATIBLE, Verdict.COMPATIBLE_WITH_OBLIGATIONS}:
        assert above.settled and below.settled


@given(values=fields_of_cards, data=st.data())
def test_the_order_of_a_list_does_not_matter(values: list[str], data: st.DataObject) -> None:
    """A list of licences gives the same verdict in whatever order it is written."""
    shuffled = data.draw(st.permutations(values))
    one, other = (
        judge_declaration(read_declaration(v), lambda found: may_use(found, Use(), NOTHING_KNOWN))
        for v in (values, shuffled)
    )
    assert one.verdict is other.verdict
