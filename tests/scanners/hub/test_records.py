"""One Hub record, of any shape, read into what a lineage needs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licences.relation import Basis, Relation
from scanners.evidence import Evidence, Kind, Unreadable
from scanners.hub.claims import Claim
from scanners.hub.records import HubRecord, name_of, parse_record

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
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


def read(kind: Kind | None = None, **raw: Any) -> HubRecord:
    """Read a record that has a name."""
    record = parse_record({"id": "me/it", **raw}, kind)
    assert isinstance(record, HubRecord)
    return record


def card(kind: Kind | None = None, **keys: Any) -> HubRecord:
    """Read a record that has nothing but a card."""
    return read(kind, cardData=keys)


def shape(claims: tuple[Claim, ...]) -> list[tuple[str, str, str]]:
    """Give claims without their evidence."""
    return [(c.name, c.relation.value, c.basis.value) for c in claims]


def said(record: HubRecord) -> list[str]:
    """Give the problems of a record as text."""
    return [f"{p.location} {p.reason}" for p in record.problems]


@given(_JSON | _RECORDS, st.none() | st.sampled_from(Kind))
def test_no_json_value_raises(raw: Any, kind: Kind | None) -> None:
    record = parse_record(raw, kind)
    if isinstance(record, HubRecord):
        assert record.name
        assert kind is None or record.kind is kind
        claims = (*record.base_models, *record.datasets, *record.source_datasets)
        assert all(c.name and c.evidence for c in claims)
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
        siblings=[{"rfilename": "a"}, {"rfilename": 5}, "b"],
        cardData={"library_name": "peft", "license_name": "n", "license_link": "l"},
    )
    assert (full.hub_id, full.author, full.sha) == ("1", "me", "a" * 40)
    assert (full.created, full.last_modified) == ("2024-01-01", "2024-02-01")
    assert (full.private, full.disabled, full.files) == (False, True, ("a",))
    assert (full.pipeline_tag, full.library_name) == ("text-generation", "peft")
    assert (full.licence_name, full.licence_link, full.tags) == ("n", "l", ("x",))
    bare = read(sha="main", private="no", disabled=0, siblings={}, author=7)
    assert (bare.sha, bare.private, bare.disabled, bare.files, bare.author) == (None,) * 5
    assert bare.problems == ()


@pytest.mark.parametrize(
    ("gated", "wanted"),
    [(False, ""), (True, "auto"), ("auto", "auto"), ("manual", "manual"), (None, None), (3, None)],
)
def test_gates(gated: Any, wanted: str | None) -> None:
    assert read(gated=gated).gated == wanted


def test_a_card_that_is_no_object_is_a_problem() -> None:
    record = read(cardData="license: mit", tags=["license:mit"])
    assert record.licence == ("mit",)
    assert said(record) == ["cardData is a str, not an object"]


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
        ({"name": "mit"}, (), ["cardData.license holds a dict, not a text"]),
        ([["mit"]], (), ["cardData.license holds a list, not a text"]),
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
    assert read(tags=["license:a", "license:b"]).licence == ("a", "b")


def test_one_base_is_claimed_once_however_many_places_name_it() -> None:
    record = read(
        cardData={"base_model": "ORG/base"},
        baseModels={"relation": "quantized", "models": [{"_id": "1", "id": "Org/Base"}]},
        tags=["base_model:Org/Base", "base_model:quantized:Org/Base"],
    )
    assert shape(record.base_models) == [("Org/Base", "quantized", "detected")]
    assert [(e.location, e.value) for e in record.base_models[0].evidence] == [
        ("cardData.base_model", "ORG/base"),
        ("baseModels", "Org/Base"),
        ("tags", "base_model:Org/Base"),
        ("tags", "base_model:quantized:Org/Base"),
    ]


def test_bases_keep_the_order_of_the_card_and_then_of_the_hub() -> None:
    record = read(
        cardData={"base_model": ["z/1", "a/2"]}, tags=["base_model:b/3", "base_model:a/2"]
    )
    assert [c.name for c in record.base_models] == ["z/1", "a/2", "b/3"]
    assert {c.relation for c in record.base_models} == {Relation.MERGE}


@pytest.mark.parametrize(
    "value", [["a/b", 7, None], [{"id": "a/b"}, {"id": None}], {"models": ["a/b", "None"]}]
)
def test_the_hubs_own_field_in_other_shapes(value: Any) -> None:
    assert shape(read(baseModels=value).base_models) == [("a/b", "finetune", "inferred")]


@pytest.mark.parametrize("value", ["a/b", {"models": None}, {"relation": "merge"}, 5])
def test_the_hubs_own_field_in_no_shape(value: Any) -> None:
    assert read(baseModels=value).base_models == ()


def test_a_base_named_seven_times_is_one_base() -> None:
    record = card(base_model=["org/llama"] * 7)
    assert shape(record.base_models) == [("org/llama", "finetune", "inferred")]
    assert said(record) == ["cardData.base_model names org/llama 7 times"]


@pytest.mark.parametrize("declared", ["merge", "MERGE", ["merge"]])
def test_a_declared_relation_wins(declared: Any) -> None:
    record = read(
        cardData={"base_model": "a/b", "base_model_relation": declared},
        tags=["base_model:finetune:a/b"],
    )
    assert shape(record.base_models) == [("a/b", "merge", "declared")]
    last = record.base_models[0].evidence[-1]
    assert last.location == "cardData.base_model_relation"


def test_a_relation_that_the_hub_does_not_know_is_a_problem() -> None:
    record = card(base_model="a/b", base_model_relation="lora")
    assert shape(record.base_models) == [("a/b", "finetune", "inferred")]
    assert said(record) == [
        "cardData.base_model_relation says 'lora', which is no relation of the Hub's"
    ]


def test_the_sign_of_an_inferred_relation_is_evidence_of_it() -> None:
    (claim,) = read(cardData={"base_model": "a/b"}, tags=["lora"]).base_models
    assert (claim.relation, claim.basis) == (Relation.ADAPTER, Basis.INFERRED)
    assert claim.evidence[-1] == Evidence("hub", "tags", "lora")


def test_a_base_that_only_the_card_names_stays_inferred_beside_a_detected_one() -> None:
    record = read(cardData={"base_model": ["a/b", "c/d"]}, tags=["base_model:finetune:a/b"])
    assert shape(record.base_models) == [
        ("a/b", "finetune", "detected"),
        ("c/d", "merge", "inferred"),
    ]


def test_a_model_that_names_itself_keeps_the_claim() -> None:
    assert [c.name for c in card(base_model="me/it").base_models] == ["me/it"]


@pytest.mark.parametrize("word", ["None", "unknown", "", "n/a"])
def test_words_that_name_nothing_are_problems_and_no_claims(word: str) -> None:
    record = read(
        cardData={"base_model": word, "datasets": word},
        tags=[f"base_model:{word}", f"dataset:{word}"],
    )
    assert (record.base_models, record.datasets) == ((), ())
    assert said(record) == [
        f"cardData.base_model says {word!r}, which names nothing",
        f"cardData.datasets says {word!r}, which names nothing",
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


def test_datasets_of_card_and_tags_are_one_list() -> None:
    record = read(cardData={"datasets": ["C4", None]}, tags=["dataset:c4", "dataset:squad"])
    assert shape(record.datasets) == [
        ("c4", "trained-on", "declared"),
        ("squad", "trained-on", "declared"),
    ]


def test_sources_of_a_dataset() -> None:
    record = read(
        Kind.DATASET,
        cardData={
            "source_datasets": [
                *("original", "extended", "extended|squad", "extended|other-foo", "gsm8k"),
                *("extended|org/x", "unknown", "extended|other"),
            ],
            "base_model": "a/b",
            "datasets": "c4",
        },
        tags=["source_datasets:extended|squad", "source_datasets:original", "source_datasets:t"],
    )
    assert shape(record.source_datasets) == [
        (name, "derived", "declared") for name in ("squad", "gsm8k", "org/x", "t")
    ]
    assert record.source_datasets[0].evidence == (
        Evidence("hub", "cardData.source_datasets", "extended|squad"),
        Evidence("hub", "tags", "source_datasets:extended|squad"),
    )
    assert (record.base_models, record.datasets) == ((), ())
    assert said(record) == ["cardData.source_datasets says 'unknown', which names nothing"]


def test_a_model_has_no_source_datasets() -> None:
    assert card(source_datasets="squad").source_datasets == ()


def test_one_tag_may_stand_for_a_list() -> None:
    assert read(tags="merge").tags == ("merge",)
    assert said(read(tags=["a", 5])) == ["tags holds 5, which is no text"]
