"""The relation to a base, where the card, the Hub's tags and the files speak of it."""

from typing import Any

import pytest

from licences.relation import Basis, Relation
from scanners.evidence import Evidence
from scanners.hub.claims import Claim
from scanners.hub.records import HubRecord, parse_record

_ADAPTER = ("README.md", "adapter_config.json", "adapter_model.safetensors", "training_args.bin")
_GGUF = ("README.md", "it.Q4_K_M.gguf", "it.Q8_0.gguf")


def read(*tags: str, files: tuple[str, ...] = (), says: Any = None) -> tuple[Claim, list[str]]:
    """Give the one claim of a record on ``a/b``, with the record's problems."""
    record = parse_record(
        {
            "id": "me/it",
            "cardData": {"base_model": "a/b", "base_model_relation": says},
            "tags": list(tags),
            "siblings": [{"rfilename": path} for path in files],
        }
    )
    assert isinstance(record, HubRecord)
    (claim,) = record.base_models
    return claim, [f"{p.location} {p.reason}" for p in record.problems]


def shape(claim: Claim) -> tuple[str, str]:
    """Give the relation of a claim with its basis."""
    return claim.relation.value, claim.basis.value


def test_a_relation_that_only_the_hub_states_is_detected() -> None:
    claim, problems = read("base_model:finetune:a/b", files=("model.safetensors",))
    assert (shape(claim), problems) == (("finetune", "detected"), [])


@pytest.mark.parametrize("declared", ["merge", "MERGE", ["merge"], ["merge", "merge"]])
def test_a_declared_relation_wins(declared: Any) -> None:
    claim, problems = read("base_model:finetune:a/b", "lora", says=declared)
    assert shape(claim) == ("merge", "declared")
    assert claim.evidence[-1].location == "cardData.base_model_relation"
    assert problems == [
        "cardData.base_model_relation says merge of a/b, which the Hub calls finetune"
    ]


def test_a_declared_relation_that_the_hub_has_too_is_no_problem() -> None:
    claim, problems = read("base_model:merge:a/b", says="merge")
    assert (shape(claim), problems) == (("merge", "declared"), [])


def test_a_declared_relation_needs_no_sign_of_another() -> None:
    claim, _ = read("lora", says="merge")
    assert "lora" not in [e.value for e in claim.evidence]


def test_a_relation_that_the_hub_does_not_know_is_a_problem() -> None:
    claim, problems = read(says="lora")
    assert shape(claim) == ("finetune", "inferred")
    assert problems == [
        "cardData.base_model_relation says 'lora', which is no relation of the Hub's"
    ]


@pytest.mark.parametrize(
    ("declared", "tags", "wanted"),
    [
        (["quantized", "merge"], (), "merge"),
        (["quantized", "adapter"], (), "adapter"),
        (["adapter", "merge", "finetune"], (), "finetune"),
        (["quantized", "merge"], ("base_model:finetune:a/b",), "finetune"),
        (["quantized", "merge"], ("gguf",), "merge"),
    ],
)
def test_of_several_declared_relations_none_is_and_the_least_counts(
    declared: list[str], tags: tuple[str, ...], wanted: str
) -> None:
    claim, problems = read(*tags, says=declared)
    assert shape(claim) == (wanted, "inferred")
    assert problems == [f"cardData.base_model_relation says {' and '.join(declared)} at once"]
    assert {e.value for e in claim.evidence}.issuperset(declared)


@pytest.mark.parametrize("order", [1, -1])
def test_two_relations_of_the_hub_to_one_base_are_a_problem_and_the_least_counts(
    order: int,
) -> None:
    tags = ["base_model:quantized:a/b", "base_model:adapter:a/b"][::order]
    claim, problems = read(*tags)
    assert shape(claim) == ("adapter", "inferred")
    (problem,) = problems
    assert problem in {
        "tags calls this quantized and adapter of a/b",
        "tags calls this adapter and quantized of a/b",
    }


@pytest.mark.parametrize("word", ["finetune", "merge", "quantized"])
def test_an_adapter_without_full_weights_is_one_whatever_the_hub_says(word: str) -> None:
    claim, problems = read(f"base_model:{word}:a/b", files=_ADAPTER)
    assert (claim.relation, claim.basis) == (Relation.ADAPTER, Basis.DETECTED)
    assert claim.evidence[-2:] == (
        Evidence("hub", "tags", f"base_model:{word}:a/b"),
        Evidence("hub", "siblings", "adapter_config.json"),
    )
    assert problems == [
        "siblings adapter_config.json without full weights shows an adapter of a/b, "
        f"which the Hub calls {word}"
    ]


def test_an_adapter_by_its_files_alone_is_detected_and_no_problem() -> None:
    claim, problems = read(files=_ADAPTER)
    assert (shape(claim), problems) == (("adapter", "detected"), [])
    assert [e.location for e in claim.evidence] == ["cardData.base_model", "siblings"]
    assert read("base_model:adapter:a/b", files=_ADAPTER)[1] == []


@pytest.mark.parametrize(
    ("declared", "wanted"),
    [
        ("finetune", ("finetune", "declared")),
        ("merge", ("merge", "declared")),
        ("adapter", ("adapter", "declared")),
        ("quantized", ("adapter", "detected")),
        (["quantized", "merge"], ("adapter", "detected")),
    ],
)
def test_a_declared_relation_stands_against_the_files_unless_it_passes_on_more(
    declared: Any, wanted: tuple[str, str]
) -> None:
    claim, problems = read(files=_ADAPTER, says=declared)
    assert shape(claim) == wanted
    assert bool(problems) is (declared != "adapter")


@pytest.mark.parametrize(
    "weights", ["model.safetensors", "pytorch_model-00001-of-00002.bin", "it.gguf", "last.ckpt"]
)
def test_an_adapter_beside_full_weights_proves_nothing(weights: str) -> None:
    claim, problems = read("base_model:finetune:a/b", files=(*_ADAPTER, weights))
    assert (shape(claim), problems) == (("finetune", "detected"), [])


def test_an_adapter_in_a_folder_is_only_a_sign() -> None:
    files = ("checkpoint-5/adapter_config.json",)
    assert shape(read("base_model:finetune:a/b", files=files)[0]) == ("finetune", "detected")
    assert shape(read(files=files)[0]) == ("adapter", "inferred")


def test_nothing_but_gguf_may_be_a_conversion_whatever_the_hub_says() -> None:
    claim, problems = read("base_model:finetune:a/b", files=_GGUF)
    assert (shape(claim), problems) == (("finetune", "inferred"), [])
    assert claim.evidence[-1] == Evidence("hub", "siblings", "it.Q4_K_M.gguf")


def test_other_relations_of_nothing_but_gguf_stay() -> None:
    assert shape(read("base_model:merge:a/b", files=_GGUF)[0]) == ("merge", "detected")
    assert shape(read(files=_GGUF, says="finetune")[0]) == ("finetune", "declared")
    assert shape(read(files=_GGUF)[0]) == ("quantized", "inferred")


def test_gguf_beside_full_weights_is_a_fine_tune_as_the_hub_says() -> None:
    files = (*_GGUF, "model.safetensors")
    assert shape(read("base_model:finetune:a/b", files=files)[0]) == ("finetune", "detected")
