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
"""What the Hub's plain answer has, and none that expands unless it is asked for."""
_ALWAYS = frozenset({"_id", "id", "modelId"})
_MOST_NEW = 2
"""Keys that the Hub may come to give unasked, before an answer counts as the plain one."""
REFUSALS = frozenset({400, 422, 501})
"""Statuses by which an endpoint may refuse to expand."""
_WORD = re.compile(r"[A-Za-z][\w-]*")
_ESSENTIAL = frozenset({"cardData", "tags"})


class Expansion:
    """What is asked of one endpoint, as its answers teach; used by many threads at once."""

    def __init__(self) -> None:
        """Ask for everything, until the endpoint shows that it cannot."""
        self._asked = dict(_ASKED)
        self._refused = dict.fromkeys(Kind, 0)
        self.withheld: set[str] = set()
        """The models that came without what only ``expand`` brings."""

    def asked(self, kind: Kind) -> tuple[str, ...]:
        """Give the properties to ask for; none where the plain answer has to do."""
        return self._asked[kind]

    def learn(self, kind: Kind, asked: tuple[str, ...]) -> None:
        """Ask for no more than this from now on, if it was not the first time that it sufficed."""
        self._refused[kind] += 1
        if self._refused[kind] > 1:
            self._asked[kind] = asked

    def is_whole(self, kind: Kind, asked: Sequence[str], raw: Mapping[str, object]) -> bool:
        """Say whether a record has what only ``expand`` brings, if there is any of it.

        A dataset's plain answer lacks nothing.
        """
        unasked = raw.keys() - _ALWAYS.union(asked)
        expanded = "baseModels" in asked and not _PLAIN & unasked and len(unasked) <= _MOST_NEW
        whole = kind is Kind.DATASET or expanded or "baseModels" in raw
        if not whole:
            self.withheld.add(str(raw.get("id")))
        return whole


def fewer(asked: Sequence[str], refusal: Answer) -> Iterator[tuple[str, ...]]:
    """Give what to ask for instead: what the refusal names as known, then nothing."""
    known = frozenset(_WORD.findall(_error(refusal).partition("expected one of")[2]))
    left = tuple(name for name in asked if name in known)
    if known >= _ESSENTIAL and len(left) < len(asked):
        yield left
    yield ()


def without_expansion(record: HubRecord, endpoint: str) -> HubRecord:
    """Have every claim of a model say that the endpoint gave only its card and its tags."""
    words = f"not given by {endpoint}: read from the card and the tags"
    sign = Evidence(MIRROR, "baseModels", words)

    def told(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(replace(claim, evidence=(*claim.evidence, sign)) for claim in claims)

    return replace(
        record,
        base_models=told(record.base_models),
        datasets=told(record.datasets),
    )


def _error(answer: Answer) -> str:
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ""
    error = said.get("error") if isinstance(said, Mapping) else None
    return error if isinstance(error, str) else ""
