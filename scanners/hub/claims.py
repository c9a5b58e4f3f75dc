"""What a record claims of its origin: several statements of one fact become one claim."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from licences.relation import Basis, Relation
from scanners.evidence import Evidence, Kind, Unreadable
from scanners.reference import is_placeholder, read_url

_LONGEST = 300
HUB_RELATIONS = {
    r.value: r for r in (Relation.FINETUNE, Relation.ADAPTER, Relation.MERGE, Relation.QUANTIZED)
}
"""What ``base_model_relation`` and the Hub's own tags may say."""


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


@dataclass(frozen=True, slots=True)
class Statement:
    """One place that names an origin. ``by_hub`` where the Hub wrote it and not the card."""

    name: str
    evidence: Evidence
    by_hub: bool = False
    relation: Relation | None = None


def texts(value: object, location: str, problems: list[Unreadable]) -> Iterator[str]:
    """Give the texts of a field that should be a text or a list of texts.

    Numbers and booleans are given as text and noted; anything else is noted and left out.
    """
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item.strip()
        elif isinstance(item, bool | int | float):
            problems.append(Unreadable(location, f"holds {item!r}, which is no text"))
            yield str(item)
        elif item is not None:
            problems.append(Unreadable(location, f"holds a {type(item).__name__}, not a text"))


def statements(
    values: Iterable[str],
    kind: Kind,
    location: str,
    problems: list[Unreadable],
    name_in: Callable[[str], str | None] = str,
) -> Iterator[Statement]:
    """Turn a card's texts into statements, leaving out words that name nothing.

    ``name_in`` finds the name in a text, or none. The address of a page of the right kind is
    read as the name of its repository.
    """
    for value in values:
        if (name := name_in(value)) is None:
            continue
        if is_placeholder(name):
            problems.append(Unreadable(location, f"says {value!r}, which names nothing"))
            continue
        if len(value) > _LONGEST:
            problems.append(Unreadable(location, f"has a name of {len(value)} characters; cut"))
        url = read_url(name)
        known = url.name if url and url.kind is kind else name[:_LONGEST]
        yield Statement(known, Evidence("hub", location, value[:_LONGEST]))


def in_base_models(value: object) -> Iterator[Statement]:
    """Read the Hub's own field: ``{"relation": …, "models": [{"_id": …, "id": …}]}``."""
    relation = None
    if isinstance(value, Mapping):
        relation = HUB_RELATIONS.get(str(value.get("relation")))
        value = value.get("models")
    for item in value if isinstance(value, list) else ():
        name = item.get("id") if isinstance(item, Mapping) else item
        if isinstance(name, str) and not is_placeholder(name):
            evidence = Evidence("hub", "baseModels", name)
            yield Statement(name.strip(), evidence, by_hub=True, relation=relation)


def in_tags(tags: tuple[str, ...]) -> Iterator[Statement]:
    """Read ``base_model:ID`` and ``base_model:RELATION:ID``."""
    for tag in tags:
        kind, _, rest = tag.partition(":")
        if kind != "base_model":
            continue
        first, _, name = rest.partition(":")
        relation = HUB_RELATIONS.get(first) if name else None
        named = name if relation else rest
        if not is_placeholder(named):
            evidence = Evidence("hub", "tags", tag)
            yield Statement(named.strip(), evidence, by_hub=True, relation=relation)


def merge(
    stated: Iterable[Statement],
    default: Relation,
    basis: Basis,
    problems: list[Unreadable],
) -> tuple[Claim, ...]:
    """Make one claim of all statements that name the same thing in any case.

    A relation that the Hub states is ``detected``; the others get ``default`` and ``basis``.
    """
    groups: dict[str, list[Statement]] = {}
    for statement in stated:
        groups.setdefault(statement.name.casefold(), []).append(statement)
    return tuple(_claim(group, default, basis, problems) for group in groups.values())


def _claim(
    group: list[Statement], default: Relation, basis: Basis, problems: list[Unreadable]
) -> Claim:
    by_card = [s for s in group if not s.by_hub]
    places = {s.evidence.location for s in by_card}
    if len(by_card) > len(places):
        location = by_card[0].evidence.location
        problems.append(Unreadable(location, f"names {by_card[0].name} {len(by_card)} times"))
    name = next((s.name for s in group if s.by_hub), group[0].name)
    relation = next((s.relation for s in group if s.relation), None)
    evidence = tuple(dict.fromkeys(s.evidence for s in group))
    if relation is not None:
        return Claim(name, relation, Basis.DETECTED, evidence)
    return Claim(name, default, basis, evidence)


def with_relation(
    claims: tuple[Claim, ...], relation: Relation, sign: Evidence
) -> tuple[Claim, ...]:
    """Give every claim the relation that the card declares, with the place that declares it."""
    return tuple(
        replace(c, relation=relation, basis=Basis.DECLARED, evidence=(*c.evidence, sign))
        for c in claims
    )
