"""What a user typed: the name of a model or a dataset, with or without a revision."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from scanners.evidence import Kind

_LONGEST_PART = 96
"""Of the owner and of the name each, as ``huggingface_hub.utils.validate_repo_id`` has it;
the dumps hold real names of 112 characters in all."""
_PART = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\Z")
_HUB_URL = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/|hf://)"
    r"(?P<datasets>datasets/)?(?P<name>[^/?#@]+(?:/[^/?#@]+)?)"
    r"(?:@(?P<at>[^/?#]+))?"
    r"(?:/(?:tree|blob|resolve|commit)/(?P<revision>[^/?#]+))?(?:[/?#].*)?\Z"
)
_NOT_MODELS = frozenset(
    {
        *("api", "blog", "buckets", "chat", "collections", "datasets", "docs", "join", "learn"),
        *("login", "models", "organizations", "papers", "posts", "pricing", "settings", "spaces"),
        *("tasks", "users"),
    }
)
"""First parts of Hub addresses that lead to something other than a model."""
_PREFIXES = (
    ("hf-dataset:", Kind.DATASET),
    ("dataset:", Kind.DATASET),
    ("datasets/", Kind.DATASET),
    ("hf:", Kind.MODEL),
    ("model:", Kind.MODEL),
)
_PLACEHOLDERS = frozenset({"", "-", "?", "n/a", "na", "nan", "none", "null", "tbd", "unknown"})


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
    if found := read_url(given):
        return found
    if given.startswith((".", "/", "~", "path:")):
        raise InvalidReference(
            f"{text!r} is a path, and this version audits repositories of the Hub only; give "
            "org/name."
        )
    kind, rest = Kind.MODEL, given
    for prefix, meant in _PREFIXES:
        if given.startswith(prefix):
            kind, rest = meant, given.removeprefix(prefix)
            break
    name, at, revision = rest.partition("@")
    if not is_repository_name(name) or (at and not revision):
        raise InvalidReference(
            f"{text!r} is no name on the Hub; give org/name, org/name@revision, "
            "dataset:org/name or the address of its page."
        )
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
    if text.casefold() in _PLACEHOLDERS:
        return False
    parts = text.split("/")
    plain = len(parts) in {1, 2} and all(
        len(part) <= _LONGEST_PART and _PART.match(part) for part in parts
    )
    return plain and "--" not in text and ".." not in text and not text.endswith(".git")


def is_placeholder(text: str) -> bool:
    """Say whether a text stands for "nothing" (``None``, ``unknown``, ``n/a``)."""
    return text.strip().casefold() in _PLACEHOLDERS
