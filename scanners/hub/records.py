"""Read one Hub record, as raw JSON gave it, into what the lineage needs.

The client library's own classes raise on odd cards (``self:`` keys, ``tags: 5``, a list where a
text belongs), which would let a card hide from an audit. Here every field is read on its own,
and what cannot be read is kept as a problem.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from licences.relation import Basis, Relation
from scanners.evidence import Evidence, Kind, Unreadable
from scanners.hub.claims import (
    HUB_RELATIONS,
    Claim,
    Statement,
    in_base_models,
    in_tags,
    merge,
    statements,
    texts,
    with_relation,
)
from scanners.hub.inference import infer_relation
from scanners.reference import is_placeholder

_SHA = re.compile(r"[0-9a-f]{40}\Z")
_NO_SOURCE = frozenset({"original", "extended"})


@dataclass(frozen=True, slots=True)
class HubRecord:
    """One repository as its Hub record describes it. Absent keys are ``None``, never guessed."""

    kind: Kind
    name: str
    hub_id: str | None = None
    author: str | None = None
    sha: str | None = None
    created: str | None = None
    last_modified: str | None = None
    gated: str | None = None
    """``"auto"``, ``"manual"``, ``""`` (the record says: not gated) or ``None`` (not said)."""
    disabled: bool | None = None
    private: bool | None = None
    pipeline_tag: str | None = None
    library_name: str | None = None
    tags: tuple[str, ...] = ()
    files: tuple[str, ...] | None = None
    licence: tuple[str, ...] = ()
    """Licence strings as written: the card's, else those of the ``license:`` tags."""
    licence_name: str | None = None
    licence_link: str | None = None
    licence_evidence: tuple[Evidence, ...] = ()
    base_models: tuple[Claim, ...] = ()
    datasets: tuple[Claim, ...] = ()
    source_datasets: tuple[Claim, ...] = ()
    problems: tuple[Unreadable, ...] = ()
    """What the record holds that is not of the shape it should have."""


def parse_record(raw: object, kind: Kind | None = None) -> HubRecord | Unreadable:
    """Read a record of any JSON; what names no repository at all is ``Unreadable``.

    The kind is the one given, else what ``_kind`` says, else a model.
    """
    if not isinstance(raw, Mapping):
        return Unreadable("record", f"is a {type(raw).__name__}, not an object")
    name = name_of(raw)
    if not name:
        return Unreadable("record", "has no id")
    if kind is None:
        kind = Kind.DATASET if raw.get("_kind") == "dataset" else Kind.MODEL
    problems: list[Unreadable] = []
    card = _card(raw, problems)
    tags = tuple(texts(raw.get("tags"), "tags", problems))
    licence, licence_evidence = _licence(card, tags, problems)
    is_model = kind is Kind.MODEL
    return HubRecord(
        kind=kind,
        name=name,
        hub_id=_text(raw, "_id"),
        author=_text(raw, "author"),
        sha=_sha(raw),
        created=_text(raw, "createdAt"),
        last_modified=_text(raw, "lastModified"),
        gated=_gated(raw),
        disabled=_flag(raw, "disabled"),
        private=_flag(raw, "private"),
        pipeline_tag=_text(raw, "pipeline_tag") or _text(card, "pipeline_tag"),
        library_name=_text(raw, "library_name") or _text(card, "library_name"),
        tags=tags,
        files=_files(raw),
        licence=licence,
        licence_name=_text(card, "license_name"),
        licence_link=_text(card, "license_link"),
        licence_evidence=licence_evidence,
        base_models=_base_models(raw, card, tags, problems) if is_model else (),
        datasets=_datasets(card, tags, problems) if is_model else (),
        source_datasets=() if is_model else _source_datasets(card, tags, problems),
        problems=tuple(dict.fromkeys(problems)),
    )


def name_of(raw: Mapping[str, object]) -> str | None:
    """Give the name of a record, if it has one; old answers have it as ``modelId`` only."""
    return _text(raw, "id") or _text(raw, "modelId")


def _card(raw: Mapping[str, object], problems: list[Unreadable]) -> Mapping[str, object]:
    card = raw.get("cardData")
    if isinstance(card, Mapping):
        return card
    if card is not None:
        problems.append(Unreadable("cardData", f"is a {type(card).__name__}, not an object"))
    return {}


def _text(raw: Mapping[str, object], key: str) -> str | None:
    value = raw.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _flag(raw: Mapping[str, object], key: str) -> bool | None:
    value = raw.get(key)
    return value if isinstance(value, bool) else None


def _sha(raw: Mapping[str, object]) -> str | None:
    value = _text(raw, "sha")
    return value if value and _SHA.match(value) else None


def _gated(raw: Mapping[str, object]) -> str | None:
    value = raw.get("gated")
    if isinstance(value, bool):
        return "auto" if value else ""
    return value if isinstance(value, str) else None


def _files(raw: Mapping[str, object]) -> tuple[str, ...] | None:
    siblings = raw.get("siblings")
    if not isinstance(siblings, list):
        return None
    names = (s.get("rfilename") for s in siblings if isinstance(s, Mapping))
    return tuple(n for n in names if isinstance(n, str))


def _licence(
    card: Mapping[str, object], tags: tuple[str, ...], problems: list[Unreadable]
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Give the licence strings with every place that states one; the card goes before the tags."""
    stated = [t for t in texts(card.get("license"), "cardData.license", problems) if t]
    tagged = [t.removeprefix("license:") for t in tags if t.startswith("license:")]
    evidence = (
        *(Evidence("hub", "cardData.license", value) for value in stated),
        *(Evidence("hub", "tags", f"license:{value}") for value in tagged),
    )
    return tuple(dict.fromkeys(stated or tagged)), tuple(dict.fromkeys(evidence))


def _base_models(
    raw: Mapping[str, object],
    card: Mapping[str, object],
    tags: tuple[str, ...],
    problems: list[Unreadable],
) -> tuple[Claim, ...]:
    field = "cardData.base_model"
    stated = [
        *statements(texts(card.get("base_model"), field, problems), Kind.MODEL, field, problems),
        *in_base_models(raw.get("baseModels")),
        *in_tags(tags),
    ]
    distinct = tuple(dict.fromkeys(s.name.casefold() for s in stated))
    library = _text(raw, "library_name") or _text(card, "library_name")
    relation, sign = infer_relation(name_of(raw) or "", distinct, library, tags, _files(raw) or ())
    claims = merge(stated, relation, Basis.INFERRED, problems)
    place = "cardData.base_model_relation"
    for declared in texts(card.get("base_model_relation"), place, problems):
        if known := HUB_RELATIONS.get(declared.casefold()):
            return with_relation(claims, known, Evidence("hub", place, declared))
        problems.append(Unreadable(place, f"says {declared!r}, which is no relation of the Hub's"))
    return tuple(_with_sign(c, sign) for c in claims)


def _with_sign(claim: Claim, sign: Evidence | None) -> Claim:
    if sign is None or claim.basis is not Basis.INFERRED:
        return claim
    return Claim(claim.name, claim.relation, claim.basis, (*claim.evidence, sign))


def _datasets(
    card: Mapping[str, object], tags: tuple[str, ...], problems: list[Unreadable]
) -> tuple[Claim, ...]:
    field = "cardData.datasets"
    stated = [
        *statements(texts(card.get("datasets"), field, problems), Kind.DATASET, field, problems),
        *_tagged(tags, "dataset:"),
    ]
    return merge(stated, Relation.TRAINED_ON, Basis.DECLARED, problems)


def _tagged(
    tags: tuple[str, ...], prefix: str, name_in: Callable[[str], str | None] = str.strip
) -> Iterator[Statement]:
    for tag in (t for t in tags if t.startswith(prefix)):
        name = name_in(tag.removeprefix(prefix))
        if name and not is_placeholder(name):
            yield Statement(name, Evidence("hub", "tags", tag), by_hub=True)


def _source_datasets(
    card: Mapping[str, object], tags: tuple[str, ...], problems: list[Unreadable]
) -> tuple[Claim, ...]:
    field = "cardData.source_datasets"
    values = texts(card.get("source_datasets"), field, problems)
    stated = [
        *statements(values, Kind.DATASET, field, problems, _source_name),
        *_tagged(tags, "source_datasets:", _source_name),
    ]
    return merge(stated, Relation.DERIVED, Basis.DECLARED, problems)


def _source_name(value: str) -> str | None:
    """Give the dataset that a source names; the Hub's words for "none" and "not here" name none."""
    if value in _NO_SOURCE or value.startswith("extended|other"):
        return None
    return value.removeprefix("extended|").strip()
