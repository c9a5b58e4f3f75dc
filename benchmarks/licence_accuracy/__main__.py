"""Score the engine on every set and write the pages of results.

``--strict`` ends with 1 where a disagreement has no explanation, or a page is not the one in
``docs/licences``; nothing is written then.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.causes import read_causes
from benchmarks.licence_accuracy.cases import HERE, ROOT, read_explained, read_sets
from benchmarks.licence_accuracy.osadl import osadl_groups, osadl_page
from benchmarks.licence_accuracy.outside_page import outside_not_explained, outside_page
from benchmarks.licence_accuracy.sets_page import not_explained, sets_page, settled

PAGES = ROOT / "docs" / "licences"


def pages() -> dict[str, str]:
    """Write every page, by the name of its file."""
    return {
        "accuracy.md": sets_page(read_sets(), read_explained()),
        "accuracy-osadl.md": osadl_page(read_causes(HERE / "osadl_causes.toml")),
        "accuracy-outside.md": outside_page(),
    }


def open_questions() -> list[str]:
    """List every disagreement that has no explanation."""
    groups = osadl_groups(read_causes(HERE / "osadl_causes.toml"))
    return [
        *not_explained(read_sets(), read_explained()),
        *(f"OSADL: {one.pair} ({one.relation})" for one in groups.get(None, ())),
        *outside_not_explained(),
    ]


def main(arguments: list[str]) -> int:
    """Run the benchmark; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.licence_accuracy")
    parser.add_argument("--strict", action="store_true", help="write nothing; 1 unless all is well")
    parser.add_argument("--output", type=Path, default=PAGES, help="the folder of the pages")
    given = parser.parse_args(arguments)
    left, written = open_questions(), pages()
    for one in left:
        sys.stderr.write(f"not explained: {one}\n")
    for one in settled(read_sets(), read_explained()):
        sys.stderr.write(f"explained, but no disagreement any more: {one}\n")
    if given.strict:
        return 1 if _stale(written, given.output) or left else 0
    for name, text in written.items():
        (given.output / name).write_text(text, "utf-8")
    return 0


def _stale(written: dict[str, str], folder: Path) -> list[str]:
    """Name the pages that are not what would be written now."""
    kept = {name: folder / name for name in written}
    found = [n for n, f in kept.items() if not f.is_file() or f.read_text("utf-8") != written[n]]
    for name in found:
        sys.stderr.write(f"not what is written today: {folder / name}; run make accuracy\n")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
