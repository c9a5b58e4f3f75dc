"""Files, history and branches of a repository."""

import json
import struct
from typing import Any

from hubserver.access import Call, check_files, state_at
from hubserver.answers import Answer, of_json, refusal
from hubserver.files import StoredFile
from hubserver.lists import next_link, page_of
from hubserver.records import Record, digest
from hubserver.repos import Commit, Repo, State

_COMMITS_A_PAGE = 50


def tree(call: Call, repo: Repo, rest: list[str]) -> Answer:
    """List a folder; 50 entries a page with ``expand``, otherwise 1000."""
    sha, state = state_at(repo, rest[0] if rest else "main")
    folder = "/".join(rest[1:]).strip("/")
    expand = call.request.flag("expand")
    entries = _below(state, folder, call.request.flag("recursive"))
    if folder and not entries:
        raise refusal(404, "Entry not found", "EntryNotFound")
    if not expand:
        return page_of(call, entries, 1000, dict)
    return page_of(call, entries, 50, lambda entry: _expanded(repo, sha, state, entry))


def paths_info(call: Call, repo: Repo, rest: list[str]) -> Answer:
    """Describe the paths of a form; unknown ones are silently dropped."""
    sha, state = state_at(repo, rest[0] if rest else "main")
    form = call.request.form
    expand = ("expand", "true") in form
    known = {entry["path"]: entry for entry in _below(state, "", recursive=True)}
    entries = [known[path] for name, path in form if name == "paths" and path in known]
    if expand:
        entries = [_expanded(repo, sha, state, entry) for entry in entries]
    return of_json(entries)


def commits(call: Call, repo: Repo, rest: list[str]) -> Answer:
    """Give a page of the history."""
    check_files(call, repo)
    sha, _ = state_at(repo, rest[0] if rest else "main")
    history = repo.history(sha)
    number = call.request.value("p") or "0"
    if not number.isdecimal():
        raise refusal(400, "Invalid page")
    start = int(number) * _COMMITS_A_PAGE
    headers = {"X-Total-Count": str(len(history))}
    if start + _COMMITS_A_PAGE < len(history):
        headers["Link"] = next_link(call, p=str(int(number) + 1))
    formatted = "formatted" in call.request.values("expand", "expand[]")
    page = [_commit(c, formatted) for c in history[start : start + _COMMITS_A_PAGE]]
    return of_json(page, headers=headers)


def refs(call: Call, repo: Repo, _rest: list[str]) -> Answer:
    """Give branches, tags and, when asked, pull requests."""
    groups: dict[str, list[Record]] = {"branches": [], "converts": [], "tags": []}
    pulls: list[Record] = []
    for name, sha in repo.refs.items():
        if name.startswith("refs/pr/"):
            pulls.append({"name": name, "ref": name, "targetCommit": sha})
        elif name.startswith("refs/convert/"):
            short = name.removeprefix("refs/convert/")
            groups["converts"].append({"name": short, "ref": name, "targetCommit": sha})
        else:
            group, folder = ("tags", "tags") if name in repo.tags else ("branches", "heads")
            ref = f"refs/{folder}/{name}"
            groups[group].append({"name": name, "ref": ref, "targetCommit": sha})
    if call.request.flag("include_prs"):
        groups["pullRequests"] = pulls
    return of_json(groups)


def safetensors(call: Call, repo: Repo, rest: list[str]) -> Answer:
    """Give the headers of all shards that an index at main names."""
    check_files(call, repo)
    files = repo.at("main").listing()
    index = files.get("/".join(rest))
    if index is None:
        raise refusal(404, "Entry not found", "EntryNotFound")
    try:
        content = json.loads(index.content)
        shards = dict.fromkeys(content["weight_map"].values())
        headers = {shard: _header(files[shard]) for shard in shards}
    except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise refusal(400, "Invalid safetensors index") from error
    return of_json({"index": {"metadata": content.get("metadata")}, "headers": headers})


def _header(file: StoredFile | None) -> Any:
    if file is None:
        raise KeyError("a shard")
    (length,) = struct.unpack("<Q", file.content[:8])
    return json.loads(file.content[8 : 8 + length])


def _below(state: State, folder: str, recursive: bool) -> list[Record]:
    """Give the entries of a folder, in the order of their paths."""
    prefix = f"{folder}/" if folder else ""
    entries: dict[str, Record] = {}
    for path, file in state.listing().items():
        if not path.startswith(prefix):
            continue
        parts = path.removeprefix(prefix).split("/")
        for depth in range(1, len(parts)):
            if recursive or depth == 1:
                parent = prefix + "/".join(parts[:depth])
                entries[parent] = _folder(parent)
        if recursive or len(parts) == 1:
            unknown = {"type": "file", "oid": digest("blob", path), "size": 0, "path": path}
            entries[path] = file.entry(path) if file else unknown
    return sorted(entries.values(), key=lambda entry: entry["path"])


def _folder(path: str) -> Record:
    return {"type": "directory", "oid": digest("folder", path), "size": 0, "path": path}


def _expanded(repo: Repo, sha: str, state: State, entry: Record) -> Record:
    commit = repo.history(sha)[0]
    last = {"id": commit.sha, "title": commit.title, "date": commit.date}
    if entry["type"] == "directory":
        return {**entry, "lastCommit": last}
    file = state.listing()[entry["path"]] or StoredFile(b"")
    return {**entry, "lastCommit": last, "securityFileStatus": file.scanned()}


def _commit(commit: Commit, formatted: bool) -> Record:
    authors = [{"user": user, "avatar": f"/avatars/{user}.svg"} for user in commit.authors]
    row: Record = {
        "id": commit.sha,
        "title": commit.title,
        "message": commit.message,
        "authors": authors,
        "date": commit.date,
    }
    if formatted:
        row["formatted"] = {"title": commit.title, "message": commit.message}
    return row
