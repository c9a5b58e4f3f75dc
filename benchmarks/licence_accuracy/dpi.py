"""The catalogue beside the licence classes of the Data Provenance Initiative."""

import csv
import tomllib
from functools import cache

from benchmarks.asking import ask, colour
from benchmarks.causes import Departure
from benchmarks.licence_accuracy.cases import HERE
from licences import registry

OUTSIDE = HERE / "outside"
_COMMERCIAL = {"All": "yes", "NC": "no", "Acad": "no"}
_FLAGS = {"1": "yes", "0": "no"}
_CREDITS = frozenset({"attribution", "notice", "display", "licence-copy"})
_SHARE_ALIKE = {"same": "yes", "any": "no", "any-with-notices": "no"}


def compare_classes() -> list[Departure]:
    """Give every class of theirs that names a licence of ours, column by column.

    A row without a licence of ours, and a ``?`` of theirs, is answered ``unknown`` on that side.
    """
    names: dict[str, str] = _names()
    return [
        Departure(row["licence"], column, "DPI", theirs, _ours(names.get(row["licence"]), column))
        for row in _rows()
        for column, theirs in _theirs(row).items()
    ]


def not_named() -> list[str]:
    """List their names that mean no one licence of our catalogue."""
    return [row["licence"] for row in _rows() if row["licence"] not in _names()]


@cache
def _names() -> dict[str, str]:
    table = tomllib.loads((OUTSIDE / "dpi.toml").read_text("utf-8"))
    named: dict[str, str] = table["names"]
    return named


def _rows() -> list[dict[str, str]]:
    with (OUTSIDE / "dpi.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _theirs(row: dict[str, str]) -> dict[str, str]:
    return {
        "commercial use": _COMMERCIAL.get(row["use"], "unknown"),
        "attribution": _FLAGS.get(row["attribution"], "unknown"),
        "share-alike": _FLAGS.get(row["share_alike"], "unknown"),
    }


def _ours(licence: str | None, column: str) -> str:
    if licence is None:
        return "unknown"
    if column == "commercial use":
        use = {"commercial": True, "activities": ["internal"]}
        return colour(ask({"upstream": licence, "relation": "use", "use": use}).verdict)
    if column == "attribution":
        return _credit(licence)
    rule = registry.get(licence).terms.derivative_licence
    return _SHARE_ALIKE.get(rule.value, "unknown" if rule.value == "unknown" else "depends")


def _credit(licence: str) -> str:
    """Say whether sharing it, changed or not, owes a credit, a notice or the text."""
    use = {"commercial": False, "purpose": "research", "activities": ["redistribute"]}
    answers = [
        ask({"upstream": licence, "relation": relation, "use": use})
        for relation in ("copy", "modify")
    ]
    if all(answer.verdict == "unknown" for answer in answers):
        return "unknown"
    duties = [duty for answer in answers for duty in answer.judgement.duties]
    return "yes" if any(duty.due and duty.kind in _CREDITS for duty in duties) else "no"
