"""One licence as a card: every word of a term's vocabulary, every limit, and no open blank."""

import json
import re

import pytest
from inline_snapshot import snapshot

from auditor.reports.licence_card import as_json, as_text
from licences import registry
from licences.licence import Licence, Obligation, Status, Term, Terms, Territory, Threshold


def licence(**given: object) -> Licence:
    """Make a licence to measure."""
    base = {"id": "x-1.0", "name": "The X Licence 1.0", "short": "X", "kind": "community"}
    return Licence(**{**base, **given})  # type: ignore[arg-type]


def card(**terms: Term) -> str:
    """Write the card of a licence of some terms."""
    return as_text(licence(terms=Terms(**terms)))


def section(text: str, title: str) -> list[str]:
    """The lines of one section, without their indent."""
    found = re.search(rf"^{title}\n((?:  .*\n)+)", text, re.MULTILINE)
    return (
        [] if found is None else re.sub(r"\n {6}", " ", found[1]).replace("  - ", "").splitlines()
    )


MADE = licence(
    hub="x",
    spdx="X-1.0",
    applies_to=("weights", "code"),
    released="2026-11-25",
    note="Nobody uses it.",
    source="X.txt, read 2026-11-25",
    url="https://x.example/licence",
    attachment=frozenset({"weapons", "law"}),
    terms=Terms(
        commercial=Term("conditional", "1"),
        purpose=Term("research", "2"),
        copies=Term("nc-only", "3", Status.SECONDARY),
        derivatives=Term("never", "4", note="not even at home"),
        field_of_use=Term("attachment", "5"),
        derivative_licence=Term("agreement-stays", "6"),
        outputs_owner=Term("licensor", "7"),
        results=Term("barred", "", Status.SECONDARY),
        revocation=Term("on breach", "8"),
        litigation=Term("none"),
    ),
    obligations=(
        Obligation("notice", "keep the notice", "9", ("any",), value="X says hello"),
        Obligation("name-prefix", "name it so", "10", ("redistribute", "embed"), value="X"),
        Obligation(
            *("display", "show it", "11", ("serve",)),
            modified=True,
            copies_only=True,
            commercial_only=True,
            multimodal_only=True,
            end_user_exempt=True,
            status=Status.SECONDARY,
        ),
    ),
    thresholds=(
        Threshold(
            metric="mau",
            amount=1000,
            period="month",
            basis="release",
            effect="request",
            clause="12",
            text="big firms ask",
        ),
    ),
    territory=(
        Territory(
            regions=("EU", "KR"),
            test="domicile",
            subject="multimodal",
            end_user_exempt=True,
            covers_outputs=True,
            clause="13",
            text="not there",
        ),
    ),
)


def test_a_card_reads_from_what_you_may_to_where_it_was_read() -> None:
    """Everything that is known of a licence is on it, with its clause."""
    assert as_text(MADE) == snapshot("""\
The X Licence 1.0
  id x-1.0; Hub x; SPDX X-1.0; kind community; for weights, code; of 2026-11-25
  Nobody uses it.

You may
  - use it commercially, on conditions (1)
  - share unchanged copies, not commercially (3, from a summary, not read in the text)
  - use it for research purposes only (2)

You may not
  - make anything from it; not even at home (4)
  - use it for what its attachment bars: law, weapons (5)

You must
  - keep the notice: "X says hello", always (9)
  - name it so, when you redistribute or embed (10)
  - show it, when you serve, for changed works, for unchanged copies, in commercial use, for
      multimodal models, not for end users (11, from a summary, not read in the text)

It bites
  - above 1,000 monthly users, once, at the release, you must ask for a licence and have none until
      you get one: big firms ask (12)
  - no multimodal models for those established in EU, KR, outputs included; not for end users: not
      there (13)

Labels, outputs and data
  - a derivative may carry: the agreement itself goes along (6)
  - training on it as data is barred (from a summary, not read in the text)
  - outputs are the licensor's (7)

It ends
  - on breach (8)

Not known
  - sublicence, flow down, distillation, outputs train, outputs use, hosting, remote control,
      patent, acceptance

Read in: X.txt, read 2026-11-25.
Published at: https://x.example/licence
""")


def test_json_holds_every_term() -> None:
    """One that was not read says ``unknown``; sets are lists in order."""
    data = json.loads(as_json(MADE))
    assert set(data["terms"]) == set(Terms.__dataclass_fields__)
    assert data["terms"]["patent"]["status"] == "unknown"
    assert data["attachment"] == ["law", "weapons"]
    assert {k: v for k, v in data.items() if k != "terms"} == snapshot(
        {
            "catalogue": "2026.11",
            "id": "x-1.0",
            "name": "The X Licence 1.0",
            "kind": "community",
            "short": "X",
            "hub": "x",
            "spdx": "X-1.0",
            "scancode": "",
            "aliases": [],
            "applies_to": ["weights", "code"],
            "url": "https://x.example/licence",
            "source": "X.txt, read 2026-11-25",
            "released": "2026-11-25",
            "note": "Nobody uses it.",
            "attachment": ["law", "weapons"],
            "accepts": [],
            "members": [],
            "obligations": [
                {
                    "kind": "notice",
                    "text": "keep the notice",
                    "clause": "9",
                    "when": ["any"],
                    "modified": False,
                    "copies_only": False,
                    "commercial_only": False,
                    "end_user_exempt": False,
                    "on_outputs": False,
                    "multimodal_only": False,
                    "value": "X says hello",
                    "or_values": [],
                    "proof": "",
                    "status": "verified",
                },
                {
                    "kind": "name-prefix",
                    "text": "name it so",
                    "clause": "10",
                    "when": ["redistribute", "embed"],
                    "modified": False,
                    "copies_only": False,
                    "commercial_only": False,
                    "end_user_exempt": False,
                    "on_outputs": False,
                    "multimodal_only": False,
                    "value": "X",
                    "or_values": [],
                    "proof": "",
                    "status": "verified",
                },
                {
                    "kind": "display",
                    "text": "show it",
                    "clause": "11",
                    "when": ["serve"],
                    "modified": True,
                    "copies_only": True,
                    "commercial_only": True,
                    "end_user_exempt": True,
                    "on_outputs": False,
                    "multimodal_only": True,
                    "value": "",
                    "or_values": [],
                    "proof": "",
                    "status": "secondary",
                },
            ],
            "thresholds": [
                {
                    "metric": "mau",
                    "amount": 1000,
                    "period": "month",
                    "basis": "release",
                    "effect": "request",
                    "text": "big firms ask",
                    "clause": "12",
                    "currency": "USD",
                    "inclusive": False,
                    "scope": "affiliates",
                    "business": "any",
                    "end_user_exempt": False,
                    "internal_exempt": False,
                    "non_commercial": "bound",
                    "value": "",
                    "status": "verified",
                }
            ],
            "territory": [
                {
                    "regions": ["EU", "KR"],
                    "test": "domicile",
                    "subject": "multimodal",
                    "end_user_exempt": True,
                    "text": "not there",
                    "clause": "13",
                    "released": "some",
                    "covers_outputs": True,
                    "status": "verified",
                }
            ],
        }
    )
    assert data["terms"]["derivatives"] == snapshot(
        {
            "value": "never",
            "clause": "4",
            "status": "verified",
            "note": "not even at home",
            "exempt": [],
            "covers": [],
        }
    )


def test_a_family_names_its_members_and_nothing_else() -> None:
    """No one licence can be shown; each member can."""
    assert as_text(licence(kind="family", members=("mit", "isc"), name="Some")) == snapshot("""\
Some
  id x-1.0; no Hub identifier of its own; not on the SPDX list; kind family; for any

  This name states no one licence. It may mean: mit, isc.
""")
    assert "It may mean:" in as_text(registry.get("cc"))


def test_what_states_nothing_lists_all_as_not_known() -> None:
    """A card of nothing is no promise."""
    assert as_text(registry.get("other")) == snapshot("""\
Another licence (not named by the keyword)
  id other; Hub other; not on the SPDX list; kind unstated; for any
  The Hub's keyword for a licence that has none of its own; license_name, license_link and the
  repository's files may say which.

Not known
  - commercial, purpose, copies, derivatives, sublicence, derivative licence, field of use, flow
      down, results, distillation, outputs train, outputs use, outputs owner, hosting, remote
      control, patent, litigation, revocation, acceptance

""")


@pytest.mark.parametrize(
    ("terms", "title", "line"),
    [
        ({"commercial": Term("yes", "1")}, "You may", "use it commercially (1)"),
        ({"commercial": Term("no", "1")}, "You may not", "use it commercially (1)"),
        ({"copies": Term("yes", "1")}, "You may", "share unchanged copies (1)"),
        ({"copies": Term("no", "1")}, "You may not", "share copies (1)"),
        ({"derivatives": Term("yes", "1")}, "You may", "share what you make from it (1)"),
        (
            {"derivatives": Term("nc-only", "1", Status.SECONDARY)},
            "You may",
            "share what you make from it, not commercially (1, from a summary, not read in the text)",
        ),
        ({"purpose": Term("non-commercial", "1")}, "You may", "use it for non-commercial purposes only (1)"),
        ({"hosting": Term("prohibited", "1")}, "You may not", "offer it as a service (1)"),
        ({"hosting": Term("uses", "1")}, "Labels, outputs and data", "a service that uses it owes the duties of distribution (1)"),
        ({"field_of_use": Term("policy", "1")}, "You may not", "use it for what its use policy bars (1)"),
        ({"outputs_train": Term("named", "1")}, "You may", "train other models on its outputs, under a name prefix (1)"),
        ({"outputs_train": Term("competing-barred", "1")}, "You may not", "train a competing model on its outputs (1)"),
        ({"distillation": Term("any", "1")}, "Labels, outputs and data", "training on outputs makes a derivative (1)"),
        ({"derivative_licence": Term("same", "1")}, "Labels, outputs and data", "a derivative may carry: the same licence (1)"),
        ({"litigation": Term("ends when you sue", "1")}, "It ends", "ends when you sue (1)"),
    ],
    ids=str,
)  # fmt: skip
def test_a_term_is_told_in_its_section(terms: dict[str, Term], title: str, line: str) -> None:
    """With its clause, and whether it was read there."""
    assert section(card(**terms), title) == [line]


@pytest.mark.parametrize("silent", ["none", "silent", "unknown"])
def test_what_a_text_does_not_say_is_no_line(silent: str) -> None:
    """Only what was not read is listed as not known."""
    quiet = dict.fromkeys(Terms.__dataclass_fields__, Term(silent, "whole text"))
    free = {"purpose": Term("any", "1"), "patent": Term("granted", "2")}
    shown = {"revocation": Term("none", "3"), "litigation": Term("none", "4")}
    told = card(**quiet | free | shown).replace("a derivative may carry: none:", "")
    assert ["(whole text)" in told, "(1)" in told, "Not known" in told] == [
        silent == "none",
        False,
        False,
    ]


def test_a_licence_read_in_full_has_nothing_that_is_not_known() -> None:
    """Nor a section for it."""
    read = Terms(**dict.fromkeys(Terms.__dataclass_fields__, Term("silent", "1")))
    assert "Not known" not in as_text(licence(terms=read))


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"metric": "mau", "basis": "ongoing", "effect": "agreement"},
         "above 5,000 monthly users, at any time, you need a separate agreement first: t (1)"),
        ({"metric": "dau", "basis": "ongoing", "effect": "no-rights", "inclusive": True},
         "from 5,000 daily users, at any time, you have no rights: t (1)"),
        ({"metric": "visits", "basis": "release", "effect": "terminate"},
         "above 5,000 visits a month, once, at the release, the licence ends: t (1)"),
        ({"metric": "revenue", "basis": "ongoing", "effect": "display", "period": "year", "currency": "EUR"},
         "above 5,000 EUR a year, at any time, you must show a credit: t (1)"),
    ],
)  # fmt: skip
def test_a_limit_says_what_it_counts_and_what_it_does(limit: dict[str, object], said: str) -> None:
    """And from where on."""
    bites = Threshold(**{"amount": 5000, "period": "month", "clause": "1", "text": "t", **limit})  # type: ignore[arg-type]
    assert section(as_text(licence(thresholds=(bites,))), "It bites") == [said]


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ({"test": "use", "subject": "all"}, "no rights for those using it in EU: t (1)"),
        ({"test": "domicile", "subject": "multimodal"},
         "no multimodal models for those established in EU: t (1)"),
    ],
)  # fmt: skip
def test_a_territory_says_who_is_left_out(area: dict[str, object], said: str) -> None:
    """By where they are, or where they use it."""
    left = Territory(
        **{"regions": ("EU",), "end_user_exempt": False, "clause": "1", "text": "t", **area}
    )  # type: ignore[arg-type]
    assert section(as_text(licence(territory=(left,))), "It bites") == [said]


@pytest.mark.parametrize("licence_id", registry.ids())
def test_every_licence_of_the_catalogue_has_a_card(licence_id: str) -> None:
    """Each with its name, its id and no blank where a clause belongs; its JSON is JSON."""
    one = registry.get(licence_id)
    text = as_text(one)
    first, identity, *_ = text.splitlines()
    assert first == one.name
    assert identity.startswith(f"  id {licence_id}; ")
    assert "()" not in text
    assert text.replace("\n", "").isprintable()
    assert json.loads(as_json(one))["id"] == licence_id


def test_a_card_fits_a_narrow_terminal() -> None:
    """Long names and addresses alone stand out; colour is for headings."""
    narrow = as_text(registry.get("llama3.1"), width=60).splitlines()[1:]
    assert not [line for line in narrow if len(line) > 60 and " " in line.strip()]
    assert "\x1b" not in as_text(MADE)
    assert as_text(MADE, colour=True).startswith("\x1b[1mThe X Licence 1.0\x1b[0m\n")
