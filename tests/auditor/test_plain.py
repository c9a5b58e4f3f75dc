"""Text that nothing obeys."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.plain import escape, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb", "a\\u0009b"),
        ("\x1b[31m", "\\u001b[31m"),
        ("\u202egreen", "\\u202egreen"),
        ("\U000e0001", "\\udb40\\udc01"),
        ("\ud800", "\\ud800"),
        ("Ünïcode, 文字 and \U0001f600", "Ünïcode, 文字 and \U0001f600"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(text: str, shown: str) -> None:
    """Control and format characters are escaped; letters of any script stay."""
    assert plain(text) == shown


@given(st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])))
def test_an_escape_is_what_json_reads(text: str) -> None:
    """The escapes stand for the same text in JSON, and none of it stays raw."""
    assert plain(text) == escape(text)
    whole = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "surrogatepass")
    assert json.loads(f'"{escape(text)}"') == whole
