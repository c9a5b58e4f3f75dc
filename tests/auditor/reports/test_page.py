"""What pages for people are made of."""

import pytest

from auditor.reports.page import heading, new_console, paragraph, with_title, written
from licences.judgement import Reason, Verdict
from licences.licence import Status


def test_a_paragraph_hangs_on_its_indent() -> None:
    """Words are broken nowhere, and nothing in them is obeyed or marked up."""
    page = new_console(40, colour=False)
    paragraph(page, "[bold]one[/bold] :smile: two-three " + "x" * 50 + "\x1b[31m\n end", 4, "  - ")
    assert written(page).splitlines() == [
        "  - [bold]one[/bold] :smile: two-three",
        "    " + "x" * 50 + r"\u001b[31m\u000a",
        "    end",
    ]


def test_no_page_is_narrower_than_words_need() -> None:
    """A terminal of a few columns gets lines of 40; no width is 100."""
    for width, widest in ((1, 40), (None, 100)):
        page = new_console(width, colour=False)
        paragraph(page, "word " * 60)
        lines = written(page).splitlines()
        assert max(map(len, lines)) <= widest
        assert max(map(len, lines)) > widest - 5


@pytest.mark.parametrize(("colour", "said"), [(True, "\x1b[1mTitle\x1b[0m\n"), (False, "Title\n")])
def test_a_heading_is_bold_in_colour(colour: bool, said: str) -> None:
    """In a file it is plain."""
    page = new_console(None, colour=colour)
    heading(page, "Title")
    assert written(page) == said


@pytest.mark.parametrize(
    ("licence", "text", "said"),
    [
        ("mit", "permits nothing", "MIT permits nothing"),
        ("mit", "asks for a disclaimer", "MIT asks for a disclaimer"),
        ("isc", "asks for a disclaimer", "ISC asks for a disclaimer"),
        ("mit", "the MIT licence ends", "the MIT licence ends"),
        ("mit", "mit: nothing", "mit: nothing"),
        ("llama3.1", "Llama 3.1's agreement stays", "Llama 3.1's agreement stays"),
        ("", "no licence is stated", "no licence is stated"),
    ],
)
def test_a_reason_names_its_licence_once(licence: str, text: str, said: str) -> None:
    """Letters in the middle of a word are no name."""
    assert with_title(Reason(Verdict.REVIEW, licence, "", Status.VERIFIED, text)) == said
