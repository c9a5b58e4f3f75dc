"""What the names of a repository's files show of the weights that it holds.

Only the root counts: checkpoints and conversions lie in folders, the model itself does not.
"""

import re
from collections.abc import Iterator, Sequence

_SMALL = (".gguf", ".ggml")
_WEIGHTS = (
    *(".safetensors", ".bin", ".pt", ".pth", ".ckpt", ".h5", ".msgpack", ".onnx", ".npz"),
    ".llamafile",
)
_RESIDUE = re.compile(
    r"training_args|optimi[sz]er|scheduler|scaler|rng_state|random_states|non_lora_trainables"
    r"|tokenizer",
    re.IGNORECASE,
)
"""What trainers leave beside the weights, in files that end like them."""
_OF_ADAPTER = re.compile(r"adapter|(?<![a-z])q?lora", re.IGNORECASE)


def lone_adapter(files: Sequence[str]) -> str | None:
    """Give the file that proves an adapter: at the root, with no full weights beside it."""
    if "adapter_config.json" not in files or has_full_weights(files):
        return None
    return "adapter_config.json"


def has_full_weights(files: Sequence[str]) -> bool:
    """Say whether weights other than those of an adapter lie at the root."""
    return any(not _OF_ADAPTER.search(path) for path, _ in _weights(files))


def only_gguf(files: Sequence[str]) -> str | None:
    """Give the first weight file at the root where all of them are GGUF or GGML."""
    weights = list(_weights(files))
    return weights[0][0] if weights and all(small for _, small in weights) else None


def _weights(files: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Give the weight files at the root, each with whether it is GGUF or GGML."""
    for path in files:
        if "/" in path or _RESIDUE.match(path):
            continue
        name = path.casefold()
        if name.endswith(_SMALL) or ("ggml" in name and name.endswith(".bin")):
            yield path, True
        elif name.endswith(_WEIGHTS):
            yield path, False
