"""The bytes of files: redirects to the cache and to the CDN, ranges and ETags."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from hubserver.access import Call, check_files, found, missing, state_at
from hubserver.answers import Answer, Request, redirection, refusal
from hubserver.data import Hub
from hubserver.files import StoredFile
from hubserver.records import Kind
from hubserver.repos import Repo

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True)
class _Entry:
    """A file that was asked for, and where it was found."""

    repo: Repo
    sha: str
    path: str
    file: StoredFile

    @property
    def headers(self) -> dict[str, str]:
        """Give what every answer about this file says."""
        return {
            "X-Repo-Commit": self.sha,
            "ETag": f'"{self.file.oid}"',
            "Accept-Ranges": "bytes",
        }


def resolved(call: Call, segments: list[str]) -> Answer:
    """Answer ``/[datasets/]name/resolve/revision/path``: bytes, cache or CDN."""
    kind: Kind = "dataset" if segments[0] == "datasets" else "model"
    prefix = "/datasets/" if kind == "dataset" else "/"
    at = segments.index("resolve")
    name = unquote("/".join(segments[kind == "dataset" : at]))
    after = "".join(f"/{segment}" for segment in segments[at:])
    repo = found(call, kind, name, prefix, after)
    revision, *path = [unquote(segment) for segment in segments[at + 1 :]] or ["main"]
    entry = _entry(call, repo, revision, "/".join(path))
    if entry.file.lfs:
        return _to_cdn(call, entry)
    if call.switches.resolve_cache and _is_cached(entry):
        return _to_cache(call, entry)
    return of_bytes(call.request, entry.file.content, entry.headers)


def cached(call: Call, kind: Kind, segments: list[str]) -> Answer:
    """Answer ``/api/resolve-cache/models/name/sha/path``; a branch is no sha."""
    if len(segments) < 4:
        raise refusal(404, "Entry not found", "EntryNotFound")
    namespace, name, sha, *path = [unquote(segment) for segment in segments]
    if not re.fullmatch("[0-9a-f]{40}", sha):
        raise refusal(400, "Invalid commit hash")
    repo = call.hub.find(kind, f"{namespace}/{name}")
    if repo is None or not call.sees(repo):
        raise missing(call)
    entry = _entry(call, repo, sha, "/".join(path))
    return of_bytes(call.request, entry.file.content, entry.headers)


def from_cdn(hub: Hub, request: Request) -> Answer:
    """Answer on the other host, which knows neither tokens nor quotas."""
    wanted = request.path.rpartition("/")[2]
    for kind in ("model", "dataset"):
        for repo in hub.repos(kind):
            for state in list(repo.states.values()):
                for file in list(state.files.values()):
                    if file.lfs and file.sha256 == wanted:
                        headers = {"ETag": f'"{wanted}"', "Accept-Ranges": "bytes"}
                        return of_bytes(request, file.content, headers)
    return Answer(403, b"<Error><Code>AccessDenied</Code></Error>", {"Content-Type": "text/xml"})


def of_bytes(request: Request, content: bytes, headers: dict[str, str]) -> Answer:
    """Answer with bytes, or a part of them, or that nothing changed."""
    typed = {**headers, "Content-Type": "application/octet-stream"}
    known = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    if headers["ETag"] in known or "*" in known:
        return Answer(304, b"", headers)
    wanted = _RANGE.fullmatch(request.headers.get("range", ""))
    if not wanted or wanted.groups() == ("", ""):
        return Answer(200, content, typed)
    first, last = _span(wanted[1], wanted[2], len(content))
    if first >= len(content) or first > last:
        return Answer(416, b"", {**headers, "Content-Range": f"bytes */{len(content)}"})
    part = {"Content-Range": f"bytes {first}-{last}/{len(content)}"}
    return Answer(206, content[first : last + 1], {**typed, **part})


def _span(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _entry(call: Call, repo: Repo, revision: str, path: str) -> _Entry:
    check_files(call, repo)
    sha, state = state_at(repo, revision)
    file = state.listing().get(path)
    if file is None:
        raise refusal(404, "Entry not found", "EntryNotFound", {"X-Repo-Commit": sha})
    return _Entry(repo, sha, path, file)


def _is_cached(entry: _Entry) -> bool:
    """Say whether the Hub serves this file from its cache: public, namespaced, not empty."""
    record = entry.repo.record
    open_to_all = not record["private"] and not record["gated"]
    return open_to_all and "/" in entry.repo.name and bool(entry.file.content)


def _to_cache(call: Call, entry: _Entry) -> Answer:
    plural = f"{entry.repo.kind}s"
    place = f"/api/resolve-cache/{plural}/{entry.repo.name}/{entry.sha}/{quote(entry.path)}"
    asked = quote(unquote(call.request.path), safe="")
    etag = quote(f'"{entry.file.oid}"', safe="")
    answer = redirection(f"{place}?{asked}=&etag={etag}").answer
    return Answer(answer.status, answer.body, {**answer.headers, **entry.headers})


def _to_cdn(call: Call, entry: _Entry) -> Answer:
    file = entry.file
    location = f"{call.cdn}/repos/{entry.repo.record['_id']}/{file.sha256}?Expires=1&Signature=s"
    headers = {
        **entry.headers,
        "Location": location,
        "X-Linked-Etag": f'"{file.sha256}"',
        "X-Linked-Size": str(file.size),
        "Content-Type": "text/plain; charset=utf-8",
    }
    if file.xet_hash:
        host = f"http://{call.request.headers.get('host', 'localhost')}"
        token = f"{host}/api/{entry.repo.kind}s/{entry.repo.name}/xet-read-token/{entry.sha}"
        headers |= {"X-Xet-Hash": file.xet_hash, "Link": f'<{token}>; rel="xet-auth"'}
    return Answer(302, f"Found. Redirecting to {location}".encode(), headers)
