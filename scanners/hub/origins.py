"""What a record came from: the places of a record that name an origin, brought together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from licences.relation import Basis, Relation
from scanners.evidence import Kind, Unreadable
from scanners.hub.claims import (
    Claim,
    Reading,
    Statement,
    in_base_models,
    in_base_tags,
    in_card,
    in_tags,
    merge,
)
from scanners.hub.fields import CARD, library_of, name_of
from scanners.hub.inference import infer_relation
from scanners.hub.relations import declared_relations, settle

_NO_SOURCE = frozenset({"original", "extended"})
_TRAINED = Reading(Relation.TRAINED_ON, Basis.DECLARED)
_DERIVED = Reading(Relation.DERIVED, Basis.DECLARED)


def as_linked(
    card: Iterable[Statement], linked: Iterable[Statement], tags: Iterable[Statement]
) -> list[Statement]:
    """Bring together what the Hub links under another name than the card has.

    The Hub's link follows a repository that is renamed, the card does not
    (huggingface/hub-docs#1388). Where just one name of each is left over they are one base.
    """
    by_card, by_hub, by_tag = list(card), list(linked), list(tags)
    names = {s.name.casefold() for s in by_card or by_tag}
    links = {s.name.casefold(): s.name for s in by_hub}
    old, new = names - links.keys(), links.keys() - names
    if len(old) == len(new) == 1:
        target = links[new.pop()]

        def renamed(statement: Statement) -> Statement:
            if statement.name.casefold() not in old:
                return statement
            return replace(statement, name=target, card_name=statement.name)

        by_card, by_tag = list(map(renamed, by_card)), list(map(renamed, by_tag))
    return [*by_card, *by_hub, *by_tag]


def base_models(
    raw: Mapping[str, object],
    card: Mapping[str, object],
    tags: tuple[str, ...],
    files: Sequence[str],
    problems: list[Unreadable],
) -> tuple[Claim, ...]:
    """Give the models that a model was made from, and how."""
    stated = as_linked(
        in_card(card.get("base_model"), Kind.MODEL, CARD + "base_model", problems),
        in_base_models(raw.get("baseModels"), problems),
        in_base_tags(tags, problems),
    )
    distinct = tuple(dict.fromkeys(s.name.casefold() for s in stated))
    library = library_of(raw, card, problems)
    relation, sign = infer_relation(name_of(raw) or "", distinct, library, tags, files)
    said = declared_relations(card.get("base_model_relation"), problems)
    reading = Reading(relation, Basis.INFERRED, None if said else sign)
    return settle(merge(stated, reading, problems), said, files, problems)


def datasets(
    card: Mapping[str, object], tags: tuple[str, ...], problems: list[Unreadable]
) -> tuple[Claim, ...]:
    """Give the datasets that a model was trained on."""
    stated = [
        *in_card(card.get("datasets"), Kind.DATASET, CARD + "datasets", problems),
        *in_tags(tags, "dataset:", Kind.DATASET, problems),
    ]
    return merge(stated, _TRAINED, problems)


def source_datasets(
    card: Mapping[str, object], tags: tuple[str, ...], problems: list[Unreadable]
) -> tuple[Claim, ...]:
    """Give the datasets that a dataset was made from."""
    place = CARD + "source_datasets"
    stated = [
        *in_card(card.get("source_datasets"), Kind.DATASET, place, problems, _source_name),
        *in_tags(tags, "source_datasets:", Kind.DATASET, problems, _source_name),
    ]
    return merge(stated, _DERIVED, problems)


def _source_name(value: str) -> str | None:
    """Give the dataset that a source names; the Hub's words for "none" and "not here" name none."""
    if value in _NO_SOURCE or value.startswith("extended|other"):
        return None
    return value.removeprefix("extended|").strip()
