"""What the names of files show of weights."""

import pytest

from scanners.hub.weights import has_full_weights, lone_adapter, only_gguf


@pytest.mark.parametrize(
    "path",
    [
        *("model.safetensors", "pytorch_model.bin", "model-00001-of-00003.safetensors", "it.gguf"),
        *("consolidated.00.pth", "tf_model.h5", "flax_model.msgpack", "it.ggmlv3.q4_0.bin"),
        *("realistic.ckpt", "explorative.SAFETENSORS", "model.onnx"),
    ],
)
def test_full_weights(path: str) -> None:
    assert has_full_weights(("README.md", path))
    assert lone_adapter(("adapter_config.json", path)) is None


@pytest.mark.parametrize(
    "path",
    [
        *("adapter_model.safetensors", "adapter_model.bin", "pytorch_lora_weights.safetensors"),
        *("training_args.bin", "optimizer.pt", "rng_state_0.pth", "scheduler.pt", "my-QLoRA.bin"),
        *("non_lora_trainables.bin", "tokenizer.json", "onnx/model.onnx", "last/model.safetensors"),
    ],
)
def test_no_full_weights(path: str) -> None:
    assert not has_full_weights((path,))
    assert lone_adapter((path, "adapter_config.json")) == "adapter_config.json"


def test_without_its_configuration_there_is_no_adapter() -> None:
    assert lone_adapter(("adapter_model.safetensors",)) is None
    assert lone_adapter(("last/adapter_config.json",)) is None


@pytest.mark.parametrize(
    ("files", "first"),
    [
        (("README.md", "a.gguf", "b.GGUF"), "a.gguf"),
        (("a.ggml", "training_args.bin"), "a.ggml"),
        (("ggml-base.bin", "fp16/model.safetensors"), "ggml-base.bin"),
        (("a.gguf", "model.safetensors"), None),
        (("a.gguf", "adapter_model.bin"), None),
        (("README.md", "config.json"), None),
        ((), None),
    ],
)
def test_nothing_but_gguf(files: tuple[str, ...], first: str | None) -> None:
    assert only_gguf(files) == first
