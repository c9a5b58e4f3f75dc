"""Statements of an origin, in every shape that a card or a record gives them."""

from typing import Any

import pytest
from hubrecords import card, read, said, shape


@pytest.mark.parametrize(
    ("value", "names", "problems"),
    [
        (
            {"relation": "finetune", "models": [{"_id": "1", "id": "a/b"}, {"id": "c/d"}]},
            ["a/b", "c/d"],
            [],
        ),
        (None, [], []),
        ({}, [], []),
        ({"models": []}, [], []),
        ({"models": None}, [], []),
        ({"models": ["a/b", "None"]}, ["a/b"], ["says 'None', which names nothing"]),
        ({"models": "a/b"}, ["a/b"], ['is {"models":"a/b"}, in a shape of its own']),
        ({"models": {"id": "a/b"}}, ["a/b"], ['is {"models":{"id":"a/b"}}, in a shape of its own']),
        ({"id": "a/b"}, ["a/b"], ['is {"id":"a/b"}, in a shape of its own']),
        ({"models": [{"name": "a/b"}]}, ["a/b"], ['holds {"name":"a/b"}, which is no text']),
        ({"models": [{"id": 5}]}, ['{"id":5}'], ['holds {"id":5}, which is no text']),
        ({"models": [{"id": " "}]}, [], ["says '', which names nothing"]),
        (
            {"relation": "merge"},
            ['{"relation":"merge"}'],
            [
                'is {"relation":"merge"}, in a shape of its own',
                'holds {"relation":"merge"}, which is no text',
            ],
        ),
        (
            {"relation": "son", "models": [{"id": "a/b"}]},
            ["a/b"],
            ['says "son", which is no relation of the Hub\'s'],
        ),
        (
            {"relation": [1], "models": [{"id": "a/b"}]},
            ["a/b"],
            ["says [1], which is no relation of the Hub's"],
        ),
        ("a/b", ["a/b"], ['is "a/b", in a shape of its own']),
        (5, ["5"], ["is 5, in a shape of its own", "holds 5, which is no text"]),
        (
            ["a/b", None, [{"id": 5}]],
            ["a/b", '{"id":5}'],
            [
                'is ["a/b",null,[{"id":5}]], in a shape of its own',
                'holds {"id":5}, which is no text',
            ],
        ),
        (
            [{"id": "a/b"}, {"id": None}],
            ["a/b", '{"id":null}'],
            [
                'is [{"id":"a/b"},{"id":null}], in a shape of its own',
                'holds {"id":null}, which is no text',
            ],
        ),
    ],
)
def test_the_hubs_own_field_is_read_as_far_as_it_goes(
    value: Any, names: list[str], problems: list[str]
) -> None:
    record = read(baseModels=value)
    assert [c.name for c in record.base_models] == names
    assert said(record) == [f"baseModels {problem}" for problem in problems]


@pytest.mark.parametrize(
    ("value", "names", "problems"),
    [
        ({"name": "o/a"}, ["o/a"], ['holds {"name":"o/a"}, which is no text']),
        ([{"model": "o/a"}], ["o/a"], ['holds {"model":"o/a"}, which is no text']),
        (
            [{"repo_id": "o/a", "revision": "x"}],
            ["o/a"],
            ['holds {"repo_id":"o/a","revision":"x"}, which is no text'],
        ),
        ([["o/a"]], ["o/a"], ["holds a list in a list"]),
        ([[["o/a"], "o/b"]], ["o/a", "o/b"], ["holds a list in a list"]),
        ({"url": "o/a"}, ['{"url":"o/a"}'], ['holds {"url":"o/a"}, which is no text']),
        (
            {"name": {"id": "o/a"}},
            ['{"name":{"id":"o/a"}}'],
            ['holds {"name":{"id":"o/a"}}, which is no text'],
        ),
        ({}, ["{}"], ["holds {}, which is no text"]),
        (5, ["5"], ["holds 5, which is no text"]),
    ],
)
def test_what_a_card_states_in_another_shape_is_no_nothing(
    value: Any, names: list[str], problems: list[str]
) -> None:
    record = card(base_model=value, datasets=value)
    assert [c.name for c in record.base_models] == names
    assert [c.name for c in record.datasets] == names
    wanted = [f"cardData.{key} {p}" for key in ("base_model", "datasets") for p in problems]
    assert said(record) == wanted


def test_an_unreadable_base_is_as_long_as_a_name_may_be() -> None:
    (claim,) = card(base_model={"a": "x" * 5000}).base_models
    assert claim.name == claim.evidence[0].value == '{"a":"' + "x" * 294


def test_a_base_named_seven_times_is_one_base() -> None:
    record = card(base_model=["org/llama"] * 7)
    assert shape(record.base_models) == [("org/llama", "finetune", "inferred")]
    assert said(record) == ["cardData.base_model names org/llama 7 times"]


@pytest.mark.parametrize("word", ["None", "-", "", "n/a", "null"])
def test_words_that_say_none_are_problems_and_no_claims(word: str) -> None:
    record = read(
        cardData={"base_model": word, "datasets": word},
        tags=[f"base_model:{word}", f"dataset:{word}"],
    )
    assert (record.base_models, record.datasets) == ((), ())
    assert said(record) == [
        f"cardData.base_model says {word!r}, which names nothing",
        f"tags says 'base_model:{word}', which names nothing",
        f"cardData.datasets says {word!r}, which names nothing",
        f"tags says 'dataset:{word}', which names nothing",
    ]


@pytest.mark.parametrize("word", ["unknown", "?", "TBD"])
def test_words_that_say_that_there_is_one_are_claims_of_it(word: str) -> None:
    record = read(cardData={"base_model": word, "datasets": word}, tags=[f"base_model:{word}"])
    assert shape(record.base_models) == [(word, "finetune", "inferred")]
    assert shape(record.datasets) == [(word, "trained-on", "declared")]


@pytest.mark.parametrize(
    "text", ["o/a/", "o/a@main", "hf:o/a", "models/o/a", "https://HUGGINGFACE.co/o/a/tree/main"]
)
def test_a_card_may_write_a_name_in_many_ways(text: str) -> None:
    record = read(cardData={"base_model": text}, tags=[f"base_model:finetune:{text}"])
    assert shape(record.base_models) == [("o/a", "finetune", "detected")]
    assert [e.value for e in record.base_models[0].evidence] == [
        text,
        f"base_model:finetune:{text}",
    ]


def test_paths_and_free_text_stay_as_written() -> None:
    record = card(base_model="./out/checkpoint-5", datasets=["librispeech 960h"])
    assert [c.name for c in record.base_models] == ["./out/checkpoint-5"]
    assert [c.name for c in record.datasets] == ["librispeech 960h"]
    assert record.problems == ()


def test_an_overlong_name_is_cut_and_noted() -> None:
    record = card(base_model="x" * 1000)
    assert len(record.base_models[0].name) == 300
    assert said(record) == ["cardData.base_model has a name of 1000 characters; cut"]


def test_an_address_of_the_right_kind_is_read_as_a_name() -> None:
    record = card(
        base_model=["https://huggingface.co/a/b", "https://huggingface.co/datasets/a/c"],
        datasets="https://huggingface.co/datasets/a/c",
    )
    assert [c.name for c in record.base_models] == [
        "a/b",
        "https://huggingface.co/datasets/a/c",
    ]
    assert shape(record.datasets) == [("a/c", "trained-on", "declared")]
