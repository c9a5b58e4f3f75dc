"""Which licences are known, under which spellings, and what each one says.

The index (every id and every other spelling) is read from the heads of the catalogue files at
first use; a licence's terms are read when somebody asks for them.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from licences.licence import (
    WHOLE_TEXT,
    Licence,
    Obligation,
    Status,
    Term,
    Terms,
    Territory,
    Threshold,
)

CATALOGUE_VERSION = "2026.11"
"""The state of the catalogue: the month in which its facts were last read."""

_FIRST_TABLE = re.compile(r"^\[", re.MULTILINE)
_SEPARATORS = re.compile(r"[\s_]+")
_OWN = ("hub", "spdx", "scancode", "aliases", "members", "url", "source", "released", "note")
"""Keys that belong to one licence version and are never inherited."""

SAYS_NOTHING = frozenset({"none", "silent", "no"})
"""Values of terms that state an absence, for which there is no clause to cite."""

_TABLES = ("terms", "obligations", "thresholds", "territory")


class CatalogueError(ValueError):
    """A catalogue file does not say what it should; the message names file and key."""


def resolve(spelling: str) -> str | None:
    """Give the catalogue id that a spelling means, or ``None``.

    Hub identifiers, SPDX ids, ScanCode keys, ``LicenseRef-`` forms and the aliases of the
    catalogue are accepted in any case; spaces and underscores count as hyphens.
    """
    return index().get(normalise(spelling))


def normalise(spelling: str) -> str:
    """Fold a spelling to the form in which the index keeps it."""
    return _SEPARATORS.sub("-", spelling.strip().casefold())


@cache
def index() -> Mapping[str, str]:
    """Map every known spelling, normalised, to a catalogue id."""
    spellings: dict[str, str] = {}
    for file in _catalogue_files():
        head = _head(file)
        for spelling in _spellings(head):
            owner = spellings.setdefault(normalise(spelling), head["id"])
            if owner != head["id"]:
                raise CatalogueError(
                    f"{file.name}: the spelling {spelling!r} already means {owner}"
                )
    return MappingProxyType(spellings)


@cache
def ids() -> tuple[str, ...]:
    """List every catalogue id, sorted."""
    return tuple(sorted(set(index().values())))


@cache
def get(licence_id: str) -> Licence:
    """Read one licence.

    Raises ``KeyError`` where the id is not in the catalogue; use ``resolve`` first for a
    spelling that comes from outside.
    """
    if licence_id not in ids():
        raise KeyError(licence_id)
    return _build(_read(licence_id))


def _catalogue_files() -> list[Traversable]:
    folder = files("licences") / "catalogue"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def _head(file: Traversable) -> dict[str, Any]:
    """Read what stands above the first table: the names, without the terms."""
    return tomllib.loads(_FIRST_TABLE.split(file.read_text("utf-8"), 1)[0])


def _spellings(head: Mapping[str, Any]) -> list[str]:
    own = head["id"]
    spellings = [own, *head.get("aliases", ()), f"LicenseRef-hf-{own}"]
    if hub := head.get("hub"):
        spellings.append(hub)
    if spdx := head.get("spdx"):
        spellings.append(spdx)
    if scancode := head.get("scancode"):
        spellings.append(f"LicenseRef-scancode-{scancode}")
        if not spdx:
            spellings.append(scancode)
    return spellings


def _read(licence_id: str) -> dict[str, Any]:
    """Read a catalogue file with everything that it inherits already in place."""
    text = (files("licences") / "catalogue" / f"{licence_id}.toml").read_text("utf-8")
    own = tomllib.loads(text)
    if "inherits" not in own:
        return own
    merged = _read(own["inherits"])
    for path in own.get("drop", ()):
        table, key = path.split(".")
        del merged[table][key]
    for name in _OWN:
        merged.pop(name, None)
    for key, value in own.items():
        if key == "terms":  # a term is replaced whole: value and clause belong together
            merged[key] = {**merged.get(key, {}), **value}
        elif key in _TABLES:
            base = merged.get(key, {})
            merged[key] = {**base, **{k: {**base.get(k, {}), **v} for k, v in value.items()}}
        else:
            merged[key] = value
    return merged


def _build(data: Mapping[str, Any]) -> Licence:
    known = {f.name for f in fields(Licence)} | {"inherits", "drop"}
    if odd := sorted(set(data) - known):
        raise CatalogueError(f"{data['id']}.toml: unknown key {odd[0]!r}")
    try:
        return Licence(
            **{
                key: _frozen(value)
                for key, value in data.items()
                if key not in {*_TABLES, "attachment", "inherits", "drop"}
            },
            attachment=frozenset(data.get("attachment", ())),
            terms=Terms(**{k: _term(v) for k, v in data.get("terms", {}).items()}),
            obligations=tuple(_obligation(k, v) for k, v in data.get("obligations", {}).items()),
            thresholds=tuple(Threshold(**_known(v)) for v in data.get("thresholds", {}).values()),
            territory=tuple(Territory(**_known(v)) for v in data.get("territory", {}).values()),
        )
    except (TypeError, ValueError) as problem:
        raise CatalogueError(f"{data['id']}.toml: {problem}") from problem


def _term(table: Mapping[str, Any]) -> Term:
    """Build a term; one that says that the text says nothing rests on the whole of it."""
    term = Term(**_known(table))
    if term.value in SAYS_NOTHING and not term.clause and term.status is Status.VERIFIED:
        return replace(term, clause=WHOLE_TEXT)
    return term


def _obligation(kind: str, table: Mapping[str, Any]) -> Obligation:
    """Build a duty; the fact that can prove it unmet follows from its kind unless it is given."""
    owed = Obligation(**_known({"kind": kind, **table}))
    if "proof" in table:
        return owed
    proof = _PROOFS.get(kind, "")
    needs_words = proof in {"notice-file", "shown", "name"}
    return owed if needs_words and not owed.value else replace(owed, proof=proof)


_PROOFS = MappingProxyType(
    {
        "licence-copy": "licence-file",
        "notice": "notice-file",
        "display": "shown",
        "name-prefix": "name",
        "registration": "registered",
        "documentation": "model-card",
        "network-source": "source-offer",
    }
)


def _known(table: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a TOML table into the arguments of a term type."""
    return {
        key: Status(value)
        if key == "status"
        else tuple(value)
        if isinstance(value, list)
        else value
        for key, value in table.items()
    }


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
