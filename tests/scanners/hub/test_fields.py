"""Single fields of a record, of the shape that they should have and of others."""

from typing import Any

import pytest
from hubrecords import read, said

from scanners.evidence import Unreadable
from scanners.hub.fields import shortened


@pytest.mark.parametrize(
    ("gated", "wanted"), [(False, ""), (True, "auto"), ("auto", "auto"), ("manual", "manual")]
)
def test_gates(gated: Any, wanted: str) -> None:
    record = read(gated=gated)
    assert (record.gated, record.problems) == (wanted, ())


@pytest.mark.parametrize(
    ("raw", "field", "read_as", "problem"),
    [
        ({"gated": 3}, "gated", None, "gated is 3, which is no text"),
        ({"gated": "yes"}, "gated", "yes", 'gated is "yes", which the Hub does not say'),
        ({"gated": {"a": 1}}, "gated", None, 'gated is {"a":1}, which is no text'),
        ({"disabled": 0}, "disabled", None, "disabled is 0, neither true nor false"),
        ({"disabled": "true"}, "disabled", None, 'disabled is "true", neither true nor false'),
        ({"private": "no"}, "private", None, 'private is "no", neither true nor false'),
        ({"sha": "main"}, "sha", None, 'sha is "main", which is no commit'),
        ({"sha": 7}, "sha", None, "sha is 7, which is no text"),
        ({"author": ["me"]}, "author", None, 'author is ["me"], which is no text'),
        ({"_id": {"$oid": "1"}}, "hub_id", None, '_id is {"$oid":"1"}, which is no text'),
        ({"siblings": {}}, "files", None, "siblings is {}, not a list"),
        ({"siblings": "a"}, "files", None, 'siblings is "a", not a list'),
        ({"siblings": ["a"]}, "files", ("a",), 'siblings holds "a", which is no file'),
        (
            {"siblings": [{"rfilename": 5}]},
            "files",
            (),
            'siblings holds {"rfilename":5}, which is no file',
        ),
        (
            {"siblings": [7, {"rfilename": "b"}]},
            "files",
            ("b",),
            "siblings holds 7, which is no file",
        ),
        ({"tags": "merge"}, "tags", ("merge",), 'tags is "merge", not a list'),
        ({"tags": ["a", 5]}, "tags", ("a", "5"), "tags holds 5, which is no text"),
        ({"tags": [["a"], "b"]}, "tags", ("a", "b"), "tags holds a list in a list"),
        ({"tags": [{"a": 1}]}, "tags", ('{"a":1}',), 'tags holds {"a":1}, which is no text'),
        (
            {"cardData": {"license_name": ["x"]}},
            "licence_name",
            None,
            'cardData.license_name is ["x"], which is no text',
        ),
    ],
)
def test_odd_shapes_are_problems(raw: Any, field: str, read_as: Any, problem: str) -> None:
    record = read(**raw)
    assert getattr(record, field) == read_as
    assert said(record) == [problem]


def test_a_commit_in_capitals_is_one() -> None:
    assert read(sha="A" * 40).sha == "a" * 40


def test_a_value_of_any_depth_and_size_is_cut() -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = {"a": [deep]}
    (licence,) = read(cardData={"license": deep}).licence
    assert licence.startswith('{"a":[{"a":[') and len(licence) == 300
    for _ in range(100_000):
        deep = [deep]
    assert read(cardData={"license": deep}).licence == (licence,)
    assert len(read(cardData={"license": {"a": "x" * 1_000_000}}).licence[0]) == 300


def test_a_text_that_is_too_long_shows_that_it_was_cut() -> None:
    """A part of an expression must not be taken for the whole."""
    problems: list[Unreadable] = []
    assert shortened("MIT", "x", problems) == "MIT"
    cut = shortened("MIT OR " * 1000, "cardData.license", problems)
    assert (len(cut), cut[-1]) == (301, "\u2026")
    assert problems == [Unreadable("cardData.license", "has 7,000 characters; cut")]
