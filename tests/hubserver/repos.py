"""A repository: its record and its files at each of its commits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hubserver.files import ATTRIBUTES, StoredFile, readme_of
from hubserver.records import Kind, Record, changed, digest


@dataclass(frozen=True)
class Commit:
    """A commit as the history lists it."""

    sha: str
    title: str
    message: str
    date: str
    authors: tuple[str, ...]


@dataclass
class State:
    """The record and the files at one commit."""

    record: Record
    files: dict[str, StoredFile] = field(default_factory=dict)

    def listing(self) -> dict[str, StoredFile | None]:
        """Give every file by its path; None for one that the record only names."""
        given = self.record.get("siblings")
        card = isinstance(self.record.get("cardData"), dict)
        if given is None:
            names = [".gitattributes", *(["README.md"] if card else [])]
        else:
            names = [s["rfilename"] for s in given]
        made: dict[str, StoredFile | None] = dict.fromkeys(names)
        if ".gitattributes" in made:
            made[".gitattributes"] = StoredFile(ATTRIBUTES)
        if "README.md" in made and card:
            made["README.md"] = readme_of(self.record)
        return {**made, **self.files}


class Repo:
    """A repository of the Hub."""

    def __init__(self, kind: Kind, record: Record) -> None:
        self.kind = kind
        self.states = {record["sha"]: State(record)}
        self.refs: dict[str, str] = {"main": record["sha"]}
        self.tags = set[str]()
        first = Commit(record["sha"], "initial commit", "", record["createdAt"], ("someone",))
        self.commits = [first]  # newest first

    @property
    def record(self) -> Record:
        """Give the record at main."""
        return self.states[self.refs["main"]].record

    @property
    def name(self) -> str:
        """Give the present name."""
        return str(self.record["id"])

    @property
    def private(self) -> bool:
        """Say whether only an owner sees this."""
        return bool(self.record["private"])

    def sha_of(self, revision: str) -> str | None:
        """Resolve a branch, a tag, a pull request or a sha."""
        for prefix in ("", "refs/heads/", "refs/tags/"):
            short = revision.removeprefix(prefix)
            if (sha := self.refs.get(short)) is not None:
                return sha
        return revision if revision in self.states else None

    def at(self, revision: str) -> State:
        """Give the state at a revision that is there."""
        sha = self.sha_of(revision)
        if sha is None:
            raise KeyError(revision)
        return self.states[sha]

    def branch(self, name: str, changes: Mapping[str, Any], tag: bool) -> str:
        """Add a revision beside main; a name of 40 hex digits is its own sha."""
        plain = len(name) == 40 and set(name) <= set("0123456789abcdef")
        own = name if plain else digest(self.kind, self.name, "revision", name)
        sha = str(changes.get("sha", own))
        main = self.at("main")
        self.states[sha] = State(
            changed(main.record, {**changes, "sha": sha}, self.kind), dict(main.files)
        )
        if not plain:
            self.refs[name] = sha
        if tag:
            self.tags.add(name)
        return sha

    def commit(
        self, commit: Commit, files: Mapping[str, bytes | None], changes: Mapping[str, Any]
    ) -> None:
        """Move main to a new commit."""
        main = self.at("main")
        new = {"sha": commit.sha, "lastModified": commit.date}
        state = State(changed(main.record, {**new, **changes}, self.kind), dict(main.files))
        for path, content in files.items():
            state.files.pop(path, None)
            if content is not None:
                state.files[path] = StoredFile(content)
        self.states[commit.sha] = state
        self.refs["main"] = commit.sha
        self.commits.insert(0, commit)

    def next_date(self) -> str:
        """Give a day for the next commit; a day apart, so that their order is plain."""
        day = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=len(self.commits))
        return day.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def history(self, sha: str) -> list[Commit]:
        """Give the commits that lead to a sha, newest first."""
        for position, commit in enumerate(self.commits):
            if commit.sha == sha:
                return self.commits[position:]
        record = self.states[sha].record
        own = Commit(sha, "another revision", "", record["lastModified"], ("someone",))
        return [own, *self.commits]

    def rename(self, name: str) -> None:
        """Take another name; the ``_id`` stays."""
        for state in self.states.values():
            state.record["id"] = name
            if self.kind == "model":
                state.record["modelId"] = name
            state.record["author"] = name.partition("/")[0]
