"""Labels as cards declare them, and what a label would leave out."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from licences import registry
from licences.declaration import (
    UNDECLARED,
    Clarity,
    Declaration,
    describe,
    read_declaration,
)
from licences.judgement import Verdict
from licences.licence import Licence, Obligation, Status, Threshold
from licences.relabelling import label_declaration, not_carried
from licences.relation import Relation
from licences.use import Facts

Make = Callable[..., Licence]
Owed = Callable[..., Obligation]
Limit = Callable[..., Threshold]

NOTHING_KNOWN = Facts()
NO = Verdict.INCOMPATIBLE
LOST = Verdict.UNKNOWN
LOOK = Verdict.REVIEW
OWED = Verdict.COMPATIBLE_WITH_OBLIGATIONS

FINETUNE, COPY = Relation.FINETUNE, Relation.COPY


def labelled(
    up: list[str], down: list[str], relation: Relation = FINETUNE, **facts: str
) -> Verdict:
    return label_declaration(
        read_declaration(up),
        relation,
        read_declaration(down, facts.get("name")),
        NOTHING_KNOWN,
    ).verdict


@pytest.mark.parametrize(
    ("up", "down", "expected"),
    [
        (["llama3.1"], ["llama3.1"], OWED),
        (["llama3.1"], ["llama3.1 AND cc-by-nc-4.0"], OWED),
        (["llama3.1"], ["cc-by-nc-4.0 AND llama3.1"], OWED),
        (["llama3.1"], ["mit AND cc-by-nc-4.0"], NO),
        (["llama3.1"], ["llama3.1 OR mit"], NO),
        (["llama3.1"], ["mit OR llama3.1"], NO),
        (["mit"], ["apache-2.0 OR gemma"], OWED),
        (["llama3.1 OR mit"], ["apache-2.0"], OWED),
        (["llama3.1 AND mit"], ["apache-2.0"], NO),
        (["llama3.1 AND mit"], ["llama3.1"], OWED),
        (["llama3.1", "mit"], ["apache-2.0"], LOOK),
        (["llama3.1", "gemma"], ["apache-2.0"], NO),
        (["mit"], ["apache-2.0", "gemma"], LOOK),
        (["llama3.1"], ["apache-2.0", "gemma"], NO),
        (["llama3.1"], ["llama3.1", "mit"], LOOK),
        (["llama3.1"], ["llama3.1", "no such"], LOST),
        (["llama3.1"], ["mit", "no such"], LOST),
        (["other"], ["mit"], LOST),
        ([], ["mit"], LOST),
        (["mit"], [], LOST),
        (["mit"], ["other"], LOST),
        (["mit"], ["openrail"], LOST),
        (["mit"], ["a text"], LOST),
        (["h-research"], ["mit", "gemma"], LOST),
    ],
)
def test_labels_are_judged_as_they_are_declared(
    up: list[str], down: list[str], expected: Verdict
) -> None:
    """A label's ``AND`` carries what one part carries, ``OR`` what both do; a list is unsettled."""
    assert labelled(up, down) is expected


@pytest.mark.parametrize(
    ("up", "name", "expected"),
    [("mit", "gemma", LOOK), ("llama3.1", "llama3.1", LOOK), ("llama3.1", "gemma", LOOK)],
)
def test_a_label_that_is_only_named_is_looked_at(up: str, name: str, expected: Verdict) -> None:
    """``other`` with a name points at a text that was not read, so the answer stays open."""
    assert labelled([up], ["other"], name=name) is expected


def test_no_label_says_why() -> None:
    """Where a label cannot be identified, the sentence says what is unclear about it."""
    judged = label_declaration(read_declaration(["mit"]), FINETUNE, UNDECLARED, NOTHING_KNOWN)
    assert [r.text for r in judged.reasons] == ["no label can be judged: no licence is stated"]
    assert judged.duties == ()


def test_a_copy_of_something_unsettled_bears_no_label_to_judge() -> None:
    """Nobody labelled it, so nothing is said to be dropped, however strict every reading is."""
    down = replace(read_declaration(["mit", "apache-2.0"]), inherited=True)
    judged = label_declaration(read_declaration(["llama3.1"]), COPY, down, NOTHING_KNOWN)
    assert [(r.verdict, r.text) for r in judged.reasons] == [
        (
            LOST,
            "no label can be judged: it states none of its own; for its parent, the card lists "
            "mit, apache-2.0 and does not say which of them governs what",
        )
    ]


def test_an_unsettled_label_shows_what_one_reading_gives() -> None:
    """A list of labels gives the doubt and the softened reasons, and no duties."""
    down = read_declaration(["llama3.1", "mit"])
    judged = label_declaration(read_declaration(["llama3.1"]), FINETUNE, down, NOTHING_KNOWN)
    assert [(r.verdict, r.licence, r.text) for r in judged.reasons] == [
        (
            LOOK,
            "llama3.1",
            "the Llama 3.1 agreement goes along with what is made from it; MIT is not it",
        ),
        (LOOK, "", describe(down)),
    ]
    assert judged.reasons[0].clause == registry.get("llama3.1").terms.derivative_licence.clause
    assert (judged.reasons[1].clause, judged.reasons[1].status) == ("", Status.VERIFIED)
    assert judged.duties == ()


def test_an_unknown_part_of_a_label_is_told() -> None:
    """A list of labels with an unknown part says that it is a list."""
    down = read_declaration(["mit", "no such"])
    judged = label_declaration(read_declaration(["mit"]), FINETUNE, down, NOTHING_KNOWN)
    assert [(r.verdict, r.text) for r in judged.deciding] == [(LOST, describe(down))]


@pytest.mark.parametrize("label", ["mit AND llama3.1", "llama3.1 AND mit"])
def test_shipped_agreements_count_for_declared_labels(label: str) -> None:
    """Facts on the artefact reach the judgement of each part of a label."""
    facts = Facts(carries=("gemma",))
    judged = label_declaration(
        read_declaration(["gemma"]), FINETUNE, read_declaration([label]), facts
    )
    assert judged.verdict is LOOK


def test_the_relation_counts_for_declared_labels() -> None:
    """The relation reaches the judgement of a declared label."""
    assert labelled(["cc-by-nc-4.0"], ["mit"], COPY) is NO
    assert labelled(["cc-by-nc-4.0"], ["mit"], FINETUNE) is LOOK


# What a label leaves out


@pytest.mark.parametrize(
    ("up", "down", "expected"),
    [
        (
            "llama3.1",
            "mit",
            [
                "licence copy",
                "notice",
                "display",
                "name prefix",
                "use restrictions",
                "limit of 700,000,000 monthly active users",
            ],
        ),
        ("llama3.1", "llama3.1", []),
        ("mit", "mit", []),
        ("cc-by-nc-4.0", "mit", ["non-commercial limit"]),
        ("cc-by-nc-4.0", "cc-by-nc-sa-4.0", []),
        ("apple-amlr", "mit", ["research limit"]),
        ("gpl-3.0", "mit", ["same licence for derivatives", "source offer"]),
    ],
)
def test_what_a_label_leaves_out_is_listed(up: str, down: str, expected: list[str]) -> None:
    """Duties, limits and purposes that the label's text lacks are listed in words."""
    listed = {what for what, _ in not_carried(registry.get(up), registry.get(down))}
    words = {"display": "credit to display"}
    assert {words.get(e, e) for e in expected} <= listed
    assert bool(expected) == bool(listed)


def test_what_is_left_out_has_its_clause(licence: Make, obligation: Owed, threshold: Limit) -> None:
    """Each thing left out comes with its clause: the purpose first, then duties, then limits."""
    up = licence(
        "u-1",
        commercial="no",
        purpose="research",
        obligations=tuple(
            obligation(kind)
            for kind in (
                *("licence-copy", "notice", "flow-down", "use-policy", "display"),
                *("name-prefix", "same-licence", "source", "state-changes"),
            )
        ),
        thresholds=(
            threshold(amount=1_000_000),
            threshold(metric="revenue", period="year", amount=2000, clause="8.1"),
            threshold(metric="visits", amount=7, clause="8.2"),
        ),
    )
    assert not_carried(up, licence("d-1")) == (
        ("research limit", "§ commercial"),
        ("licence copy", "7.a"),
        ("notice", "7.a"),
        ("use restrictions as an enforceable provision", "7.a"),
        ("use restrictions", "7.a"),
        ("credit to display", "7.a"),
        ("name prefix", "7.a"),
        ("same licence for derivatives", "7.a"),
        ("source offer", "7.a"),
        ("limit of 1,000,000 monthly active users", "8"),
        ("limit of 2,000 US dollars", "8.1"),
        ("limit of 7 visits", "8.2"),
    )


def test_a_label_that_says_the_same_leaves_nothing_out(
    licence: Make, obligation: Owed, threshold: Limit
) -> None:
    """An equal duty or limit of the label is carried; another text or number is not."""
    up = licence("u-1", obligations=(obligation(),), thresholds=(threshold(),), commercial="no")
    down = licence("d-1", obligations=(obligation(),), thresholds=(threshold(),), commercial="no")
    assert not_carried(up, down) == ()
    other = licence(
        "d-1",
        commercial="no",
        obligations=(Obligation("notice", "another text", "1", ("redistribute",)),),
        thresholds=(threshold(amount=101),),
    )
    assert not_carried(up, other) == (
        ("notice", "7.a"),
        ("limit of 100 monthly active users", "8"),
    )


def test_a_label_that_holds_nothing_known_says_what_is_unclear() -> None:
    """A settled label with an empty meaning is unknown by the words of its doubt."""
    odd = Declaration(("x",), Clarity.CHOICE, ((),))
    judged = label_declaration(read_declaration(["mit"]), FINETUNE, odd, NOTHING_KNOWN)
    assert [(r.verdict, r.text) for r in judged.reasons] == [(LOST, describe(odd))]
