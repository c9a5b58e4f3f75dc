"""Which properties of a record are asked for, and what if the endpoint does not know how.

The Hub gives with ``?expand=`` exactly what is asked for, among it ``baseModels``, which its
plain answer lacks. Mirrors ignore or refuse that.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from scanners.evidence import MIRROR, Evidence, Kind
from scanners.hub.cache import Answer
from scanners.hub.claims import Claim
from scanners.hub.records import HubRecord

_ASKED = {
    Kind.MODEL: tuple(
        "author baseModels cardData createdAt disabled gated lastModified library_name "
        "pipeline_tag private sha siblings tags".split()
    ),
    Kind.DATASET: tuple(
        "author cardData createdAt disabled gated lastModified private sha siblings tags".split()
    ),
}
_PLAIN = frozenset({"downloads", "likes"})
"""What every plain answer has, and none that expands unless it is asked for."""
REFUSALS = frozenset({400, 422, 501})
"""Statuses by which an endpoint may refuse to expand."""
_WORD = re.compile(r"[A-Za-z][\w-]*")
_ESSENTIAL = frozenset({"cardData", "tags"})


class Expansion:
    """What is asked of one endpoint, as its answers teach; used by many threads at once."""

    def __init__(self) -> None:
        """Ask for everything, until the endpoint shows that it cannot."""
        self._asked = dict(_ASKED)
        self.withheld = False
        """Whether some model came without what only ``expand`` brings."""

    def asked(self, kind: Kind) -> tuple[str, ...]:
        """Give the properties to ask for; none where the plain answer has to do."""
        return self._asked[kind]

    def learn(self, kind: Kind, asked: tuple[str, ...]) -> None:
        """Ask for no more than this from now on."""
        self._asked[kind] = asked

    def is_whole(self, kind: Kind, asked: Sequence[str], raw: Mapping[str, object]) -> bool:
        """Say whether a record has what only ``expand`` brings, if there is any of it.

        A dataset's plain answer lacks nothing.
        """
        expanded = "baseModels" in asked and _PLAIN.isdisjoint(raw)
        whole = kind is Kind.DATASET or expanded or "baseModels" in raw
        self.withheld |= not whole
        return whole


def fewer(asked: Sequence[str], refusal: Answer) -> Iterator[tuple[str, ...]]:
    """Give what to ask for instead: what the refusal names as known, then nothing."""
    known = frozenset(_WORD.findall(_error(refusal).partition("expected one of")[2]))
    left = tuple(name for name in asked if name in known)
    if known >= _ESSENTIAL and len(left) < len(asked):
        yield left
    yield ()


def without_expansion(record: HubRecord, endpoint: str) -> HubRecord:
    """Have every claim of a record say that the endpoint gave only its card and its tags."""
    words = f"not given by {endpoint}: read from the card and the tags"
    sign = Evidence(MIRROR, "baseModels", words)

    def told(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(replace(claim, evidence=(*claim.evidence, sign)) for claim in claims)

    return replace(
        record,
        base_models=told(record.base_models),
        datasets=told(record.datasets),
        source_datasets=told(record.source_datasets),
    )


def _error(answer: Answer) -> str:
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ""
    error = said.get("error") if isinstance(said, Mapping) else None
    return error if isinstance(error, str) else ""
