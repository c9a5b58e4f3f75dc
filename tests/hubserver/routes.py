"""Which endpoint answers which path."""

from collections.abc import Callable
from urllib.parse import unquote

from hubserver import people, resolve, trees
from hubserver.access import Call, check_gate, check_token, found, state_at
from hubserver.answers import Answer, Refusal, of_json, redirection, refusal
from hubserver.lists import listing
from hubserver.records import Kind
from hubserver.repos import Repo
from hubserver.views import info

LOOP = "/redirect-loop/"
KINDS: dict[str, Kind] = {"models": "model", "datasets": "dataset"}
Endpoint = Callable[[Call, Repo, list[str]], Answer]


def answer(call: Call) -> Answer:
    """Answer a call, whatever comes of it."""
    try:
        if call.request.path.startswith(LOOP):
            raise redirection(call.request.path)
        check_token(call)
        return _unless_known(call, _route(call))
    except Refusal as refused:
        return refused.answer


def _unless_known(call: Call, fresh: Answer) -> Answer:
    """Answer 304 to whoever has this body already, as Express does."""
    known = [tag.strip() for tag in call.request.headers.get("if-none-match", "").split(",")]
    if call.request.method == "POST" or fresh.status != 200 or fresh.headers["ETag"] not in known:
        return fresh
    return Answer(304, b"", {"ETag": fresh.headers["ETag"]})


def _route(call: Call) -> Answer:
    match call.request.path.split("/")[1:]:
        case ["api", "models" | "datasets" as plural]:
            return listing(call, KINDS[plural])
        case ["api", "models" | "datasets" as plural, *rest]:
            return _repo(call, plural, rest)
        case ["api", "resolve-cache", "models" | "datasets" as plural, *rest]:
            return resolve.cached(call, KINDS[plural], rest)
        case ["api", *rest]:
            return people.answer(call, rest)
        case segments if "resolve" in segments:
            return resolve.resolved(call, segments)
    raise refusal(404, "Sorry, we can't find the page you are looking for.")


def _repo(call: Call, plural: str, segments: list[str]) -> Answer:
    kind = KINDS[plural]
    length = _length_of_name(call, kind, segments)
    name = unquote("/".join(segments[:length]))
    rest = segments[length:]
    after = "".join(f"/{segment}" for segment in rest)
    repo = found(call, kind, name, f"/api/{plural}/", after)
    if not rest:
        return of_json(info(call, repo, repo.at("main")))
    endpoint = _ENDPOINTS.get(rest[0])
    if endpoint is None:
        raise refusal(404, "Sorry, we can't find the page you are looking for.")
    return endpoint(call, repo, [unquote(segment) for segment in rest[1:]])


def _length_of_name(call: Call, kind: Kind, segments: list[str]) -> int:
    """Tell ``gpt2/refs`` from ``acme/refs``: a name that is held comes first."""
    if len(segments) > 1 and segments[1] in _ENDPOINTS:
        whole = unquote("/".join(segments[:2]))
        return 2 if call.hub.followed(kind, whole) else 1
    return min(len(segments), 2)


def _revision(call: Call, repo: Repo, rest: list[str]) -> Answer:
    _, state = state_at(repo, rest[0] if rest else "main")
    return of_json(info(call, repo, state))


def _auth_check(call: Call, repo: Repo, _rest: list[str]) -> Answer:
    check_gate(call, repo)
    return of_json({})


_ENDPOINTS: dict[str, Endpoint] = {
    "revision": _revision,
    "tree": trees.tree,
    "paths-info": trees.paths_info,
    "commits": trees.commits,
    "refs": trees.refs,
    "auth-check": _auth_check,
    "safetensors-metadata": trees.safetensors,
}
