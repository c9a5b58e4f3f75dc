"""What the Hub holds: repositories, names that moved, people and their tokens."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from hubserver.files import StoredFile
from hubserver.records import Kind, Record, bases_of, completed, digest, relation_of
from hubserver.repos import Commit, Repo

Key = tuple[Kind, str]


@dataclass
class _Index:
    """What lists and counts would else have to read every record for."""

    tags: dict[tuple[Kind, str], list[Repo]] = field(default_factory=lambda: defaultdict(list))
    children: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


class Hub:
    """The content of a Hub, which a server may be serving meanwhile."""

    def __init__(self) -> None:
        self.tokens: dict[str, str] = {}  # token -> "owner", "member" or "other"
        self.orgs: dict[str, Record] = {}
        self.users: dict[str, Record] = {}
        self._repos: dict[Key, Repo] = {}
        self._moved: dict[Key, str] = {}
        self._folded: dict[Key, str] = {}
        self._index: _Index | None = None
        self._lock = RLock()

    def add(self, record: Mapping[str, Any], kind: Kind = "model") -> Record:
        """Hold a record, in place of any of the same name; give it as it was filled in."""
        full = completed(record, kind)
        with self._lock:
            self._hold(Repo(kind, full))
        return full

    def remove(self, name: str, kind: Kind = "model") -> None:
        """Forget a repository, as if it was deleted."""
        with self._lock:
            self._drop(name, kind)

    def move(self, old: str, new: str, kind: Kind = "model") -> None:
        """Let the old name lead to the new one, and rename the repository if it was held."""
        with self._lock:
            repo = self._drop(old, kind)
            if repo is not None and (kind, new) not in self._repos:
                repo.rename(new)
                self._hold(repo)
            self._moved[kind, old] = new
            self._folded[kind, old.lower()] = old

    def add_file(
        self,
        name: str,
        path: str,
        content: bytes,
        kind: Kind = "model",
        revision: str | None = None,
    ) -> StoredFile:
        """Put an ordinary file into a revision (main if none is named)."""
        return self._put(name, path, StoredFile(content), kind, revision)

    def add_lfs(
        self,
        name: str,
        path: str,
        content: bytes,
        kind: Kind = "model",
        revision: str | None = None,
        *,
        size: int | None = None,
        xet_hash: str | None = None,
        security: dict[str, Any] | None = None,
    ) -> StoredFile:
        """Put a large file into a revision; it is served by the CDN."""
        file = StoredFile(content, True, size, xet_hash, security)
        return self._put(name, path, file, kind, revision)

    def add_revision(
        self,
        name: str,
        revision: str,
        record_changes: Mapping[str, Any] | None = None,
        kind: Kind = "model",
        *,
        tag: bool = False,
    ) -> str:
        """Add a branch, a tag or ``refs/pr/N`` with another record; give its sha."""
        with self._lock:
            return self.held(kind, name).branch(revision, record_changes or {}, tag)

    def add_commit(
        self,
        name: str,
        title: str,
        message: str = "",
        *,
        kind: Kind = "model",
        sha: str | None = None,
        date: str | None = None,
        authors: Iterable[str] = ("someone",),
        files: Mapping[str, bytes | None] | None = None,
        record_changes: Mapping[str, Any] | None = None,
    ) -> str:
        """Commit to main (None deletes a file); what was there stays at the older sha."""
        with self._lock:
            self._index = None
            repo = self.held(kind, name)
            sha = sha or digest(kind, name, title, str(len(repo.commits)))
            commit = Commit(sha, title, message, date or repo.next_date(), tuple(authors))
            repo.commit(commit, files or {}, record_changes or {})
            return sha

    def held(self, kind: Kind, name: str) -> Repo:
        """Give the repository of exactly this name."""
        return self._repos[kind, name]

    def find(self, kind: Kind, name: str) -> Repo | None:
        """Give the repository of exactly this name, if there is one."""
        return self._repos.get((kind, name))

    def moved_to(self, kind: Kind, name: str) -> str | None:
        """Say where a name that is not held leads: one hop, or its right spelling."""
        spelled = self._folded.get((kind, name.lower()), name)
        return self._moved.get((kind, spelled), spelled if spelled != name else None)

    def followed(self, kind: Kind, name: str) -> Repo | None:
        """Give the repository that a name leads to at last."""
        seen = set[str]()
        while (repo := self.find(kind, name)) is None and name not in seen:
            seen.add(name)
            name = self.moved_to(kind, name) or name
        return repo

    def repos(self, kind: Kind, tags: Iterable[str] = ()) -> list[Repo]:
        """Give the repositories that have all of these tags, in the order they came."""
        wanted = list(tags)
        with self._lock:
            if not wanted:
                return [repo for (k, _), repo in self._repos.items() if k == kind]
            found = self._indexed().tags
            shortest = min((found.get((kind, tag), []) for tag in wanted), key=len)
        return [repo for repo in shortest if set(wanted) <= set(repo.record["tags"])]

    def base_models(self, record: Record) -> Record | None:
        """Give the bases as the Hub links them: those it holds, by their present names."""
        if "baseModels" in record:
            return record["baseModels"]  # type: ignore[no-any-return]
        found = [self.followed("model", name) for name in bases_of(record)]
        bases = {repo.record["_id"]: repo for repo in found if repo and not repo.private}
        if not bases:
            return None
        models = [{"_id": key, "id": repo.name} for key, repo in bases.items()]
        return {"relation": relation_of(record), "models": models}

    def children_count(self, record: Record) -> dict[str, int]:
        """Count the models that name this one as a base, by relation."""
        with self._lock:
            counted = self._indexed().children.get(record["_id"], Counter())
        return {**dict.fromkeys(("adapter", "merge", "quantized", "finetune"), 0), **counted}

    def _put(
        self, name: str, path: str, file: StoredFile, kind: Kind, revision: str | None
    ) -> StoredFile:
        with self._lock:
            self.held(kind, name).at(revision or "main").files[path] = file
        return file

    def _hold(self, repo: Repo) -> None:
        self._index = None
        self._repos[repo.kind, repo.name] = repo
        self._folded[repo.kind, repo.name.lower()] = repo.name

    def _drop(self, name: str, kind: Kind) -> Repo | None:
        self._index = None
        repo = self._repos.pop((kind, name), None)
        if repo is not None:
            self._folded.pop((kind, name.lower()), None)
        return repo

    def _indexed(self) -> _Index:
        if self._index is None:
            self._index = _Index()
            for (kind, _), repo in self._repos.items():
                for tag in repo.record["tags"]:
                    self._index.tags[kind, tag].append(repo)
                if kind == "model" and (bases := self.base_models(repo.record)):
                    for base in bases["models"]:
                        self._index.children[base["_id"]][bases["relation"]] += 1
        return self._index
