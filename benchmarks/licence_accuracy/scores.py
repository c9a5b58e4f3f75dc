"""Counting: right answers, precision and recall."""

from collections.abc import Callable, Iterable, Sequence

from benchmarks.asking import GREEN
from benchmarks.licence_accuracy.cases import Labelled
from benchmarks.markdown import share
from licences.judgement import STRICTNESS

CONFIDENCES = ("high", "medium", "disputed")


def right(cases: Iterable[Labelled]) -> str:
    """Say how many of some cases are right; a dash where there is none."""
    listed = list(cases)
    good = sum(case.right for case in listed)
    return f"{good} of {len(listed)} ({share(good, len(listed))})" if listed else "-"


def by_relation(cases: Sequence[Labelled]) -> list[tuple[str, str]]:
    """Give how many are right, relation by relation."""
    relations = sorted({case.case["relation"] for case in cases})
    return [(r, right(c for c in cases if c.case["relation"] == r)) for r in relations]


def by_verdict(cases: Sequence[Labelled]) -> list[tuple[str, int, str, int, str]]:
    """Give precision and recall of each verdict, and of the two green ones together.

    Each row: verdict, how often it was answered, the share of these that readers accept
    (precision), how often it alone is right, the share of these that were answered so (recall).
    """
    kinds = [(str(verdict), frozenset({str(verdict)})) for verdict in STRICTNESS]
    return [_row(name, some, cases) for name, some in [*kinds, ("either green one", GREEN)]]


def _row(
    name: str, some: frozenset[str], cases: Sequence[Labelled]
) -> tuple[str, int, str, int, str]:
    answered = _those(cases, lambda c: c.answer.verdict in some)
    alone = _those(cases, lambda c: set(c.expected) <= some)
    precise = sum(bool(some & set(case.expected)) for case in answered)
    recalled = sum(case.answer.verdict in some for case in alone)
    precision, recall = share(precise, len(answered)), share(recalled, len(alone))
    return name, len(answered), precision, len(alone), recall


def _those(cases: Iterable[Labelled], fits: Callable[[Labelled], bool]) -> list[Labelled]:
    return [case for case in cases if fits(case)]
