"""One Hub record, of any shape, read into what a lineage needs."""

from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

import pytest
from hubrecords import card, read, said
from hypothesis import given
from hypothesis import strategies as st

from licences.declaration import Clarity, read_declaration
from scanners.evidence import Evidence, Kind, Unreadable
from scanners.hub.fields import name_of
from scanners.hub.records import HubRecord, parse_record

_ANY = st.characters(codec=None)  # halves of surrogate pairs too
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(_ANY, max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(_ANY, max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
_KEYS = (
    *("id", "modelId", "_id", "_kind", "author", "sha", "gated", "disabled", "private", "tags"),
    *("siblings", "cardData", "baseModels", "library_name", "pipeline_tag", "createdAt"),
)
_CARD_KEYS = (
    *("license", "license_name", "license_link", "base_model", "base_model_relation"),
    *("datasets", "source_datasets", "library_name", "self", "tags"),
)
_TAGS = st.sampled_from(
    (
        *("license:mit", "base_model:a/b", "base_model:merge:a/b", "base_model:", "dataset:x"),
        *("source_datasets:extended|squad", "source_datasets:original", "gguf", "lora"),
    )
)
_CARDS = st.fixed_dictionaries({}, optional=dict.fromkeys(_CARD_KEYS, _JSON))
_RECORDS = st.fixed_dictionaries(
    {"id": st.just("a/b") | _JSON},
    optional={key: _JSON for key in _KEYS if key not in {"id", "cardData", "tags"}}
    | {"cardData": _CARDS | _JSON, "tags": st.lists(_TAGS | _JSON) | _JSON},
)


def _texts(value: object) -> Iterator[str]:
    """Give every text that a record holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _texts(asdict(value))


@given(_JSON | _RECORDS, st.none() | st.sampled_from(Kind))
def test_no_json_value_raises(raw: Any, kind: Kind | None) -> None:
    record = parse_record(raw, kind)
    if isinstance(record, HubRecord):
        assert record.name
        assert kind is None or record.kind is kind
        claims = (*record.base_models, *record.datasets, *record.source_datasets)
        assert all(c.name and c.evidence for c in claims)
        assert repr(record).encode()
        assert not any("\ud800" <= letter <= "\udfff" for letter in "".join(_texts(record)))
    else:
        assert record.reason


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ([], "is a list, not an object"),
        (None, "is a NoneType, not an object"),
        ({}, "has no id"),
        ({"id": 5, "modelId": ["x"]}, "has no id"),
        ({"id": "  "}, "has no id"),
    ],
)
def test_what_has_no_name_is_unreadable(raw: Any, reason: str) -> None:
    assert parse_record(raw) == Unreadable("record", reason)


def test_the_name_is_the_id_else_what_old_answers_call_it() -> None:
    assert name_of({"id": " a/b ", "modelId": "c/d"}) == "a/b"
    assert name_of({"id": None, "modelId": "c/d"}) == "c/d"


def test_the_kind_is_given_else_stated_else_a_model() -> None:
    assert read().kind is Kind.MODEL
    assert read(_kind="dataset").kind is Kind.DATASET
    assert read(Kind.MODEL, _kind="dataset").kind is Kind.MODEL


def test_plain_facts_are_kept_and_others_are_not_guessed() -> None:
    full = read(
        _id="1",
        author="me",
        sha="a" * 40,
        createdAt="2024-01-01",
        lastModified="2024-02-01",
        private=False,
        disabled=True,
        pipeline_tag="text-generation",
        tags=["x"],
        siblings=[{"rfilename": "a"}],
        cardData={"library_name": "peft", "license_name": "n", "license_link": "l"},
    )
    assert (full.hub_id, full.author, full.sha) == ("1", "me", "a" * 40)
    assert (full.created, full.last_modified) == ("2024-01-01", "2024-02-01")
    assert (full.private, full.disabled, full.files) == (False, True, ("a",))
    assert (full.pipeline_tag, full.library_name) == ("text-generation", "peft")
    assert (full.licence_name, full.licence_link, full.tags) == ("n", "l", ("x",))
    assert full.problems == ()
    bare = read(sha=None, private=None, disabled=None, siblings=None, author=None, gated=None)
    assert (bare.sha, bare.private, bare.disabled, bare.files, bare.author) == (None,) * 5
    assert (bare.gated, bare.problems) == (None, ())


@pytest.mark.parametrize(
    ("whole", "text"),
    [
        ("license: mit", '"license: mit"'),
        ("mit", '"mit"'),
        ([{"license": "mit"}], '[{"license":"mit"}]'),
        (["mit", 5], '["mit",5]'),
        ("x" * 1000, '"' + "x" * 299),
    ],
)
def test_a_card_that_is_no_object_states_no_licence_that_could_be_read(
    whole: Any, text: str
) -> None:
    record = read(cardData=whole, tags=["license:mit"])
    assert (record.licence, record.tagged_licence) == ((text,), ("mit",))
    assert read_declaration(record.licence).clarity is Clarity.UNRECOGNISED
    assert record.licence_evidence == (
        Evidence("hub", "cardData", text),
        Evidence("hub", "tags", "license:mit"),
    )
    assert said(record) == [f"cardData is {text[:60]}, not an object"]


@pytest.mark.parametrize(
    ("value", "licence", "problems"),
    [
        ("mit", ("mit",), []),
        (" MIT ", ("MIT",), []),
        (["mit", None, "apache-2.0", "mit"], ("mit", "apache-2.0"), []),
        (None, (), []),
        ("", (), []),
        (False, ("False",), ["cardData.license holds False, which is no text"]),
        ([1.0], ("1.0",), ["cardData.license holds 1.0, which is no text"]),
        ({"name": "mit"}, ("mit",), ['cardData.license holds {"name":"mit"}, which is no text']),
        ({"name": 5}, ('{"name":5}',), ['cardData.license holds {"name":5}, which is no text']),
        (
            {"id": "mit", "url": "x"},
            ('{"id":"mit","url":"x"}',),
            ['cardData.license holds {"id":"mit","url":"x"}, which is no text'],
        ),
        (
            ["mit", {"a": 1}],
            ("mit", '{"a":1}'),
            ['cardData.license holds {"a":1}, which is no text'],
        ),
        ([["mit"]], ("mit",), ["cardData.license holds a list in a list"]),
    ],
)
def test_licences_of_every_shape(value: Any, licence: tuple[str, ...], problems: list[str]) -> None:
    record = card(license=value)
    assert record.licence == licence
    assert said(record) == problems


def test_the_card_goes_before_the_tags_and_both_are_kept_as_evidence() -> None:
    record = read(cardData={"license": "MIT"}, tags=["license:apache-2.0", "license:apache-2.0"])
    assert record.licence == ("MIT",)
    assert record.licence_evidence == (
        Evidence("hub", "cardData.license", "MIT"),
        Evidence("hub", "tags", "license:apache-2.0"),
    )
    assert record.tagged_licence == ("apache-2.0",)
    tagged = read(tags=["license:a", "license:b", "license: "])
    assert tagged.licence == tagged.tagged_licence == ("a", "b")
