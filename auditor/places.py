"""The places that a user may name: the countries of ISO 3166-1, and the EU.

The 249 alpha-2 codes are those of ISO/TC 46 N1108 (2023-04-05), as ``iso3166.tab`` of the IANA
time zone database 2025b has them (public domain); Debian's iso-codes 4.15 has the same.
"""

from difflib import get_close_matches

from auditor.errors import UsageProblem

_LETTERS = (
    ("A", "DEFGILMOQRSTUWXZ"),
    ("B", "ABDEFGHIJLMNOQRSTVWYZ"),
    ("C", "ACDFGHIKLMNORUVWXYZ"),
    ("D", "EJKMOZ"),
    ("E", "CEGHRST"),
    ("F", "IJKMOR"),
    ("G", "ABDEFGHILMNPQRSTUWY"),
    ("H", "KMNRTU"),
    ("I", "DELMNOQRST"),
    ("J", "EMOP"),
    ("K", "EGHIMNPRWYZ"),
    ("L", "ABCIKRSTUVY"),
    ("M", "ACDEFGHKLMNOPQRSTUVWXYZ"),
    ("N", "ACEFGILOPRUZ"),
    ("O", "M"),
    ("P", "AEFGHKLMNRSTWY"),
    ("Q", "A"),
    ("R", "EOSUW"),
    ("S", "ABCDEGHIJKLMNORSTVXYZ"),
    ("T", "CDFGHJKLMNORTVWZ"),
    ("U", "AGMSYZ"),
    ("V", "ACEGINU"),
    ("W", "FS"),
    ("Y", "ET"),
    ("Z", "AMW"),
)
"""Each first letter with every second one."""

COUNTRIES = frozenset(first + second for first, seconds in _LETTERS for second in seconds)

_PLACES = COUNTRIES | {"EU"}
_OF_THE_EU = {"UK": "GB", "EL": "GR"}
"""What Eurostat writes instead of the ISO code."""
_ALIKE = 0.8  # the likeness of two letters and the same with a third


def read_place(text: str, option: str) -> str:
    """Give the code of a country, or ``EU``, in capitals; UK and EL are read as GB and GR.

    Raises ``UsageProblem``, which names the option, for anything else.
    """
    code = text.strip().upper() if text.isascii() else ""
    code = _OF_THE_EU.get(code, code)
    if code in _PLACES:
        return code
    near = _near(code)
    meant = f"did you mean {' or '.join(near)}? Give" if near else "give"
    raise UsageProblem(
        f"{option}: {text!r} is no region; {meant} two-letter ISO 3166-1 codes such as US, or EU."
    )


def _near(code: str) -> list[str]:
    """Give the codes that may be meant: letters turned round, else one too many."""
    if code[::-1] in _PLACES:
        return [code[::-1]]
    alike = get_close_matches(code, _PLACES, 3, _ALIKE)
    return sorted(alike, key=code.startswith, reverse=True)
