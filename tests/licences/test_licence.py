"""The types of the law."""

from dataclasses import FrozenInstanceError, fields

import pytest

from licences.declaration import Declaration
from licences.judgement import Duty, Judgement, Reason
from licences.licence import (
    UNREAD,
    Licence,
    Obligation,
    Status,
    Term,
    Terms,
    Territory,
    Threshold,
)
from licences.training import TrainingJudgement
from licences.use import Facts, Use


def test_a_term_that_was_not_read_is_unknown() -> None:
    """Every term of a licence of which nothing was read is unknown, never "no condition"."""
    nothing = Terms()
    assert {getattr(nothing, f.name) for f in fields(Terms)} == {UNREAD}
    assert (UNREAD.value, UNREAD.status) == ("unknown", Status.UNKNOWN)


def test_a_term_is_verified_unless_said_otherwise() -> None:
    """A stated value counts as read in the text."""
    assert Term("yes").status is Status.VERIFIED


@pytest.mark.parametrize(("short", "title"), [("L 1", "L 1"), ("", "Long Licence 1")])
def test_a_title_is_short_where_it_can_be(short: str, title: str) -> None:
    """The title is the short name, or the name where there is no short one."""
    assert Licence("l-1", "Long Licence 1", "permissive", short=short).title == title


@pytest.mark.parametrize(("kind", "expected"), [("family", True), ("copyleft", False)])
def test_a_family_is_a_kind(kind: str, expected: bool) -> None:
    """A family is known by its kind."""
    assert Licence("l", "L", kind).is_family is expected


def test_statuses_are_spelt_as_reports_spell_them() -> None:
    """How a term is known is one of three words, from sure to not known."""
    assert list(Status) == ["verified", "secondary", "unknown"]


def test_a_licence_says_nothing_unless_told() -> None:
    """Every part of a licence but id, name and kind is empty by default, and it fits anything."""
    bare = Licence("l", "L", "permissive")
    assert bare.applies_to == ("any",)
    assert bare.terms == Terms()
    assert {
        *(bare.short, bare.hub, bare.spdx, bare.scancode),
        *(bare.url, bare.source, bare.released, bare.note),
    } == {""}
    assert not any((bare.aliases, bare.attachment, bare.accepts, bare.members))
    assert not any((bare.obligations, bare.thresholds, bare.territory))


def test_clauses_are_verified_and_bind_everybody_unless_said_otherwise() -> None:
    """Exemptions, prescribed words and doubts have to be stated."""
    owed = Obligation("notice", "ship it", "1", ("any",))
    assert (owed.modified, owed.value, owed.status) == (False, "", Status.VERIFIED)
    assert (owed.commercial_only, owed.end_user_exempt) == (False, False)
    limit = Threshold("mau", 1, "month", "ongoing", "request", "at most 1", "2")
    assert (limit.end_user_exempt, limit.non_commercial) == (False, "bound")
    area = Territory(("EU",), "use", "all", end_user_exempt=False, text="not there", clause="3")
    assert {limit.status, area.status} == {Status.VERIFIED}
    assert (Term("x").clause, Term("x").note) == ("", "")


@pytest.mark.parametrize(
    "shared",
    [
        *(Term, Terms, Obligation, Threshold, Territory, Licence, Use, Facts),
        *(Reason, Duty, Judgement, Declaration, TrainingJudgement),
    ],
)
def test_nobody_changes_what_the_whole_process_shares(shared: type) -> None:
    """Every value of the law is frozen, and has slots, so that no field is set by a slip."""
    value: object = object.__new__(shared)
    for name in (fields(shared)[0].name, "a_slip"):
        with pytest.raises((FrozenInstanceError, TypeError)):
            setattr(value, name, "changed")
    assert not hasattr(value, "__dict__")
