"""Settling writes a curation that is read back as it was meant, and touches nothing else."""

import hashlib
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from auditor.errors import UsageProblem
from auditor.policy import Curation, parse_policy
from auditor.settling import empty_policy, read_text, with_curation

DAY = date(2026, 11, 25)
CURATION = Curation("hf:a/b", "llama3.1", "e" * 64, "the text says so", "Ann")
OTHER = replace(CURATION, component="hf-dataset:a/b", licence="mit")


def settle(old: bytes, curation: Curation = CURATION) -> bytes:
    """Add a curation to the bytes of a policy file."""
    return with_curation(old, curation, DAY, "p.toml")


def test_an_entry_is_written_for_people_to_read() -> None:
    """One key a line, below what is there already."""
    assert settle(empty_policy()).decode() == snapshot("""\
schema = 1

[[curation]]
component = "hf:a/b"
field = "licence"
value = "llama3.1"
text-sha256 = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
reason = "the text says so"
approver = "Ann"
settled = 2026-11-25
""")


def test_what_is_written_is_read_back() -> None:
    """With the day; a second component comes behind the first."""
    new = settle(settle(empty_policy()), OTHER)
    day = {"settled": "2026-11-25"}
    assert parse_policy(new, "p").curations == (replace(CURATION, **day), replace(OTHER, **day))


_said = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)


@given(_said, _said)
def test_any_text_survives_its_quotes(reason: str, approver: str) -> None:
    """Quotes, backslashes, ends of lines, control characters, whatever a person types."""
    new = settle(empty_policy(), replace(CURATION, reason=reason, approver=approver))
    (read,) = parse_policy(new, "p").curations
    assert (read.reason, read.approver) == (reason, approver)


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '"""',
        "'",
        "\\",
        "\\u0041",
        "a\r\nb",
        "\t",
        "\x00\x1b\x7f\x9b",
        "é 🤗",
        "]] # =",
        "\u2028",
    ],
)
def test_nothing_typed_leaves_its_string(text: str) -> None:
    """A reason can neither end the entry nor begin another one."""
    new = settle(empty_policy(), replace(CURATION, reason=text + "x"))
    (read,) = parse_policy(new, "p").curations
    assert read.reason == text + "x"
    assert len(new.splitlines()) == 10


def test_bytes_that_are_no_text_are_no_error_of_ours() -> None:
    """Such as Latin-1 on a command line of UTF-8."""
    typed = os.fsdecode(b"caf\xe9")
    (read,) = parse_policy(settle(empty_policy(), replace(CURATION, reason=typed)), "p").curations
    assert read.reason == "caf?"


@pytest.mark.parametrize(
    "old",
    [
        b"schema = 1",
        b"schema = 1\n",
        b"\xef\xbb\xbfschema = 1\r\n",
        b"# ours \xc3\xa9\r\n\r\nschema=1   # one\r\n\r\n\r\n",
        b"schema = 1\n# the last line, unfinished",
        settle(empty_policy(), OTHER).rstrip(b"\n"),
    ],
    ids=repr,
)
def test_what_is_there_stays_byte_for_byte(old: bytes) -> None:
    """Comments, blank lines, ends of lines and a byte order mark are the project's own."""
    before = parse_policy(old, "p").curations
    new = settle(old)
    assert new.startswith(old)
    assert new[len(old) :].lstrip(b"\n").startswith(b"[[curation]]\n")
    after = parse_policy(new, "p").curations
    assert after == (*before, replace(CURATION, settled="2026-11-25"))


@pytest.mark.parametrize("again", ["hf:a/b", "hf:A/B"])
def test_what_is_settled_is_not_settled_again(again: str) -> None:
    """In no case, and as no other licence: somebody has to take the old entry out."""
    old = settle(empty_policy())
    for licence in ("llama3.1", "mit"):
        with pytest.raises(UsageProblem) as refused:
            settle(old, replace(CURATION, component=again, licence=licence))
        assert str(refused.value) == (f"p.toml settles {again} already; take that entry out first.")


def test_a_commit_is_settled_beside_the_name() -> None:
    """They are two statements: one commit may be under another licence."""
    commit = replace(CURATION, component=f"hf:a/b@{'1' * 40}", licence="mit")
    assert len(parse_policy(settle(settle(empty_policy()), commit), "p").curations) == 2


@pytest.mark.parametrize(
    "old", [b"", b"schema = 2\n", b"{", b"\xff", b"schema = 1\n[[curation]]\n"]
)
def test_a_broken_file_is_refused(old: bytes) -> None:
    """Before anything is added to it."""
    with pytest.raises(UsageProblem, match=r"^p\.toml"):
        settle(old)


def test_a_list_in_one_line_cannot_be_added_to() -> None:
    """TOML forbids it; the sentence is what TOML says of what would come out."""
    with pytest.raises(UsageProblem, match=r"^p\.toml is no TOML: "):
        settle(b"schema = 1\ncuration = []\n")


@pytest.mark.parametrize(
    "wrong",
    [
        {"component": "a/b"},
        {"reason": " "},
        {"approver": ""},
        {"licence": "cc"},
        {"text_sha256": ""},
    ],
    ids=str,
)
def test_nothing_is_written_that_could_not_be_read(wrong: dict[str, str]) -> None:
    """What would break the file is refused while the file is whole."""
    with pytest.raises(UsageProblem, match=r"^p\.toml: curation 1: "):
        settle(empty_policy(), replace(CURATION, **wrong))


def test_no_file_grows_beyond_what_is_read() -> None:
    """Else the next run would refuse what this one wrote."""
    old = b"schema = 1\n#".ljust(2 * 1024 * 1024 - 20, b"#")
    parse_policy(old, "p")
    with pytest.raises(UsageProblem, match=r"p\.toml is larger than 2,097,152 bytes"):
        settle(old)


def test_a_text_is_kept_by_the_digest_of_its_bytes(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 can be read, and count in the digest as they are."""
    path = tmp_path / "LICENSE"
    for raw, words in ((b"", ""), ("é\r\n".encode(), "é\r\n"), (b"\xff", "\ufffd")):
        path.write_bytes(raw)
        text = read_text(path)
        assert (text.words, text.sha256) == (words, hashlib.sha256(raw).hexdigest())


def test_a_text_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Not there, a folder, or larger than any licence."""
    huge = tmp_path / "huge"
    huge.write_bytes(b" " * (2 * 1024 * 1024 + 1))
    for path, why in (
        (tmp_path / "none", "cannot be read: No such file or directory."),
        (tmp_path, "cannot be read: Is a directory."),
        (huge, "is larger than 2,097,152 bytes; it is no licence text."),
    ):
        with pytest.raises(UsageProblem) as refused:
            read_text(path)
        assert str(refused.value) == f"{path} {why}"
    huge.write_bytes(b" " * (2 * 1024 * 1024))
    assert len(read_text(huge).words) == 2 * 1024 * 1024
