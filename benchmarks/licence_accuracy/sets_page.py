"""The page of the labelled sets: ``docs/licences/accuracy.md``."""

from collections.abc import Mapping, Sequence

from benchmarks.causes import NOT_EXPLAINED
from benchmarks.licence_accuracy.cases import Labelled, LabelledSet, put, read_first_runs
from benchmarks.licence_accuracy.scores import CONFIDENCES, by_relation, by_verdict, right
from benchmarks.markdown import table

_INTRODUCTION = """\
# Accuracy of the licence engine

Written by `make accuracy`; do not edit. Every question goes the way of `auditor licence compare
--batch`.

A reader who had not seen the engine read the licence text and wrote down every verdict that he
accepts, how sure he is, and the clause. An answer is right where he accepts it.

* **calibration** was labelled for this project from outside; it is not part of it.
* The other sets are the project's own, `benchmarks/licence_accuracy/cases`, each case with its
  source.

The engine is mended wherever one of these cases shows that it is wrong, so they are no sample
that it has never seen: on other cases it will be right less often. *First run* says how many were
right when a set was first asked, before anything was mended for it, where that was kept
(*repeated* are questions that an earlier set asks word for word, too): the nearest thing here to
an accuracy on questions not seen before. The readers had the same summary of the facts beside the
texts that the catalogue began with, so an error of that summary may be in both. Of each verdict,
*precision* is the share of its answers that a reader accepts, and *recall* the share of the cases
where it alone is right that were answered so. What is disputed among lawyers is disputed here,
too. None of this is legal advice.

Other comparisons: [the OSADL matrix](accuracy-osadl.md), [the Data Provenance Initiative and
ModelGo](accuracy-outside.md), [RecLicense](oss-oracle.md).
"""
_NO_CALIBRATION = "The calibration set was not there when this page was written."
_GREEN_HEADS = ("id", "question", "ours", "accepted", "clause")
_WRONG_HEADS = (*_GREEN_HEADS, "why we answer so")


def sets_page(sets: Sequence[LabelledSet], explained: Mapping[str, str]) -> str:
    """Write the page. Its order is that of the sets; nothing in it depends on the day."""
    cases = [case for one in sets for case in one.cases]
    lines = [*_INTRODUCTION.splitlines(), ""]
    if all(one.own for one in sets):
        lines += [_NO_CALIBRATION, ""]
    lines += [*_wrongly_green(cases), *_counts(sets)]
    lines += [*_verdicts("all sets", cases), *_relations(sets)]
    for one in sets:
        lines += [*_verdicts(one.name, one.cases), *_wrong(one, explained)]
    return "\n".join(lines).rstrip() + "\n"


def not_explained(sets: Sequence[LabelledSet], explained: Mapping[str, str]) -> list[str]:
    """List the disagreements of which nobody has said why."""
    return [case.id for one in sets for case in one.wrong if case.id not in explained]


def settled(sets: Sequence[LabelledSet], explained: Mapping[str, str]) -> list[str]:
    """List the explanations of disagreements that are none any more."""
    agreed = {case.id for one in sets for case in one.cases if case.right}
    return sorted(agreed & set(explained))


def _wrongly_green(cases: Sequence[Labelled]) -> list[str]:
    wrong = [case for case in cases if case.wrongly_green]
    worst = [case for case in wrong if case.expected == ("incompatible",)]
    accused = [case for case in cases if case.wrongly_forbidden]
    lines = ["## The worst error: a wrong `compatible`", ""]
    lines += [
        f"* Answered green where no green answer is accepted: **{len(wrong)}** of {len(cases)}.",
        f"* Of these, cases where `incompatible` alone is right: **{len(worst)}**.",
        f"* The other way round, `incompatible` where only green is right: **{len(accused)}**.",
        "",
    ]
    return [*lines, *(table(_GREEN_HEADS, map(_told, wrong)) if wrong else [])]


def _counts(sets: Sequence[LabelledSet]) -> list[str]:
    first = read_first_runs()
    rows = [(s.name, *_by_confidence(s.cases), first.get(s.name, "not kept")) for s in sets]
    own = [case for one in sets if one.own for case in one.cases]
    rows += [("own sets together", *_by_confidence(own), "")]
    return ["## Right answers", "", *table(("set", "all", *CONFIDENCES, "first run"), rows)]


def _by_confidence(cases: Sequence[Labelled]) -> list[str]:
    sure = (right(c for c in cases if c.confidence == level) for level in CONFIDENCES)
    return [right(cases), *sure]


def _verdicts(name: str, cases: Sequence[Labelled]) -> list[str]:
    heads = ("verdict", "answered", "precision", "alone right", "recall")
    return [f"## By verdict: {name}", "", *table(heads, by_verdict(cases))]


def _relations(sets: Sequence[LabelledSet]) -> list[str]:
    every = [case for one in sets for case in one.cases]
    columns = [dict(by_relation(every)), *(dict(by_relation(one.cases)) for one in sets)]
    heads = ("relation", "all sets", *(one.name for one in sets))
    rows = ([name, *(column.get(name, "-") for column in columns)] for name in columns[0])
    return ["## By relation", "", *table(heads, rows)]


def _wrong(one: LabelledSet, explained: Mapping[str, str]) -> list[str]:
    lines = [f"### Disagreements: {one.name} ({len(one.wrong)})", ""]
    if not one.wrong:
        return [*lines, "None.", ""]
    rows = ((*_told(case), explained.get(case.id, NOT_EXPLAINED)) for case in one.wrong)
    return [*lines, *table(_WRONG_HEADS, rows)]


def _told(case: Labelled) -> tuple[str, ...]:
    ours = f"{case.answer.verdict} ({case.answer.reason})"
    return case.id, put(case.case), ours, " or ".join(case.expected), case.clause
