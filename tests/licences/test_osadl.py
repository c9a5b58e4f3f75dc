"""Pairs of ordinary open-source licences."""

import pytest

from licences.osadl import VERSION_CHOICES, Pair, answers_for, may_go_under


@pytest.mark.parametrize(
    ("inbound", "outbound", "expected"),
    [
        ("MIT", "GPL-3.0-only", Pair.YES),
        ("MIT", "Apache-2.0", Pair.YES),
        ("GPL-3.0-only", "MIT", Pair.NO),
        ("Apache-2.0", "GPL-2.0-only", Pair.NO),
        ("Apache-2.0", "GPL-3.0-only", Pair.YES),
        ("GPL-2.0-only", "GPL-3.0-only", Pair.NO),
        ("GPL-2.0-or-later", "GPL-3.0-only", Pair.YES),
    ],
)
def test_the_matrix_answers_in_the_direction_asked(
    inbound: str, outbound: str, expected: Pair
) -> None:
    """A part's licence is asked against the whole's, not the other way round."""
    assert may_go_under(inbound, outbound) is expected


@pytest.mark.parametrize(
    ("inbound", "outbound"),
    [
        ("CC-BY-4.0", "MIT"),
        ("MIT", "No-Such-Licence"),
        ("No-Such-Licence", "MIT"),
    ],
)
def test_a_pair_that_the_matrix_does_not_hold_has_no_answer(inbound: str, outbound: str) -> None:
    """Silence is told from a no."""
    assert may_go_under(inbound, outbound) is Pair.SILENT


@pytest.mark.parametrize(
    ("inbound", "outbound"),
    [
        ("GPL-3.0-only", "AGPL-3.0-only"),
        ("LGPL-3.0-only", "AGPL-3.0-only"),
        ("EPL-2.0", "GPL-3.0-only"),
    ],
)
def test_a_pair_may_depend_on_what_no_name_states(inbound: str, outbound: str) -> None:
    """What the matrix makes depend on the case is neither silence nor a no."""
    assert may_go_under(inbound, outbound) is Pair.DEPENDS


@pytest.mark.parametrize("choice", ["only", "or-later"])
@pytest.mark.parametrize("gnu", ["GPL-2.0", "GPL-3.0", "LGPL-2.1", "LGPL-3.0"])
def test_what_is_made_from_an_affero_work_stays_one(gnu: str, choice: str) -> None:
    """Section 13 lets the two be joined, each part under its own; it relabels nothing."""
    assert may_go_under(f"AGPL-3.0-{choice}", f"{gnu}-{choice}") is Pair.NO


@pytest.mark.parametrize("inbound", ["Apache-2.0", "ECL-2.0"])
@pytest.mark.parametrize("outbound", ["GPL-2.0-or-later", "LGPL-2.1-or-later"])
def test_a_later_version_may_be_chosen_for_apache_code(inbound: str, outbound: str) -> None:
    """Where the matrix refuses, the recipient's choice of version 3 lets Apache code in."""
    assert may_go_under(inbound, outbound) is Pair.YES


@pytest.mark.parametrize("choice", ["only", "or-later"])
@pytest.mark.parametrize("gnu", ["GPL-2.0", "GPL-3.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0"])
def test_the_academic_free_licence_goes_under_no_gnu_licence(gnu: str, choice: str) -> None:
    """AFL-3.0 brings conditions that no GNU licence takes."""
    assert may_go_under("AFL-3.0", f"{gnu}-{choice}") is Pair.NO


@pytest.mark.parametrize(
    ("inbound", "outbound", "expected"),
    [
        ("Apache-2.0", "GPL-2.0", {Pair.YES, Pair.NO}),
        ("Apache-2.0", "GPL-2.0-only", {Pair.NO}),
        ("Apache-2.0", "GPL-3.0", {Pair.YES}),
        ("GPL-2.0", "GPL-3.0-only", {Pair.YES, Pair.NO}),
        ("GPL-2.0-or-later", "GPL-3.0-only", {Pair.YES}),
        ("MIT", "No-Such-Licence", {Pair.SILENT}),
    ],
)
def test_a_bare_gnu_id_is_asked_in_both_choices(
    inbound: str, outbound: str, expected: set[Pair]
) -> None:
    """An id that states no version choice collects the answers of "only" and "or later"."""
    assert VERSION_CHOICES == ("-only", "-or-later")
    assert answers_for(inbound, outbound) == expected
