"""What a record came from, by every place that may say so."""

from hubrecords import card, read, said, shape

from licences.relation import Basis, Relation
from scanners.evidence import Evidence, Kind


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
                *("extended|org/x", "unknown", "extended|other", "n/a"),
            ],
            "base_model": "a/b",
            "datasets": "c4",
        },
        tags=["source_datasets:extended|squad", "source_datasets:original", "source_datasets:t"],
    )
    assert shape(record.source_datasets) == [
        (name, "derived", "declared") for name in ("squad", "gsm8k", "org/x", "unknown", "t")
    ]
    assert record.source_datasets[0].evidence == (
        Evidence("hub", "cardData.source_datasets", "extended|squad"),
        Evidence("hub", "tags", "source_datasets:extended|squad"),
    )
    assert (record.base_models, record.datasets) == ((), ())
    assert said(record) == ["cardData.source_datasets says 'n/a', which names nothing"]


def test_a_model_has_no_source_datasets() -> None:
    assert card(source_datasets="squad").source_datasets == ()


def test_a_base_that_the_hub_links_by_another_name_is_one_base() -> None:
    """The link follows a renamed base, the card and its tags do not."""
    record = read(
        cardData={"base_model": "old/name"},
        baseModels={"relation": "adapter", "models": [{"_id": "1" * 24, "id": "new/name"}]},
        tags=["base_model:old/name"],
    )
    (claim,) = record.base_models
    assert (claim.name, claim.card_name, claim.hub_id) == ("new/name", "old/name", "1" * 24)
    assert (claim.relation, claim.basis) == (Relation.ADAPTER, Basis.DETECTED)
    assert [e.value for e in claim.evidence] == ["old/name", "new/name", "base_model:old/name"]


def test_the_one_name_that_is_left_over_is_paired() -> None:
    record = read(
        cardData={"base_model": ["a/one", "old/name"]},
        baseModels={"relation": "merge", "models": [{"id": "new/name"}, {"id": "A/One"}]},
    )
    assert [(c.name, c.card_name) for c in record.base_models] == [
        ("A/One", None),
        ("new/name", "old/name"),
    ]


def test_a_link_without_a_card_is_compared_with_the_tags() -> None:
    record = read(
        baseModels={"relation": "finetune", "models": [{"id": "new/name"}]},
        tags=["base_model:old/name", "base_model:finetune:old/name"],
    )
    assert [(c.name, c.card_name) for c in record.base_models] == [("new/name", "old/name")]


def test_several_names_that_are_left_over_stay_apart() -> None:
    record = read(
        cardData={"base_model": ["x/one", "x/two"]},
        baseModels={"relation": "merge", "models": [{"id": "y/one"}, {"id": "y/two"}]},
    )
    assert [c.name for c in record.base_models] == ["x/one", "x/two", "y/one", "y/two"]
    assert not any(c.card_name for c in record.base_models)


def test_an_id_that_is_no_text_is_none() -> None:
    record = read(baseModels={"models": [{"id": "a/b", "_id": 5}]})
    assert record.base_models[0].hub_id is None
