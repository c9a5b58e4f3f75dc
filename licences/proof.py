"""What facts about an artefact prove of the duties that a licence brings."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from licences.licence import Obligation
from licences.use import Facts

_FILES = {
    "licence-file": re.compile(r"licen[cs]|copying|agreement|terms|eula|copyright"),
    "notice-file": re.compile(r"notice"),
    "model-card": re.compile(r"^readme|model.?card"),
}
_NO_TEXTS = frozenset(
    {
        *(".py", ".json", ".safetensors", ".bin", ".gguf", ".ckpt", ".pt", ".pth", ".onnx", ".h5"),
        *(".csv", ".yaml", ".yml", ".parquet", ".jsonl"),
    }
)


def unmet(owed: Obligation, facts: Facts) -> str:
    """Say what is missing where a given fact proves a duty unmet; empty where none does."""
    check = _CHECKS.get(owed.proof)
    return check(owed, facts) if check is not None else ""


def _file(owed: Obligation, facts: Facts) -> str:
    if facts.files is None or has_file(owed.proof, facts.files):
        return ""
    return _MISSING[owed.proof]


_MISSING = {
    "licence-file": "the files hold no licence text",
    "notice-file": "the files hold no notice",
    "model-card": "the files hold no model card",
}


def _text_or_link(owed: Obligation, facts: Facts) -> str:
    """Look for a licence text, or a card in which a link to it can stand."""
    if facts.files is None or any(has_file(k, facts.files) for k in ("licence-file", "model-card")):
        return ""
    return "the files hold neither a licence text nor a card with a link to it"


def _notice(owed: Obligation, facts: Facts) -> str:
    """Look for a notice that may stand in a file or be shown; both have to be given."""
    if facts.files is None or facts.shown is None:
        return ""
    there = has_file("notice-file", facts.files) or facts.shown
    return "" if there else "no notice is in the files or shown"


def _shown(owed: Obligation, facts: Facts) -> str:
    if facts.shown is None or shows(facts.shown, (owed.value, *owed.or_values)):
        return ""
    return f'"{owed.value}" is not shown'


def _offered(owed: Obligation, facts: Facts) -> str:
    if facts.shown is None or any("source" in text.casefold() for text in facts.shown):
        return ""
    return "no source is offered"


def _named(owed: Obligation, facts: Facts) -> str:
    if facts.name is None or begins(facts.name, owed.value):
        return ""
    return f'"{facts.name}" does not begin so'


def _registered(owed: Obligation, facts: Facts) -> str:
    return "nobody registered" if facts.registered is False else ""


_CHECKS: Mapping[str, Callable[[Obligation, Facts], str]] = MappingProxyType(
    {
        "licence-file": _file,
        "notice-file": _file,
        "model-card": _file,
        "notice-anywhere": _notice,
        "text-or-link": _text_or_link,
        "shown": _shown,
        "source-offer": _offered,
        "name": _named,
        "registered": _registered,
    }
)

PROOFS = frozenset(_CHECKS)
"""Every fact that can prove a duty unmet."""


def has_file(kind: str, paths: Iterable[str]) -> bool:
    """Say whether a file of a kind is among the paths, by its name or its folder's alone."""
    files = (PurePosixPath(path.casefold()) for path in paths)
    return any(
        file.suffix not in _NO_TEXTS and any(_FILES[kind].search(part) for part in file.parts)
        for file in files
    )


def begins(name: str, prefix: str) -> bool:
    """Say whether a model's name, without its owner, begins with a prefix.

    Letters count in any case, with any separator or none.
    """
    letters = (re.escape(c) for c in re.sub(r"[\s_-]+", "", prefix.casefold()))
    end = r"(?!\d)" if prefix[-1:].isdigit() else ""
    own = name.rsplit("/", 1)[-1].casefold()
    return re.match(r"[\s_-]*".join(letters) + end, own) is not None


def shows(shown: Iterable[str], words: Iterable[str]) -> bool:
    """Say whether one of several texts is displayed, in any case and as whole words.

    "Kimi K2.5" does not show "Kimi K2".
    """
    wanted = [re.compile(rf"(?<!\w){re.escape(w.casefold())}(?!\.?\w)") for w in words]
    return any(pattern.search(text.casefold()) for text in shown for pattern in wanted)
