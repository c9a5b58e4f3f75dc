"""Filling a record in, so that a default answer looks like the Hub's."""

import hashlib
from collections.abc import Mapping
from typing import Any, Literal

Kind = Literal["model", "dataset"]
Record = dict[str, Any]

LONG_AGO = "2024-01-01T00:00:00.000Z"
RELATIONS = ("adapter", "merge", "quantized", "finetune")


def digest(*words: str) -> str:
    """Give 40 hex digits that stay the same from run to run."""
    return hashlib.sha1("\0".join(words).encode()).hexdigest()


def completed(record: Mapping[str, Any], kind: Kind) -> Record:
    """Give a copy with what every repository has; what the caller said stays."""
    name = str(record["id"])
    defaults: Record = {
        "_id": digest(kind, name)[:24],
        "sha": digest(kind, name, "main"),
        "createdAt": LONG_AGO,
        "lastModified": record.get("createdAt") or LONG_AGO,
        "private": False,
        "gated": False,
        "disabled": False,
        "downloads": 0,
        "likes": 0,
        "usedStorage": 0,
    }
    if "/" in name:
        defaults["author"] = name.partition("/")[0]
    if kind == "model":
        defaults |= {"modelId": name, "spaces": []}
    said = {key: value for key, value in record.items() if value is not None or key not in defaults}
    full = {**defaults, **said}
    if full.get("tags") is None:
        full["tags"] = tags_of(full, kind)
    return full


def changed(record: Record, changes: Mapping[str, Any], kind: Kind) -> Record:
    """Give a record with changes; tags that were derived follow the card."""
    new = {**record, **changes}
    derived = record["tags"] == tags_of({**record, "tags": None}, kind)
    if derived and "tags" not in changes:
        new["tags"] = tags_of({**new, "tags": None}, kind)
    return new


def _texts(value: Any) -> list[str]:
    """Read a text or a list of texts; anything else says nothing."""
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str) and text]


def _card(record: Mapping[str, Any]) -> Mapping[str, Any]:
    card = record.get("cardData")
    return card if isinstance(card, dict) else {}


def _tagged(record: Mapping[str, Any], prefix: str) -> list[str]:
    return [t.removeprefix(prefix) for t in _texts(record.get("tags")) if t.startswith(prefix)]


def bases_of(record: Mapping[str, Any]) -> list[str]:
    """Name the bases that the card, or else the tags, declare; each once."""
    named = _texts(_card(record).get("base_model"))
    if not named:
        named = [t for t in _tagged(record, "base_model:") if t.split(":")[0] not in RELATIONS]
    return list(dict.fromkeys(named))


def relation_of(record: Mapping[str, Any]) -> str:
    """Give the declared relation, or what the Hub would infer."""
    declared = _card(record).get("base_model_relation")
    if declared in RELATIONS:
        return str(declared)
    for tag in _tagged(record, "base_model:"):
        if (relation := tag.split(":")[0]) in RELATIONS:
            return relation
    if "peft" in {record.get("library_name"), _card(record).get("library_name")}:
        return "adapter"
    return "merge" if len(bases_of(record)) > 1 else "finetune"


def tags_of(record: Mapping[str, Any], kind: Kind) -> list[str]:
    """Derive the tags that the Hub makes of a card."""
    card = _card(record)
    tags = [tag for key in ("library_name", "pipeline_tag") for tag in _texts(record.get(key))]
    tags += _texts(card.get("tags"))
    if kind == "model":
        relation = relation_of(record)
        for base in bases_of(record):
            tags += [f"base_model:{base}", f"base_model:{relation}:{base}"]
        tags += [f"dataset:{name}" for name in _texts(card.get("datasets"))]
    tags += [f"license:{name}" for name in _texts(card.get("license"))]
    return list(dict.fromkeys([*tags, "region:us"]))
