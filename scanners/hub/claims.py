"""What a record claims of its origin: several statements of one fact become one claim."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from licences.relation import Basis, Relation
from scanners.evidence import Evidence, Kind, Unreadable
from scanners.hub.fields import CARD, LONGEST, quoted, text, texts
from scanners.reference import meant_name, says_none

_BY_REACH = (Relation.FINETUNE, Relation.MERGE, Relation.ADAPTER, Relation.QUANTIZED)
"""From what passes on least of its parent's grant to what passes on most."""
HUB_RELATIONS = {r.value: r for r in _BY_REACH}
"""What ``base_model_relation`` and the Hub's own tags may say."""
_NAME_KEYS = ("id", "name", "model", "repo_id")
_BASE_MODELS = "baseModels"


@dataclass(frozen=True, slots=True)
class Claim:
    """A record's statement that it came from, or was trained on, something else.

    ``name`` is the Hub's spelling where the Hub gives one, else as written, which may be free
    text or a path.
    """

    name: str
    relation: Relation
    basis: Basis
    evidence: tuple[Evidence, ...]
    hub_id: str | None = None
    """The ``_id`` of the repository that the Hub links, which stays when its name changes."""
    card_name: str | None = None
    """What the card calls it, where the Hub links a repository of another name."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One place that names an origin, with the relation where it states one."""

    name: str
    evidence: Evidence
    relation: Relation | None = None
    hub_id: str | None = None
    card_name: str | None = None

    @property
    def by_hub(self) -> bool:
        """Whether the Hub wrote it and not the card."""
        return not self.evidence.location.startswith(CARD)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an origin is taken for where no statement says it, with the sign of that if any."""

    relation: Relation
    basis: Basis
    sign: Evidence | None = None


def named_within(item: Mapping[str, object]) -> str | None:
    """Give the name that an object states where a card should have stated a name."""
    values = (item.get(key) for key in _NAME_KEYS)
    return next((v for v in values if isinstance(v, str) and v.strip()), None)


def in_card(
    value: object,
    kind: Kind,
    location: str,
    problems: list[Unreadable],
    name_in: Callable[[str], str | None] = str,
) -> Iterator[Statement]:
    """Read the origins that a card states, leaving out words that stand for none.

    ``name_in`` finds the name in a text, or none. What cannot be read as a name is given as it
    is, for it states that there is an origin.
    """
    for written in texts(value, location, problems, named_within):
        evidence = Evidence("hub", location, written[:LONGEST])
        if len(written) > LONGEST:
            reason = f"has a name of {len(written)} characters; cut"
            problems.append(Unreadable(location, reason))
        yield from _statement(name_in(written), kind, evidence, problems)


def in_tags(
    tags: tuple[str, ...],
    prefix: str,
    kind: Kind,
    problems: list[Unreadable],
    name_in: Callable[[str], str | None] = str,
) -> Iterator[Statement]:
    """Read the tags ``PREFIX:ID`` that the Hub makes of a card."""
    for tag in (t for t in tags if t.startswith(prefix)):
        evidence = Evidence("hub", "tags", tag)
        yield from _statement(name_in(tag.removeprefix(prefix)), kind, evidence, problems)


def in_base_tags(tags: tuple[str, ...], problems: list[Unreadable]) -> Iterator[Statement]:
    """Read ``base_model:ID`` and ``base_model:RELATION:ID``."""
    for tag in (t for t in tags if t.startswith("base_model:")):
        named = tag.removeprefix("base_model:")
        first, _, rest = named.partition(":")
        relation = HUB_RELATIONS.get(first) if rest else None
        evidence = Evidence("hub", "tags", tag)
        name = rest if relation else named
        yield from _statement(name, Kind.MODEL, evidence, problems, relation)


def in_base_models(value: object, problems: list[Unreadable]) -> Iterator[Statement]:
    """Read the Hub's own field: ``{"relation": …, "models": [{"_id": …, "id": …}]}``.

    Other shapes are noted and read as far as they go; what is left names something unreadable.
    """
    if value is None:
        return
    relation, listed = None, value
    if isinstance(value, Mapping):
        relation = _relation(value.get("relation"), problems)
        listed = _listed(value)
    if listed is value or not isinstance(listed, list):
        problems.append(Unreadable(_BASE_MODELS, f"is {quoted(value)}, in a shape of its own"))
    for item in listed if isinstance(listed, list) else [listed]:
        identified = item.get("id") if isinstance(item, Mapping) else None
        name_or_item = identified if isinstance(identified, str) else item
        hub_id = (
            text(item, "_id", problems, _BASE_MODELS + ".") if isinstance(item, Mapping) else None
        )
        for name in texts(name_or_item, _BASE_MODELS, problems, named_within):
            evidence = Evidence("hub", _BASE_MODELS, name[:LONGEST])
            for statement in _statement(name, Kind.MODEL, evidence, problems, relation):
                yield replace(statement, hub_id=hub_id)


def _relation(value: object, problems: list[Unreadable]) -> Relation | None:
    relation = HUB_RELATIONS.get(value) if isinstance(value, str) else None
    if relation is None and value is not None:
        reason = f"says {quoted(value)}, which is no relation of the Hub's"
        problems.append(Unreadable(_BASE_MODELS, reason))
    return relation


def _listed(value: Mapping[str, object]) -> object:
    """Give the models of the Hub's field, or what else it holds in their place."""
    models = value.get("models")
    if models is not None and models != []:
        return models
    return {k: v for k, v in value.items() if k != "models" and v is not None} or []


def _statement(
    name: str | None,
    kind: Kind,
    evidence: Evidence,
    problems: list[Unreadable],
    relation: Relation | None = None,
) -> Iterator[Statement]:
    """Give a statement of a name, unless that stands for none."""
    if name is None:
        return
    if says_none(name):
        reason = f"says {evidence.value!r}, which names nothing"
        problems.append(Unreadable(evidence.location, reason))
        return
    yield Statement(meant_name(name.strip(), kind)[:LONGEST], evidence, relation)


def merge(
    stated: Iterable[Statement], reading: Reading, problems: list[Unreadable]
) -> tuple[Claim, ...]:
    """Make one claim of all statements that name the same thing in any case.

    A relation that the Hub states is ``detected``; the others get what they are taken for.
    """
    groups: dict[str, list[Statement]] = {}
    for statement in stated:
        groups.setdefault(statement.name.casefold(), []).append(statement)
    return tuple(_claim(group, reading, problems) for group in groups.values())


def _claim(group: list[Statement], reading: Reading, problems: list[Unreadable]) -> Claim:
    by_card = [s for s in group if not s.by_hub]
    places = {s.evidence.location for s in by_card}
    if len(by_card) > len(places):
        location = by_card[0].evidence.location
        problems.append(Unreadable(location, f"names {by_card[0].name} {len(by_card)} times"))
    name = next((s.name for s in group if s.by_hub), group[0].name)
    evidence = tuple(dict.fromkeys(s.evidence for s in group))
    ids = list(dict.fromkeys(s.hub_id for s in group if s.hub_id))
    hub_id = ids[0] if ids else None
    if len(ids) > 1:
        problems.append(Unreadable(_BASE_MODELS, f"gives {name} the _ids {' and '.join(ids)}"))
    card_name = next((s.card_name for s in group if s.card_name), None)
    related = {s.relation: s.evidence.location for s in group if s.relation}
    if not related:
        signs = () if reading.sign is None else (reading.sign,)
        evidence = (*evidence, *signs)
        return Claim(name, reading.relation, reading.basis, evidence, hub_id, card_name)
    if len(related) > 1:
        reason = f"calls this {' and '.join(related)} of {name}"
        problems.append(Unreadable(next(iter(related.values())), reason))
    basis = Basis.DETECTED if len(related) == 1 else Basis.INFERRED
    return Claim(name, least(related), basis, evidence, hub_id, card_name)


def least(relations: Iterable[Relation]) -> Relation:
    """Give the relation by which the least of the parent's grant is passed on."""
    return min(relations, key=_BY_REACH.index)
