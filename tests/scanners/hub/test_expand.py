"""What is asked for, and what if the endpoint does not know how to give it."""

import json

import pytest

from licences.relation import Basis, Relation
from scanners.evidence import MIRROR, Evidence, Kind
from scanners.hub.cache import Answer
from scanners.hub.expand import Expansion, fewer, without_expansion
from scanners.hub.records import HubRecord, parse_record

_MODEL, _DATASET = Kind.MODEL, Kind.DATASET


def refusal(error: object) -> Answer:
    """Give an answer that says so."""
    return Answer(400, {}, json.dumps({"error": error}).encode())


def test_everything_that_a_record_is_read_for_is_asked_for() -> None:
    """A key that is read and not asked for would make a live report differ from a snapshot's."""
    read = set()

    class Watched(dict[str, object]):
        def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
            read.add(key)
            return super().get(key, default)

        def __contains__(self, key: object) -> bool:
            read.add(str(key))
            return super().__contains__(key)

    for kind in Kind:
        read.clear()
        assert isinstance(parse_record(Watched(id="a/b"), kind), HubRecord)
        always = {"id", "_id", "modelId", "_kind"}
        of_models = {"pipeline_tag", "library_name", "baseModels"} if kind is _DATASET else set()
        assert read - always - of_models == set(Expansion().asked(kind))


@pytest.mark.parametrize(
    ("kind", "raw", "whole"),
    [
        (_MODEL, {"_id": "1", "id": "a/b", "modelId": "a/b", "cardData": {}, "tags": []}, True),
        (_MODEL, {"id": "a/b", "cardData": {}, "something": "new"}, True),
        (_MODEL, {"id": "a/b", "cardData": {}, "downloads": 5}, False),
        (_MODEL, {"id": "a/b", "likes": 0}, False),
        (_MODEL, {"id": "a/b", "files": [], "size": 1, "type": "llm"}, False),
        (_MODEL, {"id": "a/b", "downloads": 5, "baseModels": {"models": []}}, True),
        (_DATASET, {"id": "a/b", "downloads": 5}, True),
    ],
)
def test_an_answer_with_what_nobody_asked_for_is_the_plain_one(
    kind: Kind, raw: dict[str, object], *, whole: bool
) -> None:
    expansion = Expansion()
    assert expansion.is_whole(kind, expansion.asked(kind), raw) is whole
    assert bool(expansion.withheld) is not whole


def test_what_one_answer_withheld_stays_withheld() -> None:
    expansion = Expansion()
    for raw in ({"id": "a/b", "likes": 1}, {"id": "a/c"}):
        expansion.is_whole(_MODEL, expansion.asked(_MODEL), raw)
    assert expansion.withheld == {"a/b"}


def test_what_was_not_asked_for_is_not_there() -> None:
    expansion = Expansion()
    expansion.learn(_MODEL, ())
    assert expansion.asked(_MODEL)  # once may have been chance
    expansion.learn(_MODEL, ())
    assert not expansion.is_whole(_MODEL, expansion.asked(_MODEL), {"id": "a/b"})
    assert expansion.asked(_DATASET)


@pytest.mark.parametrize(
    ("error", "less"),
    [
        ("Invalid option: expected one of author|cardData|tags|sha", [("cardData", "tags"), ()]),
        ('Invalid option: expected one of "tags", "cardData", "baseModels"', [()]),
        ("Invalid option: expected one of author|sha", [()]),
        ("no", [()]),
        (None, [()]),
        ({"message": "expected one of cardData tags"}, [()]),
    ],
)
def test_what_is_asked_for_instead(error: object, less: list[tuple[str, ...]]) -> None:
    assert list(fewer(("baseModels", "cardData", "tags"), refusal(error))) == less


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"[" * 100_000])
def test_a_refusal_in_any_shape_is_read(body: bytes) -> None:
    assert list(fewer(("cardData",), Answer(400, {}, body))) == [()]


def test_every_claim_says_what_it_was_read_without() -> None:
    raw = {
        "id": "a/b",
        "cardData": {"base_model": "c/d", "datasets": ["e/f"]},
    }
    record = parse_record(raw)
    assert isinstance(record, HubRecord)
    sign = Evidence(MIRROR, "baseModels", "not given by http://m: read from the card and the tags")
    told = without_expansion(record, "http://m")
    (base,), (data,) = told.base_models, told.datasets
    assert (base.evidence[-1], data.evidence[-1]) == (sign, sign)
    assert (base.name, base.relation, base.basis) == ("c/d", Relation.FINETUNE, Basis.INFERRED)
