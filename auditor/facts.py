"""What the records of a lineage tell, in the terms that a licence asks for."""

import re
from collections.abc import Iterator
from functools import cache

from auditor.graph import Component, Edge, Graph
from licences import registry
from licences.relation import WEIGHT_RELATIONS, Relation
from scanners.evidence import Kind, State

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
        State.GATED: "is gated",
        State.DISABLED: "was disabled by the Hub",
        State.NOT_IN_SNAPSHOT: "is not in the snapshot",
        State.UNREACHABLE: "could not be read",
        State.NOT_DISCLOSED: "is not disclosed by its maker",
    }
    text = f"{component.name} {words[component.state]}"
    return f"{text}: {component.state_reason}" if component.state_reason else text


def next_step(component: Component) -> str:
    """Say what to do about a component that could not be seen, where its state tells."""
    return _NEXT_STEPS.get(component.state, "")


_NEXT_STEPS = {
    State.NOT_IN_SNAPSHOT: "Audit it against a newer or fuller source of records.",
    State.GATED: "Ask for access to it, and run the audit again with that login.",
    State.UNREACHABLE: "Run the audit again when it can be read.",
}


def modality(component: Component) -> str | None:
    """Read from the Hub's task whether a model takes more than text; ``None`` if that is open."""
    task = component.record.pipeline_tag if component.record else None
    if task in _TEXT_TASKS:
        return "text"
    return "multimodal" if task in _MULTIMODAL_TASKS else None


def modality_under(graph: Graph, node: int, licence_id: str) -> str | None:
    """Read the modality of the models that a licence came from to a component.

    A limit on "multimodal models included in Llama 3.2" speaks of those, and not of what somebody
    made from a text model of that version. ``None`` where they differ, do not say, or were made
    from something that does not show the licence.
    """
    seen, found = {node}, set()
    stack = [node]
    while stack:
        at = stack.pop()
        above = {edge.parent for edge in graph.parents(at, WEIGHT_RELATIONS)}
        parents = {n for n in above if licence_id in graph.components[n].declaration.mentioned}
        if not parents:
            found.add(None if above else modality(graph.components[at]))
        stack += parents - seen
        seen |= parents
    return found.pop() if len(found) == 1 else None


def states_training(graph: Graph, node: int) -> bool:
    """Say whether a model states what it was trained on.

    A copy and a merge learn nothing, so what counts is what they were made from; any other model
    has learnt something that its base did not.
    """
    seen: set[int] = set()
    stack, stated = [node], False
    while stack:
        at = stack.pop()
        seen.add(at)
        if any(graph.parents(at, frozenset({Relation.TRAINED_ON}))):
            stated = True
            continue
        parents = list(graph.parents(at, WEIGHT_RELATIONS))
        if not parents or any(e.relation not in _LEARN_NOTHING for e in parents):
            return False
        stack += {e.parent for e in parents} - seen
    return stated


_LEARN_NOTHING = frozenset({Relation.COPY, Relation.QUANTIZED, Relation.MERGE})


def base_not_named(graph: Graph, node: int) -> str:
    """Say that a component cannot stand alone and names no base, or nothing where it is whole.

    An adapter is used together with a base model, whose terms then count. A tag alone proves
    none: full models that an adapter was merged into keep it.
    """
    component = graph.components[node]
    record = component.record
    if record is None or component.kind is Kind.DATASET or record.base_models:
        return ""
    relation, sign = record.inferred_relation(())
    if relation is not Relation.ADAPTER or sign is None or sign.location == "tags":
        return ""
    return f"{component.name} is an adapter ({sign.value}) and names no base model"


def other_than_linked(graph: Graph, edge: Edge) -> str:
    """Say that a base is not what the Hub links, or nothing where it is.

    The ``_id`` decides: names change hands. Where one is not known the names are compared.
    """
    parent = graph.components[edge.parent]
    here = parent.record.hub_id if parent.record else None
    for link in edge.links if parent.record else ():
        if here == link.hub_id if here and link.hub_id else link.leads_here:
            continue
        child = graph.components[edge.child].name
        linked = f"the Hub links {link.name}{_identified(link.hub_id)} as base of {child}"
        other = f"another repository{' today' if link.leads_here else ''}{_identified(here)}"
        if link.leads_here:
            return f"{linked}, and under that name lies {other}"
        return f"{linked}, and its card names {parent.name}, {other}"
    return ""


def _identified(hub_id: str | None) -> str:
    return f" (_id {hub_id})" if hub_id else ""


def bases_not_linked(graph: Graph, node: int) -> Iterator[tuple[Edge, str]]:
    """Give the bases of a component that are not what the Hub links, each with a sentence."""
    for edge in graph.parents(node, WEIGHT_RELATIONS):
        if differs := other_than_linked(graph, edge):
            yield edge, differs


def licence_files(component: Component) -> tuple[str, ...]:
    """Name the files of a repository that look like a licence, none of which was read."""
    files = component.record.files if component.record else None
    return tuple(path for path in files or () if _LICENCE_FILE.match(path))


_LICENCE_FILE = re.compile(r"(?:licen[cs]e|copying)[^/]*\Z", re.IGNORECASE)


def carried(component: Component) -> tuple[str, ...]:
    """Name the licences whose agreement seems to be shipped, by the names of the files."""
    files = component.record.files if component.record else None
    found: set[str] = set()
    for path in files or ():
        name = path.rsplit("/", 1)[-1].casefold()
        if any(word in name for word in ("licen", "agreement", "terms")):
            found.update(i for pattern, i in _agreement_words() if pattern.search(name))
    return tuple(sorted(found))


@cache
def _agreement_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Pair a word in a file's name with each licence whose agreement it then seems to be."""
    words = {"llama": r"llama", "gemma": r"gemma", "rail": r"(?:open|[-_. ]|^)rail"}
    return tuple(
        (re.compile(pattern), licence_id)
        for licence_id in registry.ids()
        for word, pattern in words.items()
        if word in licence_id
    )
