"""How a model was probably made from its base, where nobody says.

``quantized`` is read with care, since it passes the base's licence on to a model that states
none: trainers leave ``4-bit`` and ``gguf`` behind as well as quantisers do, in names too.
"""

import re
from collections.abc import Sequence

from licences.relation import Relation
from scanners.evidence import Evidence

_ADAPTER_WORDS = frozenset({"peft", "lora", "qlora", "adapter", "adapter-transformers"})
_QUANTIZED_WORDS = frozenset(
    {
        *("gguf", "ggml", "gptq", "awq", "exl2", "exl3", "aqlm", "hqq", "eetq", "bitsandbytes"),
        *("4-bit", "8-bit", "4bit", "8bit", "2-bit", "3-bit", "quantized", "quantization", "mlx"),
    }
)
_MERGE_WORDS = frozenset({"merge", "mergekit", "merged", "lazymergekit"})
_TRAINER_WORDS = frozenset(
    {
        *("generated_from_trainer", "trl", "sft", "dpo", "orpo", "kto", "unsloth", "axolotl"),
        *("autotrain", "llama-factory", "alignment-handbook", "finetune", "finetuned"),
    }
)
_QUANTIZED_NAME = re.compile(
    r"[-_.](?:gguf|ggml|gptq|awq|exl[23]|aqlm|hqq|bnb|fp8|int[48]|[1-8][-_.]?bits?"
    r"|i?q[1-8]_(?:k|[01]|x?x?[sm]|nl)(?:_[a-z]+)?|\d(?:[._]\d+)?bpw)(?=[-_.]|$)",
    re.IGNORECASE,
)
_FULL_WEIGHTS = (".safetensors", ".bin", ".pt", ".pth", ".ckpt", ".h5", ".msgpack")


def infer_relation(
    name: str,
    bases: Sequence[str],
    library: str | None,
    tags: Sequence[str],
    files: Sequence[str],
) -> tuple[Relation, Evidence | None]:
    """Read the relation from weaker signs, strongest sign first; a fine-tune where there is none.

    The file of an adapter proves one. Several bases make a merge, whatever form the result has.
    """
    for path in files:
        if path.rsplit("/", 1)[-1] == "adapter_config.json":
            return Relation.ADAPTER, Evidence("hub", "siblings", path)
    if len(bases) > 1:
        return Relation.MERGE, Evidence("hub", "cardData.base_model", f"{len(bases)} base models")
    words = [(t.casefold(), Evidence("hub", "tags", t)) for t in tags]
    if library:
        words.append((library.casefold(), Evidence("hub", "library_name", library)))
    if sign := _first(words, _ADAPTER_WORDS):
        return Relation.ADAPTER, sign
    if sign := _quantized(name, bases, words, files):
        return Relation.QUANTIZED, sign
    if sign := _first(words, _MERGE_WORDS):
        return Relation.MERGE, sign
    return Relation.FINETUNE, None


def _first(words: Sequence[tuple[str, Evidence]], wanted: frozenset[str]) -> Evidence | None:
    return next((sign for word, sign in words if word in wanted), None)


def _quantized(
    name: str,
    bases: Sequence[str],
    words: Sequence[tuple[str, Evidence]],
    files: Sequence[str],
) -> Evidence | None:
    """Find the sign of a quantised copy, which a trainer leaves as well: in name, files, tags."""
    if any(_QUANTIZED_NAME.search(base) for base in bases):
        return None  # nobody quantises a quantised model: it was trained, and saved in that form
    if _first(words, _TRAINER_WORDS):
        return None
    if found := _QUANTIZED_NAME.search(name):
        return Evidence("hub", "id", found.group(0).strip("-_."))
    small = next((path for path in files if path.casefold().endswith(".gguf")), None)
    if small and any(path.casefold().endswith(_FULL_WEIGHTS) for path in files):
        return None  # the makers of a model ship a small form beside it
    return Evidence("hub", "siblings", small) if small else _first(words, _QUANTIZED_WORDS)
