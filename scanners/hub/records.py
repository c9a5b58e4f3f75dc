"""Read one Hub record, as raw JSON gave it, into what the lineage needs.

The client library's own classes raise on odd cards (``self:`` keys, ``tags: 5``, a list where a
text belongs), which would let a card hide from an audit. Here every field is read on its own,
and what cannot be read is kept as a problem.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from licences.relation import Basis, Relation
from scanners.evidence import Evidence, Kind, Unreadable
from scanners.hub.claims import Claim, Statement, merge, statements, texts, with_relation
from scanners.hub.inference import infer_relation
from scanners.reference import is_placeholder

_SHA = re.compile(r"[0-9a-f]{40}\Z")
_DECLARABLE = {
    r.value: r for r in (Relation.FINETUNE, Relation.ADAPTER, Relation.MERGE, Relation.QUANTIZED)
}
_NO_SOURCE = frozenset({"original", "extended"})
_TEXT_OF_SOURCE = re.compile(r"extended\|(?!other\b)(?P<name>.+)")
_OTHER_SOURCE = re.compile(r"extended\|other\b")


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
    name = _text(raw, "id") or _text(raw, "modelId")
    if not name:
        return Unreadable("record", "has no id")
    if kind is None:
        kind = Kind.DATASET if raw.get("_kind") == "dataset" else Kind.MODEL
    problems: list[Unreadable] = []
    card = _card(raw, problems)
    tags = tuple(texts(raw.get("tags"), "tags", problems))
    files = _files(raw)
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
        files=files,
        licence=licence,
        licence_name=_text(card, "license_name"),
        licence_link=_text(card, "license_link"),
        licence_evidence=licence_evidence,
        base_models=_base_models(name, raw, card, tags, files, problems) if is_model else (),
        datasets=_datasets(card, tags, problems) if is_model else (),
        source_datasets=() if is_model else _source_datasets(card, tags, problems),
        problems=tuple(dict.fromkeys(problems)),
    )


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


def _base_models(  # noqa: PLR0913  # every one is a place that speaks of the base
    name: str,
    raw: Mapping[str, object],
    card: Mapping[str, object],
    tags: tuple[str, ...],
    files: tuple[str, ...] | None,
    problems: list[Unreadable],
) -> tuple[Claim, ...]:
    field = "cardData.base_model"
    stated = [
        *statements(texts(card.get("base_model"), field, problems), field, problems),
        *_in_base_models(raw.get("baseModels")),
        *_in_tags(tags),
    ]
    distinct = len({s.name.casefold() for s in stated})
    library = _text(raw, "library_name") or _text(card, "library_name")
    relation, sign = infer_relation(name, distinct, library, tags, files or ())
    claims = merge(stated, relation, Basis.INFERRED, problems)
    declared = _text(card, "base_model_relation")
    if declared and (known := _DECLARABLE.get(declared.casefold())):
        place = Evidence("hub", "cardData.base_model_relation", declared)
        return with_relation(claims, known, place)
    if declared:
        problems.append(Unreadable("cardData.base_model_relation", f"says {declared!r}"))
    return tuple(_with_sign(c, sign) for c in claims)


def _with_sign(claim: Claim, sign: Evidence | None) -> Claim:
    if sign is None or claim.basis is not Basis.INFERRED:
        return claim
    return Claim(claim.name, claim.relation, claim.basis, (*claim.evidence, sign))


def _in_base_models(value: object) -> Iterator[Statement]:
    """Read the Hub's own field: ``{"relation": …, "models": [{"_id": …, "id": …}]}``."""
    relation = None
    if isinstance(value, Mapping):
        relation = _DECLARABLE.get(str(value.get("relation")))
        value = value.get("models")
    for item in value if isinstance(value, list) else ():
        name = item.get("id") if isinstance(item, Mapping) else item
        if isinstance(name, str) and not is_placeholder(name):
            evidence = Evidence("hub", "baseModels", name)
            yield Statement(name.strip(), evidence, by_hub=True, relation=relation)


def _in_tags(tags: tuple[str, ...]) -> Iterator[Statement]:
    """Read ``base_model:ID`` and ``base_model:RELATION:ID``."""
    for tag in tags:
        kind, _, rest = tag.partition(":")
        if kind != "base_model":
            continue
        first, _, name = rest.partition(":")
        relation = _DECLARABLE.get(first) if name else None
        named = name if relation else rest
        if not is_placeholder(named):
            evidence = Evidence("hub", "tags", tag)
            yield Statement(named.strip(), evidence, by_hub=True, relation=relation)


def _datasets(
    card: Mapping[str, object], tags: tuple[str, ...], problems: list[Unreadable]
) -> tuple[Claim, ...]:
    field = "cardData.datasets"
    stated = [
        *statements(texts(card.get("datasets"), field, problems), field, problems),
        *_tagged(tags, "dataset:"),
    ]
    return merge(stated, Relation.TRAINED_ON, Basis.DECLARED, problems)


def _tagged(tags: tuple[str, ...], prefix: str) -> Iterator[Statement]:
    for tag in tags:
        if tag.startswith(prefix) and not is_placeholder(name := tag.removeprefix(prefix)):
            yield Statement(name.strip(), Evidence("hub", "tags", tag), by_hub=True)


def _source_datasets(
    card: Mapping[str, object], tags: tuple[str, ...], problems: list[Unreadable]
) -> tuple[Claim, ...]:
    field = "cardData.source_datasets"
    values = [
        *texts(card.get("source_datasets"), field, problems),
        *(t.removeprefix("source_datasets:") for t in tags if t.startswith("source_datasets:")),
    ]
    named = (name for value in values if (name := _source_name(value)))
    stated = statements(dict.fromkeys(named), field, problems)
    return merge(stated, Relation.DERIVED, Basis.DECLARED, problems)


def _source_name(value: str) -> str | None:
    """Give the dataset that a source names; the Hub's words for "none" and "not here" name none."""
    if value in _NO_SOURCE or _OTHER_SOURCE.match(value):
        return None
    found = _TEXT_OF_SOURCE.match(value)
    return found["name"] if found else value
