"""The policy file of a project: what its people have decided (docs/formats/policy.md).

This version reads ``schema`` and ``[[curation]]``.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from auditor.errors import UsageProblem
from licences import registry

FILE_NAME = "model-policy.toml"
SCHEMA = 1
_LARGEST = 2 * 1024 * 1024
_KEYS = ("schema", "curation")
_CURATION_KEYS = (*("component", "field", "value", "text-sha256", "reason", "approver", "settled"),)
_REQUIRED = tuple(key for key in _CURATION_KEYS if key != "settled")
_COMPONENT = re.compile(r"hf(?:-dataset)?:[^\s@]+(?:@[0-9a-f]{40})?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Curation:
    """A component's licence as a person settled it, bound to the text that was read.

    ``component`` is an identity as reports write it (``hf:org/name@sha``, or without a commit);
    ``licence`` is a catalogue id, ``text_sha256`` the digest of the text in hex, ``settled`` the
    day as ``YYYY-MM-DD``, empty where the file does not say.
    """

    component: str
    licence: str
    text_sha256: str
    reason: str
    approver: str
    settled: str = ""

    def covers(self, identity: str) -> bool:
        """Say whether it is about a component, at whatever commit where it names none."""
        if "@" in self.component:
            return identity.casefold() == self.component.casefold()
        return identity.partition("@")[0].casefold() == self.component.casefold()

    @property
    def told(self) -> str:
        """Who settled it, and when."""
        return f"settled by {self.approver}" + (f" on {self.settled}" if self.settled else "")


@dataclass(frozen=True, slots=True)
class Policy:
    """What one policy file says; ``path`` is empty where there is none."""

    path: str = ""
    curations: tuple[Curation, ...] = ()

    def curation_of(self, identity: str) -> Curation | None:
        """Find what was settled of a component; one bound to the commit comes first."""
        found = [c for c in self.curations if c.covers(identity)]
        return max(found, key=lambda c: "@" in c.component, default=None)


def read_policy(path: Path) -> Policy:
    """Read a policy file; raises ``UsageProblem``, which names file and key."""
    return parse_policy(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """Read the bytes of a policy file, or so many that it is too large to be one."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError as problem:
        raise UsageProblem(f"{path} cannot be read: {problem.strerror}.") from problem


def parse_policy(raw: bytes, path: str) -> Policy:
    """Read the bytes of a policy file."""
    if len(raw) > _LARGEST:
        raise UsageProblem(f"{path} is larger than {_LARGEST:,} bytes; it is no policy file.")
    data = _loads(raw, path)
    _known(data, _KEYS, path)
    _supported(data, path)
    entries = data.get("curation", [])
    if not isinstance(entries, list):
        raise UsageProblem(f"{path}: write [[curation]] with two brackets, once an entry.")
    curations = tuple(_curation(e, f"{path}: curation {n}") for n, e in enumerate(entries, 1))
    _distinct(curations, path)
    return Policy(path, curations)


def _loads(raw: bytes, path: str) -> dict[str, Any]:
    """Read TOML; what cannot be decoded, and numbers too long to be read, are ``ValueError``."""
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except ValueError as problem:
        raise UsageProblem(f"{path} is no TOML: {problem}.") from problem
    except RecursionError as problem:
        raise UsageProblem(f"{path} is nested too deep; it is no policy file.") from problem


def _supported(data: Mapping[str, Any], path: str) -> None:
    if "schema" not in data:
        raise UsageProblem(f"{path}: schema is missing; begin it with: schema = {SCHEMA}")
    schema = data["schema"]
    if schema != SCHEMA or not isinstance(schema, int) or isinstance(schema, bool):
        raise UsageProblem(f"{path}: schema is {schema!r:.60}; this version reads {SCHEMA}.")


def _curation(entry: object, where: str) -> Curation:
    if not isinstance(entry, dict):
        raise UsageProblem(f"{where} is no table.")
    _known(entry, _CURATION_KEYS, where)
    for key in _REQUIRED:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise UsageProblem(f"{where}: {key!r} is missing or no text.")
    if entry["field"] != "licence":
        raise UsageProblem(f"{where}: field is {entry['field']!r}; only 'licence' can be settled.")
    if not _COMPONENT.fullmatch(entry["component"]):
        raise UsageProblem(
            f"{where}: component is {entry['component']!r}; write hf:org/name or "
            "hf-dataset:org/name, with @ and the 40 digits of a commit or without."
        )
    digest = entry["text-sha256"].lower()
    if not _SHA256.fullmatch(digest):
        raise UsageProblem(f"{where}: text-sha256 is not 64 hexadecimal digits.")
    licence = registry.resolve(entry["value"])
    if licence is None or registry.get(licence).kind in {"family", "unstated"}:
        raise UsageProblem(f"{where}: value is {entry['value']!r}, no one licence we know.")
    return Curation(
        entry["component"],
        licence,
        digest,
        entry["reason"],
        entry["approver"],
        _day(entry.get("settled"), where),
    )


def _day(value: object, where: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise UsageProblem(f"{where}: settled is a date such as 2026-11-25, without quotes.")
    return value.isoformat()


def _distinct(curations: tuple[Curation, ...], path: str) -> None:
    seen: dict[str, str] = {}
    for curation in curations:
        if seen.setdefault(curation.component.casefold(), curation.licence) != curation.licence:
            raise UsageProblem(f"{path}: two curations settle {curation.component} differently.")


def _known(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, 1)
            meant = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}."
            raise UsageProblem(f"{where}: unknown key {key!r}; {meant}")
