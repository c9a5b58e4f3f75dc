"""What the catalogue files say, checked against the vocabulary and the prescribed words."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from licences import registry
from licences.labelling import DERIVATIVE_LICENCE_VALUES
from licences.licence import Licence, Obligation, Status, Term, Terms, Territory, Threshold
from licences.proof import PROOFS
from licences.use import ACTIVITIES

VOCABULARY = {
    "commercial": {"yes", "conditional", "no", "disputed"},
    "purpose": {"any", "non-commercial", "research"},
    "copies": {"yes", "nc-only", "no"},
    "derivatives": {"yes", "nc-only", "no", "never", "disputed"},
    "derivative_licence": DERIVATIVE_LICENCE_VALUES,
    "field_of_use": {"none", "law-only", "policy", "attachment", "inline"},
    "flow_down": {
        *("none", "notices", "licence-copy", "agreement-copy", "enforceable-clause"),
        *("similar-clause", "passes-on", "no-further-restrictions"),
    },
    "results": {"free", "attribution", "disputed", "barred"},
    "distillation": {"no", "silent", "if-similar", "any"},
    "outputs_train": {
        *("free", "silent", "named", "displayed", "derivative-if-similar", "derivative"),
        *("other-llm-barred", "any-model-barred", "competing-barred", "nc-only", "disputed"),
        *("foundation-barred", "commercial-barred"),
    },
    "sublicence": {"yes", "no", "silent"},
    "outputs_use": {"free", "silent", "nc-only", "disputed"},
    "outputs_owner": {"user", "licensor", "unclaimed", "silent"},
    "remote_control": {"yes", "no"},
    "hosting": {
        *("distribution", "contains", "uses", "network", "network-modified", "silent"),
        *("nc-only", "disputed", "prohibited"),
    },
}
FREE_PHRASES = {"patent", "litigation", "revocation", "acceptance"}

PERIODS = {
    *(("mau", "month"), ("dau", "day"), ("visits", "month")),
    *(("revenue", "month"), ("revenue", "year")),
}

KINDS = {
    *("unstated", "terms-of-service"),
    *("permissive", "public-domain", "copyleft", "weak-copyleft", "attribution", "share-alike"),
    *("no-derivatives", "non-commercial", "research", "rail", "community", "data", "family"),
}


def _terms(licences: tuple[Licence, ...]) -> Iterator[tuple[str, str, Term]]:
    for licence in licences:
        for name in (f.name for f in fields(Terms)):
            yield licence.id, name, getattr(licence.terms, name)


def _clauses(licence: Licence) -> tuple[Obligation | Threshold | Territory, ...]:
    return (*licence.obligations, *licence.thresholds, *licence.territory)


def test_the_vocabulary_is_the_one_that_the_types_document() -> None:
    """Every term has a vocabulary, and each of its words stands in the docstring of ``Terms``."""
    assert set(VOCABULARY) | FREE_PHRASES == {f.name for f in fields(Terms)}
    documented = Terms.__doc__ or ""
    for name, words in VOCABULARY.items():
        entry = re.search(rf"\* ``{name}``: (.*?)(?=\n    \* |\Z)", documented, re.DOTALL)
        assert entry is not None, name
        assert {w for w in words if w not in entry[1]} == set(), name


def test_the_page_for_people_has_the_same_words() -> None:
    """``docs/licences/vocabulary.md`` lists the same words in the same places."""
    page = (Path(__file__).parents[2] / "docs" / "licences" / "vocabulary.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|", page, re.MULTILINE)
    assert {term: set(re.findall("`([^`]+)`", words)) for term, words in rows} == VOCABULARY


def test_terms_are_said_in_the_vocabulary(every_licence: tuple[Licence, ...]) -> None:
    """A term that was read has a word of its vocabulary; one that was not says ``unknown``."""
    odd = [
        (licence, name, term.value)
        for licence, name, term in _terms(every_licence)
        if (
            term.value != "unknown"
            if term.status is Status.UNKNOWN
            else name in VOCABULARY and term.value not in VOCABULARY[name]
        )
    ]
    assert odd == []


def test_a_term_that_says_something_names_its_clause(every_licence: tuple[Licence, ...]) -> None:
    """A verified term has a clause; where the text says nothing, that is the whole of it."""
    bare = [
        (licence, name, term.value)
        for licence, name, term in _terms(every_licence)
        if term.status is Status.VERIFIED and not term.clause.strip()
    ]
    assert bare == []


def test_duties_limits_and_exclusions_are_complete(every_licence: tuple[Licence, ...]) -> None:
    """Each duty, limit and exclusion has a sentence and, where verified, a clause."""
    incomplete = [
        (licence.id, item)
        for licence in every_licence
        for item in _clauses(licence)
        if not item.text.strip() or (item.status is Status.VERIFIED and not item.clause.strip())
    ]
    assert incomplete == []


def test_sentences_have_no_full_stop_and_begin_small(every_licence: tuple[Licence, ...]) -> None:
    """The texts of duties, limits and exclusions continue a sentence of somebody else's."""
    shouting = [
        (licence.id, item.text)
        for licence in every_licence
        for item in _clauses(licence)
        if item.text != item.text.strip() or item.text.endswith(".") or item.text[0].isupper()
    ]
    assert shouting == []


def test_duties_come_about_by_known_activities(every_licence: tuple[Licence, ...]) -> None:
    """What brings a duty about is an activity of a use, or ``any`` alone, each named once."""
    odd = [
        (licence.id, owed.kind, owed.when)
        for licence in every_licence
        for owed in licence.obligations
        if not owed.when
        or len(set(owed.when)) != len(owed.when)
        or (owed.when != ("any",) and not set(owed.when) <= set(ACTIVITIES))
    ]
    assert odd == []


def test_limits_are_of_known_kinds(every_licence: tuple[Licence, ...]) -> None:
    """Limits count users in a month or dollars in a month or year, and have a known effect."""
    odd = [
        (licence.id, limit)
        for licence in every_licence
        for limit in licence.thresholds
        if (limit.metric, limit.period) not in PERIODS
        or limit.basis not in {"release", "ongoing"}
        or limit.effect not in {"request", "agreement", "no-rights", "terminate", "display"}
        or limit.scope not in {"licensee", "affiliates", "product"}
        or limit.business not in {"any", "model-service", "image"}
        or limit.non_commercial not in {"bound", "free", "unserved", "disputed"}
        or (limit.effect == "display") != bool(limit.value)
        or limit.amount <= 0
    ]
    assert odd == []


def test_duties_are_proven_by_known_facts(every_licence: tuple[Licence, ...]) -> None:
    """What proves a duty unmet is a fact that can be given; words to look for are prescribed."""
    odd = [
        (licence.id, owed.kind, owed.proof)
        for licence in every_licence
        for owed in licence.obligations
        if owed.proof not in {"", *PROOFS} or (owed.proof in {"shown", "name"} and not owed.value)
    ]
    assert odd == []


def test_exclusions_are_of_known_kinds(every_licence: tuple[Licence, ...]) -> None:
    """Exclusions name the EU or countries, and test who the licensee is or where it is used."""
    odd = [
        (licence.id, area)
        for licence in every_licence
        for area in licence.territory
        if not area.regions
        or any(not re.fullmatch("[A-Z]{2}", region) for region in area.regions)
        or area.test not in {"domicile", "use"}
        or area.subject not in {"all", "multimodal"}
    ]
    assert odd == []


def test_other_licences_are_named_by_their_ids(every_licence: tuple[Licence, ...]) -> None:
    """Accepted licences and members of a family are other entries of the catalogue."""
    lost = [
        (licence.id, other)
        for licence in every_licence
        for other in (*licence.accepts, *licence.members)
        if other not in registry.ids() or other == licence.id
    ]
    assert lost == []


def test_families_have_members_and_no_terms(every_licence: tuple[Licence, ...]) -> None:
    """A family names what it may mean and says nothing itself; nobody else has members."""
    families = [licence for licence in every_licence if licence.is_family]
    assert {licence.id for licence in families} >= {"openrail", "cc", "bsd", "gpl", "lgpl", "gfdl"}
    assert [f.id for f in families if f.terms != Terms() or f.obligations or f.thresholds] == []
    assert [
        licence.id for licence in every_licence if licence.is_family != bool(licence.members)
    ] == []


def test_members_of_a_family_are_licences(every_licence: tuple[Licence, ...]) -> None:
    """A family's members are licences and no families again."""
    nested = [
        (licence.id, member)
        for licence in every_licence
        for member in licence.members
        if registry.get(member).is_family
    ]
    assert nested == []


def test_kinds_are_a_closed_list(every_licence: tuple[Licence, ...]) -> None:
    """Every licence is of a known kind, has a name, and applies to known things."""
    assert {licence.kind for licence in every_licence} <= KINDS
    assert [licence.id for licence in every_licence if not licence.name.strip()] == []
    applies = {thing for licence in every_licence for thing in licence.applies_to}
    assert applies == {"any", "model", "data", "code"}


def test_only_licences_that_want_to_be_kept_accept_others(
    every_licence: tuple[Licence, ...],
) -> None:
    """A list of accepted licences is read for rules that want the original kept, so for no others."""
    idle = [
        licence.id
        for licence in every_licence
        if licence.accepts
        and licence.terms.derivative_licence.value not in {"same", "original-stays"}
    ]
    assert idle == []


def test_attachments_go_with_a_rule_that_compares_them(every_licence: tuple[Licence, ...]) -> None:
    """Restrictions are listed as a set only where the text has a list of them."""
    odd = [
        (licence.id, licence.terms.field_of_use.value)
        for licence in every_licence
        if licence.attachment
        and licence.terms.field_of_use.value not in {"attachment", "inline", "policy"}
    ]
    assert odd == []
    missing = [
        licence.id
        for licence in every_licence
        if licence.terms.field_of_use.value == "attachment" and not licence.attachment
    ]
    assert missing == []


def test_limits_to_a_purpose_agree(every_licence: tuple[Licence, ...]) -> None:
    """A licence bars commercial use exactly where it grants a narrower purpose than any."""
    torn = [
        licence.id
        for licence in every_licence
        if licence.terms.commercial.status is licence.terms.purpose.status is Status.VERIFIED
        and (licence.terms.commercial.value == "no") != (licence.terms.purpose.value != "any")
    ]
    assert torn == []


def test_a_conditional_grant_has_a_condition(every_licence: tuple[Licence, ...]) -> None:
    """Where commercial use is conditional, a limit, an exclusion, a duty or a note says how."""
    unsaid = [
        licence.id
        for licence in every_licence
        if licence.terms.commercial.value == "conditional"
        and not (
            licence.thresholds
            or licence.territory
            or licence.terms.commercial.note
            or any(o.when == ("any",) for o in licence.obligations)
        )
    ]
    assert unsaid == []


META = "Copyright © Meta Platforms, Inc. All Rights Reserved."


@pytest.mark.parametrize(
    ("licence_id", "kind", "value"),
    [
        (
            "llama2",
            "notice",
            "Llama 2 is licensed under the LLAMA 2 Community License, "
            "Copyright (c) Meta Platforms, Inc. All Rights Reserved.",
        ),
        (
            "llama3",
            "notice",
            f"Meta Llama 3 is licensed under the Meta Llama 3 Community License, {META}",
        ),
        (
            "llama3.1",
            "notice",
            f"Llama 3.1 is licensed under the Llama 3.1 Community License, {META}",
        ),
        (
            "llama3.2",
            "notice",
            f"Llama 3.2 is licensed under the Llama 3.2 Community License, {META}",
        ),
        (
            "llama3.3",
            "notice",
            f"Llama 3.3 is licensed under the Llama 3.3 Community License, {META}",
        ),
        ("llama4", "notice", f"Llama 4 is licensed under the Llama 4 Community License, {META}"),
        ("llama3", "name-prefix", "Llama 3"),
        ("llama3.1", "name-prefix", "Llama"),
        ("llama3.2", "name-prefix", "Llama"),
        ("llama3.3", "name-prefix", "Llama"),
        ("llama4", "name-prefix", "Llama"),
        ("llama3", "display", "Built with Meta Llama 3"),
        ("llama3.1", "display", "Built with Llama"),
        ("llama3.2", "display", "Built with Llama"),
        ("llama3.3", "display", "Built with Llama"),
        ("llama4", "display", "Built with Llama"),
        (
            "gemma",
            "notice",
            "Gemma is provided under and subject to the Gemma Terms of Use found at "
            "ai.google.dev/gemma/terms",
        ),
    ],
)
def test_prescribed_words_are_exact(licence_id: str, kind: str, value: str) -> None:
    """The sentences and prefixes that Llama and Gemma prescribe are kept letter by letter."""
    assert [o.value for o in registry.get(licence_id).obligations if o.kind == kind] == [value]


@pytest.mark.parametrize(
    ("licence_id", "kind"), [("llama2", "name-prefix"), ("llama2", "display"), ("gemma", "display")]
)
def test_what_is_not_asked_is_not_owed(licence_id: str, kind: str) -> None:
    """Llama 2 asks for no prefix and no display, Gemma for no display."""
    assert kind not in {o.kind for o in registry.get(licence_id).obligations}


@pytest.mark.parametrize("licence_id", ["llama2", "llama3", "llama3.1", "llama3.2", "llama3.3"])
def test_llama_limits_once_and_strictly_above_700_million(licence_id: str) -> None:
    """Every Llama version has one limit: 700 million users in the month before its release."""
    (limit,) = registry.get(licence_id).thresholds
    assert (limit.metric, limit.amount, limit.basis) == ("mau", 700_000_000, "release")
    assert (limit.effect, limit.end_user_exempt) == ("request", True)


def test_llama_bars_the_union_from_multimodal_models_since_3_2(
    every_licence: tuple[Licence, ...],
) -> None:
    """Only Llama 3.2, 3.3 and 4 leave out the EU, by domicile, end users excepted."""
    areas = {x.id: x.territory for x in every_licence if x.id.startswith("llama") and x.territory}
    assert set(areas) == {"llama3.2", "llama3.3", "llama4"}
    assert {(a.regions, a.test, a.subject, a.end_user_exempt) for (a,) in areas.values()} == {
        (("EU",), "domicile", "multimodal", True)
    }


@pytest.mark.parametrize(
    ("stricter", "freer", "expected"),
    [
        ("bigscience-openrail-m", "creativeml-openrail-m", True),
        ("bigscience-bloom-rail-1.0", "bigscience-openrail-m", True),
        ("creativeml-openrail-m", "bigscience-openrail-m", False),
        ("bigscience-openrail-m", "bigscience-bloom-rail-1.0", False),
        ("bigcode-openrail-m", "creativeml-openrail-m", False),
        ("creativeml-openrail-m", "bigcode-openrail-m", False),
        ("deepseek-license", "creativeml-openrail-m", False),
        ("creativeml-openrail-m", "deepseek-license", False),
    ],
)
def test_attachments_hold_each_other_as_their_texts_do(
    stricter: str, freer: str, expected: bool
) -> None:
    """BLOOM's list holds BigScience's, which holds CreativeML's; BigCode and DeepSeek differ."""
    held = registry.get(freer).attachment <= registry.get(stricter).attachment
    assert held is expected


def test_rail_and_rail_plus_plus_restrict_the_same() -> None:
    """CreativeML Open RAIL-M and RAIL++-M have one Attachment A between them."""
    assert registry.get("openrail++").attachment == registry.get("creativeml-openrail-m").attachment


@pytest.mark.parametrize(
    ("family", "members"),
    [
        ("gpl", {"gpl-2.0", "gpl-3.0"}),
        ("lgpl", {"lgpl-2.1", "lgpl-3.0"}),
        ("bsd", {"bsd-2-clause", "bsd-3-clause", "bsd-3-clause-clear"}),
    ],
)
def test_families_mean_what_they_may_mean(family: str, members: set[str]) -> None:
    """The bare GNU and BSD keywords may mean any of their versions."""
    assert set(registry.get(family).members) == members
