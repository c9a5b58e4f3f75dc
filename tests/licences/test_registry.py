"""Which licences are known, under which spellings."""

import re
from collections.abc import Callable, Mapping

import pytest

from licences import registry
from licences.licence import UNREAD, Licence, Status, Term

Write = Callable[[Mapping[str, str]], None]

BASE = """
id = "base-1.0"
name = "Base Licence 1.0"
short = "Base"
kind = "community"
hub = "base"
spdx = "Base-1.0"
scancode = "base-key"
aliases = ["basis"]
members = ["m"]
url = "https://example.org/base"
source = "read there"
note = "a note"
released = "2024-01-01"
applies_to = ["model"]
attachment = ["b", "a"]
accepts = ["x"]

[terms]
commercial = { value = "no", clause = "1", note = "all of it" }
copies = { value = "yes", clause = "2" }

[obligations.notice]
text = "ship a notice"
clause = "3"
when = ["redistribute", "embed"]
value = "Base is here."

[obligations.display]
text = "show it"
clause = "4"
when = ["serve"]
modified = true
status = "secondary"

[thresholds.mau]
metric = "mau"
amount = 10
period = "month"
basis = "release"
effect = "request"
text = "while at most 10"
clause = "5"

[territory.eu]
regions = ["EU"]
test = "domicile"
subject = "all"
end_user_exempt = true
text = "not there"
clause = "6"
"""


@pytest.mark.parametrize(
    "spelling",
    ["apache-2.0", "Apache-2.0", "APACHE-2.0", "  apache-2.0\n", "Apache 2.0", "apache_2.0"],
)
def test_a_spelling_is_known_in_any_case_and_form(spelling: str) -> None:
    """Case, outer blanks, spaces and underscores do not matter."""
    assert registry.resolve(spelling) == "apache-2.0"


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("LicenseRef-hf-llama3.1", "llama3.1"),
        ("licenseref-scancode-llama-3.1-license-2024", "llama3.1"),
        ("llama-3.1-license-2024", "llama3.1"),
        ("C-UDA-1.0", "c-uda"),
        ("ODbL-1.0", "odbl"),
        ("bsl-1.0", "bsl-1.0"),
        ("LicenseRef-scancode-boost-1.0", "bsl-1.0"),
        ("openrail++", "openrail++"),
        ("", None),
        ("  ", None),
        ("other", "other"),
        ("unknown", "unknown"),
        ("no-such-licence", None),
    ],
)
def test_every_form_of_a_name_finds_its_licence(spelling: str, expected: str | None) -> None:
    """References, SPDX ids and ScanCode keys find the licence; what is no name finds none."""
    assert registry.resolve(spelling) == expected


def test_no_scancode_key_hides_another_licence() -> None:
    """ScanCode calls Business Source License ``bsl-1.0``; the word stays the Hub's Boost."""
    assert registry.get("bsl-1.0").spdx == "BSL-1.0"
    assert "boost" in registry.get("bsl-1.0").name.casefold()


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [("  A  b_\tC ", "a-b-c"), ("ß", "ss"), ("", ""), ("x__ _y", "x-y"), ("_x_", "-x-")],
)
def test_a_spelling_is_folded(spelling: str, expected: str) -> None:
    """A run of blanks and underscores becomes one hyphen, and letters lose their case."""
    assert registry.normalise(spelling) == expected


def test_every_name_of_every_licence_finds_it(every_licence: tuple[Licence, ...]) -> None:
    """Each id, Hub id, SPDX id, alias, ScanCode key and reference resolves to its own entry."""
    lost = [
        (spelling, licence.id)
        for licence in every_licence
        for spelling in (
            licence.id,
            f"LicenseRef-hf-{licence.id}",
            licence.hub or licence.id,
            licence.spdx or licence.id,
            f"LicenseRef-scancode-{licence.scancode}" if licence.scancode else licence.id,
            *licence.aliases,
        )
        if registry.resolve(spelling.upper()) != licence.id
    ]
    assert lost == []


def test_the_index_leads_to_ids_and_cannot_be_changed() -> None:
    """Every spelling leads to an id that can be read; ids are sorted and named once."""
    assert set(registry.index().values()) == set(registry.ids())
    assert list(registry.ids()) == sorted(set(registry.ids()))
    with pytest.raises(TypeError):
        registry.index()["x"] = "y"  # type: ignore[index]


@pytest.mark.parametrize("licence_id", ["no-such-licence", "Apache-2.0", "apache", ""])
def test_only_an_id_can_be_read(licence_id: str) -> None:
    """Reading asks for an id: another spelling, or an unknown one, is a ``KeyError``."""
    with pytest.raises(KeyError, match=re.escape(repr(licence_id))):
        registry.get(licence_id)


def test_the_catalogue_is_dated() -> None:
    """The state of the catalogue is a year and a month."""
    assert re.fullmatch(r"20\d\d\.(0[1-9]|1[0-2])", registry.CATALOGUE_VERSION)


def test_a_file_is_read_whole(own_catalogue: Write) -> None:
    """Every key of a file arrives in its place, with lists as tuples and status as a word."""
    own_catalogue({"base-1.0.toml": BASE, "README.md": "not a licence"})
    read = registry.get("base-1.0")
    assert registry.ids() == ("base-1.0",)
    assert (read.name, read.title, read.kind) == ("Base Licence 1.0", "Base", "community")
    assert (read.aliases, read.applies_to, read.accepts) == (("basis",), ("model",), ("x",))
    assert (read.attachment, read.members) == (frozenset("ab"), ("m",))
    assert read.terms.commercial == Term("no", "1", Status.VERIFIED, "all of it")
    assert read.terms.derivatives == UNREAD
    notice, display = read.obligations
    assert (notice.kind, notice.when, notice.value) == (
        "notice",
        ("redistribute", "embed"),
        "Base is here.",
    )
    assert (display.modified, display.status) == (True, Status.SECONDARY)
    assert (read.thresholds[0].amount, read.territory[0].regions) == (10, ("EU",))
    assert not hasattr(read, "__dict__")


@pytest.mark.parametrize(
    "spelling",
    ["BASE-1.0", "base", "basis", "licenseref-hf-base-1.0", "LicenseRef-scancode-base-key"],
)
def test_a_head_gives_the_spellings(own_catalogue: Write, spelling: str) -> None:
    """Id, Hub id, SPDX id, alias and both references are spellings of a licence."""
    own_catalogue({"base-1.0.toml": BASE})
    assert registry.resolve(spelling) == "base-1.0"


@pytest.mark.parametrize(("spdx", "expected"), [('spdx = "Base-1.0"', None), ("", "base-1.0")])
def test_a_bare_scancode_key_is_a_spelling_only_without_an_spdx_id(
    own_catalogue: Write, spdx: str, expected: str | None
) -> None:
    """Where SPDX has an id, ScanCode's key may mean another licence and is not taken."""
    own_catalogue({"base-1.0.toml": BASE.replace('spdx = "Base-1.0"', spdx)})
    assert registry.resolve("base-key") == expected


@pytest.mark.parametrize(
    ("clash", "spelling"),
    [
        ('aliases = ["Base_1.0"]', "Base_1.0"),
        ('hub = "BASIS"', "BASIS"),
        ('spdx = "base"', "base"),
        ('scancode = "base-key"', "LicenseRef-scancode-base-key"),
        ('aliases = ["LicenseRef-HF-base 1.0"]', "LicenseRef-HF-base 1.0"),
    ],
)
def test_a_spelling_means_one_licence(own_catalogue: Write, clash: str, spelling: str) -> None:
    """A spelling that two files claim, in whatever form, stops the catalogue."""
    other = f'id = "other-1.0"\nname = "Other"\nkind = "community"\n{clash}\n'
    own_catalogue({"base-1.0.toml": BASE, "other-1.0.toml": other})
    with pytest.raises(registry.CatalogueError) as problem:
        registry.index()
    assert str(problem.value) == (
        f"other-1.0.toml: the spelling {spelling!r} already means base-1.0"
    )


CHILD = """
id = "child-1.0"
inherits = "base-1.0"
name = "Child Licence 1.0"
drop = ["obligations.display", "territory.eu"]
attachment = ["c"]

[terms]
commercial = { value = "yes" }
derivatives = { value = "yes", clause = "2.1" }

[obligations.notice]
value = "Child is here."
when = ["any"]

[obligations.source]
text = "give the source"
clause = "9"
when = ["redistribute"]

[thresholds.mau]
amount = 20

[thresholds.revenue]
metric = "revenue"
amount = 5
period = "year"
basis = "ongoing"
effect = "display"
text = "below 5"
clause = "5.2"
"""


def test_a_child_says_only_what_differs(own_catalogue: Write) -> None:
    """Terms are replaced whole, other tables overlaid key by key, the rest comes along."""
    own_catalogue({"base-1.0.toml": BASE, "child-1.0.toml": CHILD})
    base, child = registry.get("base-1.0"), registry.get("child-1.0")
    assert child.terms.commercial == Term("yes")
    assert child.terms.copies == base.terms.copies
    assert child.terms.derivatives == Term("yes", "2.1")
    assert [o.kind for o in child.obligations] == ["notice", "source"]
    notice = child.obligations[0]
    assert (notice.text, notice.clause) == ("ship a notice", "3")
    assert (notice.value, notice.when) == ("Child is here.", ("any",))
    assert [(t.metric, t.amount, t.basis) for t in child.thresholds] == [
        ("mau", 20, "release"),
        ("revenue", 5, "ongoing"),
    ]
    assert child.territory == ()
    assert child.attachment == frozenset("c")
    assert (child.short, child.released, child.applies_to) == ("Base", "", ("model",))
    assert child.accepts == ("x",)


def test_a_child_has_names_of_its_own(own_catalogue: Write) -> None:
    """Names, members, sources and notes belong to one version and are never inherited."""
    own_catalogue({"base-1.0.toml": BASE, "child-1.0.toml": CHILD})
    child = registry.get("child-1.0")
    assert (child.hub, child.spdx, child.scancode, child.aliases) == ("", "", "", ())
    assert (child.url, child.source, child.note, child.members) == ("", "", "", ())
    assert registry.resolve("basis") == "base-1.0"
    assert registry.resolve("child-1.0") == "child-1.0"


def test_a_parent_is_not_changed_by_its_children(own_catalogue: Write) -> None:
    """What a child drops or replaces stays as it was in the parent."""
    own_catalogue({"base-1.0.toml": BASE, "child-1.0.toml": CHILD})
    registry.get("child-1.0")
    base = registry.get("base-1.0")
    assert [o.kind for o in base.obligations] == ["notice", "display"]
    assert base.obligations[0].value == "Base is here."
    assert base.terms.commercial.value == "no"


def test_a_grandchild_inherits_what_its_parent_became(own_catalogue: Write) -> None:
    """Inheritance goes on over more than one step, with every step's changes kept."""
    grandchild = 'id = "g-1.0"\ninherits = "child-1.0"\nname = "G"\nhub = "g"\n'
    own_catalogue({"base-1.0.toml": BASE, "child-1.0.toml": CHILD, "g-1.0.toml": grandchild})
    read = registry.get("g-1.0")
    assert (read.name, read.hub, read.kind) == ("G", "g", "community")
    assert read.terms.commercial == Term("yes")
    assert [o.kind for o in read.obligations] == ["notice", "source"]
    assert read.attachment == frozenset("c")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "community"', 'kind = "community"\ncolour = "red"', "unknown key 'colour'"),
        ("[terms]", "[term]", "unknown key 'term'"),
        ('clause = "2" }', 'clause = "2", claus = "3" }', "claus"),
        ("copies =", "copy =", "copy"),
        ('status = "secondary"', 'status = "guessed"', "'guessed' is not a valid Status"),
        ('clause = "4"\n', "", "clause"),
        ("amount = 10", "amounts = 10", "amounts"),
        ("end_user_exempt = true", "", "end_user_exempt"),
        ('name = "Base Licence 1.0"', "", "name"),
    ],
)
def test_a_file_that_says_what_it_should_not_is_named(
    own_catalogue: Write, old: str, new: str, told: str
) -> None:
    """An unknown key, a missing one or a bad value is an error that names file and key."""
    assert BASE.count(old) == 1
    own_catalogue({"base-1.0.toml": BASE.replace(old, new)})
    with pytest.raises(registry.CatalogueError) as problem:
        registry.get("base-1.0")
    assert str(problem.value).startswith("base-1.0.toml: ")
    assert told in str(problem.value)


def test_names_are_read_without_the_terms(own_catalogue: Write) -> None:
    """The index reads heads only: a file whose terms are broken still has its names."""
    own_catalogue({"base-1.0.toml": BASE.split("[terms]", maxsplit=1)[0] + "[terms]\nnot toml"})
    assert registry.resolve("basis") == "base-1.0"


@pytest.mark.parametrize(
    ("kind", "value", "given", "proof"),
    [
        ("licence-copy", "", "", "licence-file"),
        ("notice", "Test is here.", "", "notice-file"),
        ("notice", "", "", ""),
        ("display", "Built with Test", "", "shown"),
        ("display", "", "", ""),
        ("name-prefix", "Test", "", "name"),
        ("name-prefix", "", "", ""),
        ("registration", "", "", "registered"),
        ("documentation", "", "", "model-card"),
        ("network-source", "", "", "source-offer"),
        ("use-policy", "", "", ""),
        ("use-policy", "words", "", ""),
        ("notice", "Test is here.", 'proof = "notice-anywhere"', "notice-anywhere"),
        ("notice", "", 'proof = "notice-file"', "notice-file"),
        ("licence-copy", "", 'proof = ""', ""),
        ("use-policy", "", 'proof = "registered"', "registered"),
    ],
)
def test_what_proves_a_duty_unmet_follows_from_its_kind(
    own_catalogue: Write, kind: str, value: str, given: str, proof: str
) -> None:
    """A kind has its proof, where words are needed only with words; a file may say another or none."""
    table = f'text = "t"\nclause = "1"\nwhen = ["any"]\nvalue = "{value}"\n{given}\n'
    head = BASE.split("[terms]", maxsplit=1)[0]
    own_catalogue({"base-1.0.toml": f"{head}[obligations.{kind}]\n{table}"})
    (owed,) = registry.get("base-1.0").obligations
    assert (owed.kind, owed.value, owed.proof) == (kind, value, proof)


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ('value = "silent"', "whole text"),
        ('value = "none"', "whole text"),
        ('value = "no"', "whole text"),
        ('value = "no", clause = "3"', "3"),
        ('value = "yes"', ""),
        ('value = "no", status = "secondary"', ""),
        ('value = "unknown", status = "unknown"', ""),
    ],
)
def test_a_silence_rests_on_the_whole_text(own_catalogue: Write, said: str, clause: str) -> None:
    """An absence that was read has no clause of its own; one that was told has none at all."""
    head = BASE.split("[terms]", maxsplit=1)[0]
    own_catalogue({"base-1.0.toml": f"{head}[terms]\nremote_control = {{ {said} }}\n"})
    assert registry.get("base-1.0").terms.remote_control.clause == clause
