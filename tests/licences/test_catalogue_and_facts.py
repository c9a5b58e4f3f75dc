"""The catalogue against the shared tables of facts, which were read independently.

A table is asked only about what it says plainly. Where it says more than our words can, the
clause has been read again and the difference is written down here.
"""

import re
from collections.abc import Callable

import pytest

from licences import registry
from licences.licence import Licence, Status

Rows = Callable[[str], list[dict[str, str]]]
Facts = dict[str, dict[str, dict[str, str]]]

TERM_OF_FACT = {
    "commercial_use": "commercial",
    "use_restrictions": "field_of_use",
    "use_restriction_flow_down": "flow_down",
    "derivative_distribution": "derivatives",
    "derivative_licence": "derivative_licence",
    "distillation_is_derivative": "distillation",
    "outputs_train_other_models": "outputs_train",
    "patent": "patent",
    "litigation_termination": "litigation",
    "revocable_or_termination": "revocation",
    "acceptance": "acceptance",
}


@pytest.fixture
def facts(csv_rows: Rows) -> Facts:
    """The facts, by licence of our catalogue and by name of the fact."""
    found: Facts = {}
    for row in csv_rows("ai_licence_facts.csv"):
        if (licence := registry.resolve(row["licence_key"])) is not None:
            found.setdefault(licence, {})[row["fact"]] = row
    return found


def _known(facts: Facts, fact: str) -> list[tuple[Licence, str]]:
    """List the licences of which the table knows a fact, with its value; families say nothing."""
    return [
        (registry.get(licence), rows[fact]["value"])
        for licence, rows in facts.items()
        if fact in rows
        and not registry.get(licence).is_family
        and rows[fact]["value"]
        and rows[fact]["status"] == "verified in text"
    ]


def test_every_hub_keyword_is_catalogued(csv_rows: Rows) -> None:
    """Each of the Hub's 83 keywords has an entry; two of them say that they say nothing."""
    keywords = [row["hub_id"] for row in csv_rows("hub_licence_ids.csv")]
    assert len(keywords) == 83
    assert {k for k in keywords if registry.resolve(k) is None} == set()
    found = (registry.get(registry.resolve(k) or "") for k in keywords)
    assert {x.id for x in found if x.kind == "unstated"} == {"other", "unknown"}


def test_hub_keywords_are_kept_with_their_licences(csv_rows: Rows) -> None:
    """The entry that a Hub keyword finds records it as its own."""
    known = (row["hub_id"] for row in csv_rows("hub_licence_ids.csv"))
    found = {k: registry.resolve(k) for k in known}
    assert {k: i for k, i in found.items() if i is not None and registry.get(i).hub != k} == {}


def test_spdx_ids_of_hub_keywords_mean_the_same(csv_rows: Rows) -> None:
    """The SPDX id of a keyword finds the keyword's licence, or the version choice it hides."""
    apart = [
        (row["hub_id"], row["spdx"], registry.resolve(row["spdx"]))
        for row in csv_rows("hub_licence_ids.csv")
        if row["spdx"] not in {"", "NOASSERTION"}
        and registry.resolve(row["spdx"])
        not in {registry.resolve(row["hub_id"]), f"{row['hub_id']}-only"}
    ]
    assert apart == []


def test_nothing_is_verified_that_the_table_does_not_know(facts: Facts) -> None:
    """Where the table has read nothing, the catalogue states no verified term."""
    bold = [
        (licence, term, getattr(registry.get(licence).terms, term).value)
        for licence, rows in facts.items()
        for fact, term in TERM_OF_FACT.items()
        if fact in rows
        and rows[fact]["status"] == "unknown"
        and getattr(registry.get(licence).terms, term).status is Status.VERIFIED
    ]
    assert bold == []


def test_commercial_use_agrees(facts: Facts) -> None:
    """Commercial use is allowed, barred or conditional in both."""
    apart = [
        (licence.id, licence.terms.commercial.value, value)
        for licence, value in _known(facts, "commercial_use")
        if (said := re.match(r"(yes|no|conditional)\b(?! addressed)", value))
        and said[0] != licence.terms.commercial.value
    ]
    assert apart == []


_USERS = {"mau", "visits"}


def test_limits_of_users_agree(facts: Facts) -> None:
    """A limit of monthly users stands in both, with the same number, or in neither."""
    apart = []
    for licence, value in _known(facts, "mau_threshold"):
        ours = {str(t.amount) for t in licence.thresholds if t.metric in _USERS}
        theirs = set(re.findall(r"^\d+", value))
        if ours != theirs:
            apart.append((licence.id, ours, value))
    assert apart == []


def _is_sentence_of(sentence: str, cell: str) -> bool:
    """Say whether a cell holds a sentence, or its beginning where the cell breaks off."""
    return sentence in cell or (
        "..." in cell and sentence.startswith(cell.partition("...")[0].strip())
    )


def test_notice_sentences_agree(facts: Facts) -> None:
    """A prescribed notice is word for word the one of the table."""
    apart = [
        (licence.id, owed.value, value)
        for licence, value in _known(facts, "notice_file_text")
        for owed in licence.obligations
        if owed.kind == "notice" and owed.value and not _is_sentence_of(owed.value, value)
    ]
    assert apart == []


def test_licences_for_the_whole_world_exclude_nobody(facts: Facts) -> None:
    """No territory is excluded exactly where the table knows none, sanctions apart."""
    apart = [
        (licence.id, licence.territory, value)
        for licence, value in _known(facts, "territory_exclusion")
        if bool(licence.territory)
        == bool(re.match("none|sanctions|trade|US-embargoed|geographies", value))
    ]
    assert apart == []


def test_sharing_derivatives_agrees(facts: Facts) -> None:
    """Where the table's word is plainly yes or no, ours is the same."""
    words = {"yes": {"yes"}, "no": {"no", "never"}, "nc_only": {"nc-only"}}
    apart = [
        (licence.id, licence.terms.derivatives.value, value)
        for licence, value in _known(facts, "derivative_distribution")
        if value in words and licence.terms.derivatives.value not in words[value]
    ]
    assert apart == []
