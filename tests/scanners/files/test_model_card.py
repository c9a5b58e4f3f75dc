"""Front matter of cards, honest and hostile."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scanners.evidence import Kind, Unreadable
from scanners.files import model_card
from scanners.files.model_card import Card, card_as_record, read_card
from scanners.hub.records import HubRecord


def front(text: str) -> Card:
    """Read a card with this front matter."""
    return read_card(f"---\n{text}\n---\nprose")


def said(card: Card) -> list[str]:
    """Give the problems of a card as text."""
    return [f"{p.location} {p.reason}" for p in card.problems]


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(read_card(data), Card)


@given(st.text(st.sampled_from("abc:-[]{}&*!|>%@`'\"#,?~ \t\n\r\x00\ufeffé\ud800"), max_size=80))
def test_no_front_matter_raises(text: str) -> None:
    card = front(text)
    assert isinstance(card_as_record(card, Kind.MODEL, "a/b"), HubRecord)


def test_metadata_and_prose_come_apart() -> None:
    card = front("license: mit\ntags: [a, b]\nnested: {x: [1, ~]}")
    assert card.metadata == {"license": "mit", "tags": ["a", "b"], "nested": {"x": ["1", None]}}
    assert card.body == "prose"
    assert card.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "---\nlicense: mit\n---\nprose",
        "---\r\nlicense: mit\r\n---\r\nprose",
        "---\rlicense: mit\r---\nprose",
        "\n \n---\nlicense: mit\n--- \t\nprose",
        "\ufeff---\nlicense: mit\n---\nprose",
    ],
)
def test_delimiters_that_the_hub_takes(text: str) -> None:
    card = read_card(text)
    assert (card.metadata, card.body) == ({"license": "mit"}, "prose")
    assert read_card(text.encode()) == card


@pytest.mark.parametrize(
    "text",
    [
        *("", "prose", "---\nlicense: mit\n", "--- \nlicense: mit\n---\n", "---\n---\n"),
        *(
            "prose\n---\nlicense: mit\n---\n",
            "----\nlicense: mit\n----\n",
            "---\nlicense: mit\n---x",
        ),
    ],
)
def test_delimiters_that_the_hub_does_not_take(text: str) -> None:
    assert read_card(text) == Card(body=text)


def test_front_matter_of_nothing_is_no_problem() -> None:
    assert front("# only a remark") == Card(body="prose")


@pytest.mark.parametrize("text", ["no", "2024-01-01", "1.0", "0x10", "true", "yes", "1_000"])
def test_values_stay_the_text_that_was_written(text: str) -> None:
    assert front(f"language: {text}").metadata == {"language": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null"])
def test_nothing_is_none(text: str) -> None:
    assert front(f"license: {text}").metadata == {"license": None}


def test_of_a_key_that_occurs_twice_the_last_counts() -> None:
    card = front("license: mit\ntags: x\nlicense: other")
    assert card.metadata["license"] == "other"
    assert said(card) == ["README.md:4 has the key 'license' again"]


def test_lines_are_counted_from_the_start_of_the_file() -> None:
    card = read_card("\n\n---\na: 1\na: 2\n---\n")
    assert said(card) == ["README.md:5 has the key 'a' again"]


@pytest.mark.parametrize(
    ("text", "location", "reason"),
    [
        ("a: b: c", "README.md:2", "mapping values are not allowed"),
        ("a: 1\n\tb: 2", "README.md:3", "tab character"),
        ("license: @x", "README.md:2", "cannot start any token"),
        ("a: \x07", "README.md", "control characters are not allowed"),
        ("- a\n- b", "README.md:2", "has front matter that is no object"),
        ("just words", "README.md:2", "has front matter that is no object"),
        ("a: &x [1]\nb: *x", "README.md", "has an alias"),
        ("a: " + "[" * 200 + "]" * 200, "README.md", "has more than 250,000 values or 100 levels"),
        ("a: [" + "x," * 260_000 + "]", "README.md", "has more than 250,000 values or 100 levels"),
    ],
)
def test_front_matter_that_cannot_be_read(text: str, location: str, reason: str) -> None:
    card = front(text)
    assert card.metadata == {}
    (problem,) = card.problems
    assert problem.location == location
    assert reason in problem.reason


def test_nothing_is_ever_made_from_a_tag() -> None:
    card = front("license: !!python/object/apply:os.system [mit]\nx: !mine mit")
    assert card.metadata == {"license": ["mit"], "x": "mit"}
    assert [p.location for p in card.problems] == ["README.md:2", "README.md:3"]
    assert "python/object/apply:os.system" in card.problems[0].reason


def test_keys_that_are_no_text() -> None:
    card = front("? [a, b]\n: c\n1: x\non: y\nself: z")
    assert card.metadata == {"1": "x", "on": "y", "self": "z"}
    assert said(card) == ["README.md:2 has a key that is no text"]


def test_an_endless_card_is_read_as_far_as_a_card_goes() -> None:
    data = b"---\nlicense: mit\n---\n" + "é".encode() * (1 << 20)
    card = read_card(data)
    assert card.metadata == {"license": "mit"}
    assert said(card) == [f"README.md is {len(data):,} bytes; the first 1,048,576 were read"]
    assert len(card.body) < len(data)


def test_what_is_no_utf_8_is_said() -> None:
    card = read_card(b"---\nlicense: mit\n---\n\xff")
    assert (card.metadata, card.body) == ({"license": "mit"}, "\ufffd")
    assert said(card) == ["README.md is no UTF-8 from byte 21 on"]


def test_the_pure_reader_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "license: mit\ntags: [no, ~]\nlicense: x"
    fast = front(text)
    monkeypatch.setattr(model_card, "_LOADER", yaml.SafeLoader)
    assert front(text) == fast
    assert front("a: \x07").problems[0].location == "README.md"


def test_a_card_is_read_as_a_record() -> None:
    record = card_as_record(
        front("license: no\nbase_model: a/b\nbase_model: a/c\ndatasets: [None]"),
        Kind.MODEL,
        "me/it",
    )
    assert isinstance(record, HubRecord)
    assert (record.name, record.licence) == ("me/it", ("no",))
    assert [c.name for c in record.base_models] == ["a/c"]
    assert record.problems == (
        Unreadable("README.md:4", "has the key 'base_model' again"),
        Unreadable("cardData.datasets", "says 'None', which names nothing"),
    )


@pytest.mark.parametrize("text", ["license: mit\nx: a: b", "- license: mit"])
def test_front_matter_that_cannot_be_read_does_not_state_no_licence(text: str) -> None:
    card = front(text)
    assert card.unread == text
    record = card_as_record(card, Kind.MODEL, "me/it")
    assert isinstance(record, HubRecord)
    assert record.licence == (json.dumps(text),)
    assert [p.location for p in record.problems] == [card.problems[0].location, "cardData"]


def test_a_card_of_nobody_is_no_record() -> None:
    assert card_as_record(Card(), Kind.DATASET, " ") == Unreadable("record", "has no id")
