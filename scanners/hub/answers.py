"""What an answer of the Hub means for the repository that was asked for.

An anonymous 401 is what the Hub says of a repository that is private or not there; with a token
it means that the token is no good, and nothing at all about the repository.
"""

import json
import re
from collections.abc import Mapping

from scanners.evidence import Kind, State, Unreadable
from scanners.hub.cache import Answer
from scanners.hub.fields import encodable, quoted
from scanners.hub.records import parse_record
from scanners.hub.source import Sighting, sighted
from scanners.reference import is_repository_name

_COMMIT = re.compile(r"[0-9a-f]{40}")
_LOGIN = 401
_LOGIN_OF_OTHERS = re.compile(r"(?:basic|digest|negotiate|ntlm)\b", re.IGNORECASE)
"""What a proxy or a registry before the Hub asks for; the Hub itself knows bearers of tokens."""
_GONE = frozenset({404, 410})
_LEGAL = 451
_LONGEST_WORD = 200
_DISABLED = "Access to this resource is disabled."


class NoHubError(Exception):
    """An answer that no Hub gives; the message says what it is, as the end of a sentence."""


def read_record(answer: Answer) -> Mapping[str, object]:
    """Give the JSON object of an answer; raises ``NoHubError`` where it is none."""
    try:
        raw = json.loads(answer.body)
    except (ValueError, RecursionError) as problem:
        raise NoHubError(_no_json(answer)) from problem
    if not isinstance(raw, Mapping):
        raise NoHubError(f"its answer is a {type(raw).__name__}, not a record")
    return raw


def sighting_of(
    raw: Mapping[str, object], kind: Kind, asked: str, revision: str | None = None
) -> Sighting:
    """Read a record that was answered; where a commit was asked for it must be of that one."""
    record = parse_record(raw, kind)
    if isinstance(record, Unreadable):
        return Sighting(State.UNREACHABLE, None, asked, f"its answer is no record: {record.reason}")
    if not is_repository_name(record.name):
        reason = f"its answer is the record of {quoted(record.name)}, which is no repository"
        return Sighting(State.UNREACHABLE, None, asked, reason)
    if _COMMIT.fullmatch(revision or "") and record.sha not in {revision, None}:
        reason = f"its answer is of commit {record.sha}, where {revision} was asked for"
        return Sighting(State.UNREACHABLE, None, asked, reason)
    return sighted(record, asked)


def refusal(answer: Answer, asked: str, revision: str | None, *, authenticated: bool) -> Sighting:
    """Say what became of a repository whose record was not given."""
    code, status = answer.headers.get("x-error-code", ""), answer.status
    state, reason = State.UNREACHABLE, ""
    if status == _LEGAL or _said(answer) == _DISABLED:
        state, reason = State.DISABLED, "" if status != _LEGAL else "for legal reasons (451)"
    elif code == "GatedRepo":
        state, reason = State.GATED, "this endpoint shows its record only to whom it lets in"
    elif _is_page(answer):
        reason = f"{_no_json(answer)}, with status {status}"
    elif code == "RevisionNotFound":
        state, reason = State.MISSING_OR_PRIVATE, f"{asked} has no revision {revision}"
    elif status == _LOGIN and _LOGIN_OF_OTHERS.match(answer.headers.get("www-authenticate", "")):
        reason = (
            "it asks for a login of its own; put one into HF_ENDPOINT (https://name:password@…)"
        )
    elif status in _GONE or code == "RepoNotFound" or (status == _LOGIN and not authenticated):
        state = State.MISSING_OR_PRIVATE
    elif status == _LOGIN:
        reason = "the login was refused; check HF_TOKEN, or what HF_ENDPOINT says, or unset it"
    else:
        said = _said(answer)
        reason = f"it answered with status {status}" + (f": {said}" if said else "")
    return Sighting(state, None, asked, reason)


def _said(answer: Answer) -> str:
    """Give the Hub's own words, from the header or from the JSON of the body."""
    words = answer.headers.get("x-error-message", "")
    if not words:
        try:
            raw = json.loads(answer.body)
        except (ValueError, RecursionError):
            raw = None
        error = raw.get("error") if isinstance(raw, Mapping) else None
        words = error if isinstance(error, str) else ""
    return encodable(words)[:_LONGEST_WORD]


def _is_page(answer: Answer) -> bool:
    """Say whether a person's browser was answered: no Hub speaks so of a record."""
    return answer.body.lstrip()[:1] == b"<"


def _no_json(answer: Answer) -> str:
    if _is_page(answer):
        return "its answer is a web page, not a record; HF_ENDPOINT may be wrong"
    if not answer.body.strip():
        return "its answer is empty"
    return "its answer is no JSON, or only a part of one"
