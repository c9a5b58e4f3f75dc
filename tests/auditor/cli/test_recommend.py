"""``auditor licence recommend`` as a shell sees it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[..., dict[str, Any]]
WriteFile = Callable[..., Path]
ZEPHYR = ("--hub", "demo", "HuggingFaceH4/zephyr-7b-beta")


@pytest.fixture
def lineage(record: Write, snapshot_file: WriteFile) -> Path:
    """A snapshot of a model below Llama, one below nothing that was seen, and a dataset."""
    return snapshot_file(
        record("a/child", "mit", base_model="b/llama"),
        record("b/llama", "llama3.1"),
        record("a/lost", "mit", base_model="b/gone"),
        record("a/free", "mit"),
        record("a/d", "mit", _kind="dataset"),
        record("a/off", _state="missing-or-private"),
    )


def test_the_demo_has_something_to_recommend(run: Run) -> None:
    """Without a network: what may be carried, what is owed, and how many were judged."""
    done = run("licence", "recommend", *ZEPHYR)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "Licences for HuggingFaceH4/zephyr-7b-beta"
    assert "It may carry" in lines
    assert " may be carried, for sharing it in this use." in lines[-2]


def test_json_holds_every_candidate(run: Run, lineage: Path) -> None:
    """Each with a verdict, what is owed and, where there is one, the ancestor in the way."""
    done = run("licence", "recommend", "a/child", "--hub", lineage, "--format", "json")
    data = json.loads(done.out)
    assert (done.code, data["subject"], data["current"]) == (0, "hf:a/child", "mit")
    assert data["barred"] == []
    answers = {c["licence"]: c for c in data["candidates"]}
    assert [i for i, c in answers.items() if c["verdict"].startswith("compatible")] == ["llama3.1"]
    assert answers["llama3.1"]["obstacle"] is None
    obstacle = answers["mit"]["obstacle"]
    assert (obstacle["component"], obstacle["reason"]["licence"]) == ("hf:b/llama", "llama3.1")


def test_an_open_answer_ends_with_3_where_that_is_asked_for(run: Run, lineage: Path) -> None:
    """``--strict`` is for gates; else an answer that was written is a success."""
    for form in ("text", "json"):
        call = ("licence", "recommend", "--hub", lineage, "--format", form)
        assert run(*call, "a/lost").code == 0
        assert run(*call, "a/lost", "--strict").code == 3
        assert run(*call, "a/free", "--strict").code == 0


def test_a_dataset_can_be_asked_about(run: Run, lineage: Path) -> None:
    """As an audit spells it."""
    done = run("licence", "recommend", "dataset:a/d", "--hub", lineage)
    assert (done.code, done.out.splitlines()[0]) == (0, "Licences for a/d")


def test_the_use_decides(run: Run, record: Write, snapshot_file: WriteFile) -> None:
    """What is barred by the use is healed by no label."""
    hub = snapshot_file(record("a/c", "mit", base_model="b/nc"), record("b/nc", "cc-by-nc-4.0"))
    call = ("licence", "recommend", "a/c", "--hub", hub)
    assert "No label heals this: b/nc: CC BY-NC 4.0" in run(*call).out
    assert "No label heals this" not in run(*call, "--use", "non-commercial").out


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["a/nowhere"], 4, "Error: a/nowhere could not be seen: not-in-snapshot."),
        (["a/off"], 4, "Error: a/off could not be seen: missing-or-private."),
        (["a b"], 2, "'a b' is no name on the Hub; give org/name"),
        ([""], 2, "'' is no name on the Hub; give org/name"),
        (["./model"], 2, "is a path"),
        ([], 2, "Missing argument 'REF'"),
        (["a/free", "--use", "fun"], 2, "--use does not know 'fun'"),
        (["a/free", "--policy", "none.toml"], 2, "none.toml cannot be read: No such file"),
    ],
    ids=str,
)
def test_what_cannot_be_answered_is_told(
    run: Run, lineage: Path, words: list[str], code: int, sentence: str
) -> None:
    """Wrong words are 2, nothing to look at is 4."""
    done = run("licence", "recommend", *words, "--hub", lineage)
    assert (done.code, done.out) == (code, "")
    assert sentence in done.err
