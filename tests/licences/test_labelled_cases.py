"""The engine against the calibration cases, asked as anybody asks: one JSON question a case."""

from typing import Any

import pytest

from auditor.questions import read_question
from licences.compatibility import compare
from licences.judgement import Verdict

Case = dict[str, Any]
GREEN = {Verdict.COMPATIBLE, Verdict.COMPATIBLE_WITH_OBLIGATIONS}


@pytest.fixture
def answered(labelled_cases: list[Case]) -> list[tuple[Case, Verdict]]:
    """Every calibration case with the verdict that it gets."""
    return [(one, compare(read_question(one["case"])).verdict) for one in labelled_cases]


def _told(labelled: Case, answer: Verdict) -> str:
    case = labelled["case"]
    return (
        f"{case['id']}: {case['upstream']} {case['relation']} {case.get('downstream')}: "
        f"{answer}, not {' or '.join(labelled['expected'])} ({labelled['clause']})"
    )


def test_all_the_cases_are_asked(answered: list[tuple[Case, Verdict]]) -> None:
    assert len(answered) == 148


@pytest.mark.parametrize(("confidence", "wrong_at_most"), [("high", 0.05), ("medium", 0.1)])
def test_most_are_answered_as_their_readers_did(
    answered: list[tuple[Case, Verdict]], confidence: str, wrong_at_most: float
) -> None:
    asked = [(one, answer) for one, answer in answered if one["confidence"] == confidence]
    wrong = [_told(one, answer) for one, answer in asked if answer not in one["expected"]]
    assert asked
    assert len(wrong) <= len(asked) * wrong_at_most, "\n".join(wrong)


def test_what_is_forbidden_is_never_green(answered: list[tuple[Case, Verdict]]) -> None:
    """No case whose only right answer is ``incompatible`` is answered with a green one."""
    forbidden = [(one, answer) for one, answer in answered if one["expected"] == ["incompatible"]]
    assert len(forbidden) > 30
    assert not [_told(one, answer) for one, answer in forbidden if answer in GREEN]


def test_what_is_allowed_is_never_forbidden(answered: list[tuple[Case, Verdict]]) -> None:
    """No case of which the readers were sure that it is allowed is answered ``incompatible``."""
    allowed = [
        (one, answer)
        for one, answer in answered
        if one["confidence"] == "high" and set(one["expected"]) <= GREEN
    ]
    assert len(allowed) > 30
    assert not [_told(one, a) for one, a in allowed if a is Verdict.INCOMPATIBLE]
