"""SPDX expressions."""

import pytest

from licences.expression import alternatives, is_spdx_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIT OR Apache-2.0", (("MIT",), ("Apache-2.0",))),
        ("MIT AND Apache-2.0", (("MIT", "Apache-2.0"),)),
        ("mit or gemma", (("mit",), ("gemma",))),
        ("(MIT AND X) OR Y", (("MIT", "X"), ("Y",))),
        ("(A OR B) AND (C OR D)", (("A", "C"), ("A", "D"), ("B", "C"), ("B", "D"))),
        ("A AND (B OR (C AND D))", (("A", "B"), ("A", "C", "D"))),
        ("A AND B AND C", (("A", "B", "C"),)),
        ("A OR B OR C", (("A",), ("B",), ("C",))),
    ],
)
def test_an_expression_is_multiplied_out(text: str, expected: object) -> None:
    """Every choice of an expression is listed with the licences that then bind together."""
    assert alternatives(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "MIT",
        "(MIT)",
        "MIT OR",
        "AND",
        "(MIT OR Apache-2.0",
        "MIT Apache-2.0",
        "GPL-2.0-only WITH",
        "WITH Classpath-exception-2.0",
        "see the LICENSE file",
        "MIT & Apache",
        "()",
        "MIT OR ()",
        "(OR MIT",
        "( AND MIT)",
        ")(",
    ],
)
def test_what_is_no_plain_choice_is_not_read(text: str) -> None:
    """A text without operator or without grammar has no choices."""
    assert alternatives(text) is None


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("A WITH X", (("A WITH X",),)),
        ("MIT OR A with X", (("MIT",), ("A WITH X",))),
        ("MIT AND (B OR A WITH X)", (("MIT", "B"), ("MIT", "A WITH X"))),
    ],
)
def test_a_licence_with_an_exception_is_one_symbol(
    text: str, choices: tuple[tuple[str, ...], ...]
) -> None:
    """An exception stays with its licence, alone and inside an expression."""
    assert alternatives(text) == choices


def _choices(count: int) -> str:
    return " OR ".join(f"L{i}" for i in range(count))


def _pairs(count: int) -> str:
    return " AND ".join(f"(A{i} OR B{i})" for i in range(count))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (_choices(32), 32),
        (_choices(33), None),
        (_pairs(5), 32),
        (_pairs(6), None),
        (f"({_pairs(5)}) OR X", None),
        (f"({_pairs(60)}) AND X", None),
    ],
)
def test_a_person_is_shown_at_most_32_choices(text: str, count: int | None) -> None:
    """An expression with more than 32 choices is not read."""
    read = alternatives(text)
    assert (read and len(read)) == count


@pytest.mark.parametrize(("length", "is_read"), [(500, True), (501, False)])
def test_a_text_longer_than_500_characters_is_not_read(length: int, is_read: bool) -> None:
    """The parser is never given more than 500 characters."""
    text = "MIT OR ".ljust(length, "x")
    assert len(text) == length
    assert (alternatives(text) is not None) is is_read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIT", True),
        ("mit", True),
        ("  Apache-2.0 ", True),
        ("cc-by-sa-2.5", True),
        ("llama3.1", False),
        ("MIT OR Apache-2.0", False),
        ("", False),
    ],
)
def test_spdx_ids_are_known_in_any_case(text: str, expected: bool) -> None:
    """An id of the SPDX list is known whatever its case; nothing else is one."""
    assert is_spdx_id(text) is expected


@pytest.mark.parametrize("text", [f"MIT OR ({_choices(33)})", f"MIT AND ({_choices(33)})"])
def test_a_part_with_too_many_choices_is_too_many(text: str) -> None:
    """What no person can be shown is not shown as part of something either."""
    assert alternatives(text) is None
