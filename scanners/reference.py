"""What a user typed, or a card wrote: the name of a model or a dataset, perhaps with a revision."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from scanners.evidence import Kind

_LONGEST_PART = 96
"""Of the owner and of the name each, as ``huggingface_hub.utils.validate_repo_id`` has it;
the dumps hold real names of 112 characters in all."""
_PART = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\Z")
_AT_REVISION = "blame|blob|commit|commits|edit|raw|resolve|tree"
_HUB_URL = re.compile(
    r"(?i:(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/|hf://)(?P<datasets>datasets/)?"
    rf"(?P<name>[^/?#@]+(?:/(?!(?:{_AT_REVISION}|discussions|viewer)(?:[/?#@]|\Z))[^/?#@]+)?)"
    r"(?:@(?P<at>[^/?#]+))?"
    rf"(?:/(?:{_AT_REVISION})/(?P<revision>refs/(?:pr|convert)/[^/?#]+|[^/?#]+))?(?:[/?#].*)?\Z"
)
"""Pages of a repository are never the second part of its name: no repository of the dumps is
called ``tree`` or ``blob``, whereas some are called ``settings`` or ``upload``."""
_NOT_MODELS = frozenset(
    {
        *("api", "blog", "buckets", "chat", "collections", "datasets", "docs", "join", "learn"),
        *("login", "models", "organizations", "papers", "posts", "pricing", "settings", "spaces"),
        *("tasks", "users"),
    }
)
"""First parts of Hub addresses that lead to something other than a model."""
_PREFIX = re.compile(
    r"(?P<dataset>hf-dataset:|dataset:|datasets/)|hf:|model:|models/(?=[^/]+/[^/])"
)
"""``models/one-word`` is somebody's folder and stays as it is."""
_NONE = frozenset({"", "-", "n/a", "na", "nan", "none", "null"})
_NO_NAMES = _NONE | {"?", "tbd", "unknown"}


class InvalidReference(ValueError):
    """A text that names nothing on the Hub; the message says what to type instead."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A repository on the Hub; ``revision`` is a branch, tag or commit, or not given."""

    kind: Kind
    name: str
    revision: str | None = None


def parse_reference(text: str) -> Reference:
    """Read ``org/name``, ``org/name@revision``, ``dataset:org/name`` or a Hub URL.

    Raises ``InvalidReference`` for anything else.
    """
    given = text.strip()
    if found := _read(given, Kind.MODEL):
        return found
    if given.startswith((".", "/", "~", "path:")):
        raise InvalidReference(
            f"{text!r} is a path, and this version audits repositories of the Hub only; give "
            "org/name."
        )
    raise InvalidReference(
        f"{text!r} is no name on the Hub; give org/name, org/name@revision, "
        "dataset:org/name or the address of its page."
    )


def meant_name(text: str, kind: Kind) -> str:
    """Give the name of the repository that a card means, or the text where it means none.

    Cards write an address, a revision, a prefix or a slash along with a name.
    """
    found = _read(text, kind)
    return found.name if found and found.kind is kind else text


def _read(text: str, unmarked: Kind) -> Reference | None:
    """Read a reference; one that does not say what it is a reference to is ``unmarked``."""
    if found := read_url(text):
        return found
    kind, rest = unmarked, text
    if prefix := _PREFIX.match(text):
        kind = Kind.DATASET if prefix["dataset"] else Kind.MODEL
        rest = text[prefix.end() :]
    name, at, revision = rest.partition("@")
    name = name.removesuffix("/")
    if not is_repository_name(name) or (at and not revision):
        return None
    return Reference(kind, name, revision or None)


def read_url(text: str) -> Reference | None:
    """Read the address of the page or of a file of a repository; ``None`` where it is none."""
    found = _HUB_URL.match(text)
    if not found or not is_repository_name(found["name"]):
        return None
    if not found["datasets"] and found["name"].partition("/")[0] in _NOT_MODELS:
        return None
    kind = Kind.DATASET if found["datasets"] else Kind.MODEL
    revision = found["at"] or found["revision"]
    return Reference(kind, found["name"], unquote(revision) if revision else None)


def is_repository_name(text: str) -> bool:
    """Say whether the Hub could have a repository of this name (its own rule, and no blank)."""
    if text.casefold() in _NO_NAMES:
        return False
    parts = text.split("/")
    plain = len(parts) in {1, 2} and all(
        len(part) <= _LONGEST_PART and _PART.match(part) for part in parts
    )
    return plain and "--" not in text and ".." not in text and not text.endswith(".git")


def says_none(text: str) -> bool:
    """Say whether a text stands for "there is none" (``None``, ``n/a``).

    ``unknown`` does not: it says that there is something, and not what.
    """
    return text.strip().casefold() in _NONE
