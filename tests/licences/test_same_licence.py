"""Licences that want what is made from the work under themselves."""

from collections.abc import Callable

import pytest

from licences.judgement import Judgement, Verdict
from licences.label_answers import bare, family_of, is_as_narrow, is_same
from licences.labelling import may_label
from licences.licence import Licence, Status, Term
from licences.relation import Relation
from licences.use import Facts

Make = Callable[..., Licence]

NOTHING_KNOWN = Facts()
NO, LOOK, FREE = Verdict.INCOMPATIBLE, Verdict.REVIEW, Verdict.COMPATIBLE
FINETUNE, COPY, MERGE, COMBINE, ADAPTER, MODIFY, DERIVED = (
    Relation.FINETUNE,
    Relation.COPY,
    Relation.MERGE,
    Relation.COMBINE,
    Relation.ADAPTER,
    Relation.MODIFY,
    Relation.DERIVED,
)


def same(*covers: str) -> Term:
    return Term("same", "5", covers=covers)


def said(judged: Judgement) -> list[tuple[Verdict, str, str, bool]]:
    return [(r.verdict, r.clause, r.text, r.firm) for r in judged.reasons]


# Copies


@pytest.mark.parametrize("covers", [(), ("copies",)])
@pytest.mark.parametrize("relation", [COPY, FINETUNE])
def test_what_is_accepted_for_changed_works_may_not_be_for_copies(
    licence: Make, covers: tuple[str, ...], relation: Relation
) -> None:
    """An unchanged copy stays under its licence, unless the rule is one on copies too."""
    up = licence("u-1", derivative_licence=same(*covers), accepts=("d-1",))
    judged = may_label(up, relation, licence("d-1"), NOTHING_KNOWN)
    text = "a copy stays under Test Licence 1.0; the Test Licence 1.0 text lacks its terms"
    kept = relation is COPY and not covers
    assert [(r.verdict, r.clause, r.text) for r in judged.reasons] == (
        [(NO, "c3", text)] if kept else []
    )


@pytest.mark.parametrize(
    ("rule", "covers", "stays"),
    [
        ("any", (), False),
        ("any-with-notices", (), False),
        ("any-with-notices", ("kept",), True),
        ("agreement-binds", (), True),
        ("conditions-follow", (), True),
        ("carry-restrictions", (), True),
        ("carry-restrictions", ("copies",), False),
        ("original-stays", (), True),
        ("same", (), True),
        ("none", (), True),
    ],
)
def test_copies_keep_their_licence_where_the_text_says_so(
    licence: Make, rule: str, covers: tuple[str, ...], stays: bool
) -> None:
    """Even a label that carries every restriction is another licence on a copy."""
    up = licence(
        "u-1", derivative_licence=Term(rule, "5", covers=covers), attachment=frozenset("a")
    )
    judged = may_label(up, COPY, licence("d-1", attachment=frozenset("ab")), NOTHING_KNOWN)
    assert [(r.verdict, r.clause) for r in judged.reasons] == ([(NO, "c3")] if stays else [])


def test_a_copy_cites_the_clause_on_copies_where_it_was_read(licence: Make) -> None:
    """Without a verified clause on copies, the rule on derivatives is all there is to cite."""
    for status, clause in ((Status.VERIFIED, "3"), (Status.SECONDARY, "5"), (Status.UNKNOWN, "5")):
        up = licence("u-1", derivative_licence=same(), copies=Term("yes", "3", status))
        (reason,) = may_label(up, COPY, licence("d-1"), NOTHING_KNOWN).reasons
        assert reason.clause == clause


# What is accepted


@pytest.mark.parametrize(
    ("accepted", "label", "expected"),
    [
        ("d-1", "d-1", FREE),
        ("d-1", "d-1-only", FREE),
        ("d-1", "d-1-or-later", LOOK),
        ("d-1-or-later", "d-1-or-later", FREE),
        ("d-1-only", "d-1-only", FREE),
        ("d-1-only", "d-1", NO),
    ],
)
def test_one_version_is_not_those_that_come_later(
    licence: Make, accepted: str, label: str, expected: Verdict
) -> None:
    """Who accepts one version has not spoken of "or later", which is looked at."""
    up = licence("u-1", derivative_licence=same(), accepts=(accepted,))
    judged = may_label(up, FINETUNE, licence(label), NOTHING_KNOWN)
    assert judged.verdict is expected
    if expected is LOOK:
        text = "Test Licence 1.0 takes one version of Test Licence 1.0 and does not speak of later ones"
        assert said(judged) == [(LOOK, "5", text, False)]


@pytest.mark.parametrize(
    ("covers", "up_id", "relation", "expected"),
    [
        (("combined",), "u-1", FINETUNE, LOOK),
        (("combined",), "u-1", ADAPTER, LOOK),
        (("combined",), "u-1", COMBINE, FREE),
        (("combined",), "u-1", MERGE, FREE),
        (("combined",), "u-1", MODIFY, FREE),
        (("combined",), "u-1", DERIVED, LOOK),
        (("linked",), "u-1", FINETUNE, LOOK),
        (("linked",), "u-1", MODIFY, LOOK),
        (("linked",), "u-1", COMBINE, FREE),
        (("linked",), "u-1", MERGE, FREE),
        (("permissive",), "u-1", FINETUNE, FREE),
        (("combined",), "d-2", FINETUNE, FREE),
        (("linked",), "d-2-or-later", FINETUNE, FREE),
        ((), "u-1", FINETUNE, FREE),
    ],
)
def test_a_licence_may_be_accepted_for_joined_works_only(
    licence: Make, covers: tuple[str, ...], up_id: str, relation: Relation, expected: Verdict
) -> None:
    """Alone the work stays under its licence; joined with one under the other, it may go there."""
    up = licence(up_id, derivative_licence=same(*covers), accepts=("d-1",))
    judged = may_label(up, relation, licence("d-1"), NOTHING_KNOWN)
    text = (
        "Test Licence 1.0 takes Test Licence 1.0 for works joined with one under it; alone it stays"
    )
    assert said(judged) == ([(LOOK, "5", text, False)] if expected is LOOK else [])


@pytest.mark.parametrize(
    ("covers", "kind", "relation", "expected"),
    [
        (("permissive",), "permissive", FINETUNE, LOOK),
        (("permissive",), "copyleft", FINETUNE, NO),
        (("permissive",), "community", FINETUNE, NO),
        (("permissive", "copies"), "permissive", COPY, NO),
        ((), "permissive", FINETUNE, NO),
    ],
)
def test_a_licence_that_allows_as_much_may_do_as_well(
    licence: Make, covers: tuple[str, ...], kind: str, relation: Relation, expected: Verdict
) -> None:
    """Where the text takes another that allows as much, a permissive one may be it."""
    up = licence("u-1", derivative_licence=same(*covers))
    judged = may_label(up, relation, licence("d-1", kind), NOTHING_KNOWN)
    text = "Test Licence 1.0 takes a licence that allows as much; whether Test Licence 1.0 does is open"
    if expected is LOOK:
        assert said(judged) == [(LOOK, "5", text, True)]
    else:
        assert judged.verdict is NO


@pytest.mark.parametrize(
    ("kind", "relation", "label", "free"),
    [
        ("weak-copyleft", COMBINE, "community", True),
        ("weak-copyleft", COMBINE, "permissive", True),
        ("weak-copyleft", COMBINE, "copyleft", False),
        ("weak-copyleft", MERGE, "community", False),
        ("weak-copyleft", FINETUNE, "community", False),
        ("copyleft", COMBINE, "community", False),
        ("share-alike", COMBINE, "community", False),
    ],
)
def test_a_weak_copyleft_wants_its_own_part(
    licence: Make, kind: str, relation: Relation, label: str, free: bool
) -> None:
    """Beside other works it stays under itself, and the whole may be under another licence."""
    up = licence("u-1", kind, derivative_licence=same())
    judged = may_label(up, relation, licence("d-1", label), NOTHING_KNOWN)
    assert (judged.verdict is FREE) is free


@pytest.mark.parametrize(
    ("kind", "relation", "firm"),
    [
        ("community", FINETUNE, True),
        ("community", ADAPTER, False),
        ("copyleft", FINETUNE, False),
        ("weak-copyleft", FINETUNE, False),
        ("permissive", FINETUNE, False),
        ("public-domain", ADAPTER, False),
        ("share-alike", FINETUNE, True),
    ],
)
def test_another_label_is_barred_as_firmly_as_the_text_speaks_of_weights(
    licence: Make, kind: str, relation: Relation, firm: bool
) -> None:
    """Terms of software say nothing of weights, and an adapter may hold none of the work."""
    up = licence("u-1", kind, derivative_licence=same())
    text = (
        "Test Licence 1.0 wants what is made from it under the same licence; Test Licence 1.0 is "
        "another"
    )
    judged = may_label(up, relation, licence("d-1"), NOTHING_KNOWN)
    assert said(judged) == [(NO, "5", text, firm)]


@pytest.mark.parametrize("rule", ["same", "none"])
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(embeds_terms=("u-1",)), {"same": NO, "none": FREE}),
        (Facts(embeds_terms=("x-1",)), {"same": NO, "none": NO}),
        (Facts(carries=("u-1",)), {"same": LOOK, "none": LOOK}),
    ],
)
def test_carried_terms_are_not_the_same_licence(
    licence: Make, rule: str, facts: Facts, expected: dict[str, Verdict]
) -> None:
    """Terms that go along help a label under every rule but that of the same licence."""
    up = licence("u-1", derivative_licence=Term(rule, "5"))
    assert may_label(up, FINETUNE, licence("d-1"), facts).verdict is expected[rule]


# Sharing that is disputed, and credit that nobody is asked to keep


@pytest.mark.parametrize(
    ("relation", "looked_at"), [(FINETUNE, True), (Relation.QUANTIZED, True), (COPY, False)]
)
def test_disputed_sharing_leaves_the_label_open(
    licence: Make, relation: Relation, looked_at: bool
) -> None:
    """Where a text is not clear on sharing what is made, its own label does not settle it."""
    made = licence(derivatives="disputed")
    text = "Test Licence 1.0 is not clear on sharing what is made from it"
    assert said(may_label(made, relation, made, NOTHING_KNOWN)) == (
        [(LOOK, "§ derivatives", text, True)] if looked_at else []
    )


@pytest.mark.parametrize(
    ("owed", "label", "looked_at"),
    [
        ("attribution", "public-domain", True),
        ("attribution", "permissive", False),
        ("notice", "public-domain", False),
    ],
)
def test_a_label_that_frees_everybody_drops_the_credit(
    licence: Make, obligation: Callable[..., object], owed: str, label: str, looked_at: bool
) -> None:
    """Credit that must stay is asked of nobody by a label that gives everything away."""
    up = licence("u-1", derivative_licence="any-with-notices", obligations=(obligation(owed),))
    judged = may_label(up, FINETUNE, licence("d-1", label), NOTHING_KNOWN)
    text = (
        "credit must stay with what is made under Test Licence 1.0, and Test Licence 1.0 asks "
        "nobody to keep it"
    )
    assert said(judged) == ([(LOOK, "§ derivative_licence", text, True)] if looked_at else [])


# Whether two are one


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a-1.0", "a-1.0", True),
        ("a-1.0-only", "a-1.0", True),
        ("a-1.0", "a-1.0-only", True),
        ("a-1.0-or-later", "a-1.0-only", True),
        ("a-1.0-or-later", "a-1.0", True),
        ("a-1.0", "a-1.0-or-later", False),
        ("a-1.0-only", "a-1.0-or-later", False),
        ("a-1.0", "a-2.0", False),
    ],
)
def test_a_version_is_the_same_however_it_is_chosen(
    licence: Make, one: str, other: str, expected: bool
) -> None:
    """Only who was given later versions too can offer them."""
    assert is_same(licence(one), licence(other)) is expected


@pytest.mark.parametrize(
    ("licence_id", "without", "family"),
    [
        ("gpl-3.0-or-later", "gpl-3.0", "gpl"),
        ("gpl-3.0-only", "gpl-3.0", "gpl"),
        ("llama3.1", "llama3.1", "llama"),
        ("llama3", "llama3", "llama"),
        ("mit", "mit", "mit"),
        ("only-1", "only-1", "only"),
    ],
)
def test_ids_tell_choices_and_families(
    licence: Make, licence_id: str, without: str, family: str
) -> None:
    """A choice of versions stands at the end of an id, and versions of one vendor share its word."""
    assert bare(licence_id) == without
    assert family_of(licence(licence_id)) == family


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("non-commercial", "non-commercial", True),
        ("non-commercial", "research", True),
        ("non-commercial", "any", False),
        ("research", "research", True),
        ("research", "non-commercial", False),
        ("any", "any", False),
        ("any", "research", False),
    ],
)
def test_a_label_is_as_narrow_as_a_limit(
    licence: Make, above: str, below: str, expected: bool
) -> None:
    """Research is unpaid, and not everything unpaid is research; no limit is kept by none."""
    assert is_as_narrow(licence(purpose=above), licence(purpose=below)) is expected


def test_later_versions_that_are_accepted_by_name_are_not_in_doubt(licence: Make) -> None:
    """Who accepts both a version and those that come later has spoken of them."""
    up = licence("u-1", derivative_licence=same(), accepts=("d-1", "d-1-or-later"))
    assert may_label(up, FINETUNE, licence("d-1-or-later"), NOTHING_KNOWN).verdict is FREE
