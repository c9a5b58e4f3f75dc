"""The project's own labelled cases, what is published of them, and the benchmark itself."""

import json
from pathlib import Path

import pytest

from benchmarks.licence_accuracy import __main__ as benchmark
from benchmarks.licence_accuracy import cases
from benchmarks.licence_accuracy.cases import Labelled, LabelledSet, put, read_sets
from benchmarks.licence_accuracy.scores import by_verdict, right
from licences.judgement import Verdict


@pytest.fixture(scope="module")
def sets() -> tuple[LabelledSet, ...]:
    """Every set, answered once."""
    return read_sets()


@pytest.fixture(scope="module")
def own(sets: tuple[LabelledSet, ...]) -> list[Labelled]:
    """The cases of the project's own sets."""
    return [case for one in sets if one.own for case in one.cases]


@pytest.fixture
def calibrated() -> None:
    """Skip where the calibration cases, which the page of results tells of, are not here."""
    if not cases.CALIBRATION.is_file():
        pytest.skip("the page tells of the calibration cases, which are not here")


def test_there_are_enough_cases_and_each_can_be_checked(own: list[Labelled], root: Path) -> None:
    lines = [
        json.loads(line)
        for file in (root / "benchmarks/licence_accuracy/cases").glob("*.jsonl")
        for line in file.read_text("utf-8").splitlines()
    ]
    assert len(lines) == len(own) >= 300
    assert all(one["source"] and one["clause"] and one["why"] for one in lines)
    assert {v for one in lines for v in one["expected"]} <= {str(v) for v in Verdict}
    assert {one["confidence"] for one in lines} == {"high", "medium", "disputed"}


def test_certain_cases_are_answered_right(own: list[Labelled]) -> None:
    """At least 95 of 100 cases that their readers were sure of."""
    certain = [case for case in own if case.confidence == "high"]
    wrong = [f"{case.id}: {case.answer.verdict}" for case in certain if not case.right]
    assert len(certain) > 200
    assert len(wrong) <= len(certain) * 0.05, "\n".join(wrong)


def test_what_is_forbidden_is_never_green(own: list[Labelled]) -> None:
    wrong = [case.id for case in own if case.wrongly_green and case.expected == ("incompatible",)]
    assert wrong == []


def test_what_is_surely_allowed_is_never_forbidden(own: list[Labelled]) -> None:
    assert [c.id for c in own if c.confidence == "high" and c.wrongly_forbidden] == []


@pytest.mark.usefixtures("calibrated")
def test_every_disagreement_is_explained_and_the_pages_are_todays(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """If this fails: explain what is named, and run ``make accuracy``."""
    assert benchmark.main(["--strict"]) == 0, capsys.readouterr().err


@pytest.mark.usefixtures("calibrated")
def test_an_explanation_is_of_a_case(sets: tuple[LabelledSet, ...]) -> None:
    assert set(cases.read_explained()) <= {case.id for one in sets for case in one.cases}


def test_the_pages_are_written_where_asked(tmp_path: Path) -> None:
    assert benchmark.main(["--output", str(tmp_path)]) == 0
    assert {file.name for file in tmp_path.iterdir()} == set(benchmark.pages())
    assert benchmark.main(["--strict", "--output", str(tmp_path)]) == 0


def test_a_page_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert benchmark.main(["--strict", "--output", str(tmp_path)]) == 1
    assert "accuracy.md; run make accuracy" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


class TestASetMadeToMeasure:
    """One case answered wrongly, one refused, one right."""

    @pytest.fixture(autouse=True)
    def made(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        use = {"commercial": True, "activities": ["serve"]}
        asked = {"relation": "use", "downstream": None, "use": use}
        lines = [
            {"case": {"id": "wrong", "upstream": "mit", **asked}, "expected": ["incompatible"]},
            {"case": {"id": "odd", "upstream": "mit", "relation": "near"}, "expected": ["review"]},
            {"case": {"id": "good", "upstream": ["mit", None], **asked}, "expected": ["unknown"]},
        ]
        full = [{**one, "confidence": "high", "clause": "1"} for one in lines]
        (tmp_path / "made.jsonl").write_text("\n".join(map(json.dumps, full)), "utf-8")
        monkeypatch.setattr(cases, "OWN", tmp_path)
        monkeypatch.setattr(cases, "CALIBRATION", tmp_path / "absent")

    def test_it_is_scored(self) -> None:
        (made,) = read_sets()
        assert right(made.cases) == "1 of 3 (33.3 %)"
        assert [case.id for case in made.cases if case.wrongly_green] == ["wrong"]
        assert {row[0]: row[1:] for row in by_verdict(made.cases)}["unknown"] == (
            1,
            "100.0 %",
            1,
            "100.0 %",
        )

    def test_a_disagreement_without_a_reason_is_named_and_ends_with_1(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert benchmark.main(["--output", str(tmp_path)]) == 0
        page = (tmp_path / "accuracy.md").read_text("utf-8")
        assert "The calibration set was not there" in page
        assert page.count("| not explained |") == 2
        assert benchmark.main(["--strict", "--output", str(tmp_path)]) == 1
        assert "not explained: odd" in capsys.readouterr().err

    def test_two_cases_cannot_have_one_id(self, tmp_path: Path) -> None:
        lines = (tmp_path / "made.jsonl").read_text("utf-8")
        (tmp_path / "again.jsonl").write_text(lines, "utf-8")
        with pytest.raises(ValueError, match="two cases are called good"):
            read_sets()


def test_a_case_is_put_in_one_line() -> None:
    case = {
        "upstream": ["llama2", "gemma"],
        "relation": "merge",
        "downstream": "gemma",
        "use": {"commercial": False},
        "facts": {"files": [], "name": "x"},
    }
    assert put(case) == "llama2 + gemma merge -> gemma; commercial: no; files: none; name: x"
    assert put({"upstream": None, "relation": "use"}) == "no licence use"
