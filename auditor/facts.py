"""What the record of a component tells, in the terms that a licence asks for."""

from collections.abc import Iterator

from auditor.graph import Component
from licences import registry
from scanners.evidence import State

_TEXT_TASKS = frozenset(
    "text-generation text2text-generation text-classification token-classification fill-mask "
    "feature-extraction sentence-similarity summarization translation question-answering "
    "text-ranking zero-shot-classification table-question-answering".split()
)
_MULTIMODAL_TASKS = frozenset(
    "image-text-to-text visual-question-answering any-to-any audio-text-to-text "
    "video-text-to-text image-to-text document-question-answering".split()
)


def unseen(component: Component) -> str:
    """Say why a component could not be seen, as the end of a sentence."""
    if component.state is State.MISSING_OR_PRIVATE and component.state_reason:
        return component.state_reason
    words = {
        State.MISSING_OR_PRIVATE: "is missing on the Hub or private",
        State.NOT_IN_SNAPSHOT: "is not in the snapshot",
        State.UNREACHABLE: "could not be reached",
        State.NOT_DISCLOSED: "is not disclosed by its maker",
    }
    text = f"{component.name} {words[component.state]}"
    return f"{text}: {component.state_reason}" if component.state_reason else text


def modality(component: Component) -> str | None:
    """Read from the Hub's task whether a model takes more than text; ``None`` if that is open."""
    task = component.record.pipeline_tag if component.record else None
    if task in _TEXT_TASKS:
        return "text"
    return "multimodal" if task in _MULTIMODAL_TASKS else None


def carried(component: Component) -> tuple[str, ...]:
    """Name the licences whose agreement seems to be shipped, by the names of the files."""
    files = component.record.files if component.record else None
    found: set[str] = set()
    for path in files or ():
        name = path.rsplit("/", 1)[-1].casefold()
        if any(word in name for word in ("licen", "policy", "agreement", "notice", "terms")):
            found.update(i for word, i in _agreement_words() if word in name)
    return tuple(sorted(found))


def _agreement_words() -> Iterator[tuple[str, str]]:
    """Pair a word in a file's name with each licence whose agreement it then seems to be."""
    for licence_id in registry.ids():
        if licence_id.startswith("llama"):
            yield "llama", licence_id
            yield "use_policy", licence_id
        elif "rail" in licence_id:
            yield "rail", licence_id
        elif licence_id == "gemma":
            yield "gemma", licence_id
