"""Lists of models and datasets: filters, order and pages."""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from hubserver.access import Call
from hubserver.answers import Answer, of_json, refusal
from hubserver.records import Kind, Record
from hubserver.repos import Repo
from hubserver.views import expansion, row

LARGEST = 1000
_SORTS = {"createdAt", "downloads", "lastModified", "likes", "trendingScore"}


def listing(call: Call, kind: Kind) -> Answer:
    """Answer a page of a list."""
    names = expansion(call, kind)
    chosen = _sorted(call, _chosen(call, kind))
    return page_of(call, chosen, LARGEST, lambda repo: row(call, repo, names))


def next_link(call: Call, **changes: str) -> str:
    """Link the next page: an absolute URL made of the Host header, with the same query."""
    request = call.request
    kept = [(name, value) for name, value in request.params if name not in changes]
    host = call.switches.link_host or f"http://{request.headers.get('host', 'localhost')}"
    return f'<{host}{request.path}?{urlencode([*kept, *changes.items()])}>; rel="next"'


def page_of(call: Call, entries: list[Any], size: int, show: Callable[[Any], Record]) -> Answer:
    """Answer a page of what is shown of entries, with a cursor to the next."""
    size = min(_number(call, "limit", size), size)
    start = _start(call.request.value("cursor"))
    more = start + size < len(entries)
    headers = {"Link": next_link(call, cursor=_cursor(start + size))} if more else {}
    return of_json([show(entry) for entry in entries[start : start + size]], headers=headers)


def _chosen(call: Call, kind: Kind) -> list[Repo]:
    request = call.request
    repos = call.hub.repos(kind, request.values("filter"))
    wanted: dict[str, Callable[[Repo, str], bool]] = {
        "author": lambda repo, value: repo.record.get("author") == value,
        "search": lambda repo, value: value.lower() in repo.name.lower(),
        "gated": lambda repo, value: _gate(repo.record["gated"], value),
        "pipeline_tag": lambda repo, value: repo.record.get("pipeline_tag") == value,
    }
    tests = [(test, value) for name, test in wanted.items() for value in request.values(name)]
    return [
        repo
        for repo in repos
        if call.sees(repo) and all(test(repo, value) for test, value in tests)
    ]


def _gate(gated: Any, value: str) -> bool:
    if value in {"true", "false"}:
        return bool(gated) == (value == "true")
    return bool(gated == value)


def _sorted(call: Call, repos: list[Repo]) -> list[Repo]:
    key = call.request.value("sort")
    if key is None:
        return repos
    if key not in _SORTS:
        raise refusal(400, f"Invalid option: expected one of {'|'.join(sorted(_SORTS))}")
    backwards = call.request.value("direction") != "1"
    blank: Any = "" if key in {"createdAt", "lastModified"} else 0
    return sorted(repos, key=lambda repo: repo.record.get(key) or blank, reverse=backwards)


def _number(call: Call, name: str, default: int) -> int:
    value = call.request.value(name)
    if value is None:
        return default
    if not value.isdecimal() or int(value) < 1:
        raise refusal(400, f"Invalid {name}: expected a positive number")
    return int(value)


def _cursor(start: int) -> str:
    return base64.urlsafe_b64encode(json.dumps({"start": start}).encode()).decode()


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return int(json.loads(base64.urlsafe_b64decode(cursor))["start"])
    except (binascii.Error, ValueError, KeyError, TypeError) as error:
        raise refusal(400, "Invalid cursor") from error
