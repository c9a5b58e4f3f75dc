"""What an answer means for the repository that was asked for."""

import json

import pytest

from scanners.evidence import Kind, State
from scanners.hub.answers import NoHubError, read_record, refusal, sighting_of
from scanners.hub.cache import Answer

_PAGE = b"<!DOCTYPE html><html>"


def answer(status: int, code: str = "", message: str = "", body: bytes = b"") -> Answer:
    """Give an answer with the Hub's own headers."""
    headers = {"x-error-code": code, "x-error-message": message}
    return Answer(status, {k: v for k, v in headers.items() if v}, body)


@pytest.mark.parametrize(
    ("given", "token", "state", "reason"),
    [
        (answer(401), False, State.MISSING_OR_PRIVATE, ""),
        (answer(404), True, State.MISSING_OR_PRIVATE, ""),
        (answer(404), False, State.MISSING_OR_PRIVATE, ""),
        (answer(410), True, State.MISSING_OR_PRIVATE, ""),
        (answer(401, "RepoNotFound"), True, State.MISSING_OR_PRIVATE, ""),
        (
            answer(404, "RevisionNotFound"),
            False,
            State.MISSING_OR_PRIVATE,
            "a/b has no revision v9",
        ),
        (
            answer(401),
            True,
            State.UNREACHABLE,
            "the login was refused; check HF_TOKEN, or what HF_ENDPOINT says, or unset it",
        ),
        (
            answer(401, "GatedRepo"),
            False,
            State.GATED,
            "this endpoint shows its record only to whom it lets in",
        ),
        (
            answer(403, "GatedRepo"),
            True,
            State.GATED,
            "this endpoint shows its record only to whom it lets in",
        ),
        (answer(403, "", "Access to this resource is disabled."), True, State.DISABLED, ""),
        (answer(451), False, State.DISABLED, "for legal reasons (451)"),
        (
            answer(404, body=_PAGE),
            False,
            State.UNREACHABLE,
            "its answer is a web page, not a record; HF_ENDPOINT may be wrong, with status 404",
        ),
        (answer(500), False, State.UNREACHABLE, "it answered with status 500"),
        (
            answer(403, body=b'{"error": "Not for you."}'),
            True,
            State.UNREACHABLE,
            "it answered with status 403: Not for you.",
        ),
        (
            answer(400, body=b'{"error": [1]}'),
            True,
            State.UNREACHABLE,
            "it answered with status 400",
        ),
        (answer(400, body=b"[1]"), True, State.UNREACHABLE, "it answered with status 400"),
    ],
)
def test_refusals(given: Answer, *, token: bool, state: State, reason: str) -> None:
    seen = refusal(given, "a/b", "v9", authenticated=token)
    assert (seen.state, seen.reason, seen.record, seen.asked) == (state, reason, None, "a/b")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (_PAGE, "is a web page, not a record; HF_ENDPOINT may be wrong"),
        (b" ", "is empty"),
        (b'{"id": "a', "is no JSON, or only a part of one"),
        (b"\xff\xfe", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[1]", "is a list, not a record"),
        (b"null", "is a NoneType, not a record"),
    ],
)
def test_what_is_no_record(body: bytes, words: str) -> None:
    with pytest.raises(NoHubError, match=words):
        read_record(Answer(200, {}, body))


def test_a_record_is_read_in_its_state() -> None:
    raw = read_record(Answer(200, {}, json.dumps({"id": "New/Name", "gated": "auto"}).encode()))
    seen = sighting_of(raw, Kind.MODEL, "old/name")
    assert (seen.state, seen.asked, seen.moved_to) == (State.GATED, "old/name", "New/Name")
    assert sighting_of({"id": "A/b"}, Kind.MODEL, "a/B").state is State.FOUND
    assert sighting_of({"id": "A/c"}, Kind.MODEL, "a/B").state is State.MOVED
    assert sighting_of({"id": "a/b", "disabled": True}, Kind.MODEL, "a/b").state is State.DISABLED


def test_a_record_is_of_the_kind_that_was_asked_for() -> None:
    record = sighting_of({"id": "a/b", "tags": ["dataset:d/x"]}, Kind.DATASET, "a/b").record
    assert record
    assert record.kind is Kind.DATASET


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({"sha": "1"}, "its answer is no record: has no id"),
        ({"id": "../x"}, 'its answer is the record of "../x", which is no repository'),
    ],
)
def test_a_record_without_a_name_is_none(raw: dict[str, str], reason: str) -> None:
    seen = sighting_of(raw, Kind.MODEL, "a/b")
    assert (seen.state, seen.reason, seen.asked) == (State.UNREACHABLE, reason, "a/b")
