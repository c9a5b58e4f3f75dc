"""Write down which licence a component is under: a curation bound to the text that was read."""

import hashlib
import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from auditor.errors import UsageProblem
from auditor.policy import SCHEMA, Curation, parse_policy

_LARGEST = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Text:
    """A licence text as it lay there: its words and the digest of its bytes."""

    words: str
    sha256: str


def read_text(path: Path) -> Text:
    """Read a licence text; raises ``UsageProblem`` where it is none that can be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as problem:
        raise UsageProblem(f"{path} cannot be read: {problem.strerror}.") from problem
    if len(raw) > _LARGEST:
        raise UsageProblem(f"{path} is larger than {_LARGEST:,} bytes; it is no licence text.")
    return Text(raw.decode(_encoding(raw), "replace"), hashlib.sha256(raw).hexdigest())


def _encoding(raw: bytes) -> str:
    """Tell UTF-16 by its mark; everything else is read as UTF-8."""
    return "utf-16" if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"


def with_curation(old: bytes, curation: Curation, day: date, path: str) -> bytes:
    """Add a curation to the bytes of a policy file, and leave everything else as it is.

    Raises ``UsageProblem`` where the file is broken, or settles the component already.
    """
    name = curation.component.casefold()
    if any(c.component.casefold() == name for c in parse_policy(old, path).curations):
        raise UsageProblem(
            f"{path} settles {curation.component} already; take that entry out first."
        )
    entry = (
        "[[curation]]",
        f"component = {_quoted(curation.component)}",
        'field = "licence"',
        f"value = {_quoted(curation.licence)}",
        f"text-sha256 = {_quoted(curation.text_sha256)}",
        f"reason = {_quoted(curation.reason)}",
        f"approver = {_quoted(curation.approver)}",
        f"settled = {day.isoformat()}",
    )
    gap = b"\n" if old.endswith(b"\n") or not old else b"\n\n"
    new = old + gap + "\n".join(entry).encode("utf-8", "replace") + b"\n"
    parse_policy(new, path)
    return new


def empty_policy() -> bytes:
    """Give the bytes of a policy file that says nothing yet."""
    return f"schema = {SCHEMA}\n".encode()


def _quoted(text: str) -> str:
    """Write a TOML string; JSON's escapes are TOML's, but for DEL, which JSON leaves bare.

    Bytes of the command line that are no text come as lone surrogates, which TOML cannot hold.
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
