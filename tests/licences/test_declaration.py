"""What a card's licence field means."""

from dataclasses import replace

import pytest

from licences import registry
from licences.declaration import (
    SETTLED,
    UNRECORDED,
    Clarity,
    Declaration,
    describe,
    read_declaration,
    settled,
)

Options = tuple[tuple[str, ...], ...]


@pytest.mark.parametrize("values", [[], [""], ["  ", "\n"], ["None"], ["null"], ["n/a", "NONE"]])
def test_nothing_stated_is_nothing(values: list[str]) -> None:
    """No value, blank ones, and words for nothing state no licence."""
    assert read_declaration(values) == Declaration(tuple(values), Clarity.NONE)
    assert read_declaration(values, "m").clarity is Clarity.NONE


@pytest.mark.parametrize(
    ("name", "clarity"),
    [("acme-nc", Clarity.OTHER), ("llama3.1", Clarity.NAMED), ("cc", Clarity.NONE)],
)
def test_a_name_alone_is_a_statement(name: str, clarity: Clarity) -> None:
    """A card with a ``license_name`` and no licence states one, as ``other`` with it would."""
    read = read_declaration([], name)
    assert read.clarity is clarity
    assert read.raw == ((f"license_name: {name}",) if clarity is not Clarity.NONE else ())


@pytest.mark.parametrize(
    "values",
    [
        ["apache-2.0"],
        ["Apache-2.0"],
        ["APACHE 2.0"],
        ["apache-2.0", "Apache-2.0"],
        ["apache-2.0", "", "apache_2.0"],
        [" ", "asl-2.0"],
    ],
)
def test_one_licence_is_clear_in_any_spelling(values: list[str]) -> None:
    """One licence, said once or again in another spelling, is clear, and its words are kept."""
    read = read_declaration(values)
    assert read == Declaration(tuple(values), Clarity.CLEAR, (("apache-2.0",),))
    assert read.settled
    assert read.concluded == "apache-2.0"


@pytest.mark.parametrize(
    ("expression", "options", "concluded"),
    [
        ("MIT OR Apache-2.0", (("mit",), ("apache-2.0",)), "mit OR apache-2.0"),
        (
            "(MIT AND CC-BY-4.0) OR gemma",
            (("mit", "cc-by-4.0"), ("gemma",)),
            "(mit AND cc-by-4.0) OR gemma",
        ),
        ("MIT OR mit OR Gemma", (("mit",), ("gemma",)), "mit OR gemma"),
        ("MIT OR (Apache-2.0 AND No-Such)", (("mit",), ()), "mit"),
        ("No-Such OR Gemma", ((), ("gemma",)), "gemma"),
        ("openrail OR mit", ((), ("mit",)), "mit"),
        ("mit OR expat", (("mit",),), "mit"),
    ],
)
def test_a_choice_is_settled(expression: str, options: Options, concluded: str) -> None:
    """``OR`` is a choice; a side that cannot be identified cannot be chosen."""
    read = read_declaration([expression])
    assert read == Declaration((expression,), Clarity.CHOICE, options)
    assert read.settled
    assert read.concluded == concluded


@pytest.mark.parametrize(
    ("expression", "options", "concluded"),
    [
        ("MIT AND Apache-2.0", (("mit", "apache-2.0"),), "mit AND apache-2.0"),
        ("MIT AND expat AND mit", (("mit",),), "mit"),
        ("llama3.1 and cc-by-nc-4.0", (("llama3.1", "cc-by-nc-4.0"),), "llama3.1 AND cc-by-nc-4.0"),
    ],
)
def test_licences_that_bind_together_are_clear(
    expression: str, options: Options, concluded: str
) -> None:
    """``AND`` is one meaning in which each licence is named once."""
    read = read_declaration([expression])
    assert read == Declaration((expression,), Clarity.CLEAR, options)
    assert read.concluded == concluded


@pytest.mark.parametrize(
    ("value", "clarity"),
    [
        ("MIT AND No-Such", Clarity.UNRECOGNISED),
        ("No-Such OR Neither", Clarity.UNRECOGNISED),
        ("gpl AND mit", Clarity.UNRECOGNISED),
        (" OR ".join(["mit"] + [f"x{i}" for i in range(40)]), Clarity.UNRECOGNISED),
        ("mit OR " + "x" * 600, Clarity.UNRECOGNISED),
        ("see the LICENSE file, please", Clarity.UNRECOGNISED),
        ("(MIT", Clarity.UNRECOGNISED),
        ("CDDL-1.0", Clarity.UNCATALOGUED),
        ("cddl-1.0", Clarity.UNCATALOGUED),
        ("openrail", Clarity.FAMILY),
        ("GPL", Clarity.FAMILY),
    ],
)
def test_what_names_no_one_licence_is_unsettled(value: str, clarity: Clarity) -> None:
    """A text, an uncatalogued id, a family or an unreadable expression gives no meaning."""
    read = read_declaration([value])
    assert (read.raw, read.clarity, read.options) == ((value,), clarity, ())
    assert not read.settled
    assert read.concluded is None
    assert read.mentioned == ()
    assert read.family == (registry.normalise(value) if clarity is Clarity.FAMILY else "")


@pytest.mark.parametrize(
    "value", ["other", "Unknown", "OTHER-license", "unknown_license", " other"]
)
@pytest.mark.parametrize(
    ("name", "clarity", "options"),
    [
        (None, Clarity.OTHER, ()),
        ("", Clarity.OTHER, ()),
        ("my-own-terms", Clarity.OTHER, ()),
        ("openrail", Clarity.OTHER, ()),
        ("gemma", Clarity.NAMED, (("gemma",),)),
        ("Llama 3.1 Community License", Clarity.NAMED, (("llama3.1",),)),
    ],
)
def test_other_is_as_good_as_the_name_that_comes_with_it(
    value: str, name: str | None, clarity: Clarity, options: Options
) -> None:
    """``other`` with the name of a known licence is named, and settled never."""
    read = read_declaration([value], name)
    assert read == Declaration((value,), clarity, options)
    assert not read.settled
    assert read.concluded is None


@pytest.mark.parametrize("name", ["MIT License", "mit", "other", "m", "", None])
def test_a_name_that_says_no_other_thing_adds_nothing(name: str | None) -> None:
    """A ``license_name`` beside a licence counts only where it names another known one."""
    assert read_declaration(["mit"], name) == Declaration(("mit",), Clarity.CLEAR, (("mit",),))


@pytest.mark.parametrize(
    ("values", "name", "tagged", "raw", "options"),
    [
        (["mit"], "gemma", [], ("mit", "gemma"), (("mit",), ("gemma",))),
        (["mit"], None, ["gemma"], ("mit", "gemma"), (("mit",), ("gemma",))),
        (["mit"], "mit", ["no such"], ("mit", "no such"), (("mit",), ())),
        (["no such"], None, ["mit"], ("no such", "mit"), ((), ("mit",))),
        (["mit"], "gemma", ["apache-2.0"], ("mit", "apache-2.0", "gemma"), None),
        (["mit"], "modified-mit", [], ("mit", "modified-mit"), (("mit",), ())),
        (["mit"], "creative commons", [], ("mit", "creative commons"), (("mit",), ())),
        (["apache-2.0"], "openrail", [], ("apache-2.0", "openrail"), (("apache-2.0",), ())),
    ],
)
def test_statements_that_disagree_are_all_kept(
    values: list[str],
    name: str | None,
    tagged: list[str],
    raw: tuple[str, ...],
    options: Options | None,
) -> None:
    """Card, tag and licence name that name different licences conclude nothing."""
    read = read_declaration(values, name, tagged)
    assert (read.clarity, read.raw, read.concluded) == (Clarity.CONFLICT, raw, None)
    assert options is None or read.options == options
    assert describe(read).endswith(f"disagree: {', '.join(raw)}")


@pytest.mark.parametrize(
    ("values", "tagged"),
    [(["MIT"], ["mit"]), (["mit"], []), ([], ["mit"]), (["a", "mit"], ["mit", "a"])],
)
def test_the_same_thing_said_twice_is_no_conflict(values: list[str], tagged: list[str]) -> None:
    """Another spelling, another order and silence are no disagreement."""
    assert read_declaration(values, None, tagged).clarity is not Clarity.CONFLICT


def test_the_name_of_a_family_is_one_of_its_members() -> None:
    """``openrail`` beside one of the licences that the word may mean says nothing else."""
    member = registry.get("openrail").members[0]
    assert read_declaration([member], "openrail").clarity is Clarity.CLEAR


def test_a_name_goes_with_the_tag_as_with_the_card() -> None:
    """The Hub's tag repeats the card's ``other``, and both point at the name."""
    assert read_declaration(["other"], "gemma", ["other"]).clarity is Clarity.NAMED


@pytest.mark.parametrize(
    ("values", "options"),
    [
        (["mit", "apache-2.0"], (("mit",), ("apache-2.0",))),
        (["mit", "gemma OR apache-2.0"], (("mit",), ("gemma",), ("apache-2.0",))),
        (["mit OR gemma", "gemma"], (("mit",), ("gemma",))),
        (["mit", "no such"], (("mit",), ())),
        (["mit", "openrail", "other"], (("mit",), ())),
        (["openrail", "no such"], ((),)),
        (["mit AND gemma", "apache-2.0"], (("mit", "gemma"), ("apache-2.0",))),
    ],
)
def test_a_list_holds_every_meaning_of_its_members(values: list[str], options: Options) -> None:
    """A list keeps each member's meanings, an empty one for whatever cannot be identified."""
    read = read_declaration(values)
    assert read == Declaration(tuple(values), Clarity.LIST, options)
    assert not read.settled
    assert read.concluded is None


def test_a_named_member_of_a_list_is_not_identified() -> None:
    """``other`` in a list stays an empty meaning, since nobody says that the name is its."""
    assert read_declaration(["mit", "other"], "gemma").options == (("mit",), ())


def test_every_licence_that_may_be_meant_is_mentioned_once() -> None:
    """The mentioned licences are those of all meanings, in order, once each."""
    read = read_declaration(["mit AND gemma", "gemma", "apache-2.0", "no such"])
    assert read.mentioned == ("mit", "gemma", "apache-2.0")


def test_settled_are_two_kinds() -> None:
    """Only a clear or chosen licence is settled."""
    assert {str(c) for c in SETTLED} == {"declared", "choice"}


@pytest.mark.parametrize(
    ("values", "name", "sentence"),
    [
        ([], None, "no licence is stated"),
        (
            ["other"],
            "mine",
            "the card says 'other', and nothing that was read tells which licence is meant",
        ),
        (
            ["other"],
            "gemma",
            "the card says 'other' and names Gemma; the text was not read",
        ),
        (
            ["mit", "no such"],
            None,
            "the card lists mit, no such and does not say which of them governs what",
        ),
        (["cc"], None, "'cc' names a family of licences and no one of them"),
        (
            ["CDDL-1.0"],
            None,
            "CDDL-1.0 is a licence whose terms are not in the catalogue",
        ),
        (["ask me"], None, "'ask me' is not a licence name"),
    ],
)
def test_a_doubt_is_described(values: list[str], name: str | None, sentence: str) -> None:
    """What is unclear about a field is said in one clause that quotes it."""
    assert describe(read_declaration(values, name)) == sentence


def test_braces_in_a_card_are_quoted_as_they_are() -> None:
    """A card's text is data: what looks like a placeholder in it stays as it is."""
    assert describe(read_declaration(["{said}"])) == "'{said}' is not a licence name"


def test_a_licence_of_the_catalogue_can_be_declared_as_such() -> None:
    """One id is declared as clearly as a card that says nothing else."""
    assert settled("mit") == read_declaration(["mit"])
    assert (settled("gpl").mentioned, settled("gpl").settled) == (("gpl",), True)


@pytest.mark.parametrize(
    ("expression", "options", "exceptions", "concluded"),
    [
        (
            "GPL-2.0-only WITH Classpath-exception-2.0",
            (("gpl-2.0-only",),),
            (("gpl-2.0-only", "classpath-exception-2.0"),),
            "gpl-2.0-only WITH classpath-exception-2.0",
        ),
        (
            "MIT OR GPL-2.0-only WITH Classpath-exception-2.0",
            (("mit",), ("gpl-2.0-only",)),
            (("gpl-2.0-only", "classpath-exception-2.0"),),
            "mit OR gpl-2.0-only WITH classpath-exception-2.0",
        ),
        ("MIT OR GPL-2.0-only WITH no-such-exception", (("mit",), ()), (), "mit"),
        ("MIT OR No-Such WITH Classpath-exception-2.0", (("mit",), ()), (), "mit"),
        ("MIT AND gemma", (("mit", "gemma"),), (), "mit AND gemma"),
    ],
)
def test_an_exception_of_spdx_is_kept_with_its_licence(
    expression: str,
    options: Options,
    exceptions: tuple[tuple[str, str], ...],
    concluded: str,
) -> None:
    """An exception that SPDX knows stands beside its licence; a choice with another cannot be taken."""
    read = read_declaration([expression])
    assert (read.options, read.exceptions, read.concluded) == (options, exceptions, concluded)


def test_an_unknown_exception_is_no_licence_name() -> None:
    """What SPDX does not know as an exception may take rights away as well as add them."""
    read = read_declaration(["GPL-2.0-only WITH no-such-exception"])
    assert (read.clarity, read.options) == (Clarity.UNRECOGNISED, ())


def test_what_a_copy_inherits_is_described_as_its_parents() -> None:
    """A doubt that comes from a parent says so before it says what it is."""
    inherited = replace(read_declaration(["ask me"]), inherited=True)
    assert describe(inherited) == (
        "it states none of its own; for its parent, 'ask me' is not a licence name"
    )
    assert describe(UNRECORDED) == "the record holds no card, so what it states is not known"
