"""The relation that is read from signs where nobody states it."""

import pytest

from licences.relation import Relation
from scanners.evidence import Evidence
from scanners.hub.inference import infer_relation

_ONE = ("org/base",)


def _infer(
    name: str = "me/model",
    bases: tuple[str, ...] = _ONE,
    library: str | None = None,
    tags: tuple[str, ...] = (),
    files: tuple[str, ...] = (),
) -> tuple[Relation, Evidence | None]:
    return infer_relation(name, bases, library, tags, files)


def test_without_any_sign_it_is_a_fine_tune() -> None:
    assert _infer() == (Relation.FINETUNE, None)


def test_the_file_of_an_adapter_proves_one_whatever_else_is_said() -> None:
    got = _infer("me/x-GGUF", ("a/b", "c/d"), tags=("merge",), files=("last/adapter_config.json",))
    assert got == (Relation.ADAPTER, Evidence("hub", "siblings", "last/adapter_config.json"))


def test_several_bases_make_a_merge_in_whatever_form() -> None:
    relation, sign = _infer("me/x-GGUF", ("a/b", "c/d", "e/f"), tags=("gguf",))
    assert relation is Relation.MERGE
    assert sign == Evidence("hub", "cardData.base_model", "3 base models")


@pytest.mark.parametrize(
    "tag", ["lora", "LoRA", "peft", "qlora", "adapter", "adapter-transformers"]
)
def test_adapter_tags(tag: str) -> None:
    assert _infer(tags=("x", tag, "merge")) == (Relation.ADAPTER, Evidence("hub", "tags", tag))


def test_the_library_is_a_sign_too() -> None:
    assert _infer(library="peft") == (Relation.ADAPTER, Evidence("hub", "library_name", "peft"))
    assert _infer(library="gguf")[0] is Relation.QUANTIZED
    assert _infer(library="transformers")[0] is Relation.FINETUNE


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("TheBloke/Mistral-7B-v0.1-GGUF", "GGUF"),
        ("TheBloke/Llama-2-7B-Chat-GPTQ", "GPTQ"),
        ("casperhansen/mixtral-instruct-awq", "awq"),
        ("turboderp/Llama-3-8B-Instruct-exl2", "exl2"),
        ("unsloth/llama-3-8b-bnb-4bit", "bnb"),
        ("mlx-community/EXAONE-Deep-32B-3bit", "3bit"),
        ("LoneStriker/zephyr-7b-beta-5.0bpw-h6-exl2", "5.0bpw"),
        ("x/model-Q4_K_M-GGUF", "Q4_K_M"),
        ("x/model-IQ4_NL-GGUF", "IQ4_NL"),
        ("x/model-q8_0", "q8_0"),
        ("FriendliAI/Llama-2-7b-chat-hf-fp8", "fp8"),
        ("inarikami/DeepSeek-V3-int4-TensorRT", "int4"),
    ],
)
def test_quantisers_say_so_in_the_name(name: str, sign: str) -> None:
    assert _infer(name) == (Relation.QUANTIZED, Evidence("hub", "id", sign))


@pytest.mark.parametrize("name", ["x/q3_dropout_v2", "x/q2_complexity", "x/ggufier", "x/4bitten"])
def test_names_that_only_look_quantised(name: str) -> None:
    assert _infer(name)[0] is Relation.FINETUNE


def test_a_quantised_merge_of_one_base_is_quantised() -> None:
    assert _infer(tags=("merge", "gguf")) == (
        Relation.QUANTIZED,
        Evidence("hub", "tags", "gguf"),
    )


def test_what_trainers_leave_behind_makes_no_copy() -> None:
    """A copy that states no licence takes its parent's, so a fine-tune must not pass for one."""
    assert _infer(tags=("generated_from_trainer", "4-bit", "bitsandbytes"))[0] is Relation.FINETUNE
    assert _infer(tags=("4-bit",))[0] is Relation.QUANTIZED


@pytest.mark.parametrize("name", ["me/x-GGUF", "me/x-4bit", "me/plain"])
@pytest.mark.parametrize("word", ["unsloth", "trl", "SFT", "generated_from_trainer"])
def test_a_trainer_may_save_under_a_quantised_name(name: str, word: str) -> None:
    assert _infer(name, tags=("gguf", word), files=("x.gguf",))[0] is Relation.FINETUNE


def test_a_model_of_a_quantised_model_was_trained() -> None:
    relation, sign = _infer("me/my-gguf", ("unsloth/llama-3-8b-bnb-4bit",), tags=("gguf",))
    assert (relation, sign) == (Relation.FINETUNE, None)


def test_gguf_files_alone_are_a_quantised_model_beside_others_they_are_not() -> None:
    assert _infer(files=("README.md", "x.Q4.gguf")) == (
        Relation.QUANTIZED,
        Evidence("hub", "siblings", "x.Q4.gguf"),
    )
    beside = ("model-00001-of-00002.safetensors", "x.gguf")
    assert _infer(tags=("gguf",), files=beside)[0] is Relation.FINETUNE


@pytest.mark.parametrize("tag", ["merge", "mergekit", "lazymergekit"])
def test_merge_tags(tag: str) -> None:
    assert _infer(tags=(tag,)) == (Relation.MERGE, Evidence("hub", "tags", tag))
