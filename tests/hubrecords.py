"""Records written in a line, and what was read in them said in a line."""

from typing import Any

from scanners.evidence import Kind
from scanners.hub.claims import Claim
from scanners.hub.records import HubRecord, parse_record


def read(kind: Kind | None = None, **raw: Any) -> HubRecord:
    """Read a record that has a name."""
    record = parse_record({"id": "me/it", **raw}, kind)
    assert isinstance(record, HubRecord)
    return record


def card(kind: Kind | None = None, **keys: Any) -> HubRecord:
    """Read a record that has nothing but a card."""
    return read(kind, cardData=keys)


def shape(claims: tuple[Claim, ...]) -> list[tuple[str, str, str]]:
    """Give claims without their evidence."""
    return [(c.name, c.relation.value, c.basis.value) for c in claims]


def said(record: HubRecord) -> list[str]:
    """Give the problems of a record as text."""
    return [f"{p.location} {p.reason}" for p in record.problems]
