"""Pairs of ordinary open-source licences."""

import pytest

from licences.osadl import VERSION_CHOICES, answers_for, may_go_under


@pytest.mark.parametrize(
    ("inbound", "outbound", "expected"),
    [
        ("MIT", "GPL-3.0-only", True),
        ("MIT", "Apache-2.0", True),
        ("GPL-3.0-only", "MIT", False),
        ("Apache-2.0", "GPL-2.0-only", False),
        ("Apache-2.0", "GPL-3.0-only", True),
        ("GPL-2.0-only", "GPL-3.0-only", False),
        ("GPL-2.0-or-later", "GPL-3.0-only", True),
    ],
)
def test_the_matrix_answers_in_the_direction_asked(
    inbound: str, outbound: str, expected: bool
) -> None:
    """A part's licence is asked against the whole's, not the other way round."""
    assert may_go_under(inbound, outbound) is expected


@pytest.mark.parametrize(
    ("inbound", "outbound"),
    [
        ("CC-BY-4.0", "MIT"),
        ("MIT", "No-Such-Licence"),
        ("No-Such-Licence", "MIT"),
        ("AGPL-3.0-only", "GPL-3.0-only"),
    ],
)
def test_a_pair_that_the_matrix_leaves_open_has_no_answer(inbound: str, outbound: str) -> None:
    """A pair that is not in the matrix, or that it does not decide, is ``None``."""
    assert may_go_under(inbound, outbound) is None


@pytest.mark.parametrize("inbound", ["Apache-2.0", "ECL-2.0"])
@pytest.mark.parametrize("outbound", ["GPL-2.0-or-later", "LGPL-2.1-or-later"])
def test_a_later_version_may_be_chosen_for_apache_code(inbound: str, outbound: str) -> None:
    """Where the matrix refuses, the recipient's choice of version 3 lets Apache code in."""
    assert may_go_under(inbound, outbound) is True


@pytest.mark.parametrize("choice", ["only", "or-later"])
@pytest.mark.parametrize("gnu", ["GPL-2.0", "GPL-3.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0"])
def test_the_academic_free_licence_goes_under_no_gnu_licence(gnu: str, choice: str) -> None:
    """AFL-3.0 brings conditions that no GNU licence takes."""
    assert may_go_under("AFL-3.0", f"{gnu}-{choice}") is False


@pytest.mark.parametrize(
    ("inbound", "outbound", "expected"),
    [
        ("Apache-2.0", "GPL-2.0", {True, False}),
        ("Apache-2.0", "GPL-2.0-only", {False}),
        ("Apache-2.0", "GPL-3.0", {True}),
        ("GPL-2.0", "GPL-3.0-only", {True, False}),
        ("GPL-2.0-or-later", "GPL-3.0-only", {True}),
        ("MIT", "No-Such-Licence", {None}),
    ],
)
def test_a_bare_gnu_id_is_asked_in_both_choices(
    inbound: str, outbound: str, expected: set[bool | None]
) -> None:
    """An id that states no version choice collects the answers of "only" and "or later"."""
    assert VERSION_CHOICES == ("-only", "-or-later")
    assert answers_for(inbound, outbound) == expected
