"""May a work made from another carry this label?"""

from collections.abc import Callable

import pytest

from licences import registry
from licences.judgement import Reason, Verdict
from licences.labelling import DERIVATIVE_LICENCE_VALUES, may_label
from licences.licence import Licence, Obligation, Status, Term
from licences.relation import COPY_RELATIONS, WEIGHT_RELATIONS, Relation
from licences.use import Facts

Make = Callable[..., Licence]
Owed = Callable[..., Obligation]

NOTHING_KNOWN = Facts()
NO = Verdict.INCOMPATIBLE
LOST = Verdict.UNKNOWN
LOOK = Verdict.REVIEW
OWED = Verdict.COMPATIBLE_WITH_OBLIGATIONS
FREE = Verdict.COMPATIBLE

FINETUNE, ADAPTER, QUANTIZED = Relation.FINETUNE, Relation.ADAPTER, Relation.QUANTIZED
MERGE, COPY, DERIVED = Relation.MERGE, Relation.COPY, Relation.DERIVED
MAKES = (FINETUNE, ADAPTER, QUANTIZED, MERGE, DERIVED)
GOES_ON = (*MAKES, COPY)


def verdict(up: str, relation: Relation, down: str) -> Verdict:
    return may_label(registry.get(up), relation, registry.get(down), NOTHING_KNOWN).verdict


def reason_of(up: str, relation: Relation, down: str, facts: Facts = NOTHING_KNOWN) -> Reason:
    (reason,) = may_label(registry.get(up), relation, registry.get(down), facts).reasons
    return reason


# The relation table, on licences of the catalogue


@pytest.mark.parametrize("relation", MAKES)
@pytest.mark.parametrize(
    ("up", "down", "expected"),
    [
        ("mit", "mit", OWED),
        ("mit", "apache-2.0", OWED),
        ("mit", "cc-by-nc-4.0", OWED),
        ("mit", "gpl-3.0", OWED),
        ("mit", "llama3.1", OWED),
        ("apache-2.0", "cc-by-nc-4.0", OWED),
        ("apache-2.0", "mit", OWED),
        ("apache-2.0", "gpl-3.0", OWED),
        ("apache-2.0", "gpl-2.0-or-later", OWED),
        ("apache-2.0", "gpl-2.0", LOOK),
        ("apache-2.0", "gpl-2.0-only", NO),
        ("cc0-1.0", "agpl-3.0", FREE),
        ("unlicense", "mit", FREE),
        ("llama3.1", "llama3.1", OWED),
        ("llama3.1", "apache-2.0", NO),
        ("llama3.1", "llama3.2", NO),
        ("llama3", "llama3.1", NO),
        ("llama2", "mit", NO),
        ("llama3.1", "gemma", NO),
        ("gemma", "gemma", OWED),
        ("gemma", "apache-2.0", NO),
        ("gemma", "llama3.1", NO),
        ("llama2", "qwen", NO),
        ("creativeml-openrail-m", "openrail++", OWED),
        ("openrail++", "creativeml-openrail-m", OWED),
        ("creativeml-openrail-m", "bigscience-openrail-m", OWED),
        ("bigscience-openrail-m", "bigscience-bloom-rail-1.0", OWED),
        ("bigscience-openrail-m", "creativeml-openrail-m", NO),
        ("bigscience-bloom-rail-1.0", "bigscience-openrail-m", NO),
        ("creativeml-openrail-m", "mit", NO),
        ("creativeml-openrail-m", "gpl-3.0", NO),
        ("bigcode-openrail-m", "creativeml-openrail-m", NO),
        ("creativeml-openrail-m", "bigcode-openrail-m", NO),
        ("bigcode-openrail-m", "apache-2.0", NO),
        ("bigcode-openrail-m", "bigcode-openrail-m", OWED),
        ("gpl-3.0", "gpl-3.0", OWED),
        ("gpl-3.0", "gpl-3.0-only", OWED),
        ("gpl-3.0", "gpl-3.0-or-later", LOOK),
        ("gpl-3.0", "mit", NO),
        ("gpl-3.0", "apache-2.0", NO),
        ("gpl-2.0-or-later", "gpl-3.0", OWED),
        ("gpl-2.0-or-later", "gpl-3.0-only", OWED),
        ("gpl-2.0-only", "gpl-3.0-only", NO),
        ("gpl-2.0", "gpl-3.0", LOOK),
        ("agpl-3.0", "apache-2.0", NO),
        ("agpl-3.0", "agpl-3.0-only", OWED),
        ("gpl-3.0", "llama3.1", NO),
        ("cc-by-sa-4.0", "cc-by-sa-4.0", OWED),
        ("cc-by-sa-4.0", "gpl-3.0", OWED),
        ("cc-by-sa-4.0", "gpl-3.0-only", OWED),
        ("gpl-3.0", "cc-by-sa-4.0", NO),
        ("cc-by-sa-4.0", "cc-by-4.0", NO),
        ("cc-by-sa-4.0", "apache-2.0", NO),
        ("cc-by-4.0", "cc-by-sa-4.0", OWED),
        ("cc-by-4.0", "apache-2.0", OWED),
        ("cc-by-nc-4.0", "cc-by-nc-4.0", OWED),
        ("cc-by-nc-4.0", "cc-by-nc-sa-4.0", OWED),
        ("cc-by-nc-4.0", "apple-amlr", OWED),
        ("cc-by-nc-4.0", "cc-by-sa-4.0", NO),
        ("cc-by-nc-4.0", "gpl-3.0", NO),
        ("cc-by-nc-sa-4.0", "cc-by-nc-4.0", NO),
        ("fair-noncommercial-research-license", "apache-2.0", NO),
        ("deepfloyd-if-license", "mit", NO),
    ],
)
def test_what_a_label_must_keep_does_not_hang_on_the_relation(
    up: str, relation: Relation, down: str, expected: Verdict
) -> None:
    """These labels keep, or drop, what the upstream text asks for, however the work was made."""
    assert verdict(up, relation, down) is expected


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (FINETUNE, LOOK),
        (ADAPTER, LOOK),
        (MERGE, LOOK),
        (DERIVED, LOOK),
        (COPY, NO),
        (QUANTIZED, NO),
    ],
)
@pytest.mark.parametrize("down", ["apache-2.0", "mit", "cc-by-4.0", "llama3.1"])
def test_a_non_commercial_original_stays_so(
    relation: Relation, expected: Verdict, down: str
) -> None:
    """Own contributions to a non-commercial work may be under other terms; a copy may not."""
    assert verdict("cc-by-nc-4.0", relation, down) is expected


@pytest.mark.parametrize(
    ("relation", "down", "text"),
    [
        (
            COPY,
            "mit",
            "a copy stays under CC BY-NC 4.0; the MIT text lacks its terms",
        ),
        (
            FINETUNE,
            "gpl-3.0",
            "GPL-3.0 takes no further restriction, and CC BY-NC 4.0 brings one",
        ),
        (
            FINETUNE,
            "mit",
            "own contributions may be under MIT, but the original stays under CC BY-NC 4.0, "
            "which the label does not show",
        ),
    ],
)
def test_a_label_on_a_non_commercial_work_is_explained(
    relation: Relation, down: str, text: str
) -> None:
    """The sentence says which of the three cases it is, with the clause of the original."""
    found = reason_of("cc-by-nc-4.0", relation, down)
    clause = registry.get("cc-by-nc-4.0").terms.derivative_licence.clause
    if relation is COPY:
        clause = registry.get("cc-by-nc-4.0").terms.copies.clause
    assert (found.text, found.licence, found.clause) == (text, "cc-by-nc-4.0", clause)
    assert found.firm


@pytest.mark.parametrize("up", ["cc-by-nd-4.0", "cc-by-nc-nd-4.0"])
@pytest.mark.parametrize("down", ["cc-by-nd-4.0", "cc-by-nc-nd-4.0", "mit"])
@pytest.mark.parametrize(
    ("relation", "expected"),
    [(FINETUNE, NO), (ADAPTER, NO), (MERGE, NO), (DERIVED, NO), (QUANTIZED, LOOK)],
)
def test_what_is_made_from_a_no_derivatives_work_is_not_shared(
    up: str, relation: Relation, down: str, expected: Verdict
) -> None:
    """ND bars sharing under any label; whether a quantised file is an adaptation is disputed."""
    assert verdict(up, relation, down) is expected


def test_a_bar_on_sharing_is_explained() -> None:
    """The sentence gives the bar, or both readings of a quantised file, and the clause."""
    barred = reason_of("cc-by-nd-4.0", FINETUNE, "mit")
    assert barred.text == "CC BY-ND 4.0 does not allow sharing what is made from it"
    assert barred.clause == registry.get("cc-by-nd-4.0").terms.derivatives.clause
    assert reason_of("cc-by-nd-4.0", QUANTIZED, "mit").text == (
        "CC BY-ND 4.0 allows no sharing of what is made from the work, and whether a quantised "
        "file is such a thing or a copy in another format is disputed"
    )


@pytest.mark.parametrize("down", ["cc-by-nd-4.0", "mit"])
def test_a_copy_of_a_no_derivatives_work_is_judged_by_its_label(down: str) -> None:
    """An unchanged copy may be shared under its own licence and no other."""
    assert verdict("cc-by-nd-4.0", COPY, down) is (OWED if down == "cc-by-nd-4.0" else NO)


@pytest.mark.parametrize(("up", "firm"), [("gpl-3.0", False), ("cc-by-sa-4.0", True)])
def test_a_copy_stays_less_surely_under_terms_for_code(up: str, firm: bool) -> None:
    """Software terms on weights are read with less certainty, for copies too."""
    found = reason_of(up, COPY, "mit")
    assert (found.verdict, found.firm) == (NO, firm)
    assert found.clause == registry.get(up).terms.copies.clause


@pytest.mark.parametrize(
    ("up", "down"), [("gpl", "mit"), ("openrail", "openrail"), ("h-research", "h-research")]
)
@pytest.mark.parametrize("relation", [FINETUNE, COPY])
def test_a_text_that_was_not_read_decides_no_label(up: str, down: str, relation: Relation) -> None:
    """What a licence that was not read allows for derivatives is unknown."""
    found = reason_of(up, relation, down)
    title = registry.get(up).title
    assert (found.verdict, found.status) == (LOST, Status.UNKNOWN)
    assert found.text == f"what {title} allows for derivatives is not known"


@pytest.mark.parametrize(
    ("up", "down", "text"),
    [
        (
            "llama3.1",
            "apache-2.0",
            "the Llama 3.1 agreement goes along with what is made from it; Apache-2.0 is not it",
        ),
        (
            "llama3.1",
            "llama3.2",
            "the Llama 3.1 agreement goes along with what is made from it; Llama 3.2 is not it "
            "(both are versions of one agreement, and one of the cards may name the wrong one)",
        ),
        (
            "gemma",
            "mit",
            "the MIT text does not carry the use restrictions that Gemma wants passed on",
        ),
        (
            "creativeml-openrail-m",
            "mit",
            "the MIT text does not carry the use restrictions that CreativeML Open RAIL-M wants "
            "passed on",
        ),
        (
            "bigscience-openrail-m",
            "creativeml-openrail-m",
            "the CreativeML Open RAIL-M text does not carry 2 of the use restrictions that "
            "BigScience Open RAIL-M wants passed on",
        ),
        (
            "gemma",
            "creativeml-openrail-m",
            "the CreativeML Open RAIL-M text does not carry the use restrictions that Gemma wants "
            "passed on",
        ),
        (
            "cc-by-sa-4.0",
            "mit",
            "CC BY-SA 4.0 wants what is made from it under the same licence; MIT is another",
        ),
        (
            "apache-2.0",
            "gpl-2.0-only",
            "a work under Apache-2.0 cannot become part of one under GPL-2.0-only",
        ),
    ],
)
def test_a_label_that_drops_a_clause_is_explained(up: str, down: str, text: str) -> None:
    """The sentence names both licences and what is dropped, with the clause of the upstream."""
    found = reason_of(up, FINETUNE, down)
    rule = registry.get(up).terms.derivative_licence
    assert (found.verdict, found.text) == (NO, text)
    assert (found.licence, found.clause, found.status) == (up, rule.clause, rule.status)


@pytest.mark.parametrize(
    ("up", "relation", "down", "firm"),
    [
        ("llama3.1", FINETUNE, "mit", True),
        ("llama3.1", ADAPTER, "mit", False),
        ("llama3.1", QUANTIZED, "mit", True),
        ("gemma", ADAPTER, "mit", True),
        ("cc-by-sa-4.0", FINETUNE, "mit", True),
        ("cc-by-sa-4.0", ADAPTER, "mit", False),
        ("gpl-3.0", FINETUNE, "llama3.1", False),
        ("mpl-2.0", FINETUNE, "llama3.1", False),
        ("apache-2.0", FINETUNE, "gpl-2.0-only", False),
        ("cc-by-nc-4.0", COPY, "mit", True),
    ],
)
def test_a_clause_that_does_not_name_its_object_is_not_firm(
    up: str, relation: Relation, down: str, firm: bool
) -> None:
    """Software terms on weights, and agreements on adapter files, are read with less certainty."""
    assert reason_of(up, relation, down).firm is firm


@pytest.mark.parametrize(
    ("up", "down", "softened"),
    [
        ("llama3.1", "apache-2.0", True),
        ("gemma", "mit", True),
        ("creativeml-openrail-m", "mit", True),
        ("cc-by-sa-4.0", "mit", True),
        ("gpl-3.0", "mit", True),
        ("cc-by-nc-4.0", "gpl-3.0", False),
        ("apache-2.0", "gpl-2.0-only", False),
        ("cc-by-nd-4.0", "mit", False),
    ],
)
def test_a_shipped_agreement_softens_what_its_label_drops(
    up: str, down: str, softened: bool
) -> None:
    """Where the ancestor's agreement may lie among the files, a dropped clause is ``review``."""
    alone = reason_of(up, FINETUNE, down)
    shipped = reason_of(up, FINETUNE, down, Facts(carries=("x", up)))
    if softened:
        assert (shipped.verdict, shipped.firm) == (LOOK, False)
        assert shipped.text == alone.text + (
            "; a file whose name says that it holds that agreement is shipped, unread"
        )
    else:
        assert shipped == alone
        assert shipped.verdict is NO


@pytest.mark.parametrize(
    ("up", "down"), [("apache-2.0", "gpl-2.0"), ("gpl-2.0", "gpl-3.0"), ("gpl-2.0", "gpl-3.0-only")]
)
def test_a_choice_of_versions_that_is_not_stated_is_looked_at(up: str, down: str) -> None:
    """Where the matrix answers differently for "only" and "or later", the sentence says so."""
    found = reason_of(up, FINETUNE, down)
    rule = registry.get(up).terms.derivative_licence
    assert (found.verdict, found.firm, found.clause) == (LOOK, False, rule.clause)
    assert found.text == (
        f"whether a work under {registry.get(up).title} can become part of one under "
        f'{registry.get(down).title} depends on a choice of versions ("only" or "or later") that '
        "a bare name does not state"
    )


def test_another_agreement_softens_nothing() -> None:
    """The agreement of some other licence does not help."""
    other = Facts(carries=("llama3.2",))
    assert reason_of("llama3.1", FINETUNE, "mit", other) == reason_of("llama3.1", FINETUNE, "mit")


def test_a_version_of_another_family_is_no_slip_of_the_pen() -> None:
    """Only two versions of one agreement may be a card naming the wrong one."""
    assert "one of the cards" in reason_of("llama3", QUANTIZED, "llama3.3").text
    assert "one of the cards" not in reason_of("llama3", QUANTIZED, "qwen").text


# The rules, on licences made to measure


def test_every_rule_has_a_test_licence() -> None:
    """The rules on derivative licences are the nine that the vocabulary names."""
    assert {
        *("any", "any-with-notices", "carry-restrictions", "agreement-stays"),
        *("original-stays", "same", "none", "agreement-binds", "conditions-follow"),
    } == DERIVATIVE_LICENCE_VALUES


@pytest.mark.parametrize("rule", sorted(DERIVATIVE_LICENCE_VALUES))
@pytest.mark.parametrize("relation", list(Relation))
def test_the_very_same_licence_is_always_fine(licence: Make, rule: str, relation: Relation) -> None:
    """A derivative under the licence of its parent drops nothing."""
    made = licence(derivative_licence=rule)
    assert may_label(made, relation, made, NOTHING_KNOWN).reasons == ()


@pytest.mark.parametrize("suffix", ["", "-only", "-or-later"])
@pytest.mark.parametrize("other", ["", "-only", "-or-later"])
def test_version_choices_are_one_licence(licence: Make, suffix: str, other: str) -> None:
    """``-only`` and ``-or-later`` are one version, but nothing is widened to later ones."""
    up, down = (licence(f"x-1.0{end}", derivative_licence="same") for end in (suffix, other))
    widened = suffix != "-or-later" and other == "-or-later"
    assert may_label(up, FINETUNE, down, NOTHING_KNOWN).verdict is (NO if widened else FREE)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("any", FREE),
        ("any-with-notices", FREE),
        ("carry-restrictions", NO),
        ("agreement-stays", NO),
        ("original-stays", LOOK),
        ("same", NO),
        ("none", NO),
    ],
)
def test_each_rule_judges_another_label(licence: Make, rule: str, expected: Verdict) -> None:
    """Under each rule a free label on a fine-tune is allowed, barred or to be looked at."""
    up, down = licence("up-1.0", derivative_licence=rule), licence("down-1.0")
    assert may_label(up, FINETUNE, down, NOTHING_KNOWN).verdict is expected


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("ab", "ab", True),
        ("ab", "abc", True),
        ("ab", "a", False),
        ("ab", "", False),
        ("", "ab", False),
        ("", "", False),
    ],
)
def test_restrictions_are_carried_by_a_list_that_holds_them_all(
    licence: Make, above: str, below: str, expected: bool
) -> None:
    """Sets of restrictions are compared; a policy without a list is carried by itself alone."""
    up = licence("u-1", derivative_licence="carry-restrictions", attachment=frozenset(above))
    down = licence("d-1", attachment=frozenset(below))
    judged = may_label(up, FINETUNE, down, NOTHING_KNOWN)
    assert (judged.verdict is FREE) is expected


@pytest.mark.parametrize(
    ("accepts", "expected"), [((), NO), (("d-1",), FREE), (("e-1", "d-1"), FREE), (("e-1",), NO)]
)
@pytest.mark.parametrize("choice", ["", "-only"])
def test_a_same_licence_takes_what_it_accepts(
    licence: Make, accepts: tuple[str, ...], expected: Verdict, choice: str
) -> None:
    """A ``same`` licence lets a derivative take one of those that it names, in either choice."""
    up = licence("u-1", derivative_licence="same", accepts=accepts)
    assert may_label(up, FINETUNE, licence(f"d-1{choice}"), NOTHING_KNOWN).verdict is expected


@pytest.mark.parametrize(
    ("derivatives", "relation", "expected"),
    [
        ("yes", FINETUNE, FREE),
        ("nc-only", FINETUNE, FREE),
        ("no", FINETUNE, NO),
        ("never", FINETUNE, NO),
        ("no", QUANTIZED, LOOK),
        ("never", QUANTIZED, LOOK),
        ("no", COPY, FREE),
        ("never", COPY, FREE),
    ],
)
def test_sharing_comes_before_the_label(
    licence: Make, derivatives: str, relation: Relation, expected: Verdict
) -> None:
    """Where derivatives may not be shared no label helps; copies are no derivatives."""
    made = licence(derivatives=derivatives)
    assert may_label(made, relation, made, NOTHING_KNOWN).verdict is expected


def test_a_bar_on_sharing_leaves_no_duties(licence: Make, obligation: Owed) -> None:
    """What may not be shared brings no duties of sharing."""
    made = licence(derivatives="no", obligations=(obligation(),))
    assert may_label(made, FINETUNE, made, NOTHING_KNOWN).duties == ()
    assert may_label(made, COPY, made, NOTHING_KNOWN).duties != ()


def test_an_unknown_rule_is_unknown_even_under_the_same_label(licence: Make) -> None:
    """A rule that was not read is not guessed, and its duties are not told."""
    made = licence(derivative_licence=Term("unknown", status=Status.UNKNOWN))
    judged = may_label(made, FINETUNE, made, NOTHING_KNOWN)
    assert (judged.verdict, judged.duties) == (LOST, ())


@pytest.mark.parametrize("relation", list(Relation))
@pytest.mark.parametrize(
    ("when", "modified"),
    [
        (("redistribute",), False),
        (("redistribute", "serve"), True),
        (("serve",), False),
        (("any",), False),
    ],
)
def test_a_publisher_owes_the_duties_of_sharing(
    licence: Make,
    obligation: Owed,
    relation: Relation,
    when: tuple[str, ...],
    modified: bool,
) -> None:
    """The duties are those of redistribution; those of changed works fall to no mere copy."""
    up = licence("up-1.0", obligations=(obligation("notice", *when, modified=modified),))
    judged = may_label(up, relation, licence("down-1.0"), NOTHING_KNOWN)
    owed = "redistribute" in when and not (modified and relation in COPY_RELATIONS)
    assert [(d.kind, d.licence, d.when, d.due) for d in judged.duties] == (
        [("notice", "up-1.0", "redistribute", True)] if owed else []
    )
    assert judged.verdict is (OWED if owed else FREE)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("non-commercial none", "non-commercial same", FREE),
        ("non-commercial none", "research same", FREE),
        ("non-commercial none", "any same", NO),
        ("non-commercial none", "any any", LOOK),
        ("research none", "research any", FREE),
        ("research none", "non-commercial any", LOOK),
        ("non-commercial inline", "non-commercial any", LOOK),
        ("research policy", "research any", LOOK),
        ("any none", "any same", LOOK),
        ("any none", "non-commercial any", LOOK),
    ],
)
def test_a_limited_original_goes_under_labels_that_keep_its_limits(
    licence: Make, above: str, below: str, expected: Verdict
) -> None:
    """A label as narrow in purpose keeps the limit, but not one on the field of use.

    Copyleft takes no limit on commerce; any other label hides what stays.
    """
    purpose, field = above.split()
    free = "yes" if purpose == "any" else "no"
    up = licence(
        "u-1",
        derivative_licence="original-stays",
        commercial=free,
        purpose=purpose,
        field_of_use=field,
    )
    narrow, rule = below.split()
    down = licence("d-1", purpose=narrow, derivative_licence=rule)
    assert may_label(up, FINETUNE, down, NOTHING_KNOWN).verdict is expected


@pytest.mark.parametrize(
    ("up", "relation", "down", "expected"),
    [
        ("mrl-0.1", FINETUNE, "cc-by-nc-4.0", NO),
        ("mrl-0.1", FINETUNE, "mrl-0.1", OWED),
        ("flux-1-dev-non-commercial", ADAPTER, "cc-by-nc-4.0", LOOK),
        ("flux-1-dev-non-commercial", QUANTIZED, "cc-by-nc-4.0", LOOK),
        ("flux-1-dev-non-commercial", COPY, "cc-by-nc-4.0", NO),
        ("flux-1-dev-non-commercial", QUANTIZED, "apache-2.0", NO),
        ("odc-by", DERIVED, "cc-by-nc-4.0", LOOK),
        ("odc-by", DERIVED, "cc-by-sa-4.0", LOOK),
        ("odc-by", DERIVED, "odc-by", OWED),
        ("odc-by", COPY, "mit", NO),
    ],
)
def test_a_like_label_does_not_hold_limits_of_other_kinds(
    up: str, relation: Relation, down: str, expected: Verdict
) -> None:
    """Non-commercial alone is neither research, nor no production, nor what ODC-By wants."""
    assert verdict(up, relation, down) is expected


@pytest.mark.parametrize(
    ("kind", "other", "expected"),
    [
        ("permissive", "copyleft", NO),
        ("permissive", "weak-copyleft", NO),
        ("community", "copyleft", FREE),
        ("permissive", "community", FREE),
    ],
)
def test_the_software_matrix_is_asked_about_software_licences_only(
    licence: Make, kind: str, other: str, expected: Verdict
) -> None:
    """Only where both are code licences does the matrix's "no" count."""
    up = licence("u-1", kind, derivative_licence="any-with-notices", spdx="Apache-2.0")
    down = licence("d-1", other, spdx="GPL-2.0-only")
    assert may_label(up, FINETUNE, down, NOTHING_KNOWN).verdict is expected


@pytest.mark.parametrize(("up_spdx", "down_spdx"), [("", "GPL-2.0-only"), ("Apache-2.0", "")])
def test_the_matrix_is_asked_by_spdx_ids(licence: Make, up_spdx: str, down_spdx: str) -> None:
    """A licence without SPDX id is not in the matrix."""
    up = licence("u-1", "permissive", derivative_licence="any-with-notices", spdx=up_spdx)
    down = licence("d-1", "copyleft", spdx=down_spdx)
    assert may_label(up, FINETUNE, down, NOTHING_KNOWN).verdict is FREE


@pytest.mark.parametrize(
    ("up_spdx", "down_spdx", "expected"),
    [
        ("Apache-2.0", "GPL-2.0", LOOK),
        ("Apache-2.0", "GPL-2.0-only", NO),
        ("Apache-2.0", "GPL-2.0-or-later", FREE),
        ("AFL-3.0", "LGPL-2.1", NO),
        ("AFL-3.0", "AGPL-3.0", NO),
    ],
)
def test_a_version_choice_that_is_not_stated_matters_where_the_answers_differ(
    licence: Make, up_spdx: str, down_spdx: str, expected: Verdict
) -> None:
    """A bare GNU keyword is both choices: a "no" for one of them is ``review``, for both a ban."""
    up = licence("u-1", "permissive", derivative_licence="any-with-notices", spdx=up_spdx)
    down = licence("d-1", "copyleft", spdx=down_spdx)
    assert may_label(up, FINETUNE, down, NOTHING_KNOWN).verdict is expected


@pytest.mark.parametrize(
    ("up", "down", "expected"),
    [
        ("gpl-3.0", "epl-2.0", NO),
        ("epl-2.0", "gpl-3.0", LOOK),
        ("lgpl-3.0", "agpl-3.0", LOOK),
        ("agpl-3.0", "gpl-3.0", NO),
        ("gpl-3.0", "agpl-3.0", LOOK),
        ("gpl-2.0-or-later", "agpl-3.0", LOOK),
        ("gpl-3.0", "cc0-1.0", NO),
    ],
)
def test_what_depends_on_the_case_is_looked_at(up: str, down: str, expected: Verdict) -> None:
    """The matrix's "it depends" is a question, its silence leaves the word to the text."""
    found = verdict(up, FINETUNE, down)
    assert found is (OWED if expected is FREE else expected)


def test_what_a_pair_depends_on_is_said() -> None:
    """A case that no name decides is told from a choice of versions."""
    said = [
        reason_of(up, FINETUNE, down).text
        for up, down in (("epl-2.0", "gpl-3.0"), ("gpl-2.0", "gpl-3.0"))
    ]
    assert [text.partition("depends on ")[2] for text in said] == [
        "how the two are put together, or on a notice, which no name states",
        'a choice of versions ("only" or "or later") that a bare name does not state',
    ]


def test_weights_relations_are_covered_by_the_table() -> None:
    """The table above asks about every relation by which weights pass on."""
    assert set(GOES_ON) >= WEIGHT_RELATIONS


# Agreements that go on binding beside other terms


@pytest.mark.parametrize(
    ("above", "below", "field", "relation", "expected"),
    [
        ("any", "any", "policy", FINETUNE, None),
        ("non-commercial", "any", "none", FINETUNE, (NO, "wider", True)),
        ("non-commercial", "any", "none", ADAPTER, (NO, "wider", False)),
        ("research", "non-commercial", "none", QUANTIZED, (NO, "wider", True)),
        ("non-commercial", "research", "none", FINETUNE, None),
        ("non-commercial", "non-commercial", "policy", FINETUNE, (LOOK, "hidden", True)),
        ("any", "any", "none", COPY, (NO, "copy", True)),
        ("non-commercial", "research", "none", COPY, (NO, "copy", True)),
    ],
)
def test_own_terms_may_be_added_but_not_widen_the_agreement(
    licence: Make,
    above: str,
    below: str,
    field: str,
    relation: Relation,
    expected: tuple[Verdict, str, bool] | None,
) -> None:
    """A label may add terms, and none that allows what the agreement bars; a copy keeps its own."""
    up = licence("u-1", derivative_licence="agreement-binds", purpose=above, field_of_use=field)
    judged = may_label(up, relation, licence("d-1", purpose=below), NOTHING_KNOWN)
    texts = {
        "wider": "own terms may be added, but the limits of Test Licence 1.0 still bind, and Test "
        "Licence 1.0 allows what they bar",
        "hidden": "own contributions may be under Test Licence 1.0, but the original stays under "
        "Test Licence 1.0, which the label does not show",
        "copy": "a copy stays under Test Licence 1.0; the Test Licence 1.0 text lacks its terms",
    }
    assert [(r.verdict, r.text, r.firm) for r in judged.reasons] == (
        [(expected[0], texts[expected[1]], expected[2])] if expected else []
    )


def test_conditions_that_follow_are_not_shown_by_another_label(licence: Make) -> None:
    """Any terms may be added, and the label alone hides what follows the work."""
    up = licence("u-1", derivative_licence="conditions-follow")
    text = (
        "own terms may be added, but the conditions of Test Licence 1.0 follow what is made from "
        "the work, and the Test Licence 1.0 text does not show them"
    )
    clause = "§ derivative_licence"
    assert may_label(up, FINETUNE, licence("d-1"), NOTHING_KNOWN).reasons == (
        Reason(LOOK, "u-1", clause, Status.VERIFIED, text),
    )
