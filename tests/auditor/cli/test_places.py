"""The places that a user may name."""

import pytest

from auditor.errors import UsageProblem
from auditor.places import COUNTRIES, read_place
from licences.use import EU_MEMBERS


def test_there_are_the_codes_of_iso_3166_1() -> None:
    """The standard has 249 of two letters; the member states of the EU are among them."""
    assert len(COUNTRIES) == 249
    assert COUNTRIES >= EU_MEMBERS
    assert not COUNTRIES & {"EU", "UK", "EL", "XK"}


@pytest.mark.parametrize(
    ("text", "code"), [("de", "DE"), (" US ", "US"), ("eu", "EU"), ("UK", "GB"), ("el", "GR")]
)
def test_a_place_is_read_in_any_case(text: str, code: str) -> None:
    """The EU's own spellings of two countries are read too."""
    assert read_place(text, "--region") == code


@pytest.mark.parametrize(
    ("text", "next_step"),
    [
        ("UE", "did you mean EU? Give two-letter"),
        ("USA", "did you mean US or UA or SA? Give two-letter"),
        ("ZZ", "is no region; give two-letter"),
        ("Europe", "is no region; give two-letter"),
        ("ß", "is no region; give two-letter"),
        ("", "is no region; give two-letter"),
    ],
)
def test_what_is_no_place_is_refused_with_a_near_one(text: str, next_step: str) -> None:
    """A wrong code would be a country that no licence names, and so always allowed."""
    with pytest.raises(UsageProblem) as refused:
        read_place(text, "--region")
    assert next_step in str(refused.value)
    assert str(refused.value).startswith(f"--region: {text!r} is no region; ")
