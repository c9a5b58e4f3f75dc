"""How a model was probably made from its base, where nobody says."""

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
_QUANTIZED_NAME = re.compile(
    r"[-_.](?:gguf|ggml|gptq|awq|exl[23]|aqlm|hqq|[2-8][-_.]?bits?|int[48]|q[2-8]_[\w]+)(?:[-_.]|$)",
    re.IGNORECASE,
)


def infer_relation(
    name: str,
    bases: int,
    library: str | None,
    tags: Sequence[str],
    files: Sequence[str],
) -> tuple[Relation, Evidence | None]:
    """Read the relation from weaker signs, strongest sign first; a fine-tune where there is none.

    Several bases make a merge, whatever form the result has.
    """
    if bases > 1:
        return Relation.MERGE, Evidence("hub", "cardData.base_model", f"{bases} base models")
    words = [(t.casefold(), Evidence("hub", "tags", t)) for t in tags]
    if library:
        words.append((library.casefold(), Evidence("hub", "library_name", library)))
    for path in files:
        if path.rsplit("/", 1)[-1] == "adapter_config.json":
            return Relation.ADAPTER, Evidence("hub", "siblings", path)
    if sign := _first(words, _ADAPTER_WORDS):
        return Relation.ADAPTER, sign
    if sign := _first(words, _QUANTIZED_WORDS) or _quantized_form(name, files):
        return Relation.QUANTIZED, sign
    if sign := _first(words, _MERGE_WORDS):
        return Relation.MERGE, sign
    return Relation.FINETUNE, None


def _first(words: Sequence[tuple[str, Evidence]], wanted: frozenset[str]) -> Evidence | None:
    return next((sign for word, sign in words if word in wanted), None)


def _quantized_form(name: str, files: Sequence[str]) -> Evidence | None:
    for path in files:
        if path.casefold().endswith(".gguf"):
            return Evidence("hub", "siblings", path)
    if found := _QUANTIZED_NAME.search(name):
        return Evidence("hub", "id", found.group(0).strip("-_."))
    return None
