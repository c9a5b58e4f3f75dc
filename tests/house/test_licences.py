"""A licence is one file of the catalogue; what it lacks is named."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from licences.licence import Obligation, Term, Territory, Threshold
from licences.proof import PROOFS

_NAMELESS = frozenset({"family", "unstated"})
"""Kinds of entry that stand for no text."""


def test_no_licence_lacks_what_belongs_to_it(root: Path) -> None:
    files = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in _catalogue(root)}
    missing = [
        f"licences/catalogue/{name}.toml: {what}"
        for name, data in files.items()
        for what in _lacking(name, data, files)
    ]
    assert not missing


def test_pages_are_made_and_never_committed(root: Path, committed: list[Path]) -> None:
    """``make docs`` writes a page for each licence, so that none can be out of date."""
    assert not [file for file in committed if root / "docs/licences/catalogue" in file.parents]
    assert "auditor.cli.licence.pages" in (root / "Makefile").read_text("utf-8")


def test_the_vocabulary_explains_every_field(root: Path) -> None:
    page = (root / "docs/licences/vocabulary.md").read_text("utf-8")
    explained = re.findall(r"^\| `(\w+\.\w+)` \| .+ \|$", page, re.MULTILINE)
    fields_of = {
        "term": Term,
        "obligation": Obligation,
        "threshold": Threshold,
        "territory": Territory,
    }
    known = [f"{name}.{field.name}" for name, kind in fields_of.items() for field in fields(kind)]
    assert sorted(explained) == sorted(known)
    assert set(re.findall(r'^\| `proof = "([a-z-]+)"` \|', page, re.MULTILINE)) == PROOFS


def test_the_vocabulary_explains_what_terms_exempt_and_cover(root: Path) -> None:
    page = (root / "docs/licences/vocabulary.md").read_text("utf-8")
    for field in ("exempt", "covers"):
        (told,) = re.findall(rf"^\| `term\.{field}` \| (.+) \|$", page, re.MULTILINE)
        used = {
            word
            for file in _catalogue(root)
            for term in tomllib.loads(file.read_text("utf-8")).get("terms", {}).values()
            for word in term.get(field, ())
        }
        assert not {word for word in used if f"`{word}`" not in told}


def _catalogue(root: Path) -> list[Path]:
    return sorted((root / "licences/catalogue").glob("*.toml"))


_Data = dict[str, Any]


def _lacking(name: str, data: _Data, files: dict[str, _Data]) -> Iterator[str]:
    """Name what a file should hold; what may be said is for tests/licences/test_catalogue.py."""
    if data.get("id") != name:
        yield f'id = "{name}", as the file is called'
    if not data.get("name", "").strip():
        yield "name"
    if data.get("inherits", name) not in files:
        yield f"inherits = {data['inherits']!r} is no file of the catalogue"
        return
    line = list(_line(data, files))
    kind = next((held["kind"] for held in line if "kind" in held), None)
    if kind is None:
        yield "kind"
    if kind not in _NAMELESS:
        yield from _unread(line)


def _line(data: _Data, files: dict[str, _Data]) -> Iterator[_Data]:
    """Give a file and those that it inherits from."""
    while True:
        yield data
        if "inherits" not in data:
            return
        data = files[data["inherits"]]


def _unread(line: list[_Data]) -> Iterator[str]:
    if not any(held.get("terms") for held in line):
        yield "[terms], with at least one that was read"
    if any(map(_was_read, line)) and not any(held.get("source") for held in line):
        yield "source: the copy of the text that its terms were read in"


def _was_read(data: _Data) -> bool:
    """Say whether a file claims, of some term, that it was read in the text."""
    return any(t.get("status", "verified") == "verified" for t in data.get("terms", {}).values())
