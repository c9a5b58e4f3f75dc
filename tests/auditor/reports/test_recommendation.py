"""What a model may carry, as a person sees it and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot

from auditor.graph import Component
from auditor.policy import Policy
from auditor.recommendation import Candidate, Obstacle, Recommendation, recommend
from auditor.reports.recommendation import as_json, as_text
from licences import registry
from licences.declaration import UNDECLARED
from licences.judgement import Duty, Reason, Verdict
from licences.licence import Status
from licences.use import Use
from scanners.evidence import Kind, State
from scanners.hub.crawl import unwatched
from scanners.hub.snapshots import Snapshot
from scanners.reference import parse_reference

NOTICE = Duty("notice", "mit", "1", Status.VERIFIED, "keep it", "redistribute", "The Notice")
COPY = Duty("licence-copy", "mit", "2", Status.VERIFIED, "add it", "redistribute")
LATER = Duty("display", "mit", "3", Status.VERIFIED, "show it", "embed", due=False)


def subject(name: str = "a/b") -> Component:
    """A model that states nothing."""
    return Component(kind=Kind.MODEL, name=name, state=State.FOUND, declaration=UNDECLARED)


def may(licence: str, *duties: Duty) -> Candidate:
    """A label that may be carried."""
    return Candidate(registry.get(licence), Verdict.COMPATIBLE_WITH_OBLIGATIONS, duties)


def not_by(
    licence: str, name: str, clause: str = "1", verdict: Verdict = Verdict.INCOMPATIBLE
) -> Candidate:
    """A label that an ancestor stands in the way of."""
    return Candidate(registry.get(licence), verdict, (), obstacle(name, clause, verdict))


def obstacle(
    name: str, clause: str = "1", verdict: Verdict = Verdict.INCOMPATIBLE, licence: str = "llama3.1"
) -> Obstacle:
    """An ancestor in the way."""
    reason = Reason(verdict, licence, clause, Status.VERIFIED, "goes along")
    return Obstacle(f"hf:{name}", name, reason)


def found(*candidates: Candidate, **given: Any) -> Recommendation:
    """A recommendation of some candidates."""
    base = {"subject": subject(), "current": "mit", "ancestors": 1, "barred": (), "use": Use()}
    return Recommendation(**{**base, "candidates": candidates, **given})


def test_a_page_reads_from_what_may_be_to_what_is_excluded() -> None:
    """What every allowed label owes stands once; the strictest groups name who is in the way."""
    page = found(
        may("mit", NOTICE, COPY, LATER),
        may("apache-2.0", COPY, NOTICE),
        not_by("gpl-3.0", "c/base", verdict=Verdict.REVIEW),
        not_by("isc", "c/base"),
        not_by("cc-by-4.0", "b/near", "2"),
        not_by("cc-by-sa-4.0", "c/base"),
        Candidate(registry.get("zlib"), Verdict.UNKNOWN, ()),
        barred=(obstacle("d/nc", licence="cc-by-nc-4.0"), obstacle("e/x", "", licence="")),
        ancestors=3,
    )
    assert as_text(page) == snapshot("""\
Licences for a/b
  It carries mit today; the terms of 3 ancestors reach it.

  No label heals this: d/nc: CC BY-NC 4.0 goes along (cc-by-nc-4.0 1).
  No label heals this: e/x: goes along.

It may carry
  - apache-2.0, mit

Whichever it is, who shares it must
  - keep it: "The Notice" (mit 1)
  - add it (mit 2)

Open
  - gpl-3.0
      c/base: Llama 3.1 goes along (llama3.1 1).
  - zlib

Excluded
  - cc-by-sa-4.0, isc
      c/base: Llama 3.1 goes along (llama3.1 1).
  - cc-by-4.0
      b/near: Llama 3.1 goes along (llama3.1 2).

2 of 7 may be carried, for sharing it in this use.
Evidence, not legal advice.
""")


def test_nothing_that_may_be_carried_is_said() -> None:
    """And then nothing is owed."""
    assert as_text(found(not_by("mit", "b/base"), current=None)) == snapshot("""\
Licences for a/b
  It carries no one licence that is clear today; the terms of 1 ancestor reach it.

It may carry
    None of the catalogue.

Excluded
  - mit
      b/base: Llama 3.1 goes along (llama3.1 1).

0 of 1 may be carried, for sharing it in this use.
Evidence, not legal advice.
""")


def test_what_only_some_labels_owe_is_not_owed_by_all() -> None:
    """Without a common duty there is no such section."""
    text = as_text(found(may("mit", NOTICE), may("isc")))
    assert "must" not in text
    assert "It may carry\n  - isc, mit\n" in text


def test_a_long_list_names_the_known_ones_first() -> None:
    """Those that the Hub has an identifier for; the rest is counted."""
    hub = [i for i in registry.ids() if registry.get(i).hub][:11]
    other = [i for i in registry.ids() if not registry.get(i).hub][:3]
    (line,) = [
        line
        for line in as_text(found(*map(may, [*other, *hub])), width=10_000).splitlines()
        if line.startswith("  - ")
    ]
    assert line == f"  - {', '.join([*hub, other[0]])} and 2 more; --format json lists them all"
    assert "more" not in as_text(found(*map(may, hub)))


@pytest.mark.parametrize(
    ("ancestors", "said"),
    [
        (0, "no ancestor is known whose terms reach it."),
        (1, "the terms of 1 ancestor reach it."),
        (2, "the terms of 2 ancestors reach it."),
    ],
)
def test_the_lineage_is_counted(ancestors: int, said: str) -> None:
    """Before anything is recommended."""
    assert as_text(found(ancestors=ancestors)).splitlines()[1].endswith(said)


def test_json_is_whole() -> None:
    """Every candidate in order, with what it owes and what is in the way."""
    page = found(
        may("mit", NOTICE, LATER), not_by("isc", "c/base"), barred=(obstacle("d/nc", licence=""),)
    )
    assert json.loads(as_json(page)) == snapshot(
        {
            "subject": "hf:a/b",
            "current": "mit",
            "barred": [
                {
                    "component": "hf:d/nc",
                    "reason": {
                        "licence": None,
                        "clause": "1",
                        "status": "verified",
                        "text": "goes along",
                        "verdict": "incompatible",
                    },
                }
            ],
            "candidates": [
                {
                    "licence": "mit",
                    "verdict": "compatible_with_obligations",
                    "obligations": [
                        {
                            "kind": "notice",
                            "licence": "mit",
                            "clause": "1",
                            "status": "verified",
                            "text": "keep it",
                            "value": "The Notice",
                            "who": "whoever passes it on",
                            "when": "redistribute",
                        }
                    ],
                    "obstacle": None,
                },
                {
                    "licence": "isc",
                    "verdict": "incompatible",
                    "obligations": [],
                    "obstacle": {
                        "component": "hf:c/base",
                        "reason": {
                            "licence": "llama3.1",
                            "clause": "1",
                            "status": "verified",
                            "text": "goes along",
                            "verdict": "incompatible",
                        },
                    },
                },
            ],
        }
    )


def test_names_move_no_cursor() -> None:
    """Neither the subject's nor an ancestor's."""
    page = found(not_by("mit", "b/\x1b[2J\u202e"), subject=subject("a/\x1b[2J\nb"))
    text = as_text(page)
    assert r"Licences for a/\u001b[2J\u000ab" in text
    assert r"b/\u001b[2J\u202e: Llama 3.1 goes along" in text
    assert text.replace("\n", "").isprintable()


def test_colour_is_for_headings_where_it_is_asked_for() -> None:
    """The words are the same."""
    page = found(may("mit", NOTICE), not_by("isc", "c/base"))
    coloured = as_text(page, colour=True)
    assert coloured.startswith("\x1b[1mLicences for a/b\x1b[0m")
    assert coloured.replace("\x1b[1m", "").replace("\x1b[0m", "") == as_text(page)


def test_a_real_lineage_reads_well(
    record: Callable[..., dict[str, Any]], snapshot_file: Callable[..., Path]
) -> None:
    """A fine-tune of a fine-tune of Llama."""
    source = Snapshot.open(
        [
            snapshot_file(
                record("a/child", "mit", base_model="b/middle", base_model_relation="finetune"),
                record(
                    "b/middle", "llama3.1", base_model="c/llama", base_model_relation="finetune"
                ),
                record("c/llama", "llama3.1"),
            )
        ]
    )
    page = recommend(source, parse_reference("a/child"), Use(), Policy(), unwatched)
    head, _, rest = as_text(page).partition("Whichever it is")
    assert head == snapshot("""\
Licences for a/child
  It carries mit today; the terms of 2 ancestors reach it.

It may carry
  - llama3.1

""")
    assert "b/middle: the Llama 3.1 agreement goes along with what is made from it; AFL" in rest
