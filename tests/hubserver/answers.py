"""What is asked and what is answered, apart from the socket."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Request:
    """A request as it came; the target is never unquoted, as a revision may hold a slash."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @cached_property
    def path(self) -> str:
        """Give the path as it was sent."""
        return self.target.partition("?")[0]

    @cached_property
    def query(self) -> str:
        """Give the query as it was sent."""
        return self.target.partition("?")[2]

    @cached_property
    def params(self) -> list[tuple[str, str]]:
        """Give the parameters of the query."""
        return parse_qsl(self.query, keep_blank_values=True)

    @cached_property
    def form(self) -> list[tuple[str, str]]:
        """Give the fields of a form."""
        return parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)

    def values(self, *names: str) -> list[str]:
        """Give every value of parameters with these names."""
        return [value for name, value in self.params if name in names]

    def value(self, name: str) -> str | None:
        """Give the last value of a parameter."""
        return next(reversed(self.values(name)), None)

    def flag(self, name: str) -> bool:
        """Say whether a parameter is set; the client writes booleans in lower case."""
        return self.value(name) in {"true", "True", "1"}


@dataclass(frozen=True)
class Answer:
    """An answer as the Hub means it; a fault may still spoil it."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """An endpoint ends here, with this answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def of_json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Answer with JSON, and the weak ETag that Express gives."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    digest = base64.b64encode(hashlib.sha1(body).digest()).decode().rstrip("=")
    given = {
        "Content-Type": "application/json; charset=utf-8",
        "ETag": f'W/"{len(body):x}-{digest}"',
    }
    return Answer(status, body, {**given, **(headers or {})})


def refusal(
    status: int,
    message: str,
    code: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Refusal:
    """Refuse as the Hub does: the same message in the body and in a header."""
    told = {"X-Error-Message": message.encode("ascii", "replace").decode()}
    if code:
        told["X-Error-Code"] = code
    return Refusal(of_json({"error": message}, status, {**told, **(headers or {})}))


def redirection(location: str) -> Refusal:
    """Redirect as the Hub does for names that moved."""
    body = f"Temporary Redirect. Redirecting to {location}".encode()
    headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "Location": location,
        "Vary": "Origin, Accept",
    }
    return Refusal(Answer(307, body, headers))
