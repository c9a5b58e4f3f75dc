"""Read one Hub record, as raw JSON gave it, into what the lineage needs.

The client library's own classes raise on odd cards (``self:`` keys, ``tags: 5``, a list where a
text belongs), which would let a card hide from an audit. Here every field is read on its own,
and what cannot be read is kept as a problem.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from licences.relation import Relation
from scanners.evidence import Evidence, Kind, Unreadable
from scanners.hub.claims import Claim
from scanners.hub.fields import (
    CARD,
    as_json,
    commit,
    file_names,
    flag,
    gate,
    library_of,
    name_of,
    quoted,
    shortened,
    text,
    texts,
)
from scanners.hub.inference import infer_relation
from scanners.hub.origins import base_models, datasets, source_datasets

_LICENCE_KEYS = frozenset({"id", "name", "license"})


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
    card_known: bool = True
    """Whether the record tells of its card: by ``cardData``, be it null, or by ``tags``."""
    licence: tuple[str, ...] = ()
    """Licence strings as written: the card's, else those of the ``license:`` tags."""
    tagged_licence: tuple[str, ...] = ()
    """What the ``license:`` tags say, which the Hub makes of a card when that is written."""
    licence_name: str | None = None
    licence_link: str | None = None
    licence_evidence: tuple[Evidence, ...] = ()
    base_models: tuple[Claim, ...] = ()
    datasets: tuple[Claim, ...] = ()
    source_datasets: tuple[Claim, ...] = ()
    problems: tuple[Unreadable, ...] = ()
    """What the record holds that is not of the shape it should have."""

    def inferred_relation(self, bases: Sequence[str]) -> tuple[Relation, Evidence | None]:
        """Read how it was made from certain bases, or from none, by weaker signs alone."""
        return infer_relation(self.name, bases, self.library_name, self.tags, self.files or ())


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
    return _record(raw, name, kind)


def _record(raw: Mapping[str, object], name: str, kind: Kind) -> HubRecord:
    problems: list[Unreadable] = []
    card = _card(raw, problems)
    tags = _tags(raw, problems)
    files = file_names(raw, problems)
    stated, tagged = _stated_licences(raw, card, problems), _tagged_licences(tags)
    licence_name = text(card, "license_name", problems, CARD)
    named = [Evidence("hub", CARD + "license_name", licence_name)] if licence_name else []
    is_model = kind is Kind.MODEL
    return HubRecord(
        kind=kind,
        name=name,
        hub_id=text(raw, "_id", problems),
        author=text(raw, "author", problems),
        sha=commit(raw, problems),
        created=text(raw, "createdAt", problems),
        last_modified=text(raw, "lastModified", problems),
        gated=gate(raw, problems),
        disabled=flag(raw, "disabled", problems),
        private=flag(raw, "private", problems),
        pipeline_tag=text(raw, "pipeline_tag", problems)
        or text(card, "pipeline_tag", problems, CARD),
        library_name=library_of(raw, card, problems),
        tags=tags,
        files=files,
        card_known="cardData" in raw or "tags" in raw,
        licence=tuple(stated or tagged),
        tagged_licence=tuple(tagged),
        licence_name=licence_name,
        licence_link=text(card, "license_link", problems, CARD),
        licence_evidence=(*stated.values(), *tagged.values(), *named),
        base_models=base_models(raw, card, tags, files or (), problems) if is_model else (),
        datasets=datasets(card, tags, problems) if is_model else (),
        source_datasets=() if is_model else source_datasets(card, tags, problems),
        problems=tuple(dict.fromkeys(problems)),
    )


def _card(raw: Mapping[str, object], problems: list[Unreadable]) -> Mapping[str, object]:
    card = raw.get("cardData")
    if isinstance(card, Mapping):
        return card
    if card is not None:
        problems.append(Unreadable("cardData", f"is {quoted(card)}, not an object"))
    return {}


def _tags(raw: Mapping[str, object], problems: list[Unreadable]) -> tuple[str, ...]:
    tags = raw.get("tags")
    if tags is not None and not isinstance(tags, list):
        problems.append(Unreadable("tags", f"is {quoted(tags)}, not a list"))
    return tuple(shortened(tag, "tags", problems) for tag in texts(tags, "tags", problems))


def _stated_licences(
    raw: Mapping[str, object], card: Mapping[str, object], problems: list[Unreadable]
) -> Mapping[str, Evidence]:
    """Give the licences that the card states, each with its place.

    Of a card that cannot be read, the whole is one: it may have stated any, so it did not state
    none. Its JSON is no licence's name, whatever it says.
    """
    whole = raw.get("cardData")
    if whole is not None and not isinstance(whole, Mapping):
        unread = as_json(whole)
        return {unread: Evidence("hub", "cardData", unread)}
    place = CARD + "license"
    values = texts(card.get("license"), place, problems, _sole_licence)
    short = (shortened(value, place, problems) for value in values if value)
    return {value: Evidence("hub", place, value) for value in short}


def _sole_licence(item: Mapping[str, object]) -> str | None:
    """Give the licence that an object names, if it says nothing besides."""
    if len(item) == 1 and _LICENCE_KEYS.issuperset(item):
        (value,) = item.values()
        return value if isinstance(value, str) else None
    return None


def _tagged_licences(tags: tuple[str, ...]) -> Mapping[str, Evidence]:
    """Give the licences that the tags state, each with its tag."""
    found = (tag for tag in tags if tag.startswith("license:"))
    named = {tag.removeprefix("license:").strip(): Evidence("hub", "tags", tag) for tag in found}
    return {value: evidence for value, evidence in named.items() if value}
