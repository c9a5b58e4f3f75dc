"""The page of the comparisons with other people's tables: ``docs/licences/accuracy-outside.md``."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from benchmarks.causes import Cause, Departure, explain, read_causes, told
from benchmarks.licence_accuracy.dpi import OUTSIDE, compare_classes, not_named
from benchmarks.licence_accuracy.modelgo import compare_rights, compare_verdicts
from benchmarks.licence_accuracy.osadl import departures
from benchmarks.markdown import share, table

_INTRODUCTION = """\
# The engine and other people's tables

Written by `make accuracy`; do not edit. None of these tables is the truth; each disagreement is
listed with our reason and the clause.
"""
_HEADS = ("licence", "about", "table")
_DPI = """\
## Data Provenance Initiative

Licence classes of the Data Provenance Collection (`constants/license_classes.json` of
`Data-Provenance-Initiative/Data-Provenance-Collection`, commit
`10e56a6a55a3fb99f103c518ba5117d7a3102cf3`). Compared are commercial use (`All` or not),
attribution (a credit, a notice or the text is owed when the work is shared) and share-alike
(changes go out under the same licence; `depends` where our catalogue has the terms follow in
another way).
"""
_MODELGO = """\
## ModelGo

What two editions encode for each licence: of 2024 (`Xtra-Computing/ModelGo`,
`licenses_description.yml`, commit `1ca4eb61c8703ccb9674bebd9859c94a5b209e0f`) and of 2026
(`morningD/ModelGo-Analyzer`, `MGLicenseInfo.ttl`, commit
`71a3feb196f0dc0d0ab6fa7d86fe059e053949c9`, and `MGLicenseRule.ttl`, commit
`0479f7d1515d5962d78445a5789d8ab89f9279c3`). `redistribute`, `share changed`, `relicense` and
`outputs` are asked for unpaid research, so that only the right itself is at issue; `relicense` is
asked with the label MIT. Their `OpenRAIL-M` of 2026, which stands for several texts, is asked as
CreativeML Open RAIL-M; licences that are not in the catalogue are left out.
"""
_VERDICTS = """\
## ModelGo: published verdicts

Verdicts of its papers that can be asked as one question. A conflict, an error or a refusal there
is `no`, an explicit permission `yes`, a warning about restrictions `depends`.
"""


def outside_page() -> str:
    """Write the page."""
    lines = [*_INTRODUCTION.splitlines(), "", *_DPI.splitlines(), ""]
    lines += _part(compare_classes(), "DPI")
    lines += [f"Their names that mean no one licence of ours: {', '.join(not_named())}.", ""]
    lines += [*_MODELGO.splitlines(), "", *_part(compare_rights(), "ModelGo")]
    lines += [*_VERDICTS.splitlines(), "", *_part(compare_verdicts(), "ModelGo")]
    return "\n".join(lines).rstrip() + "\n"


def outside_not_explained() -> list[str]:
    """List the disagreements that no cause explains."""
    asked = [*compare_classes(), *compare_rights(), *compare_verdicts()]
    left = explain(departures(asked), _causes()).get(None, ())
    return [f"{one.relation}: {one.pair}, theirs {one.theirs}, ours {one.ours}" for one in left]


@cache
def _causes() -> tuple[Cause, ...]:
    return read_causes(OUTSIDE / "causes.toml")


def _part(asked: Sequence[Departure], who: str) -> list[str]:
    found = departures(asked)
    return [*_counts(asked), *told(explain(found, _causes()), who, _HEADS)]


def _counts(asked: Sequence[Departure]) -> list[str]:
    both = Counter(one.outbound for one in asked if "unknown" not in {one.theirs, one.ours})
    differ = Counter(one.outbound for one in departures(asked))
    every = Counter(one.outbound for one in asked)
    rows = (
        (name, every[name], both[name], both[name] - differ[name], _agreement(both, differ, name))
        for name in every
    )
    return table(("about", "entries", "answered by both", "agree", "agreement"), rows)


def _agreement(both: Counter[str], differ: Counter[str], name: str) -> str:
    return share(both[name] - differ[name], both[name])
