"""What a user typed: the name of a model or a dataset, with or without a revision."""

import re
from dataclasses import dataclass

from scanners.evidence import Kind

_LONGEST_NAME = 96
_PART = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\Z")
_HUB_URL = re.compile(
    r"(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co)/|hf://)"
    r"(?P<datasets>datasets/)?(?P<name>[^/?#@]+(?:/[^/?#@]+)?)"
    r"(?:@(?P<at>[^/?#]+))?"
    r"(?:/(?:tree|blob|resolve|commit)/(?P<revision>[^/?#]+))?(?:[/?#].*)?\Z"
)
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
    name, _, revision = rest.partition("@")
    if not is_repository_name(name):
        raise InvalidReference(
            f"{text!r} is no name on the Hub; give org/name, org/name@revision, "
            "dataset:org/name or the address of its page."
        )
    return Reference(kind, name, revision or None)


def read_url(text: str) -> Reference | None:
    """Read the address of a Hub page; ``None`` where it is none."""
    found = _HUB_URL.match(text)
    if not found or not is_repository_name(found["name"]):
        return None
    kind = Kind.DATASET if found["datasets"] else Kind.MODEL
    return Reference(kind, found["name"], found["at"] or found["revision"])


def is_repository_name(text: str) -> bool:
    """Say whether the Hub could have a repository of this name (its own rule, and no blank)."""
    if len(text) > _LONGEST_NAME or text.casefold() in _PLACEHOLDERS:
        return False
    parts = text.split("/")
    plain = len(parts) in {1, 2} and all(_PART.match(part) for part in parts)
    return plain and "--" not in text and ".." not in text and not text.endswith(".git")


def is_placeholder(text: str) -> bool:
    """Say whether a text stands for "nothing" (``None``, ``unknown``, ``n/a``)."""
    return text.strip().casefold() in _PLACEHOLDERS
