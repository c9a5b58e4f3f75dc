"""Comparisons with other people's tables: causes, the pages, the oracle."""

import re
from pathlib import Path

import pytest

from benchmarks.asking import ask_pair, colour
from benchmarks.causes import Cause, Departure, explain, read_causes, told
from benchmarks.licence_accuracy.dpi import compare_classes, not_named
from benchmarks.licence_accuracy.modelgo import compare_rights, compare_verdicts
from benchmarks.licence_accuracy.osadl import compare_pairs, departures
from benchmarks.licence_accuracy.outside_page import outside_not_explained
from benchmarks.oss_oracle import __main__ as oracle

_WIDE = Cause("wide", "why", "1", ("MIT > *",))
_NARROW = Cause("narrow", "why", "2", ("MIT > GPL-*",), theirs=("no",), ours=("yes",))
_FOUND = Departure("MIT", "GPL-2.0-only", "combine", "no", "yes", "0")


def test_the_first_cause_that_fits_explains() -> None:
    other = Departure("Zlib", "MIT", "combine", "no", "yes")
    assert explain([_FOUND, other], [_NARROW, _WIDE]) == {None: [other], _NARROW: [_FOUND]}
    assert explain([_FOUND], [_WIDE, _NARROW]) == {_WIDE: [_FOUND]}


@pytest.mark.parametrize(
    "changed",
    [
        Departure("MIT", "GPL-2.0-only", "combine", "depends", "yes"),
        Departure("MIT", "GPL-2.0-only", "combine", "no", "depends"),
        Departure("MIT", "Zlib", "combine", "no", "yes"),
    ],
)
def test_a_cause_fits_only_what_it_names(changed: Departure) -> None:
    assert _NARROW.fits(_FOUND)
    assert not _NARROW.fits(changed)


def test_every_pair_is_listed_under_its_cause() -> None:
    second = Departure("MIT", "GPL-3.0-only", "combine", "no", "yes", "0")
    lines = told({None: [], _NARROW: [_FOUND, second]}, "theirs")
    assert "### narrow (2)" in lines
    assert "| MIT | GPL-2.0-only, GPL-3.0-only | combine | no (0) | yes |" in lines


def test_the_matrix_and_the_engine_know_many_pairs_together() -> None:
    asked = compare_pairs()
    assert len(asked) >= 2 * 33 * 32
    assert len(departures(asked)) < len(asked) / 5


def test_what_others_publish_is_compared_and_explained() -> None:
    assert len(compare_classes()) == 3 * 62
    assert "Google Cloud Translation API" in not_named()
    assert len(compare_rights()) > 250
    assert len(compare_verdicts()) > 40
    assert outside_not_explained() == []


def test_the_oracle_is_read_and_each_disagreement_listed(tmp_path: Path) -> None:
    lines = [
        "inbound,outbound,reclicense,raw,osadl",
        "MIT,MIT,yes,,yes",
        "MIT,Apache-2.0,yes,2,yes",
        "CC-BY-SA-4.0,GPL-3.0-only,no,0,unsupported",
        "GPL-2.0-only,MIT,yes,1,no",
    ]
    pairs, page = tmp_path / "pairs.csv", tmp_path / "page.md"
    pairs.write_text("\n".join(lines), "utf-8")
    assert oracle.main([str(pairs), "--output", str(page)]) == 0
    assert "| CC-BY-SA-4.0 | GPL-3.0-only | combine | no (0) | yes |" in page.read_text("utf-8")
    assert oracle.main([str(pairs), "--output", str(page), "--strict"]) == 1


def test_the_committed_page_of_the_oracle_says_what_the_engine_says_today(root: Path) -> None:
    """If this fails, run ``make oracle``: the answers of the others are not kept here."""
    page = (root / "docs/licences/oss-oracle.md").read_text("utf-8")
    rows = re.findall(
        r"^\| (\S+) \| (.+) \| (combine|modify) \| .+ \| (\w+) \|$", page, re.MULTILINE
    )
    assert len(rows) > 40
    stale = [
        f"{inbound} > {outbound}: {ours}"
        for inbound, outbounds, relation, ours in rows
        for outbound in outbounds.split(", ")
        if colour(ask_pair(inbound, outbound, relation).verdict) != ours
    ]
    assert stale == []


def test_the_forty_licences_are_forty_and_their_causes_can_be_read(root: Path) -> None:
    listed = (root / "benchmarks/oss_oracle/licences.txt").read_text("utf-8").split()
    assert len(listed) == len(set(listed)) == 40
    assert all(read_causes(path) for path in oracle.CAUSES.values())
