"""What facts about an artefact prove of the duties that a licence brings."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from licences.licence import Obligation
from licences.use import Facts

_FILES = {
    "licence-file": re.compile(r"licen[cs]|copying|agreement|terms|eula|copyright"),
    "notice-file": re.compile(r"notice"),
    "model-card": re.compile(r"^readme|model.?card"),
}
_NO_TEXTS = frozenset(
    {".py", ".json", ".safetensors", ".bin", ".gguf", ".ckpt", ".pt", ".pth", ".onnx", ".h5"}
)


def unmet(owed: Obligation, facts: Facts) -> str:
    """Say what is missing where a given fact proves a duty unmet; empty where none does."""
    if owed.proof in _FILES and facts.files is not None:
        return "" if has_file(owed.proof, facts.files) else _MISSING[owed.proof]
    if owed.proof == "shown" and facts.shown is not None:
        words = (owed.value, *owed.or_values)
        return "" if _any_holds(facts.shown, words) else f'"{owed.value}" is not shown'
    if owed.proof == "source-offer" and facts.shown is not None:
        return "" if _any_holds(facts.shown, ["source"]) else "no source is offered"
    if owed.proof == "name" and facts.name is not None:
        return "" if begins(facts.name, owed.value) else f'"{facts.name}" does not begin so'
    if owed.proof == "registered" and facts.registered is False:
        return "nobody registered"
    return ""


_MISSING = {
    "licence-file": "the files hold no licence text",
    "notice-file": "the files hold no notice",
    "model-card": "the files hold no model card",
}


def has_file(kind: str, paths: Iterable[str]) -> bool:
    """Say whether a file of a kind is among the paths, by its name alone."""
    names = (PurePosixPath(path.casefold()) for path in paths)
    return any(_FILES[kind].search(n.name) and n.suffix not in _NO_TEXTS for n in names)


def begins(name: str, prefix: str) -> bool:
    """Say whether a model's name, without its owner, begins with a prefix, in any spelling."""
    return _folded(name.rsplit("/", 1)[-1]).startswith(_folded(prefix))


def _folded(name: str) -> str:
    """Fold a name to what a reader takes for the same: letters in any case, any separator."""
    return re.sub(r"[\s_-]+", "-", name.casefold())


def _any_holds(shown: Iterable[str], words: Iterable[str]) -> bool:
    folded = [word.casefold() for word in words]
    return any(word in text.casefold() for text in shown for word in folded)
